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
import type { Store } from './store/database.js';
import type { KeySet } from './store/key-sets.js';
import { listKeySets, newestKeySetVersion } from './store/key-sets.js';
import type { KeyPurpose, Tenant, TenantKey } from './store/tenants.js';
import { listTenantKeys } from './store/tenants.js';

export interface Signer {
  /**
   * Compact JWS over exactly `JSON.stringify(claims)`, by the newest key; for a device that trusts an older set of
   * keys (`trusted`, its version) by the newest one that it can check. `reached`: the set that it trusts once it has
   * followed the statements that go with the document.
   */
  sign(typ: string, claims: object, trusted?: number, reached?: number): Promise<string>;
  /** Id of the key that `sign` takes. */
  kidFor(trusted?: number, reached?: number): string;
  /** Whether a device with that set of keys accepts what the key signed. */
  isTrusted(kid: string | undefined, trusted: number): boolean;
  /** The claims, when a key of the newest set signed them under this type; else why not. */
  verify(typ: string, jws: string): Promise<Result<unknown, string>>;
  /** Of the newest set, oldest first. */
  readonly publicKeys: readonly PublicKey[];
  /** Of the newest set. */
  readonly version: number;
  /** Statements that lead from a set of keys to the newest, oldest first. */
  statementsAfter(version: number): readonly string[];
  /**
   * Takes over what a command changed meanwhile. Costs one small query where nothing did, and none for who has read the
   * version of the newest set already.
   */
  refresh(store: Store, newest?: number): Promise<void>;
}

/** `generate`: a private key. Its id is what administrators type, so none is taken that looks like an option. */
export async function generateTenantKey(
  purpose: KeyPurpose,
  generate: () => Promise<JWK> = generatePrivate,
): Promise<TenantKey> {
  const jwk = await generate();
  const kid = await calculateJwkThumbprint(jwk);
  // One in 64 would: an administrator gives it to a command, which would take it for an option.
  if (kid.startsWith('-')) return generateTenantKey(purpose, generate);
  return { kid, purpose, jwk: { ...jwk, kid, alg: 'ES256', use: 'sig' } };
}

async function generatePrivate(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return exportJWK(privateKey);
}

interface Ring {
  readonly sets: readonly KeySet[];
  readonly newest: KeySet;
  readonly keys: ReadonlyMap<string, RingKey>;
}

interface RingKey {
  readonly published: PublicKey;
  readonly private: CryptoKey | Uint8Array;
  readonly public: CryptoKey | Uint8Array;
}

export async function createSigner(tenant: Pick<Tenant, 'keys' | 'keySets'>): Promise<Signer> {
  let ring = await createRing(tenant);
  const kidFor = (trusted?: number, reached?: number): string => newestKid(ring, trusted, reached);
  return {
    kidFor,
    isTrusted: (kid, trusted) => kid !== undefined && setOf(ring, trusted).kids.includes(kid),
    get publicKeys() {
      return ring.newest.kids.map((kid) => keyOf(ring, kid).published);
    },
    get version() {
      return ring.newest.ver;
    },
    statementsAfter: (version) =>
      ring.sets.flatMap(({ ver, jws }) => (ver > version && jws !== undefined ? [jws] : [])),
    sign: (typ, claims, trusted, reached) => {
      const kid = kidFor(trusted, reached);
      return new CompactSign(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'ES256', typ, kid })
        .sign(keyOf(ring, kid).private);
    },
    verify: (typ, jws) => verify(ring, typ, jws),
    refresh: async (store, newest) => {
      if ((newest ?? (await newestKeySetVersion(store))) === ring.newest.ver) return;
      ring = await createRing({ keys: await listTenantKeys(store), keySets: await listKeySets(store) });
    },
  };
}

async function createRing({ keys, keySets }: Pick<Tenant, 'keys' | 'keySets'>): Promise<Ring> {
  const newest = keySets.at(-1);
  if (newest === undefined || newest.kids.length === 0)
    throw new Error('the tenant has no signing key: the database is incomplete');
  const ring = new Map<string, RingKey>();
  for (const { kid, purpose, jwk } of keys) {
    if (purpose !== 'signing') continue;
    const published = publicOf(jwk);
    ring.set(kid, {
      published,
      private: await importJWK(jwk, 'ES256'),
      public: await importJWK(published, 'ES256'),
    });
  }
  return { sets: keySets, newest, keys: ring };
}

function keyOf(ring: Ring, kid: string): RingKey {
  const key = ring.keys.get(kid);
  if (key === undefined) throw new Error(`the signing key ${kid} is missing: the database is incomplete`);
  return key;
}

/** A set that is newer than ours comes from before a restore: ours is the best guess then. */
const setOf = (ring: Ring, trusted: number): KeySet =>
  ring.sets.find(({ ver }) => ver === trusted) ?? ring.newest;

/**
 * With the statements that come along, a device moves on before it looks at what was signed: a key of both sets is
 * right either way. Where there is none, it is one of the set that the device has reached by then.
 */
function newestKid(ring: Ring, trusted: number = ring.newest.ver, reached: number = trusted): string {
  const { kids } = setOf(ring, trusted);
  const kid = kids.findLast((each) => ring.newest.kids.includes(each)) ?? setOf(ring, reached).kids.at(-1);
  if (kid === undefined) throw new Error('a set of keys is empty: the database is damaged');
  return kid;
}

async function verify(ring: Ring, typ: string, jws: string): Promise<Result<unknown, string>> {
  try {
    const header = decodeProtectedHeader(jws);
    const kid = header.kid ?? '';
    const key = ring.keys.get(kid);
    if (header.typ !== typ || key === undefined) return fail('it is not signed by this tenant');
    const { payload } = await compactVerify(jws, key.public, { algorithms: ['ES256'] });
    if (!ring.newest.kids.includes(kid)) return fail('the key that signed it was retired; ask for a new one');
    return ok<unknown>(JSON.parse(Buffer.from(payload).toString('utf8')));
  } catch {
    return fail('its signature does not hold');
  }
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
