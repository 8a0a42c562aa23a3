// Who of those that wait for events is called, when, and that nothing is looked for in vain.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceId } from '../../../src/model/ids.js';
import { deviceId, epochMs } from '../../../src/model/ids.js';
import { askForSync } from '../../../src/service/events/sync.js';
import type { Seat, WaitingRoom } from '../../../src/service/events/waiting-room.js';
import { createWaitingRoom } from '../../../src/service/events/waiting-room.js';
import { createSystemRandom } from '../../../src/service/random.js';
import type { Store } from '../../../src/service/store/database.js';
import { closeStore, openStore } from '../../../src/service/store/database.js';
import type { ManualTimer } from '../../support/manual-timer.js';
import { createManualTimer } from '../../support/manual-timer.js';

const [A, B, C] = [1, 2, 3].map((last) => deviceId(`00000000-0000-4000-8000-00000000000${last}`)) as [
  DeviceId,
  DeviceId,
  DeviceId,
];

let folder: string;
let store: Store;
let command: Store;
let timer: ManualTimer;
let room: WaitingRoom;
let now: number;
const logged: string[] = [];
const clock = { now: () => epochMs(now), monotonicMs: () => now };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-waiting-'));
  store = await openStore(join(folder, 'a.db'), 1);
  command = await openStore(join(folder, 'a.db'), 1);
  timer = createManualTimer();
  now = 1_000_000;
  logged.length = 0;
  const log = { info: () => {}, warn: () => {}, error: (event: string) => void logged.push(event) };
  room = createWaitingRoom({
    store,
    clock,
    timer,
    log,
    random: { fraction: () => 0, uuid: () => '' },
    seats: 2,
  });
});
afterEach(async () => {
  await closeStore(command);
  await closeStore(store);
  rmSync(folder, { recursive: true, force: true });
});

const enter = (device: DeviceId): Seat => {
  const seat = room.enter(device);
  if (seat === undefined) throw new Error('the room is full');
  return seat;
};
/** As a command does it, by a connection of its own. */
const sync = (...devices: readonly DeviceId[]) =>
  askForSync({ store: command, clock, random: createSystemRandom() }, devices);
/** One look, and until the next one is due. */
const look = async (): Promise<void> => {
  timer.fire();
  await timer.armed();
};
const isCalled = (seat: Seat): Promise<boolean> =>
  Promise.race([seat.called.then(() => true), Promise.resolve().then(() => false)]);

test('an event calls the device that it is for, and nobody else', async () => {
  const [a, b] = [enter(A), enter(B)];
  await look();
  await sync(A);
  await look();
  await a.called;
  expect(await isCalled(b)).toBe(false);
});

test('an event that was there before calls, too', async () => {
  await sync(A);
  const [a, b] = [enter(A), enter(B)];
  await look();
  await a.called;
  expect(await isCalled(b)).toBe(false);
});

test('a second event for a device that has one already calls again', async () => {
  await sync(A);
  enter(B);
  await look();
  const a = enter(A);
  await look();
  expect(await isCalled(a)).toBe(false);
  await sync(A);
  await look();
  await a.called;
});

test('nobody waits longer than fifty seconds', async () => {
  const a = enter(A);
  now += 44_999;
  await look();
  expect(await isCalled(a)).toBe(false);
  now += 1;
  timer.fire();
  await a.called;
});

test('who polls anew ends the wait of before, and takes no second seat', async () => {
  const first = enter(A);
  const second = enter(A);
  await first.called;
  expect(await isCalled(second)).toBe(false);
  enter(B);
});

test('there are so many seats and no more; one that is left is free', () => {
  const a = enter(A);
  enter(B);
  expect(room.enter(C)).toBeUndefined();
  a.leave();
  expect(room.enter(C)).toBeDefined();
});

test('where nobody waits nothing is looked for', () => {
  expect(timer.waiting).toBe(0);
  const a = enter(A);
  enter(B);
  expect(timer.waiting).toBe(1);
  a.leave();
});

test('when it closes everybody is called, and who comes later is called at once', async () => {
  const a = enter(A);
  room.close();
  await a.called;
  await enter(B).called;
  expect(timer.waiting).toBe(0);
});

test('a look that fails is told, and the next one finds what was put meanwhile', async () => {
  const a = enter(A);
  await look();
  await store.schema.alterTable('device_event').renameTo('away').execute();
  await look();
  expect(logged).toEqual(['events-not-read']);
  await store.schema.alterTable('away').renameTo('device_event').execute();
  await sync(A);
  timer.fire();
  await a.called;
});
