// What an administrator does with devices: disable, enable, retire, and files that make them leave.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactVerify, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { validateOffboardingClaims } from '../../../src/model/wire/validators.js';
import type { Onboarding } from '../../../src/service/onboarding.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import {
  checkIn,
  enrol,
  json,
  linuxDevice,
  postInventory,
  register,
  requestToken,
} from '../../support/service-client.js';

let service: TestService;
let onboarding: Onboarding;
let device: Enrolled;
beforeEach(async () => {
  service = await startTestService();
  onboarding = await service.onboarding();
  device = await enrol(service.url, onboarding);
});
afterEach(() => service[Symbol.asyncDispose]());

const cli = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);
const run = (...args: readonly string[]) => runCli(service.dataDir, args, { clock: service.clock });

describe('a disabled device', () => {
  test('is turned away at once, at every door, and let in again when it is enabled', async () => {
    await cli('device', 'disable', device.id);
    expect(await json(await checkIn(device, 1), 403)).toMatchObject({ code: 'device-disabled' });
    expect(await json(await requestToken(device), 401)).toMatchObject({ error: 'invalid_client' });
    const again = await register({ url: service.url, key: device.key, onboarding });
    expect(await json(again, 403)).toMatchObject({ error_description: 'this device is disabled' });
    await cli('device', 'enable', device.id);
    expect((await checkIn(device, 2)).status).toBe(200);
    expect((await requestToken(device)).status).toBe(200);
  });

  test('is not disabled twice, and an active one is not enabled', async () => {
    expect(await run('device', 'enable', device.id)).toMatchObject({ code: 1 });
    await cli('device', 'disable', device.id);
    expect(await run('device', 'disable', device.id)).toMatchObject({ code: 1 });
  });
});

describe('a retired device', () => {
  test('is a tombstone: nothing it has opens anything, and no command finds it any more', async () => {
    await cli('device', 'retire', device.id);
    expect(await json(await checkIn(device, 1), 410)).toMatchObject({ code: 'device-unknown' });
    expect((await requestToken(device)).status).toBe(401);
    expect(await run('device', 'enable', device.id)).toMatchObject({ code: 1 });
    expect(await cli('device', 'list')).toMatchObject([{ id: device.id, state: 'left' }]);
  });

  test('whose key comes back is a new device: the id is never given again', async () => {
    await cli('device', 'retire', device.id);
    const again = await json(await register({ url: service.url, key: device.key, onboarding }), 201);
    expect(again['client_id']).not.toBe(device.id);
  });
});

test('the status of a device is shown with its number, cause and since when', async () => {
  const status = {
    number: 24,
    code: 'connectivity',
    cause: 'The proxy asks for a password.',
    since: '2026-11-21T07:30:00Z',
  };
  await checkIn(device, 1, { status });
  const shown = (await run('device', 'show', device.id)).out;
  expect(shown).toContain('Status      connectivity (24), since 2026-11-21T07:30:00Z');
  expect(shown).toContain(status.cause);
  const listed = (await run('device', 'list')).out;
  expect(listed).toMatch(/ connectivity \(24\) /);
  expect(listed).toContain('2026-11-21T07:30:00Z');
  expect(listed).toContain(status.cause);
  await checkIn(device, 2, { status: { ...status, number: 1, code: 'managed', cause: 'All is well.' } });
  expect((await run('device', 'list')).out).not.toContain('All is well.');
  await checkIn(device, 3);
  expect(await cli('device', 'show', device.id)).not.toHaveProperty('presence.statusCause');
});

test('is found by its id, and by no start of it that another device took for its name', async () => {
  const engine = { state: 'ready', version: null };
  const other = await enrol(service.url, await service.onboarding());
  const called = (hostname: string, seq: number) =>
    postInventory(other, seq, { engine, device: { ...linuxDevice, hostname } });
  await called(device.id, 1);
  expect(await cli('device', 'show', device.id)).toMatchObject({ id: device.id });
  await called(device.id.slice(0, 8), 2);
  expect((await run('device', 'show', device.id.slice(0, 8))).err).toContain('several are called');
});

test('a list of devices has as much of each id as tells it from the others, and that finds the device', async () => {
  const [, , line = ''] = (await run('device', 'list')).out.split('\n');
  const [short = ''] = line.split(' ');
  expect(short).toBe(device.id.slice(0, 8));
  expect(await cli('device', 'show', short)).toMatchObject({ id: device.id });
});

test('a file that is there is not written over, and the message says what to do', async () => {
  const out = join(service.dataDir, 'twice');
  expect((await run('onboarding-file', '--out', out)).code).toBe(0);
  const again = await run('onboarding-file', '--out', out);
  expect(again.code).toBe(1);
  expect(again.err).toContain(`${out} is there already and is not overwritten: name another file`);
});

test('a file that is not there is named once, in words', async () => {
  const { code, err } = await run('epoch', 'raise', '--key', '/nowhere/key.json');
  expect(code).toBe(1);
  expect(err).toBe(
    'holdfast-service: /nowhere/key.json could not be read: there is no such file or folder\n',
  );
});

test('an option that is wrong is answered in the name of the program, and help shows no empty list', async () => {
  const { code, err } = await run('report', '--state', 'banana');
  expect(code).toBe(2);
  expect(err).toMatch(/^holdfast-service: option '--state <state>'/);
  expect((await run('offboarding-file', '--help')).out).not.toContain('[]');
});

describe('an offboarding file', () => {
  const file = () => join(service.dataDir, 'leave');
  const make = (...args: readonly string[]) => cli('offboarding-file', '--out', file(), ...args);

  async function claimsBy(keys = onboarding.claims.keys) {
    const [key] = keys;
    if (key === undefined) throw new Error('no key');
    const { payload, protectedHeader } = await compactVerify(
      readFileSync(file(), 'utf8').trim(),
      await importJWK(key, 'ES256'),
    );
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'offboarding+jwt' });
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    if (!validateOffboardingClaims(claims)) throw new Error('not what devices take');
    return claims;
  }

  test('is signed for the tenant and counts for seven days', async () => {
    await make();
    const claims = await claimsBy();
    expect(claims).toMatchObject({ tid: onboarding.claims.tid, iss: service.url });
    expect(claims).not.toHaveProperty('devices');
    expect(claims.exp - claims.iat).toBe(7 * 24 * 3600);
  });

  test('names the devices that it is for', async () => {
    await make('--device', device.id, '--expires', '12h');
    const claims = await claimsBy();
    expect(claims).toMatchObject({ devices: [device.id] });
    expect(claims.exp - claims.iat).toBe(12 * 3600);
  });

  test('is signed by a key that each of them trusts, also where one has not followed the newest set', async () => {
    await cli('keys', 'rotate');
    await make('--device', device.id);
    await claimsBy();
  });

  test('is not refused by those that followed because of one that trusts retired keys alone', async () => {
    const { kid } = onboarding.claims.keys[0] ?? {};
    await cli('keys', 'rotate');
    await cli('keys', 'retire', String(kid));
    const { claims } = await service.onboarding();
    for (const who of [await service.onboarding(), await service.onboarding()]) await enrol(service.url, who);
    const { err } = await run('offboarding-file', '--out', file());
    await claimsBy(claims.keys);
    expect(err).toContain(`(${device.id}) trusts another set of keys and cannot check it`);
  });

  test('is not made for longer, nor for a device that is not there, nor over another file', async () => {
    expect(await run('offboarding-file', '--out', file(), '--expires', '8d')).toMatchObject({ code: 2 });
    expect(await run('offboarding-file', '--out', file(), '--device', 'nobody')).toMatchObject({ code: 1 });
    await make();
    expect(await run('offboarding-file', '--out', file())).toMatchObject({ code: 1 });
  });
});
