// The built child that holds a connection: a token of the real service, events over real HTTP, its word to
// the daemon, and its end.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Child, ChildEnd } from '../../../platform/host.js';
import { startChild } from '../../../platform/host.js';
import { CALL } from '../../../src/agent/wake/wake-codes.js';
import { writeWakeOrder } from '../../../src/agent/wake/wake-file.js';
import type { DeviceId } from '../../../src/model/ids.js';
import { deviceId, tenantId } from '../../../src/model/ids.js';
import type { EventServer } from '../../support/event-server.js';
import { startEventServer } from '../../support/event-server.js';
import { builtPrograms } from '../../support/holdfast-programs.js';
import { createNetAgent, must, never, orderOf } from '../../support/net-agent.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { createSigningKey, DEVICE, FIRST_KEYS, TENANT } from '../../support/signed-documents.js';

const { node, holdfast } = builtPrograms(join(import.meta.dirname, '../../../dist'));
const key = createSigningKey('service-key');

let state = '';
let service: TestService;
let events: EventServer;
let device: DeviceId;
let child: Child | undefined;

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), 'holdfast-wait-'));
  writeFileSync(join(state, 'simulated.json'), 'linux\n');
  service = await startTestService();
  events = await startEventServer();
  device = await enroll();
});
afterEach(async () => {
  child?.stop('kill');
  await events[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
  rmSync(state, { recursive: true });
});

/** As a turn leaves a device: key, registration, and what there is to wait for. */
async function enroll(): Promise<DeviceId> {
  const target = {
    issuer: service.url,
    api: events.url,
    tenant: tenantId(TENANT),
    ...FIRST_KEYS,
    keys: [key.jwk],
  };
  using agent = createNetAgent(target);
  const registered = must(await agent.client.register(orderOf(await service.onboarding()), never));
  cpSync(agent.folder, state, { recursive: true });
  writeFileSync(join(state, 'enrolled'), JSON.stringify(agent.memory.load().registration));
  leaveOrder(registered);
  return registered;
}

const leaveOrder = (of: DeviceId | undefined): void =>
  writeWakeOrder(
    { wakeFile: join(state, 'wake.json'), wakeSeenFile: join(state, 'wake-seen.json') },
    of && { issuer: service.url, api: events.url, tenant: TENANT, device: of, keys: [key.jwk] },
  );

const event = () => ({ issuer: service.url, device, key });

function start() {
  const calls: unknown[] = [];
  const called = Promise.withResolvers<void>();
  const ended = new Promise<ChildEnd>((resolve) => {
    child = startChild(node, [holdfast, 'wait', '--simulate', 'linux', '--state-dir', state], {
      stdio: 'ignore',
      onExit: resolve,
      onMessage: (message) => {
        calls.push(message);
        called.resolve();
      },
    });
  });
  return { calls, ended, called: called.promise };
}

test('an event reaches the daemon while the poll is held, and is acknowledged', async () => {
  const { calls, called } = start();
  await events.polled(1);
  expect(calls).toEqual([]);
  events.put('event-1', event());
  await called;
  await events.polled(2);
  expect(calls).toEqual([CALL]);
  expect(events.acks).toEqual([[], ['event-1']]);
});

test('each poll carries a token bound to the device key, and a proof over the very request', async () => {
  const { called } = start();
  events.put('event-1', event());
  await called;
  const [{ token, claims } = { token: '', claims: {} }] = events.proofs;
  expect(decodeJwt(token)).toMatchObject({ client_id: device, cnf: { jkt: expect.any(String) } });
  expect(claims).toMatchObject({ htm: 'POST', htu: `${events.url}/v1/events:poll` });
});

test('an event for another device, or by another key, is sent back and calls nobody', async () => {
  const { calls, called } = start();
  await events.polled(1);
  events.putAll({
    'other-device': { ...event(), device: deviceId(DEVICE) },
    'other-key': { ...event(), key: createSigningKey('service-key') },
    good: event(),
  });
  await called;
  await events.polled(2);
  expect(calls).toEqual([CALL]);
  expect(events.acks.at(-1)?.toSorted()).toEqual(['good', 'other-device', 'other-key']);
});

test('it ends when the connection is lost: the daemon starts another one later', async () => {
  const { ended } = start();
  await events.polled(1);
  await events[Symbol.asyncDispose]();
  expect(await ended).toEqual({ is: 'exited', code: 1 });
});

test('it ends with 0 when there is nothing to wait for', async () => {
  leaveOrder(undefined);
  expect(await start().ended).toEqual({ is: 'exited', code: 0 });
});

test('it ends when it is told to', async () => {
  const { ended } = start();
  await events.polled(1);
  child?.stop('terminate');
  expect(await ended).toEqual({ is: 'exited', code: 0 });
});
