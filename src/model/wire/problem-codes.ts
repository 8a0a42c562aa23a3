// Stable error words of `/v1` and what they mean to an agent. Pure.

export const PROBLEM_CODES = [
  'invalid-request',
  'too-large',
  'unsupported-media-type',
  'unauthorized',
  'use-dpop-nonce',
  'device-disabled',
  'device-unknown',
  'not-assigned',
  'not-found',
  'seq-regressed',
  'clone-suspected',
  'tenant-mismatch',
  'agent-too-old',
  'rate-limited',
  'unavailable',
  'internal',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** The device is joined to a directory of another tenant; at `/oauth/register` it is the `error`. */
export const TENANT_MISMATCH = 'tenant-mismatch' satisfies ProblemCode;

/** Media types of the signed documents (JWS header `typ`). */
export const ONBOARDING_TYPE = 'onboarding+jwt';
export const OFFBOARDING_TYPE = 'offboarding+jwt';
export const ASSIGNMENT_TYPE = 'assignment+jwt';
export const KEY_SET_TYPE = 'keyset+jwt';
export const EPOCH_TYPE = 'epoch+jwt';
/** Source: RFC 8417 section 2.3. */
export const EVENT_TYPE = 'secevent+jwt';
/** The event "check in now". */
export const SYNC_EVENT = 'urn:holdfast:event:sync';

/** Header that carries the key-possession proof of a new device key at registration. */
export const REGISTRATION_PROOF_HEADER = 'DPoP';
/** Private claim of a `/v1` DPoP proof: base64url SHA-256 of the exact body sent, because DPoP does not cover it. */
export const BODY_DIGEST_CLAIM = 'bd';
