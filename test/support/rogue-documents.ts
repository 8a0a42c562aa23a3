// Documents of a service that a device trusts, and of those who only look like it, for one device and one time.
import { targetOf } from '../../src/agent/net/onboarding-file.js';
import type { ServiceTarget } from '../../src/agent/net/ports.js';
import type { AssignmentTrust } from '../../src/agent/net/signed-assignment.js';
import { stageAssignment, verifyAssignment } from '../../src/agent/net/signed-assignment.js';
import { deviceId, epochMs } from '../../src/model/ids.js';
import { ok } from '../../src/model/result.js';
import type { AssignedPolicy, AssignmentClaims } from '../../src/model/wire/schemas.js';
import type { SigningKey } from './signed-documents.js';
import {
  assignmentClaims,
  createSigningKey,
  DEVICE,
  ISSUER,
  NOW,
  onboardingClaims,
  sha256Hex,
  signJws,
  TENANT,
} from './signed-documents.js';

export const DAY = 86_400;
export const OTHER = '99999999-9999-4999-8999-999999999999';
export const first = createSigningKey('first');
export const second = createSigningKey('second');
export const third = createSigningKey('third');
export const offline = createSigningKey('offline');
export const stranger = createSigningKey('stranger');
/** Somebody else's key under a name that the device knows. */
export const impostor = createSigningKey('first');
export const now = epochMs(NOW * 1000);

export const target: ServiceTarget = targetOf(onboardingClaims(first, { keySet: 4, offline: [offline.jwk] }));

export const assignment = (more: Partial<AssignmentClaims> = {}, key = first) =>
  signJws(key, 'assignment+jwt', assignmentClaims(more));
export const genuine = assignment();
export const held = { epoch: 1, ver: 7, digest: `sha256:${sha256Hex(genuine)}` };

export const trustWith = (more: Partial<AssignmentTrust> = {}): AssignmentTrust => ({
  target,
  device: deviceId(DEVICE),
  floor: held,
  now,
  ...more,
});
export const assigned = (jws: string, more: Partial<AssignmentTrust> = {}) =>
  verifyAssignment(jws, trustWith(more));

export const bytes = Buffer.from('{"name":"a policy"}');
export const policy: AssignedPolicy = {
  id: '22222222-2222-4222-8222-222222222222',
  name: 'a policy',
  revision: 1,
  sha256: sha256Hex(bytes),
  size: bytes.length,
};
export const staged = (jws: string, document: Uint8Array = bytes) =>
  stageAssignment(jws, trustWith(), { has: () => false, fetch: async () => ok(document) });

export const keySet = (
  more: object = {},
  key: SigningKey = first,
  header: Readonly<Record<string, unknown>> = {},
) =>
  signJws(
    key,
    'keyset+jwt',
    { iss: ISSUER, tid: TENANT, ver: 5, iat: NOW - 60, keys: [second.jwk], ...more },
    header,
  );
export const epoch = (more: object = {}, key: SigningKey = offline, typ = 'epoch+jwt') =>
  signJws(key, typ, { iss: ISSUER, tid: TENANT, epoch: 2, iat: NOW - 60, ...more });
export const offboarding = (more: object = {}, key: SigningKey = first, typ = 'offboarding+jwt') =>
  signJws(key, typ, { iss: ISSUER, tid: TENANT, iat: NOW - 60, exp: NOW + DAY, jti: 'once', ...more });

export const onboarding = (more: object = {}, key = first, header: Readonly<Record<string, unknown>> = {}) =>
  signJws(key, 'onboarding+jwt', { ...onboardingClaims(first), ...more }, header);

/** Other claims under the old signature. */
export const changed = (jws: string, change: (claims: Record<string, unknown>) => object): string => {
  const [head = '', body = '', signature = ''] = jws.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, unknown>;
  return `${head}.${Buffer.from(JSON.stringify(change(claims))).toString('base64url')}.${signature}`;
};
