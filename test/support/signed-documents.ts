// Signs documents as a service would, or as somebody would who is not the service.
import type { KeyObject } from 'node:crypto';
import { createHash, createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { AssignmentClaims, OnboardingClaims, PublicKey } from '../../src/model/wire/schemas.js';

export interface SigningKey {
  readonly kid: string;
  readonly jwk: PublicKey;
  readonly privateKey: KeyObject;
}

export function createSigningKey(kid: string = randomUUID()): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { kid, privateKey, jwk: { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ES256', use: 'sig' } };
}

const part = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A compact JWS, ES256; `header` overrides what an honest signer writes. */
export function signJws(
  key: SigningKey,
  typ: string,
  claims: object,
  header: Readonly<Record<string, unknown>> = {},
): string {
  const input = `${part({ alg: 'ES256', typ, kid: key.kid, ...header })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

/** The classic: the public key taken for a shared secret. */
export function signWithPublicKeyAsSecret(key: SigningKey, typ: string, claims: object): string {
  const input = `${part({ alg: 'HS256', typ, kid: key.kid })}.${part(claims)}`;
  const secret = JSON.stringify(key.jwk);
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

export function unsigned(typ: string, claims: object, kid: string): string {
  return `${part({ alg: 'none', typ, kid })}.${part(claims)}.`;
}

export const sha256Hex = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const DEVICE = '33333333-3333-4333-8333-333333333333';
export const ISSUER = 'https://service.example';
/** 2026-11-21T07:30:00Z. Unit: seconds. */
export const NOW = 1_795_246_200;

/** A service target's part that no later set of keys, and no epoch, has changed. */
export const FIRST_KEYS = { keySet: 0, former: [], offline: [], epoch: undefined } as const;

export function assignmentClaims(more: Partial<AssignmentClaims> = {}): AssignmentClaims {
  return {
    iss: ISSUER,
    sub: DEVICE,
    tid: TENANT,
    epoch: 1,
    ver: 7,
    iat: NOW - 60,
    exp: NOW + 86_400,
    mode: 'enforce',
    scope: 'in',
    policies: [],
    ...more,
  };
}

export function onboardingClaims(key: SigningKey, more: Partial<OnboardingClaims> = {}): OnboardingClaims {
  return {
    iss: ISSUER,
    tid: TENANT,
    iat: NOW - 60,
    exp: NOW + 86_400,
    api: ISSUER,
    as: ISSUER,
    keys: [key.jwk],
    tags: [],
    enrol: 'secret-1',
    ...more,
  };
}
