// Reads a DPoP proof (RFC 9449): what costs nothing first, the signature last. The caller owns clock and replay memory.

import type { JWK } from 'jose';
import { calculateJwkThumbprint, compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { BODY_DIGEST_CLAIM } from '../../model/wire/problem-codes.js';
import { validatePublicKey } from '../../model/wire/validators.js';
import { sha256Base64Url } from '../digest.js';
import type { Nonces } from './nonces.js';

export interface Expected {
  readonly method: string;
  readonly url: string;
  /** Unit: seconds. */
  readonly now: number;
  readonly nonces: Nonces;
  /** The access token that the proof goes with; none at registration. */
  readonly token?: string;
}

export interface Proof {
  readonly jkt: string;
  readonly jti: string;
  readonly bodyDigest: string | undefined;
  readonly jwk: JWK;
  readonly text: string;
}

/** `nonce`: right but for its time; to be repeated with the nonce that the service gives. */
export type ProofFault = { readonly kind: 'nonce' } | { readonly kind: 'bad'; readonly why: string };

const LONGEST_PROOF = 4096;
/** Unit: seconds. */
const LATE_OR_EARLY = 300;

const bad = (why: string): Result<never, ProofFault> => fail({ kind: 'bad', why });

/** Everything but the signature. */
export async function readProof(text: string, expected: Expected): Promise<Result<Proof, ProofFault>> {
  if (text.length > LONGEST_PROOF) return bad('the proof is too long');
  const parts = decode(text);
  if (parts === undefined) return bad('the proof is not a JWT');
  const { header, claims } = parts;
  if (header.typ !== 'dpop+jwt' || header.alg !== 'ES256') return bad('the proof is not an ES256 dpop+jwt');
  const jwk: unknown = header.jwk;
  if (!validatePublicKey(jwk) || 'd' in jwk) return bad('the proof does not carry a public P-256 key');
  if (claims['htm'] !== expected.method) return bad('the proof is for another method');
  if (claims['htu'] !== expected.url) return bad('the proof is for another address');
  const { jti, iat } = claims;
  if (typeof jti !== 'string' || jti === '' || jti.length > 256) return bad('the proof has no id');
  if (typeof iat !== 'number') return bad('the proof has no time');
  if (expected.token !== undefined && claims['ath'] !== sha256Base64Url(expected.token))
    return bad('the proof is for another token');
  const bodyDigest = claims[BODY_DIGEST_CLAIM];
  const nonce = claims['nonce'];
  const timely = Math.abs(expected.now - iat) <= LATE_OR_EARLY;
  if (nonce === undefined ? !timely : typeof nonce !== 'string' || !expected.nonces.accepts(nonce))
    return fail({ kind: 'nonce' });
  return ok({
    jkt: await calculateJwkThumbprint(jwk),
    jti,
    bodyDigest: typeof bodyDigest === 'string' ? bodyDigest : undefined,
    jwk,
    text,
  });
}

export async function isProofSigned(proof: Proof): Promise<boolean> {
  try {
    await compactVerify(proof.text, await importJWK(proof.jwk, 'ES256'), { algorithms: ['ES256'] });
    return true;
  } catch {
    return false;
  }
}

function decode(text: string) {
  try {
    return { header: decodeProtectedHeader(text), claims: decodeJwt(text) };
  } catch {
    return undefined;
  }
}
