// New signing keys while the service runs: what devices are told, by which key, and when an old key ends.
import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEY_SET_TYPE } from '../../../src/model/wire/problem-codes.js';
import type { AssignmentClaims, KeySetClaims, PublicKey } from '../../../src/model/wire/schemas.js';
import { validateKeySetClaims } from '../../../src/model/wire/validators.js';
import type { Onboarding } from '../../../src/service/onboarding.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import { checkIn, createKey, enrol, json, register } from '../../support/service-client.js';

let service: TestService;
let onboarding: Onboarding;
let device: Enrolled;
let seq: number;
beforeEach(async () => {
  service = await startTestService();
  onboarding = await service.onboarding();
  device = await enrol(service.url, onboarding);
  seq = 0;
});
afterEach(() => service[Symbol.asyncDispose]());

const cli = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);
const rotate = async () => (await cli('keys', 'rotate')) as { readonly keySet: number; readonly kid: string };

async function ask(keySet: number, who = device, more = {}) {
  seq += 1;
  const answer = await json(await checkIn(who, seq, { keySet, ...more }), 200);
  return {
    jws: String(answer['assignment']),
    keySets: (answer['keySets'] ?? []) as readonly string[],
  };
}

/** As a device does it: from the keys that it trusts along the statements, each signed by a key of the set before. */
async function follow(keys: readonly PublicKey[], statements: readonly string[]) {
  let trusted = keys;
  for (const statement of statements) {
    const { protectedHeader, payload } = await compactVerify(
      statement,
      createLocalJWKSet({ keys: [...trusted] }),
    );
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: KEY_SET_TYPE });
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    if (!validateKeySetClaims(claims)) throw new Error('no set of keys');
    trusted = claims.keys;
  }
  return trusted;
}

const kidsOf = (keys: readonly PublicKey[]) => keys.map(({ kid }) => kid);
const signerOf = (jws: string) => decodeProtectedHeader(jws).kid;
const publishedKids = async () => {
  const { keys } = await json(await fetch(`${service.url}/oauth/jwks`), 200);
  return (keys as readonly PublicKey[]).map(({ kid }) => kid);
};

describe('after a rotation', () => {
  test('the running service publishes both keys, and an onboarding file carries them with their version', async () => {
    const [old] = onboarding.claims.keys;
    const { kid, keySet } = await rotate();
    expect(keySet).toBe(1);
    expect(await publishedKids()).toEqual(expect.arrayContaining([old?.kid, kid]));
    const { file, claims } = await service.onboarding();
    expect(claims).toMatchObject({ keySet: 1, keys: [{ kid: old?.kid }, { kid }] });
    expect(signerOf(file)).toBe(kid);
    expect(onboarding.claims).toMatchObject({ keySet: 0, keys: [{ kid: old?.kid }] });
  });

  test('a device is led from the set it trusts to the newest, each signed by the one before', async () => {
    await rotate();
    await rotate();
    const { keySets } = await ask(0);
    expect(keySets).toHaveLength(2);
    expect(await follow(onboarding.claims.keys, keySets)).toHaveLength(3);
    const [, second = ''] = keySets;
    expect((await ask(1)).keySets).toEqual([second]);
    expect((await ask(2)).keySets).toEqual([]);
    expect(decodeJwt<KeySetClaims>(second)).toMatchObject({ ver: 2, iss: service.url });
  });

  test('an agent that does not name its set is told nothing of sets', async () => {
    await rotate();
    expect(await json(await checkIn(device, 1), 200)).not.toHaveProperty('keySets');
  });

  test('an assignment is signed by the old key until the device confirms the new set', async () => {
    const [old] = onboarding.claims.keys;
    const { kid } = await rotate();
    const first = await ask(0);
    expect(signerOf(first.jws)).toBe(old?.kid);
    expect((await ask(1)).jws).toBe(first.jws);
    await service.store.updateTable('device_assignment').set({ expires_at: 1 }).execute();
    const renewed = await ask(1);
    expect(signerOf(renewed.jws)).toBe(kid);
    expect(decodeJwt<AssignmentClaims>(renewed.jws).ver).toBe(2);
  });

  test('the old onboarding file still lets a device register, which is then led on', async () => {
    await rotate();
    const late = await enrol(service.url, onboarding);
    seq = 0;
    expect((await ask(0, late)).keySets).toHaveLength(1);
  });
});

describe('once a key is retired', () => {
  test('it is published no more, and its onboarding files are refused with the reason', async () => {
    const [old] = onboarding.claims.keys;
    await rotate();
    expect(await cli('keys', 'retire', old?.kid ?? '')).toMatchObject({ keySet: 2 });
    expect(await publishedKids()).not.toContain(old?.kid);
    const refused = await register({ url: service.url, key: await createKey(), onboarding });
    expect(await json(refused, 400)).toMatchObject({
      error: 'invalid_software_statement',
      error_description: expect.stringContaining('retired'),
    });
  });

  test('a device that followed gets its assignment anew, under a higher version, by a key that it trusts', async () => {
    const [old] = onboarding.claims.keys;
    const { kid } = await rotate();
    const first = await ask(0);
    await cli('keys', 'retire', old?.kid ?? '');
    const held = { ver: decodeJwt<AssignmentClaims>(first.jws).ver, digest: `sha256:${'0'.repeat(64)}` };
    const after = await ask(2, device, { assignment: held });
    expect(signerOf(after.jws)).toBe(kid);
    expect(decodeJwt<AssignmentClaims>(after.jws).ver).toBe(2);
  });

  test('a device that was away follows the whole way, and what is signed for it suits before and after', async () => {
    await rotate();
    const { kid } = await rotate();
    await cli('keys', 'retire', kidsOf(onboarding.claims.keys)[0] ?? '');
    const { keySets, jws } = await ask(1);
    const [statement = ''] = (await ask(0)).keySets;
    const ofOne = decodeJwt<KeySetClaims>(statement).keys;
    const after = await follow(ofOne, keySets);
    expect(kidsOf(after)).toContain(kid);
    expect(kidsOf(after)).toContain(signerOf(jws));
    expect(kidsOf(ofOne)).toContain(signerOf(jws));
    expect(await follow(onboarding.claims.keys, (await ask(0)).keySets)).toEqual(after);
  });

  test('a device that knows nothing else is led on, and signed for by a key that it trusts once it has followed', async () => {
    const [old] = onboarding.claims.keys;
    const before = await ask(0);
    expect(signerOf(before.jws)).toBe(old?.kid);
    await rotate();
    await cli('keys', 'retire', old?.kid ?? '');
    const { keySets, jws } = await ask(0);
    const trusted = await follow(onboarding.claims.keys, keySets);
    await compactVerify(jws, createLocalJWKSet({ keys: [...trusted] }));
    expect(decodeJwt<AssignmentClaims>(jws).ver).toBe(2);
  });

  test('an agent that does not name its set is still signed for by the key that it knows', async () => {
    const [old] = onboarding.claims.keys;
    await rotate();
    await cli('keys', 'retire', old?.kid ?? '');
    const answer = await json(await checkIn(device, 1), 200);
    if (old === undefined) throw new Error('no key');
    await compactVerify(String(answer['assignment']), await importJWK(old, 'ES256'));
  });

  test('the last one is not retired, nor one that is not published', async () => {
    const kid = kidsOf(onboarding.claims.keys)[0] ?? '';
    const run = (id: string) => runCli(service.dataDir, ['keys', 'retire', id], { clock: service.clock });
    expect(await run(kid)).toMatchObject({ code: 1, err: expect.stringContaining('last key') });
    for (const id of ['unknown', '-begins-with-a-dash'])
      expect(await run(id)).toMatchObject({ code: 1, err: expect.stringContaining(`no key "${id}"`) });
  });
});

test('keys list says which key signs, which are retired, and how many devices trust each set', async () => {
  const kid = kidsOf(onboarding.claims.keys)[0] ?? '';
  await rotate();
  await cli('keys', 'retire', kid);
  await ask(1);
  const listed = (await cli('keys', 'list')) as { readonly keys: readonly { readonly use: string }[] };
  expect(listed).toMatchObject({
    sets: [
      { ver: 0, devices: 0 },
      { ver: 1, devices: 1 },
      { ver: 2, devices: 0 },
    ],
  });
  expect(listed.keys.map(({ use }) => use).sort()).toEqual(['epoch', 'retired', 'signs']);
  expect(JSON.stringify(listed)).not.toContain('"d"');
});

test('no more keys are published than a set on the wire can hold', async () => {
  for (let each = 0; each < 7; each += 1) await rotate();
  const ninth = await runCli(service.dataDir, ['keys', 'rotate'], { clock: service.clock });
  expect(ninth).toMatchObject({ code: 1, err: expect.stringContaining('retire one first') });
});

describe('a service that was restored from a backup', () => {
  test('gives a version that devices trust to no other keys: all of them follow to the new one', async () => {
    await rotate();
    const [lost = ''] = (await ask(0)).keySets;
    await service.store.deleteFrom('key_set').where('ver', '=', 1).execute();
    await service.restart();
    expect(signerOf((await ask(1)).jws)).toBe(kidsOf(onboarding.claims.keys)[0]);
    const { keySet, kid } = await rotate();
    expect(keySet).toBe(2);
    const ahead = await follow(decodeJwt<KeySetClaims>(lost).keys, (await ask(1)).keySets);
    const behind = await follow(onboarding.claims.keys, (await ask(0)).keySets);
    expect(ahead).toEqual(behind);
    expect(kidsOf(behind)).toContain(kid);
  });

  test('does not believe a device that names a set nobody can have made', async () => {
    await ask(1_000_000);
    expect((await rotate()).keySet).toBe(1);
  });
});

test('a device that was restored before the service has a set which is not known: told to the administrator', async () => {
  await ask(5);
  const { out } = await runCli(service.dataDir, ['device', 'show', device.id], { clock: service.clock });
  expect(out).toContain('it trusts set of keys 5');
});
