// The built programs as an administrator starts them: exit codes, silence on disk, the daemon's start and end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtPrograms, runProgram } from '../../support/holdfast-programs.js';
import { linuxPolicies } from '../../support/linux-policies.js';
import { createLinuxRoot } from '../../support/linux-root.js';

const ROOT = join(import.meta.dirname, '../../..');
const { node, holdfast } = builtPrograms(join(ROOT, 'dist'));
const BASELINE = join(ROOT, 'samples/policies/linux-antivirus-baseline.json');

let folder = '';
let state = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-programs-'));
  state = join(folder, 'state');
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...args: readonly string[]) => runProgram(node, [holdfast, ...args]);
const simulated = (): readonly string[] => ['--simulate', 'linux', '--state-dir', state];

test('plan on a machine without Defender says so, ends with 0 and makes nothing', async () => {
  const ran = await run('plan', BASELINE, '--root', folder);
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ran.stdout).toContain('Microsoft Defender for Endpoint is not installed');
  expect(existsSync(join(folder, 'var'))).toBe(false);
});

test('status where nothing ever ran ends with 3, as text and as JSON', async () => {
  const ran = await run('status', '--root', folder);
  expect(ran.exitCode).toBe(3);
  expect(ran.stdout).toContain('Not enrolled');
  const json = await run('status', '--json', '--root', folder);
  expect(JSON.parse(json.stdout)).toMatchObject({ enrollment: null });
});

test('help names every command, the exit codes and examples', async () => {
  const { exitCode, stdout } = await run('--help');
  expect(exitCode).toBe(0);
  for (const word of [
    'run',
    'sync',
    'onboard',
    'plan',
    'apply',
    'restore',
    'status',
    'why',
    'settings',
    'probe',
    'policy',
    'Exit codes',
    'Examples',
  ])
    expect(stdout).toContain(word);
});

test.each([
  [['status', '--frob'], 2],
  [['run', 'too', 'much'], 2],
  [['frobnicate'], 2],
  [['--simulate', 'linux', 'sync'], 2],
  [['sync', '--config', '/dev/null'], 1],
])('%j ends with %d', async (args, exitCode) => {
  const ran = await run(...args, ...(args.includes('--simulate') ? [] : ['--root', folder]));
  expect(ran.exitCode).toBe(exitCode);
  expect(ran.stderr).not.toBe('');
});

test('apply, status and restore on a simulated machine that lives in the state folder', async () => {
  expect((await run('apply', BASELINE, ...simulated())).exitCode).toBe(0);
  const status = await run('status', ...simulated());
  expect(status.exitCode).toBe(0);
  expect(status.stdout).toContain('[simulated linux]');
  expect((await run('status', '--state-dir', state)).exitCode).toBe(0);
  expect((await run('sync', '--state-dir', state)).stderr).toContain('simulated linux machine');
  expect((await run('restore', ...simulated())).exitCode).toBe(0);
});

test('the daemon runs once a device, answers sync, and ends cleanly on SIGTERM', async () => {
  const daemon = spawn(node, [holdfast, 'run', ...simulated()], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const lines: string[] = [];
    daemon.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    while (!lines.join('').includes('daemon-started')) await once(daemon.stdout, 'data');
    expect((await run('run', ...simulated())).stderr).toContain('a daemon runs already');
    const synced = await run('sync', ...simulated());
    expect(synced.exitCode).toBe(3);
    expect(lines.join('')).toContain('"event":"turn-result"');
    expect((await run('status', ...simulated())).stdout).toMatch(/Daemon\s+running/);
    daemon.kill('SIGTERM');
    const [code] = await once(daemon, 'exit');
    expect(code).toBe(0);
    for (const line of lines.join('').trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('event');
    expect(existsSync(join(state, 'daemon.json'))).toBe(false);
    expect(readFileSync(join(state, 'locks', 'daemon.1'), 'utf8')).toBe('{}');
  } finally {
    daemon.kill('SIGKILL');
  }
});

test('the daemon repairs the managed file as soon as somebody else writes it, and only then', async () => {
  const policies = linuxPolicies(30, 'daemon');
  const machine = createLinuxRoot(join(folder, 'machine'), policies);
  const files = policies.files.map(({ name, text }) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const place = ['--root', machine.root, '--state-dir', state];
  expect((await run('apply', ...place, ...files)).exitCode).toBe(0);
  const daemon = spawn(node, [holdfast, 'run', ...place], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const lines: string[] = [];
    daemon.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    const heard = async (word: string): Promise<void> => {
      while (!lines.join('').includes(word)) await once(daemon.stdout, 'data');
    };
    await heard('daemon-started');
    const enforced = readFileSync(machine.managed, 'utf8');
    writeFileSync(machine.managed, enforced.replace('"real_time"', '"passive"'));
    await heard('turn-ended');
    expect(readFileSync(machine.managed, 'utf8')).toContain('"real_time"');
    expect(lines.join('').match(/"why":"[a-z-]+"/g)).toEqual(['"why":"notice"']);
  } finally {
    daemon.kill('SIGTERM');
    await once(daemon, 'exit');
  }
});
