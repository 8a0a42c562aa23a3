// The built demo as `npm run demo` starts it, in a folder of its own.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../support/holdfast-programs.js';

const root = dirname(dirname(import.meta.dirname));
const demo = join(root, 'dist/demo/demo.cjs');
/** It takes seconds; a busy machine is given ten times as much. */
const LONG = { timeout: 60_000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-demo-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const runDemo = (...args: readonly string[]) => runProgram(process.execPath, [demo, ...args]);

/** The first run, in a folder of its own: the second run comes to the same one. */
const first = mkdtempSync(join(tmpdir(), 'holdfast-demo-'));
afterAll(() => rmSync(first, { recursive: true, force: true }));

describe('told once, it', () => {
  let story: Awaited<ReturnType<typeof runDemo>>;
  let tookMs = 0;
  beforeAll(async () => {
    const begun = performance.now();
    story = await runDemo('--dir', join(first, 'demo'));
    tookMs = performance.now() - begun;
  }, LONG.timeout);

  const shown = (title: string): string => chapter(story.stdout, title).join('\n');

  test('is as shown, and ends by itself with exit code 0', () => {
    const { exitCode, stdout, stderr } = story;
    expect(tookMs).toBeLessThan(30_000);
    expect(stdout).not.toContain('NOT SO');
    expect(stderr).toBe('');
    const [, holding, made] = /Everything above was checked: (\d+) of (\d+)\n$/.exec(stdout) ?? [];
    expect(holding).toBe(made);
    expect(stdout.split('\n').filter((line) => line.startsWith('   ok  ')).length).toBe(Number(made));
    expect(Number(made)).toBeGreaterThan(120);
    expect(exitCode).toBe(0);
  });

  test('has a line for each policy of each system, and for each device of the fleet', () => {
    const results = chapter(story.stdout, 'Linux, Windows and macOS side by side');
    for (const [system, policies] of Object.entries({ Linux: 5, Windows: 7, macOS: 3 }))
      expect(results.filter((line) => line.startsWith(`     ${system} `))).toHaveLength(policies);
    const fleet = shown('All three at the end, on one screen');
    expect(fleet.match(/ (?:Linux|Windows Server|macOS) +managed \(1\) /g)).toHaveLength(4);
  });

  test('shows a device that an MDM takes over and gives back', () => {
    const taken = shown('Taken over by an MDM, and given back');
    expect(taken).toMatch(/ok {2}It stands aside, .*: 3\n/);
    expect(taken).toMatch(/ok {2}The registry is what it was before Holdfast came, byte for byte\n/);
    expect(taken).toMatch(/ok {2}Holdfast goes on by itself, /);
  });

  test('shows scope in one line for each word of the service', () => {
    expect(shown('Out of scope, and in again')).toMatch(
      / tagged +2 .*\n.* MDE-Management +1 .*\n.* forbid +8 .*\n.* allow +1 /,
    );
  });

  test('shows a copy that is caught and becomes a device of its own', () => {
    const copied = shown('A copied disk');
    expect(copied).toContain('   | 409 POST /v1/checkin\n');
    expect(copied).toMatch(/ok {2}It is a device of its own now: /);
  });

  test('says what was verified on what', () => {
    const last = shown('What was verified on what');
    for (const where of ['simulated', 'on a real registry', 'on no real system'])
      expect(last).toContain(where);
  });
});

/** The lines of one chapter. */
const chapter = (story: string, title: string): readonly string[] =>
  (story.split(new RegExp(`^ *\\d+ {2}${title}$`, 'm'))[1]?.split(/^ ?\d+ {2}\S/m)[0] ?? '').split('\n');

test('a second run in the same folder starts anew', LONG, async () => {
  expect((await runDemo('--dir', join(first, 'demo'))).exitCode).toBe(0);
});

test('a claim that does not hold is named, and the exit code is 1', LONG, async () => {
  const samples = join(folder, 'samples');
  cpSync(join(root, 'samples/policies'), samples, { recursive: true });
  const passive = join(samples, 'linux-antivirus-passive.json');
  // Passive no more: now it agrees with the baseline, and there is no conflict to show.
  const agreeing = readFileSync(passive, 'utf8').replace('enforcementlevel_2"', 'enforcementlevel_0"');
  writeFileSync(passive, agreeing);
  const { exitCode, stdout, stderr } = await runDemo('--dir', join(folder, 'demo'), '--samples', samples);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('NOT SO  The exit code says that a setting is not as asked');
  expect(stdout).toMatch(/Not everything is as shown: \d+ of \d+\. Not so:\n {2}- /);
  expect(stdout).not.toContain('Everything above was checked');
  expect(stderr).toBe('');
});

test(
  'a policy for a device beside the first that is not there ends the story, by its name',
  LONG,
  async () => {
    const samples = join(folder, 'samples');
    cpSync(join(root, 'samples/policies'), samples, { recursive: true });
    // One policy for a Mac goes missing: it cannot be assigned.
    rmSync(join(samples, 'macos-edr-tag.json'));
    const { exitCode, stdout } = await runDemo('--dir', join(folder, 'demo'), '--samples', samples);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('The demo cannot go on.');
    expect(stdout).toContain('Mac notebooks: contractors tag');
  },
);

test('a folder with the files of somebody else is left alone', async () => {
  const dir = join(folder, 'precious');
  mkdirSync(dir);
  writeFileSync(join(dir, 'letter.txt'), 'dear reader');
  const { exitCode, stdout } = await runDemo('--dir', dir);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('was not made by the demo');
  expect(readFileSync(join(dir, 'letter.txt'), 'utf8')).toBe('dear reader');
});

test('what stops the story is said in a sentence, without a stack', async () => {
  const { exitCode, stdout, stderr } = await runDemo('--dir', join(folder, 'demo'), '--samples', folder);
  expect(exitCode).toBe(1);
  expect(`${stdout}${stderr}`).not.toMatch(/\n\s+at /);
  expect(`${stdout}${stderr}`).toContain('policy import');
});

test('an option that there is not is wrong use', async () => {
  const { exitCode, stderr } = await runDemo('--no-such-option');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('--no-such-option');
});
