// A copied disk: two machines with one identity. The service tells them apart; the copy takes a key of its own by
// itself, without any file or secret, and both keep enforcing all the while.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { setIntune } from '../../support/intune-on-linux.js';
import { MANAGED } from '../../support/linux-rows.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';

const SAMPLE = join(import.meta.dirname, '../../../samples/policies/linux-antivirus-baseline.json');

let service: TestService;
let original: AgentDevice;
let copy: AgentDevice;

beforeEach(async () => {
  service = await startTestService();
  original = createAgentDevice(service.clock);
  copy = createAgentDevice(service.clock);
  await askCli(service.dataDir, ['policy', 'import', SAMPLE], service.clock);
  const assign = ['policy', 'assign', 'Linux servers: antivirus baseline', '--all-devices'];
  await askCli(service.dataDir, assign, service.clock);
  expect(await original.onboard(await service.onboarding({ maxUses: 1 }))).toMatchObject({ code: 0 });
  await original.run('sync');
  copyDisk();
});
afterEach(async () => {
  original[Symbol.dispose]();
  copy[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
});

function copyDisk(): void {
  cpSync(original.state, copy.state, { recursive: true });
  copy.machine.setFile(MANAGED, original.managed() ?? '');
}

const devices = async (): Promise<number> => {
  const listed = await askCli(service.dataDir, ['device', 'list'], service.clock);
  if (!Array.isArray(listed)) throw new Error('no list of devices');
  return listed.length;
};
const idOf = (device: AgentDevice): unknown => device.status()['deviceId'];
const keyOf = (device: AgentDevice): string => readFileSync(join(device.state, 'device-key.pem'), 'utf8');

test('by the second sync the copy is a device of its own, and the original goes on', async () => {
  const before = await devices();
  expect(keyOf(copy)).toBe(keyOf(original));
  expect((await original.turn('sync')).state).toBe('managed');
  expect((await copy.turn('sync')).state).toBe('rekeying');
  expect(copy.status()).toMatchObject({ enrollment: { code: 'clone-suspected', number: null } });
  const second = await copy.turn('sync');
  expect(second).toMatchObject({ state: 'managed', assignmentMoved: true });
  expect(await devices()).toBe(before + 1);
  expect(idOf(copy)).not.toBe(idOf(original));
  expect(keyOf(copy)).not.toBe(keyOf(original));
  expect((await original.turn('sync')).state).toBe('managed');
  expect((await copy.turn('sync')).state).toBe('managed');
});

test('it is enforced on the copy before, while and after it changes its key', async () => {
  await original.turn('sync');
  const asked = JSON.parse(original.managed() ?? '');
  for (const turn of ['sync', 'drift', 'sync', 'drift', 'sync'] as const) {
    copy.machine.setFile(MANAGED, '{}');
    service.clock.advance(2 * 3_600_000);
    await copy.turn(turn);
    expect(JSON.parse(copy.managed() ?? '')).toEqual(asked);
  }
  expect(idOf(copy)).not.toBe(idOf(original));
});

test('who waits for a sync is not sent away: the copy changes its key in the same command', async () => {
  await original.turn('sync');
  expect((await copy.run('sync')).code).toBe(0);
  expect(idOf(copy)).not.toBe(idOf(original));
});

test('two copies that meet in a row are told apart by their last answers, though both counts rise', async () => {
  const third = createAgentDevice(service.clock);
  cpSync(original.state, third.state, { recursive: true });
  try {
    await original.turn('sync');
    await copy.turn('sync');
    await copy.turn('sync');
    await third.turn('sync');
    await third.turn('sync');
    const ids = new Set([idOf(original), idOf(copy), idOf(third)]);
    expect(ids.size).toBe(3);
    for (const device of [original, copy, third]) expect((await device.turn('sync')).state).toBe('managed');
  } finally {
    third[Symbol.dispose]();
  }
});

test('a copy that another manager has keeps its identity idle, asks once a day, and takes its own key when it comes back', async () => {
  await original.turn('sync');
  setIntune(copy.machine, 'managing');
  const before = await devices();
  for (const _ of [1, 2, 3]) {
    expect((await copy.turn('sync')).state).toBe('managed-elsewhere');
    const { sync } = JSON.parse(readFileSync(join(copy.state, 'schedule.json'), 'utf8'));
    expect(sync.at - service.clock.now()).toBeGreaterThan(22 * 3_600_000);
  }
  expect([await devices(), idOf(copy)]).toEqual([before, idOf(original)]);
  setIntune(copy.machine, 'gone');
  await copy.turn('sync');
  await copy.turn('sync');
  expect(idOf(copy)).not.toBe(idOf(original));
  expect((await copy.turn('sync')).state).toBe('managed');
});

test('a rekeyed copy that is copied again the same day waits for the next day', async () => {
  await original.turn('sync');
  await copy.turn('sync');
  await copy.turn('sync');
  const second = createAgentDevice(service.clock);
  cpSync(copy.state, second.state, { recursive: true });
  try {
    await copy.turn('sync');
    await second.turn('sync');
    expect(idOf(second)).toBe(idOf(copy));
    const { sync } = JSON.parse(readFileSync(join(second.state, 'schedule.json'), 'utf8'));
    expect(sync.at - service.clock.now()).toBeGreaterThan(22 * 3_600_000);
  } finally {
    second[Symbol.dispose]();
  }
});

test('on other hardware the copy is told each time until it has a key of its own, whoever speaks first', async () => {
  copy.machine.setFile('/sys/class/dmi/id/product_uuid', '7c1e4f0a-5b2d-4e3c-9a8f-0d1e2f3a4b5c\n');
  copy.machine.setFile('/etc/machine-id', 'b0c1d2e3f4a5968778695a4b3c2d1e0f\n');
  await original.turn('sync');
  await original.turn('sync');
  expect((await copy.turn('sync')).state).toBe('rekeying');
  await copy.turn('sync');
  expect(idOf(copy)).not.toBe(idOf(original));
  expect((await original.turn('sync')).state).toBe('managed');
});

test('a snapshot that is restored is found within two syncs, takes its own key, and is enforced all the while', async () => {
  const wanted = JSON.parse(original.managed() ?? '');
  await original.turn('sync');
  await original.turn('sync');
  // One machine only: from here on it is what it was two syncs ago.
  original[Symbol.dispose]();
  original = createAgentDevice(service.clock);
  cpSync(copy.state, original.state, { recursive: true });
  const before = idOf(original);
  const states: string[] = [];
  for (const _ of [1, 2, 3]) {
    states.push((await original.turn('sync')).state);
    expect(JSON.parse(original.managed() ?? '')).toEqual(wanted);
  }
  expect(states.slice(0, 2)).toContain('rekeying');
  expect(states[2]).toBe('managed');
  expect(idOf(original)).not.toBe(before);
  const shown = await askCli(service.dataDir, ['device', 'show', String(idOf(original))], service.clock);
  expect(shown).toMatchObject({ succeeds: before });
});

test('a database that was lost is no copy, and neither is a machine that was started again', async () => {
  for (const part of ['', '-wal', '-shm']) rmSync(join(original.state, `state.db${part}`), { force: true });
  expect((await original.turn('sync')).state).toBe('managed');
  original.machine.setFile('/proc/sys/kernel/random/boot_id', 'a2f6ad1c-1d0e-4d6c-9f53-6d8a2f0b7c11\n');
  expect((await original.turn('sync')).state).toBe('managed');
  original.machine.setFile('/etc/hostname', 'renamed\n');
  expect((await original.turn('sync')).state).toBe('managed');
});
