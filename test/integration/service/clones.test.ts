// Copies of a device at the wire: what tells them, what does not, and that both still get to a key of their own.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import { call, checkIn, createKey, enrol, json, linuxDevice, rekey } from '../../support/service-client.js';

const [here, elsewhere] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];

let service: TestService;
let device: Enrolled;
beforeEach(async () => {
  service = await startTestService();
  device = await enrol(service.url, await service.onboarding());
});
afterEach(() => service[Symbol.asyncDispose]());

const show = (id = device.id) => askCli(service.dataDir, ['device', 'show', id], service.clock);
const taken = async (response: Response) => json(response, 200);
const inventory = (seq: number) =>
  call(device, {
    method: 'POST',
    path: '/v1/inventory',
    body: JSON.stringify({
      seq,
      digest: here,
      device: linuxDevice,
      engine: { state: 'ready', version: null },
      agent: '0.1.0',
    }),
  });

test('a copied disk on another machine is told at its first check-in that comes second', async () => {
  await taken(await checkIn(device, 1, { prev: null, machine: here, boot: 1 }));
  await taken(await checkIn(device, 2, { prev: 1, machine: here, boot: 1 }));
  const copy = { prev: 1, machine: elsewhere, boot: 2 };
  expect(await json(await checkIn(device, 2, copy), 409)).toMatchObject({ code: 'seq-regressed' });
  const refused = await json(await checkIn(device, 3, copy), 409);
  expect(refused).toMatchObject({
    code: 'clone-suspected',
    retryable: false,
    detail: expect.stringContaining('another machine'),
  });
  await taken(await checkIn(device, 3, { prev: 2, machine: here, boot: 1 }));
});

test('a restored snapshot is told though its number rose and the machine is the same', async () => {
  for (const seq of [1, 2, 3])
    await taken(await checkIn(device, seq, { prev: seq - 1 || null, machine: here, boot: seq }));
  const restored = await checkIn(device, 9, { prev: 1, machine: here, boot: 2 });
  expect(await json(restored, 409)).toMatchObject({ code: 'clone-suspected' });
});

test('a snapshot from before the last start is told by its count of starts alone', async () => {
  await taken(await checkIn(device, 1, { prev: null, machine: here, boot: 5 }));
  await taken(await checkIn(device, 2, { prev: 1, machine: here, boot: 6 }));
  const restored = await checkIn(device, 4, { prev: 1, machine: here, boot: 5 });
  expect(await json(restored, 409)).toMatchObject({ detail: expect.stringContaining('earlier state') });
});

test('a machine that changes is no copy: the new fact is what counts from then on', async () => {
  await taken(await checkIn(device, 1, { prev: null, machine: here, boot: 1 }));
  await taken(await checkIn(device, 2, { prev: 1, machine: elsewhere, boot: 2 }));
  expect(await show()).toMatchObject({ presence: { machine: elsewhere } });
  await taken(await checkIn(device, 5, { prev: 1, machine: elsewhere, boot: 2 }));
  expect((await checkIn(device, 8, { prev: 1, machine: here, boot: 2 })).status).toBe(409);
});

test('lost answers and a rebuilt database are no copy', async () => {
  await taken(await checkIn(device, 1, { prev: null, machine: here, boot: 7 }));
  for (const seq of [2, 4, 9]) await taken(await checkIn(device, seq, { prev: 1, machine: here, boot: 7 }));
  await taken(await checkIn(device, 20, { prev: null, machine: here, boot: 1 }));
  await taken(await checkIn(device, 21, { prev: 20, machine: here, boot: 1 }));
  expect(await show()).not.toHaveProperty('presence.clonedAt');
});

test('a service that was restored from a backup takes devices that know more than it does', async () => {
  await taken(await checkIn(device, 1, { prev: null, machine: here, boot: 1 }));
  const backup = await service.store.selectFrom('presence').selectAll().executeTakeFirstOrThrow();
  for (const seq of [2, 3, 4]) await taken(await checkIn(device, seq, { prev: seq - 1, machine: here }));
  await service.store.updateTable('presence').set(backup).execute();
  await taken(await checkIn(device, 5, { prev: 4, machine: elsewhere, boot: 3 }));
});

test('an agent that says nothing of its past is held to its numbers alone', async () => {
  for (const seq of [1, 5, 6]) await taken(await checkIn(device, seq));
  expect(await json(await checkIn(device, 6), 409)).toMatchObject({ code: 'seq-regressed' });
});

test('a report or an inventory takes a number: one that comes twice is told there, too', async () => {
  expect((await inventory(1)).status).toBe(204);
  expect(await json(await inventory(1), 409)).toMatchObject({ code: 'seq-regressed' });
  expect(await json(await checkIn(device, 1, { prev: null }), 409)).toMatchObject({ code: 'seq-regressed' });
});

describe('a copy that was told', () => {
  async function tellCopy(): Promise<void> {
    await taken(await checkIn(device, 1, { prev: null, machine: here, boot: 1 }));
    await taken(await checkIn(device, 2, { prev: 1, machine: here, boot: 1 }));
    expect((await checkIn(device, 3, { prev: null, machine: elsewhere, boot: 1 })).status).toBe(409);
  }

  test('is shown to the administrator until it has a key of its own', async () => {
    await tellCopy();
    expect(await show()).toMatchObject({ presence: { cloneWhy: expect.stringContaining('machine') } });
    const { out } = await runCli(service.dataDir, ['device', 'show', device.id]);
    expect(out).toContain('a copy of this device is at work');
    await rekey(device, await createKey());
    expect(await show()).not.toHaveProperty('presence.cloneWhy');
    expect((await runCli(service.dataDir, ['device', 'show', device.id])).out).not.toContain('Warning');
  });

  test('goes on as a device of its own, and the other one under the id it had', async () => {
    await tellCopy();
    const copy = await rekey(device, await createKey());
    expect(copy.id).not.toBe(device.id);
    for (const seq of [1, 2]) {
      await taken(await checkIn(copy, seq, { prev: seq - 1 || null, machine: elsewhere, boot: 1 }));
      await taken(await checkIn(device, seq + 2, { prev: seq + 1, machine: here, boot: 1 }));
    }
  });
});
