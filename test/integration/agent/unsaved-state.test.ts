// A state that cannot be saved, with a real service: the device is not taken for a copy of itself.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withTurn } from '../../../src/agent/lock/locked-turn.js';
import { runTurn } from '../../../src/agent/turn/turn.js';
import type { Fault } from '../../../src/model/result.js';
import { fail } from '../../../src/model/result.js';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';

const FULL: Fault = { kind: 'disk', target: 'state.db', why: 'full' };

let service: TestService;
let device: AgentDevice;

beforeEach(async () => {
  service = await startTestService();
  device = createAgentDevice(service.clock);
  expect(await device.onboard(await service.onboarding({ maxUses: 1 }))).toMatchObject({ code: 0 });
  expect((await device.turn('sync')).state).toBe('managed');
});
afterEach(async () => {
  device[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
});

/** As the daemon starts it, on a disk that takes nothing. */
async function turnUnsaved() {
  const order = { turn: 'sync', asked: false, onStage: () => undefined } as const;
  const ended = await withTurn(
    await device.context(),
    (ports, signal) => {
      const store = { ...ports.store, write: () => fail(FULL) };
      return runTurn({ ...ports, store }, order, signal);
    },
    new AbortController().signal,
  );
  if (!ended.ok) throw new Error(ended.error.kind);
  return ended.value;
}

const presence = async () => {
  const shown = await askCli(
    service.dataDir,
    ['device', 'show', String(device.status()['deviceId'])],
    service.clock,
  );
  return (shown as { readonly presence: Record<string, unknown> }).presence;
};

test('a full disk makes no copy of a device: it is the same one when there is room again', async () => {
  const id = device.status()['deviceId'];
  for (let turn = 0; turn < 3; turn += 1) {
    service.clock.advance(90 * 60_000);
    expect(await turnUnsaved()).toMatchObject({ state: 'managed', fault: FULL });
  }
  service.clock.advance(90 * 60_000);
  expect(await device.turn('sync')).toMatchObject({ state: 'managed', fault: null });
  expect(device.status()['deviceId']).toBe(id);
  expect(await presence()).not.toHaveProperty('regressedAt');
});
