// Verifies a compact JWS: ES256 and nothing else, the type and the key given by us, never by the document. With jose.

import type { TrustCode } from '../../enroll/trust.js';
import { untrusted } from '../../enroll/trust.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { PublicKey } from '../../model/wire/schemas.js';
import { parseJson } from './refusals.js';

export interface ExpectedDocument {
  /** How people call it, e.g. "the assignment". */
  readonly what: string;
  readonly type: string;
  readonly keys: readonly PublicKey[];
}

/** Header and payload as they stand: nothing of them is believed yet. */
export interface UnverifiedDocument {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: unknown;
}

const MAX_CHARACTERS = 1_048_576;

export function decodeDocument(what: string, jws: string): Result<UnverifiedDocument> {
  const no = (why: string) => fail(untrusted(what, 'not-a-jws', why));
  if (jws.length > MAX_CHARACTERS) return no(`it is larger than ${MAX_CHARACTERS} characters`);
  const parts = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(jws);
  if (parts === null) return no('it is not three parts of base64url; was it cut off or edited?');
  const [, head = '', body = ''] = parts;
  const header = parseJson(Buffer.from(head, 'base64url'));
  if (typeof header !== 'object' || header === null) return no('its header is not JSON');
  return ok({ header: { ...header }, payload: parseJson(Buffer.from(body, 'base64url')) });
}

/** The payload, once everything about type, algorithm, key and signature holds. */
export async function verifyDocument(jws: string, expected: ExpectedDocument): Promise<Result<unknown>> {
  const { what, type, keys } = expected;
  const no = (code: TrustCode, why: string) => fail(untrusted(what, code, why));
  const decoded = decodeDocument(what, jws);
  if (!decoded.ok) return decoded;
  const { header, payload } = decoded.value;
  if (header['typ'] !== type) return no('wrong-type', `its type is ${quote(header['typ'])}, not "${type}"`);
  if (header['alg'] !== 'ES256')
    return no('wrong-algorithm', `it is signed with ${quote(header['alg'])}; only "ES256" counts`);
  if ('crit' in header) return no('bad-claims', 'it requires an extension that this version does not know');
  const key = keys.find(({ kid }) => kid !== undefined && kid === header['kid']);
  if (key === undefined) return no('unknown-key', 'it is signed with a key that this device does not trust');
  // Not all of jose: what it has for encryption costs a turn as much as the check itself.
  const { compactVerify } = await import('jose/jws/compact/verify');
  const { importJWK } = await import('jose/key/import');
  try {
    const { kty, crv, x, y } = key;
    await compactVerify(jws, await importJWK({ kty, crv, x, y }, 'ES256'), { algorithms: ['ES256'] });
  } catch {
    return no('tampered', 'its signature does not hold; it was changed after it was signed');
  }
  return ok(payload);
}

const quote = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : 'missing';
