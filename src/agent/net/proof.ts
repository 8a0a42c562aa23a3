// DPoP proofs (RFC 9449) of `/v1` and of both endpoints of the authorization server. Pure but for the signature.

import { createHash } from 'node:crypto';
import type { Result } from '../../model/result.js';
import { BODY_DIGEST_CLAIM } from '../../model/wire/problem-codes.js';
import type { DeviceKey } from './identity.js';
import { signToken } from './signed-token.js';

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

export function signProof({ key, method, url, jti, issuedAt, ...more }: ProofFacts): Promise<Result<string>> {
  const { origin, pathname } = new URL(url);
  const { kty, crv, x, y } = key.publicJwk;
  const claims = {
    jti,
    htm: method,
    htu: `${origin}${pathname}`,
    ...(more.accessToken === undefined ? {} : { ath: digest(more.accessToken) }),
    ...(more.nonce === undefined ? {} : { nonce: more.nonce }),
    ...(more.body === undefined ? {} : { [BODY_DIGEST_CLAIM]: digest(more.body) }),
    iat: issuedAt,
  };
  return signToken(key, { typ: 'dpop+jwt', jwk: { kty, crv, x, y } }, claims);
}

const digest = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('base64url');
