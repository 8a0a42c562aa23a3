// DPoP proofs (RFC 9449) of `/v1` and of the registration endpoint, with jose. Pure but for the signature.

import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import { BODY_DIGEST_CLAIM } from '../../model/wire/problem-codes.js';
import type { DeviceKey } from './identity.js';

export interface ProofFacts {
  readonly key: DeviceKey;
  readonly method: string;
  readonly url: string;
  readonly jti: string;
  /** Unit: seconds, by the service's clock as far as we know it. */
  readonly issuedAt: number;
  readonly accessToken?: string;
  readonly nonce?: string;
  /** The exact bytes sent. */
  readonly body?: Uint8Array;
}

export function signProof({ key, method, url, jti, issuedAt, ...more }: ProofFacts): Promise<string> {
  const { origin, pathname } = new URL(url);
  const { kty, crv, x, y } = key.publicJwk;
  return new SignJWT({
    jti,
    htm: method,
    htu: `${origin}${pathname}`,
    ...(more.accessToken === undefined ? {} : { ath: digest(more.accessToken) }),
    ...(more.nonce === undefined ? {} : { nonce: more.nonce }),
    ...(more.body === undefined ? {} : { [BODY_DIGEST_CLAIM]: digest(more.body) }),
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: { kty, crv, x, y } })
    .setIssuedAt(issuedAt)
    .sign(key.privateKey);
}

const digest = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('base64url');
