// The disk of the agent's own state full or read-only: enforcement goes on, status says so, and after relief all is
// normal again without a restart. Needs root and mount.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { createSimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { runCli } from '../../src/agent/cli/run-cli.js';
import { readConfig } from '../../src/agent/config/read-config.js';
import { createProcesses } from '../../src/agent/lock/processes.js';
import { silentLog } from '../../src/agent/log/json-log.js';
import type { Agent } from '../../src/agent/wiring.js';
import { createAgent } from '../../src/agent/wiring.js';
import { MANAGED } from '../support/linux-rows.js';
import type { VirtualClock } from '../unit/agent/virtual-clock.js';
import { createVirtualClock } from '../unit/agent/virtual-clock.js';

const MINUTE = 60_000;
const POLICY = join(import.meta.dirname, '../../samples/policies/linux-antivirus-baseline.json');
const RANDOM = { fraction: () => 0.5, uuid: () => crypto.randomUUID() };

let root: string;
let machine: SimulatedLinux;
let time: VirtualClock;
let daemon: Agent;
const state = () => join(root, 'var/lib/holdfast');

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-state-disk-'));
  mkdirSync(state(), { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0700', 'tmpfs', state()]);
  machine = createSimulatedLinux();
  time = createVirtualClock(Date.parse('2026-11-21T08:00:00Z'));
  expect(await run('apply', POLICY)).toBe(0);
  const config = readConfig({ root, json: false, verbose: false });
  if (!config.ok) throw new Error(config.error.why);
  const made = await createAgent({ ...common(), config: config.value, log: silentLog });
  if (!made.ok) throw new Error('no agent');
  daemon = made.value;
  expect(daemon.start().ok).toBe(true);
});
afterEach(async () => {
  await daemon.stop();
  execFileSync('umount', [state()]);
  rmSync(root, { recursive: true });
});

const common = () => ({
  clock: time.clock,
  timer: time.timer,
  random: RANDOM,
  processes: createProcesses(),
  host: machine,
});

async function run(...args: readonly string[]): Promise<number> {
  const output = { write: () => undefined, isTerminal: false };
  const io = { stdout: output, stderr: output, readStdin: async () => '', isPrivileged: () => true };
  return runCli({ ...common(), ...io, argv: ['--root', root, ...args] });
}

const managed = (): string | undefined => {
  const file = machine.state().files[MANAGED];
  return file?.type === 'file' ? Buffer.from(file.content, 'base64').toString('utf8') : undefined;
};
const status = () => JSON.parse(readFileSync(join(root, 'run/holdfast/status.json'), 'utf8'));

/** What somebody undid is set again by the daemon within its next repair. */
async function isRepaired(): Promise<boolean> {
  const asked = JSON.parse(managed() ?? '');
  machine.setFile(MANAGED, '{}');
  for (let minute = 0; minute < 35; minute++) {
    await time.advance(MINUTE);
    await daemon.settled();
  }
  return isDeepStrictEqual(JSON.parse(managed() ?? ''), asked);
}

/** To the last byte, whatever size the pieces that are left have. */
function fill(): void {
  for (const size of [65_536, 4096, 512]) {
    for (let more = true; more; ) {
      try {
        writeFileSync(join(state(), 'filler'), Buffer.alloc(size), { flag: 'a' });
      } catch {
        more = false;
      }
    }
  }
}

const RUINS: readonly (readonly [string, () => void, () => void])[] = [
  ['full', fill, () => rmSync(join(state(), 'filler'))],
  [
    'read-only',
    () => execFileSync('mount', ['-o', 'remount,ro', state()]),
    () => execFileSync('mount', ['-o', 'remount,rw', state()]),
  ],
];

describe.each(RUINS)('a state disk that is %s', (_, ruin, relieve) => {
  test('stops no repair, is said in the status, and is forgotten after relief', async () => {
    expect(await isRepaired()).toBe(true);
    expect(status().warnings).toEqual([]);
    ruin();
    expect(await isRepaired()).toBe(true);
    expect(status().warnings.join(' ')).toMatch(/could not be saved|cannot be written/);
    expect(existsSync(join(state(), 'state.db'))).toBe(true);
    relieve();
    expect(await isRepaired()).toBe(true);
    expect(status().warnings).toEqual([]);
    expect(status().exitCode).toBe(0);
    expect(await run('restore')).toBe(0);
    expect(managed()).toBe('{}');
  });
});
