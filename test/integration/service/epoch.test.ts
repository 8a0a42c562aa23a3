// After a restore from a backup: the offline key, the statement it signs, and what devices are told.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactVerify, decodeJwt, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AssignmentClaims } from '../../../src/model/wire/schemas.js';
import { validateEpochClaims } from '../../../src/model/wire/validators.js';
import type { Onboarding } from '../../../src/service/onboarding.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import { checkIn, enrol, json } from '../../support/service-client.js';

let service: TestService;
let onboarding: Onboarding;
let device: Enrolled;
let keyFile: string;
beforeEach(async () => {
  service = await startTestService();
  onboarding = await service.onboarding();
  device = await enrol(service.url, onboarding);
  keyFile = join(service.dataDir, 'offline-key.json');
});
afterEach(() => service[Symbol.asyncDispose]());

const raise = (...more: readonly string[]) =>
  askCli(service.dataDir, ['epoch', 'raise', '--key', keyFile, ...more], service.clock);
const run = (...args: readonly string[]) => runCli(service.dataDir, args, { clock: service.clock });

describe('the offline key', () => {
  test('is written for its owner alone, and the database holds its public half only', () => {
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const { d, x } = JSON.parse(readFileSync(keyFile, 'utf8')) as { readonly d: string; readonly x: string };
    const database = readFileSync(join(service.dataDir, 'holdfast-service.db'), 'latin1');
    const log = readFileSync(join(service.dataDir, 'holdfast-service.db-wal'), 'latin1');
    expect(`${database}${log}`).toContain(x);
    expect(`${database}${log}`).not.toContain(d);
  });

  test('is pinned by onboarding files, and is none of the keys that the service publishes', async () => {
    const { x } = JSON.parse(readFileSync(keyFile, 'utf8')) as { readonly x: string };
    expect(onboarding.claims.offline).toMatchObject([{ x }]);
    expect(onboarding.claims.offline?.[0]).not.toHaveProperty('d');
    const { keys } = await json(await fetch(`${service.url}/oauth/jwks`), 200);
    expect(keys).toHaveLength(2);
    expect(JSON.stringify(keys)).not.toContain(x);
  });
});

describe('a tenant without an offline key', () => {
  const out = () => join(service.dataDir, 'made-later.json');
  beforeEach(() => service.store.deleteFrom('tenant_key').where('purpose', '=', 'offline').execute());

  const offlineOf = async (name: string): Promise<unknown> => {
    const file = join(service.dataDir, name);
    await run('onboarding-file', '--out', file, '--expires', '1d', '--url', service.url);
    return decodeJwt(readFileSync(file, 'utf8').trim())['offline'];
  };

  test('is told how to get one', async () => {
    expect(await run('epoch', 'raise', '--key', keyFile)).toMatchObject({
      code: 1,
      err: expect.stringContaining('epoch new-key'),
    });
  });

  test('makes one, which onboarding files carry from then on, and which raises the epoch', async () => {
    expect(await run('epoch', 'new-key', '--out', out())).toMatchObject({ code: 0 });
    expect(statSync(out()).mode & 0o777).toBe(0o600);
    const { d, x } = JSON.parse(readFileSync(out(), 'utf8')) as { readonly d: string; readonly x: string };
    expect(await offlineOf('new.jwt')).toMatchObject([{ x }]);
    expect(await askCli(service.dataDir, ['epoch', 'raise', '--key', out()], service.clock)).toEqual({
      epoch: 2,
    });
    const log = readFileSync(join(service.dataDir, 'holdfast-service.db-wal'), 'latin1');
    expect(log).not.toContain(d);
  });

  test('gets none that could not be kept, and none over a file that is there', async () => {
    writeFileSync(out(), 'mine');
    expect(await run('epoch', 'new-key', '--out', out())).toMatchObject({ code: 1 });
    expect(readFileSync(out(), 'utf8')).toBe('mine');
    expect(await offlineOf('new.jwt')).toBeUndefined();
  });

  test('has four of them at most', async () => {
    for (const each of [1, 2, 3, 4]) await run('epoch', 'new-key', '--out', `${out()}.${each}`);
    expect(await run('epoch', 'new-key', '--out', out())).toMatchObject({
      code: 1,
      err: expect.stringContaining('4 offline keys'),
    });
  });
});

describe('a raised epoch', () => {
  test('comes with a statement of the offline key, and assignments carry it', async () => {
    const before = await json(await checkIn(device, 1, { epoch: 1 }), 200);
    expect(before).not.toHaveProperty('epochStatement');
    expect(await raise('--why', 'disk failed')).toEqual({ epoch: 2 });
    const answer = await json(await checkIn(device, 2, { epoch: 1 }), 200);
    const [key] = onboarding.claims.offline ?? [];
    if (key === undefined) throw new Error('no offline key');
    const statement = String(answer['epochStatement']);
    const { payload, protectedHeader } = await compactVerify(statement, await importJWK(key, 'ES256'));
    expect(protectedHeader.typ).toBe('epoch+jwt');
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    expect(validateEpochClaims(claims)).toBe(true);
    expect(claims).toMatchObject({ epoch: 2, why: 'disk failed', tid: onboarding.claims.tid });
    const old = decodeJwt<AssignmentClaims>(String(before['assignment']));
    expect(old.epoch).toBe(1);
    expect(decodeJwt<AssignmentClaims>(String(answer['assignment']))).toMatchObject({
      epoch: 2,
      ver: old.ver + 1,
    });
  });

  test('is told no more once the device has it, and never to an agent that knows no epochs', async () => {
    await raise();
    expect(await json(await checkIn(device, 1, { epoch: 2 }), 200)).not.toHaveProperty('epochStatement');
    expect(await json(await checkIn(device, 2), 200)).not.toHaveProperty('epochStatement');
  });

  test('is higher than what any device has seen, where it was raised after the backup', async () => {
    await checkIn(device, 1, { epoch: 7 });
    expect(await raise()).toEqual({ epoch: 8 });
  });

  test('is not driven up by a device that names one which nobody can have raised', async () => {
    await checkIn(device, 1, { epoch: Number.MAX_SAFE_INTEGER });
    expect(await raise()).toEqual({ epoch: 2 });
  });

  test('survives a restart of the service', async () => {
    await raise();
    await service.restart();
    const answer = await json(await checkIn(device, 1, { epoch: 1 }), 200);
    expect(answer['epochStatement']).toEqual(expect.any(String));
  });
});

describe('the epoch is not raised', () => {
  test.each([
    [
      'by the key of another tenant',
      async () => {
        await using other = await startTestService();
        return readFileSync(join(other.dataDir, 'offline-key.json'), 'utf8');
      },
      'not the offline key',
    ],
    ['by a public key', async () => JSON.stringify(onboarding.claims.offline?.[0]), 'no private key'],
    ['by what is no key', async () => 'secret', 'no private key'],
  ])('%s', async (_, text, why) => {
    const file = join(service.dataDir, 'other.json');
    writeFileSync(file, await text());
    expect(await run('epoch', 'raise', '--key', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining(why),
    });
    expect(await json(await checkIn(device, 1, { epoch: 1 }), 200)).not.toHaveProperty('epochStatement');
  });

  test('for a reason that is longer than devices take', async () => {
    const ran = await run('epoch', 'raise', '--key', keyFile, '--why', 'x'.repeat(1001));
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('1000') });
  });
});

test('a device that has a newer assignment than the restored service is shown with what to do', async () => {
  await checkIn(device, 1);
  await checkIn(device, 2, { assignment: { ver: 9, digest: `sha256:${'a'.repeat(64)}` } });
  expect((await run('device', 'show', device.id)).out).toContain('raise the epoch');
  expect((await run('report')).out).toMatch(/^Warning: web-01: .*raise the epoch/m);
});
