// Reads an access token of this service (RFC 9068): claims first, then the signature, which is checked once a token.

import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import type { Clock } from '../../model/ports.js';
import { sha256Base64Url } from '../digest.js';
import { publicOf } from '../signing.js';
import type { Tenant } from '../store/tenants.js';
import { createRecent } from './recent.js';

export interface TokenClaims {
  readonly deviceId: string;
  /** Thumbprint of the key that the token is bound to. */
  readonly jkt: string;
}

export interface TokenReader {
  /** Undefined where this service did not issue it for `/v1`, or it is over. Cheap for what is not a token. */
  read(token: string): TokenClaims | undefined;
  isSigned(token: string): Promise<boolean>;
}

const LONGEST_TOKEN = 4096;
const TOKEN_TYPE = 'at+jwt';

export function createTokenReader(
  tenant: Tenant,
  clock: Clock,
  names: { readonly issuer: () => string; readonly audience: () => string },
): TokenReader {
  const keys = tenant.keys.filter(({ purpose }) => purpose === 'token');
  const signed = createRecent<true>(clock, { entries: 20_000, keepMs: 12 * 3_600_000 });
  return {
    read: (token) => {
      const claims = token.length > LONGEST_TOKEN ? undefined : decodeClaims(token);
      if (claims === undefined) return undefined;
      const { iss, aud, exp, sub, cnf } = claims;
      if (iss !== names.issuer() || aud !== names.audience()) return undefined;
      if (typeof exp !== 'number' || exp * 1000 <= clock.now() || typeof sub !== 'string') return undefined;
      const jkt = typeof cnf === 'object' && cnf !== null && 'jkt' in cnf ? cnf.jkt : undefined;
      return typeof jkt === 'string' ? { deviceId: sub, jkt } : undefined;
    },
    isSigned: async (token) => {
      const digest = sha256Base64Url(token);
      if (signed.get(digest)) return true;
      const key = keys.find(({ kid }) => kid === kidOf(token));
      if (key === undefined) return false;
      try {
        const imported = await importJWK(publicOf(key.jwk), 'ES256');
        await compactVerify(token, imported, { algorithms: ['ES256'] });
      } catch {
        return false;
      }
      signed.set(digest, true);
      return true;
    },
  };
}

function decodeClaims(token: string) {
  try {
    const { typ, alg } = decodeProtectedHeader(token);
    return typ === TOKEN_TYPE && alg === 'ES256' ? decodeJwt(token) : undefined;
  } catch {
    return undefined;
  }
}

function kidOf(token: string): string | undefined {
  return decodeProtectedHeader(token).kid;
}
