// A machine whose tools never answer: commands and turns end after five minutes all the same, and say so.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Host } from '../../../platform/host.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { runCli } from '../../../src/agent/cli/run-cli.js';
import type { AgentContext } from '../../../src/agent/context.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';
import { runAnsweredTurn } from '../../../src/agent/requests/answered-turn.js';
import { within } from '../../../src/agent/turn/deadline.js';
import { fail } from '../../../src/model/result.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { MANAGED } from '../../support/linux-rows.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';
import type { VirtualClock } from '../../unit/agent/virtual-clock.js';
import { createVirtualClock } from '../../unit/agent/virtual-clock.js';

const MINUTE = 60_000;
const SAMPLES = join(import.meta.dirname, '../../../samples/policies');
const BACKUP = join(SAMPLES, 'linux-exclusions-backup.json');
const BASELINE = join(SAMPLES, 'linux-antivirus-baseline.json');

let folder: string;
let time: VirtualClock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-deadline-'));
  time = createVirtualClock(Date.parse('2026-11-21T08:00:00Z'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Every program of it runs until it is cancelled. */
function endlessMachine(): Host {
  return {
    ...createSimulatedLinux(),
    run: (program, _args, { signal }) =>
      new Promise((resolve) => {
        const end = () => resolve(fail({ kind: 'cancelled', what: program }));
        if (signal.aborted) end();
        else signal.addEventListener('abort', end);
      }),
  };
}

async function run(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  let code: number | undefined;
  const ended = runCli({
    argv: ['--simulate', 'linux', '--state-dir', join(folder, 'state'), ...args],
    stdout: { write: (text) => void out.push(text), isTerminal: false },
    stderr: { write: (text) => void err.push(text), isTerminal: false },
    readStdin: async () => '',
    clock: time.clock,
    timer: time.timer,
    random: { fraction: () => 0.5, uuid: () => 'unused' },
    processes: createProcesses(),
    isPrivileged: () => false,
    host: endlessMachine(),
  }).then((exitCode) => {
    code = exitCode;
  });
  for (let minutes = 0; minutes < 30 && code === undefined; minutes++) {
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    await time.advance(MINUTE);
  }
  await ended;
  return { code, out: out.join(''), err: err.join(''), minutes: time.clock.monotonicMs() / MINUTE };
}

test('sync ends with code 1 and says that the time was up', async () => {
  const ran = await run('sync');
  expect(ran.code).toBe(1);
  expect(ran.out).toContain('The turn was ended after 300 s');
  expect(ran.minutes).toBeLessThanOrEqual(6);
});

test('apply ends, and what could not be looked at is unknown, never as asked', async () => {
  const ran = await run('--json', 'apply', BACKUP);
  expect(ran.minutes).toBeLessThanOrEqual(6);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('The turn was ended after 300 s');
  expect(JSON.parse(ran.out).counts).toMatchObject({ compliant: 0, remediated: 0 });
});

test('a service that never ends its answer does not take the time of the settings', async () => {
  await using service = await startTestService();
  using device = createAgentDevice(service.clock);
  const { file, secret } = await service.onboarding();
  const path = join(folder, 'onboarding.jwt');
  writeFileSync(path, file);
  await askCli(service.dataDir, ['policy', 'import', BASELINE], service.clock);
  const assign = ['policy', 'assign', 'Linux servers: antivirus baseline', '--all-devices'];
  await askCli(service.dataDir, assign, service.clock);
  await device.runWith(secret, 'onboard', path);
  await device.run('sync');
  const asked = JSON.parse(device.managed() ?? '');
  device.machine.setFile(MANAGED, '{}');
  const context = await device.context();
  let asking = false;
  const endless: AgentContext = {
    ...context,
    timer: time.timer,
    openService: async (...target) => ({
      ...(await context.openService(...target)),
      checkIn: (_, signal) => {
        asking = true;
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(fail({ kind: 'cancelled', what: 'check-in' })));
        });
      },
    }),
  };
  const order = { turn: 'sync', asked: true, requests: [] } as const;
  const running = runAnsweredTurn(endless, order, new AbortController().signal);
  while (!asking) await setImmediate();
  await time.advance(2 * MINUTE);
  expect(await running).toMatchObject({
    ok: true,
    value: { exitCode: 6, wrote: true, fault: { kind: 'timeout' } },
  });
  expect(JSON.parse(device.managed() ?? '')).toEqual(asked);
});

test('work that ends in time leaves no timer behind, and hears when whoever started it stops', async () => {
  const stopping = new AbortController();
  const limit = { timer: time.timer, ms: MINUTE, signal: stopping.signal };
  const heard = await within(limit, async (signal) => {
    await time.advance(MINUTE / 2);
    expect(signal.aborted).toBe(false);
    stopping.abort();
    return signal;
  });
  expect(heard.aborted).toBe(true);
  await time.advance(2 * MINUTE);
  expect(heard.reason).toBe(stopping.signal.reason);
});
