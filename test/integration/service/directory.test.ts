// Directory identities: one object for one machine, whatever it says and when it says it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tenantId } from '../../../src/model/ids.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import {
  askToRekey,
  call,
  checkIn,
  createKey,
  json,
  linuxDevice,
  register,
  registerAnew,
  requestToken,
} from '../../support/service-client.js';

const TENANT = '5d1c6a3e-0000-4000-8000-00000000000a';
const OTHER_TENANT = '5d1c6a3e-0000-4000-8000-00000000000b';
const JOINED = { deviceId: '77777777-0000-4000-8000-000000000001', tenantId: TENANT, trustType: 'AzureAd' };

let service: TestService;
beforeEach(async () => {
  service = await startTestService({ tenant: tenantId(TENANT) });
});
afterEach(() => service[Symbol.asyncDispose]());

const show = async (id: string) =>
  (await askCli(service.dataDir, ['device', 'show', id], service.clock)) as {
    readonly directory: readonly Readonly<Record<string, unknown>>[];
  };

/** An honest device that says this of its directory. */
async function enrolAs(directory?: object): Promise<Enrolled> {
  const key = await createKey();
  const body = { device: { ...linuxDevice, ...(directory === undefined ? {} : { directory }) } };
  const onboarding = await service.onboarding();
  const registered = await json(await register({ url: service.url, key, onboarding, body }), 201);
  const id = String(registered['client_id']);
  const token = await json(await requestToken({ url: service.url, id, key }), 200);
  return {
    url: service.url,
    id,
    key,
    token: String(token['access_token']),
    managementToken: String(registered['registration_access_token']),
  };
}

const tell = (device: Enrolled, seq: number, directory?: object) =>
  call(device, {
    method: 'POST',
    path: '/v1/inventory',
    body: JSON.stringify({
      seq,
      digest: `sha256:${'a'.repeat(64)}`,
      device: { ...linuxDevice, ...(directory === undefined ? {} : { directory }) },
      engine: { state: 'ready', version: null },
      agent: '0.1.0',
    }),
  });

describe('a device', () => {
  test('that claims another identity each time leaves a short trail', async () => {
    const device = await enrolAs();
    for (let each = 1; each <= 14; each += 1) {
      service.clock.advance(1000);
      const deviceId = `77777777-0000-4000-8000-0000000000${String(each).padStart(2, '0')}`;
      expect((await tell(device, each, { ...JOINED, deviceId })).status).toBe(204);
    }
    const { directory } = await show(device.id);
    expect(directory).toHaveLength(11);
    expect(directory[0]).toMatchObject({ directoryId: '77777777-0000-4000-8000-000000000014' });
    expect(directory[1]).toMatchObject({ directoryId: '77777777-0000-4000-8000-000000000013' });
  });

  test('without a directory has a synthetic object', async () => {
    const { id } = await enrolAs();
    const { directory } = await show(id);
    expect(directory).toMatchObject([{ synthetic: true, directoryId: id, tenantId: TENANT }]);
    expect(directory[0]).not.toHaveProperty('trustType');
  });

  test('with one is linked to that object, and no second one is made', async () => {
    const { id } = await enrolAs(JOINED);
    const { directory } = await show(id);
    expect(directory).toMatchObject([
      { synthetic: false, directoryId: JOINED.deviceId, trustType: 'AzureAd' },
    ]);
  });

  test('that joins later gives its synthetic object up and goes on as the same device', async () => {
    const device = await enrolAs();
    expect((await checkIn(device, 1)).status).toBe(200);
    expect((await tell(device, 2, JOINED)).status).toBe(204);
    expect(await show(device.id)).toMatchObject({
      id: device.id,
      trustType: 'AzureAd',
      directory: [
        { synthetic: false, directoryId: JOINED.deviceId },
        { synthetic: true, directoryId: device.id, retiredAt: expect.any(Number) },
      ],
    });
    expect((await checkIn(device, 3)).status).toBe(200);
  });

  test('that tells the same again changes nothing; one that cannot tell keeps what it is linked to', async () => {
    const device = await enrolAs(JOINED);
    const before = (await show(device.id)).directory;
    await tell(device, 1, JOINED);
    await tell(device, 2);
    expect((await show(device.id)).directory).toEqual(before);
  });

  test('that leaves retires its object', async () => {
    const device = await enrolAs(JOINED);
    await askCli(service.dataDir, ['device', 'retire', device.id], service.clock);
    const next = await enrolAs(JOINED);
    expect((await show(next.id)).directory[0]).toMatchObject({
      directoryId: JOINED.deviceId,
      synthetic: false,
    });
  });
});

describe('a claim is no proof:', () => {
  test('a second device that names the same directory identity is not linked, and is shown', async () => {
    const first = await enrolAs(JOINED);
    const second = await enrolAs(JOINED);
    expect(await show(second.id)).toMatchObject({
      directoryConflict: first.id,
      directory: [{ synthetic: true, directoryId: second.id }],
    });
    const { out } = await runCli(service.dataDir, ['device', 'show', second.id], { clock: service.clock });
    expect(out).toContain(`claims the directory identity of device ${first.id}`);
    expect((await show(first.id)).directory[0]).toMatchObject({ directoryId: JOINED.deviceId });
  });

  test('the groups of the device that has the identity do not follow from it', async () => {
    const first = await enrolAs(JOINED);
    await askCli(service.dataDir, ['group', 'create', 'databases'], service.clock);
    await askCli(service.dataDir, ['group', 'add', 'databases', first.id], service.clock);
    const rule = `device.deviceId -eq "${JOINED.deviceId}"`;
    await askCli(service.dataDir, ['group', 'create', 'by id', '--rule', rule], service.clock);
    const second = await enrolAs(JOINED);
    expect(await show(second.id)).toMatchObject({ groups: [] });
  });

  test('the same machine under a new key takes the object with it; the copy under the old one is flagged', async () => {
    const first = await enrolAs(JOINED);
    const { token } = await json(await askToRekey(first), 200);
    const description = { ...linuxDevice, directory: JOINED };
    const answer = await registerAnew(service.url, await createKey(), String(token), { description });
    const id = String((await json(answer, 201))['client_id']);
    const after = await show(id);
    expect(after.directory[0]).toMatchObject({ directoryId: JOINED.deviceId, synthetic: false });
    expect(after).not.toHaveProperty('directoryConflict');
    expect((await show(first.id)).directory[0]).toMatchObject({ synthetic: true });
    await tell(first, 1, JOINED);
    expect(await show(first.id)).toMatchObject({ directoryConflict: id });
  });
});

describe('a device of another tenant is refused with its own reason', () => {
  const elsewhere = { ...JOINED, tenantId: OTHER_TENANT };

  test('when it registers', async () => {
    const onboarding = await service.onboarding({ maxUses: 1 });
    const body = { device: { ...linuxDevice, directory: elsewhere } };
    const refused = await register({ url: service.url, key: await createKey(), onboarding, body });
    expect(await json(refused, 400)).toEqual({
      error: 'tenant-mismatch',
      error_description: expect.stringContaining(OTHER_TENANT),
    });
    expect((await register({ url: service.url, key: await createKey(), onboarding })).status).toBe(201);
  });

  test('when it registers anew', async () => {
    const device = await enrolAs();
    const { token } = await json(await askToRekey(device), 200);
    const description = { ...linuxDevice, directory: elsewhere };
    const refused = await registerAnew(service.url, await createKey(), String(token), { description });
    expect(await json(refused, 400)).toMatchObject({ error: 'tenant-mismatch' });
  });

  test('when it tells so later, and nothing of what it told is taken', async () => {
    const device = await enrolAs();
    expect(await json(await tell(device, 1, elsewhere), 403)).toMatchObject({
      code: 'tenant-mismatch',
      retryable: false,
    });
    expect((await show(device.id)).directory).toMatchObject([{ synthetic: true }]);
    expect((await tell(device, 1)).status).toBe(204);
  });
});
