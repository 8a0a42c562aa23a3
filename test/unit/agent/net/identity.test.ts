// Device keys in files: kept, private, replaced whole.
import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFileKeyStore } from '../../../../src/agent/net/identity.js';
import { isLostKey } from '../../../../src/model/lost-key.js';
import { describeFault } from '../../../../src/model/result.js';
import { faultOf, must } from '../../../support/net-agent.js';

function freshStore() {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, keys: createFileKeyStore(folder) };
}

describe('a device key', () => {
  test('is the same after a restart', async () => {
    const { folder, keys } = freshStore();
    const made = must(await keys.create('current'));
    const loaded = must(await createFileKeyStore(folder).load('current'));
    expect(loaded?.thumbprint).toBe(made.thumbprint);
    expect(loaded?.publicJwk).toEqual(made.publicJwk);
  });

  test('signs what its public half verifies, in the form that a JWS has', async () => {
    const { keys } = freshStore();
    const { sign, publicJwk } = must(await keys.create('current'));
    const key = createPublicKey({ key: { ...publicJwk }, format: 'jwk' });
    const signature = must(await sign(Buffer.from('text')));
    expect(signature).toHaveLength(64);
    expect(verify('sha256', Buffer.from('text'), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    expect(verify('sha256', Buffer.from('test'), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(false);
  });

  test('shows nothing private: it signs, and that is all', async () => {
    const { keys } = freshStore();
    const key = must(await keys.create('current'));
    expect(Object.keys(key).sort()).toEqual(['publicJwk', 'sign', 'thumbprint']);
    expect(Object.keys(key.publicJwk)).not.toContain('d');
  });

  test('is named by its RFC 7638 thumbprint', async () => {
    const { keys } = freshStore();
    const { publicJwk, thumbprint } = must(await keys.create('current'));
    expect(publicJwk.kid).toBe(thumbprint);
    expect(await calculateJwkThumbprint(publicJwk)).toBe(thumbprint);
  });

  test('is read by its owner only', async () => {
    const { folder, keys } = freshStore();
    await keys.create('current');
    expect(statSync(join(folder, 'device-key.pem')).mode & 0o777).toBe(0o600);
  });

  test('that is not there is not a fault', async () => {
    expect(must(await freshStore().keys.load('current'))).toBeUndefined();
  });

  test.each(['', 'no key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'])(
    'that is damaged (%j) is a fault, never a new key',
    async (content) => {
      const { folder, keys } = freshStore();
      writeFileSync(join(folder, 'device-key.pem'), content);
      const fault = faultOf(await keys.load('current'));
      expect(describeFault(fault)).toContain('holds no P-256 private key');
      expect(isLostKey(fault)).toBe(true);
    },
  );
});

describe('a rotation', () => {
  test('puts the next key in the place of the old one', async () => {
    const { keys } = freshStore();
    await keys.create('current');
    const next = must(await keys.create('next'));
    must(await keys.promote());
    expect(must(await keys.load('current'))?.thumbprint).toBe(next.thumbprint);
    expect(must(await keys.load('next'))).toBeUndefined();
  });

  test('without a next key keeps the old one', async () => {
    const { keys } = freshStore();
    const old = must(await keys.create('current'));
    expect(faultOf(await keys.promote())).toMatchObject({ kind: 'missing' });
    expect(must(await keys.load('current'))?.thumbprint).toBe(old.thumbprint);
  });
});

test('leaving takes both keys away, and doing so twice is no fault', async () => {
  const { folder, keys } = freshStore();
  await keys.create('current');
  await keys.create('next');
  await keys.removeAll();
  await keys.removeAll();
  expect(readdirSync(folder)).toEqual([]);
});
