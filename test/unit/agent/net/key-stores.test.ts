// Two stores of keys, one of them preferred: a change of mind takes effect with the next key and locks nobody out.
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bothNumbers } from '../../../../src/agent/net/ecdsa-der.js';
import { createFileKeyStore } from '../../../../src/agent/net/identity.js';
import { preferring, withFloor } from '../../../../src/agent/net/key-stores.js';
import { fail } from '../../../../src/model/result.js';
import { faultOf, must } from '../../../support/net-agent.js';

function twoStores() {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-stores-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [one, two] = [mkdtempSync(join(folder, 'one-')), mkdtempSync(join(folder, 'two-'))];
  return { one: createFileKeyStore(one), two: createFileKeyStore(two) };
}

describe('of two stores', () => {
  test('the preferred one makes new keys, the other one goes on with the key it has', async () => {
    const { one, two } = twoStores();
    const old = must(await two.create('current'));
    const both = preferring(one, two);
    expect(must(await both.load('current'))?.thumbprint).toBe(old.thumbprint);
    const next = must(await both.create('next'));
    expect(must(await one.load('next'))?.thumbprint).toBe(next.thumbprint);
    must(await both.promote());
    expect(must(await both.load('current'))?.thumbprint).toBe(next.thumbprint);
    expect(must(await two.load('current'))).toBeUndefined();
  });

  test('a key made before the change of mind is promoted where it is, and is the only one then', async () => {
    const { one, two } = twoStores();
    must(await one.create('current'));
    const next = must(await two.create('next'));
    const both = preferring(one, two);
    must(await both.promote());
    expect(must(await both.load('current'))?.thumbprint).toBe(next.thumbprint);
    expect(must(await both.load('next'))).toBeUndefined();
    expect(must(await one.load('current'))).toBeUndefined();
  });

  test('without a next key in either the old one stays', async () => {
    const { one, two } = twoStores();
    const old = must(await two.create('current'));
    const both = preferring(one, two);
    expect(faultOf(await both.promote())).toMatchObject({ kind: 'missing' });
    expect(must(await both.load('current'))?.thumbprint).toBe(old.thumbprint);
  });

  test('the floor makes the key where the better one refuses, and holds the only one then', async () => {
    const { one, two } = twoStores();
    must(await one.create('next'));
    const refusing = async () =>
      fail({ kind: 'failed', what: 'tpm2_create', exitCode: 1, said: '' } as const);
    const both = withFloor(preferring({ ...one, create: refusing }, two), two);
    const made = must(await both.create('next'));
    expect(must(await two.load('next'))?.thumbprint).toBe(made.thumbprint);
    expect(must(await one.load('next'))).toBeUndefined();
    must(await both.promote());
    expect(must(await both.load('current'))?.thumbprint).toBe(made.thumbprint);
  });

  test('leaving empties both', async () => {
    const { one, two } = twoStores();
    must(await one.create('current'));
    must(await two.create('next'));
    await preferring(one, two).removeAll();
    expect(must(await one.load('current'))).toBeUndefined();
    expect(must(await two.load('next'))).toBeUndefined();
  });
});

describe('a signature in the form of a chip', () => {
  test('becomes the form of a JWS, whatever the length of its numbers', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }));
    const lengths = new Set<number>();
    for (let times = 0; times < 600; times++) {
      const data = Buffer.from(`text ${times}`);
      const der = sign('sha256', data, privateKey);
      lengths.add(der.length);
      const plain = bothNumbers(der) ?? Buffer.alloc(0);
      expect(plain).toHaveLength(64);
      expect(verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, plain)).toBe(true);
    }
    // Numbers with a leading zero byte, and shorter ones, came up.
    expect(lengths.size).toBeGreaterThan(2);
  });

  test.each([
    '',
    '30',
    '3000',
    '300602010102',
    '30060201010201',
    '3006020101030101',
    `30440220${'00'.repeat(66)}`,
  ])('that is %s is no signature', (hex) => {
    const plain = bothNumbers(Buffer.from(hex, 'hex'));
    if (plain !== undefined) expect(plain).toHaveLength(64);
    else expect(plain).toBeUndefined();
  });
});
