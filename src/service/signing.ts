// The tenant's keys at work: ES256 only, the algorithm pinned to the key. Times come from the caller.

import type { CryptoKey, JWK } from 'jose';
import {
  CompactSign,
  calculateJwkThumbprint,
  compactVerify,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
} from 'jose';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import type { PublicKey } from '../model/wire/schemas.js';
import type { KeyPurpose, Tenant, TenantKey } from './store/tenants.js';

export interface Signer {
  /** Compact JWS over exactly `JSON.stringify(claims)`. */
  sign(typ: string, claims: object): Promise<string>;
  /** The claims, when a signing key of this tenant signed them under this type; else why not. */
  verify(typ: string, jws: string): Promise<Result<unknown, string>>;
  readonly publicKeys: readonly PublicKey[];
}

export async function generateTenantKey(purpose: KeyPurpose): Promise<TenantKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, purpose, jwk: { ...jwk, kid, alg: 'ES256', use: 'sig' } };
}

export async function createSigner(tenant: Tenant): Promise<Signer> {
  const keys = tenant.keys.filter(({ purpose }) => purpose === 'signing');
  const newest = keys.at(-1);
  if (newest === undefined) throw new Error('the tenant has no signing key: the database is incomplete');
  const privateKey = await importJWK(newest.jwk, 'ES256');
  const publicKeys = keys.map(({ jwk }) => publicOf(jwk));
  const imported = new Map<string, CryptoKey | Uint8Array>();
  for (const key of publicKeys) imported.set(key.kid ?? '', await importJWK(key, 'ES256'));
  return {
    publicKeys,
    sign: (typ, claims) =>
      new CompactSign(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'ES256', typ, kid: newest.kid })
        .sign(privateKey),
    verify: async (typ, jws) => {
      try {
        const header = decodeProtectedHeader(jws);
        const key = imported.get(header.kid ?? '');
        if (header.typ !== typ || key === undefined) return fail('it is not signed by this tenant');
        const { payload } = await compactVerify(jws, key, { algorithms: ['ES256'] });
        return ok<unknown>(JSON.parse(Buffer.from(payload).toString('utf8')));
      } catch {
        return fail('its signature does not hold');
      }
    },
  };
}

export function publicOf(jwk: JWK): PublicKey {
  const { x, y, kid } = jwk;
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || x === undefined || y === undefined)
    throw new Error('a key of the tenant is not P-256: the database is damaged');
  return {
    kty: 'EC',
    crv: 'P-256',
    x,
    y,
    ...(kid === undefined ? {} : { kid }),
    alg: 'ES256',
    use: 'sig',
  };
}
