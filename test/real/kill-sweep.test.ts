// kill -9 at 200 points of onboard, sync, apply and restore, chosen by a seeded generator among all the calls that change
// something. The built programs, real files, a real service in another process. After each kill: the managed file is
// the old one or the new one, the database is sound, the same command run again finishes, and what stood there before
// Holdfast comes back byte for byte.

import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningService } from '../support/holdfast-programs.js';
import { builtPrograms, runProgram, startService } from '../support/holdfast-programs.js';
import { linuxPolicies } from '../support/linux-policies.js';
import type { LinuxRoot } from '../support/linux-root.js';
import { createLinuxRoot, FORMER_MANAGED_FILE } from '../support/linux-root.js';
import type { Moment } from '../support/strace.js';
import { CHANGING_CALLS, momentsOf, requireStrace, trace } from '../support/strace.js';

/** Another one looks elsewhere. */
const SEED = Number(process.env['HOLDFAST_SWEEP_SEED'] ?? 20_261_121);
const POINTS_EACH = 50;
const AT_ONCE = 2;

const programs = builtPrograms(join(import.meta.dirname, '../../dist'));
const work = mkdtempSync(join(tmpdir(), 'holdfast-kill-'));
const policies = linuxPolicies(60, 'swept');
const policyFiles = policies.files.map(({ name }) => join(work, name));

let service: RunningService;

beforeAll(async () => {
  requireStrace();
  for (const { name, text } of policies.files) writeFileSync(join(work, name), text);
  service = await startService(programs, { folder: join(work, 'service') });
  await service.ask('policy', 'import', ...policyFiles);
  for (const { title } of policies.files) await service.ask('policy', 'assign', title, '--all-devices');
});

afterAll(async () => {
  await service?.stop();
  rmSync(work, { recursive: true, force: true });
});

interface Sweep {
  /** What is killed, and what is run again. */
  readonly args: () => readonly string[];
  /** What was run before it. */
  readonly before: readonly (() => readonly string[])[];
  /** What is run after it, so that there is something to give back. */
  readonly after: readonly (() => readonly string[])[];
}

const onboard = () => ['onboard', service.onboarding.file, '--secret-file', service.onboarding.secret];
const sync = () => ['sync'];
const apply = () => ['apply', ...policyFiles];
const restore = () => ['restore'];

const sweeps: readonly (readonly [name: string, sweep: Sweep])[] = [
  ['onboard', { before: [], args: onboard, after: [sync] }],
  ['sync', { before: [onboard], args: sync, after: [] }],
  ['apply', { before: [], args: apply, after: [] }],
  ['restore', { before: [apply], args: restore, after: [] }],
];

test.each(sweeps)(
  'wherever %s is killed, the next start finishes and no former value is lost',
  async (name, sweep) => {
    const whole = await runWhole(name, sweep);
    const points = choosePoints(name, whole.moments);
    const outcomes = await inParallel([...points.entries()], ([index, at]) =>
      killOnce({ name: `${name}-${index}`, sweep, whole, at }),
    );
    expect(outcomes.flatMap(({ problems }) => problems)).toEqual([]);
    expect(outcomes).toHaveLength(POINTS_EACH);
    // How a run goes differs a little from the last one: a few of the points may lie behind the end.
    const killed = outcomes.filter((outcome) => outcome.killed).length;
    expect(killed, `of ${POINTS_EACH} runs of ${name}`).toBeGreaterThanOrEqual(POINTS_EACH * 0.9);
  },
);

interface Whole {
  readonly moments: readonly (readonly Moment[])[];
  readonly exitCode: number | null;
  readonly managedBefore: string;
  readonly managedAfter: string;
}

/** The command as it goes when nobody kills it. */
async function runWhole(name: string, sweep: Sweep): Promise<Whole> {
  const device = await prepare(`${name}-whole`, sweep);
  const managedBefore = readFileSync(device.managed, 'latin1');
  const traced = await trace({ ...holdfast(device, sweep.args()), calls: CHANGING_CALLS });
  expect([0, 4], traced.output).toContain(traced.exitCode);
  const managedAfter = readFileSync(device.managed, 'latin1');
  return { moments: momentsOf(traced.calls), exitCode: traced.exitCode, managedBefore, managedAfter };
}

interface Outcome {
  readonly killed: boolean;
  readonly problems: readonly string[];
}

interface Point {
  readonly name: string;
  readonly sweep: Sweep;
  readonly whole: Whole;
  readonly at: Moment;
}

async function killOnce({ name, sweep, whole, at }: Point): Promise<Outcome> {
  const device = await prepare(name, sweep);
  const traced = await trace({ ...holdfast(device, sweep.args()), calls: CHANGING_CALLS, killAt: at });
  const killed = traced.exitCode !== whole.exitCode;
  const problems: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) problems.push(`${name} killed at ${at.call} ${at.nth} (seed ${SEED}): ${what}`);
  };
  const now = readFileSync(device.managed, 'latin1');
  check(now === whole.managedBefore || now === whole.managedAfter, 'the managed file is neither old nor new');
  check(databaseIsSound(device, join(work, `${name}.db`)), 'the database is damaged');

  const again = await runProgram(programs.node, holdfast(device, sweep.args()).args);
  check(again.exitCode === whole.exitCode, `run again it ended with ${again.exitCode}: ${again.stderr}`);
  check(readFileSync(device.managed, 'latin1') === whole.managedAfter, 'run again it left another file');
  for (const args of sweep.after) {
    const next = await runProgram(programs.node, holdfast(device, args()).args);
    check(
      next.exitCode === 0 || next.exitCode === 4,
      `${args()[0]} ended with ${next.exitCode}: ${next.stderr}`,
    );
    check(readFileSync(device.managed, 'utf8').includes(policies.mark), `${args()[0]} wrote nothing`);
  }
  const back = await runProgram(programs.node, holdfast(device, restore()).args);
  check(back.exitCode === 0, `restore ended with ${back.exitCode}: ${back.stderr}`);
  check(readFileSync(device.managed, 'utf8') === FORMER_MANAGED_FILE, 'the former file did not come back');
  check((statSync(device.managed).mode & 0o777) === 0o640, 'the former mode did not come back');
  const beside = readdirSync(dirname(device.managed));
  check(beside.length === 1, `there are files left beside it: ${beside.join(', ')}`);
  rmSync(device.root, { recursive: true, force: true });
  return { killed, problems };
}

async function prepare(name: string, sweep: Sweep): Promise<LinuxRoot> {
  const device = createLinuxRoot(join(work, name), policies);
  for (const args of sweep.before) {
    const ran = await runProgram(programs.node, holdfast(device, args()).args);
    if (ran.exitCode !== 0 && ran.exitCode !== 4) throw new Error(`${args()[0]}: ${ran.stdout}${ran.stderr}`);
  }
  return device;
}

function holdfast(device: LinuxRoot, args: readonly string[]) {
  return { program: programs.node, args: [programs.holdfast, ...args, '--root', device.root] };
}

/** Looked at in a copy, so that it is the agent that recovers it. None at all is sound: it was killed before. */
function databaseIsSound(device: LinuxRoot, copy: string): boolean {
  const database = join(device.root, 'var/lib/holdfast/state.db');
  if (!existsSync(database)) return true;
  for (const part of ['', '-wal'])
    if (existsSync(database + part)) copyFileSync(database + part, copy + part);
  const opened = new Database(copy);
  try {
    return opened.pragma('integrity_check', { simple: true }) === 'ok';
  } finally {
    opened.close();
    for (const part of ['', '-wal', '-shm']) rmSync(copy + part, { force: true });
  }
}

/**
 * One of each kind first, then others: hundreds of pages of a database must not crowd out the one rename. The same for
 * the same seed, command and calls.
 */
function choosePoints(name: string, moments: readonly (readonly Moment[])[]): readonly Moment[] {
  const random = createRandom(SEED + name.length * 7919);
  const shuffled = moments
    .flatMap((run) => shuffle(run, random).map((moment, round) => ({ moment, place: round + random() })))
    .sort((a, b) => a.place - b.place)
    .map(({ moment }) => moment);
  const points = Array.from({ length: POINTS_EACH }, (_, at) => shuffled[at % shuffled.length]);
  return points.filter((moment) => moment !== undefined);
}

const shuffle = <T>(items: readonly T[], random: () => number): readonly T[] =>
  items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

/** Mulberry32: uniform in [0, 1). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const waiting = items.entries();
  const results: R[] = [];
  const worker = async (): Promise<void> => {
    for (const [at, item] of waiting) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
