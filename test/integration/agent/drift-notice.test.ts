// Drift between check-ins on real files: somebody writes the managed file, and it is repaired at once, by one turn.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRealHost } from '../../../platform/real-host.js';
import { createSystemTimer } from '../../../platform/timer.js';
import { runCli } from '../../../src/agent/cli/run-cli.js';
import { readConfig } from '../../../src/agent/config/read-config.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';
import { silentLog } from '../../../src/agent/log/json-log.js';
import { runAnsweredTurn } from '../../../src/agent/requests/answered-turn.js';
import { readSchedule } from '../../../src/agent/schedule/schedule-file.js';
import { createFileWatch } from '../../../src/agent/supervisor/file-watch.js';
import type { Order } from '../../../src/agent/supervisor/supervisor.js';
import { createSupervisor } from '../../../src/agent/supervisor/supervisor.js';
import { createContext } from '../../../src/agent/wiring.js';
import { linuxPolicies } from '../../support/linux-policies.js';
import type { LinuxRoot } from '../../support/linux-root.js';
import { createLinuxRoot } from '../../support/linux-root.js';
import { createMovableClock } from '../../support/service.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-notice-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const clock = createMovableClock();
const timer = createSystemTimer();
const random = { fraction: () => 0.5, uuid: () => crypto.randomUUID() };
const processes = createProcesses();
const policies = linuxPolicies(30, 'notice');

async function apply({ root }: LinuxRoot): Promise<number> {
  const files = policies.files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  return runCli({
    argv: ['--root', root, 'apply', ...files],
    stdout: { write: () => undefined, isTerminal: false },
    stderr: { write: () => undefined, isTerminal: false },
    readStdin: async () => '',
    isPrivileged: () => true,
    host: createRealHost({ root, timer }),
    ...{ clock, random, timer, processes },
  });
}

/** The daemon of a device, with its turns in this process. */
async function startDaemon({ root }: LinuxRoot) {
  const config = readConfig({ root, json: false, verbose: false });
  if (!config.ok) throw new Error(config.error.why);
  const { paths } = config.value;
  const log = silentLog;
  const context = await createContext({ config: config.value, clock, random, timer, log, processes });
  if (!context.ok) throw new Error(context.error.kind);
  const orders: Order[] = [];
  const files = createFileWatch();
  let ended = (): void => undefined;
  const turn = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const supervisor = createSupervisor({
    ...{ clock, random, timer, log, files },
    readSchedule: () => readSchedule(paths),
    pendingRequests: () => [],
    watchRequests: () => () => undefined,
    startTurn: async (order, signal) => {
      orders.push(order);
      await runAnsweredTurn(context.value, { turn: order.turn, asked: false, requests: [] }, signal);
      ended();
      return { is: 'done', exitCode: 0 };
    },
    closeRequests: () => undefined,
  });
  supervisor.start();
  return { supervisor, orders, turn, files, watched: () => readSchedule(paths).watch?.files ?? [] };
}

test('the managed file is repaired as soon as somebody else has written it, and our own write starts nothing', async () => {
  const machine = createLinuxRoot(join(folder, 'machine'), policies);
  expect(await apply(machine)).toBe(0);
  const enforced = readFileSync(machine.managed, 'utf8');
  const { supervisor, orders, turn, files, watched } = await startDaemon(machine);
  try {
    expect(watched().map(({ path }) => path)).toEqual([machine.managed]);
    expect(files.moved(watched())).toBe(false);
    writeFileSync(machine.managed, enforced.replace('"real_time"', '"passive"'));
    await turn;
    expect(readFileSync(machine.managed, 'utf8')).toContain('"real_time"');
    expect(files.moved(watched())).toBe(false);
    expect(orders).toEqual([{ turn: 'drift', why: 'notice', requests: [] }]);
  } finally {
    await supervisor.stop();
  }
});

test('a file that makes no sense any more is said to be unreadable by one turn, not by one a minute', async () => {
  const machine = createLinuxRoot(join(folder, 'machine'), policies);
  await apply(machine);
  const { supervisor, turn, files, watched } = await startDaemon(machine);
  try {
    writeFileSync(machine.managed, '{ "half": ');
    await turn;
    expect(readFileSync(machine.managed, 'utf8')).toBe('{ "half": ');
    expect(watched()).toMatchObject([{ left: { is: 'file' } }]);
    expect(files.moved(watched())).toBe(false);
  } finally {
    await supervisor.stop();
  }
});
