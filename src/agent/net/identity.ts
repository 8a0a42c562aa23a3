// The device's P-256 keys, as files that only their owner reads. A private key is never logged, sent or exported.

import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { damagedKey } from '../../model/lost-key.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { PublicKey } from '../../model/wire/schemas.js';
import { validatePublicKey } from '../../model/wire/validators.js';
import { readBytes, writeWhole } from '../files/own-files.js';
import { createKeyFiles, KEY_FILE } from './key-files.js';
import type { KeySlot } from './ports.js';

export interface DeviceKey {
  /** RFC 7638, SHA-256; also the key id on the wire. */
  readonly thumbprint: string;
  readonly publicJwk: PublicKey;
  /** ES256: both numbers of the signature, 64 bytes. The private half never leaves its store. */
  sign(data: Uint8Array): Promise<Result<Uint8Array>>;
}

/** The best store of the machine implements it; files are the floor. */
export interface KeyStore {
  /** `undefined`: no key in that slot. */
  load(slot: KeySlot): Promise<Result<DeviceKey | undefined>>;
  /** A new key, durable on return; replaces what was in the slot. */
  create(slot: KeySlot): Promise<Result<DeviceKey>>;
  /** `next` becomes `current`; the old key is gone. */
  promote(): Promise<Result<void>>;
  /** What is not there is done. */
  remove(slot: KeySlot): Promise<void>;
  /** Both slots; what is not there is done. */
  removeAll(): Promise<void>;
}

const FILES: Readonly<Record<KeySlot, string>> = {
  current: 'device-key.pem',
  next: 'device-key-next.pem',
};
const MAX_BYTES = 8192;

/** `folder`: the state folder, which exists and which only the administrator enters. */
export function createFileKeyStore(folder: string): KeyStore {
  const { path, ...files } = createKeyFiles(folder, FILES, MAX_BYTES);
  return {
    load: async (slot) => {
      const pem = readBytes(path(slot), MAX_BYTES);
      if (!pem.ok) return pem;
      return pem.value === undefined ? ok(undefined) : importKey(pem.value, path(slot));
    },
    create: async (slot) => {
      const { privateKey } = generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      });
      const written = writeWhole(path(slot), privateKey, KEY_FILE);
      return written.ok ? importKey(Buffer.from(privateKey), path(slot)) : written;
    },
    ...files,
  };
}

async function importKey(pem: Buffer, path: string): Promise<Result<DeviceKey>> {
  const key = parsePrivateKey(pem);
  if (key?.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    return fail(damagedKey(`${path} holds no P-256 private key`));
  return ok({
    ...(await publicHalf(createPublicKey(key))),
    sign: async (data) => ok(sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' })),
  });
}

/** `key`: on P-256. */
export async function publicHalf(key: KeyObject): Promise<Pick<DeviceKey, 'thumbprint' | 'publicJwk'>> {
  const jwk = key.export({ format: 'jwk' });
  const { x = '', y = '' } = jwk;
  const thumbprint = await calculateJwkThumbprint({ kty: 'EC', crv: 'P-256', x, y });
  const publicJwk: unknown = { ...jwk, kid: thumbprint, alg: 'ES256', use: 'sig' };
  if (!validatePublicKey(publicJwk)) throw new Error('a P-256 key has no P-256 public key');
  return { thumbprint, publicJwk };
}

function parsePrivateKey(pem: Buffer): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
