// Who a `/v1` request comes from: a device that proves it now holds the key which it registered. Cheap refusals first.

import type { Clock } from '../../model/ports.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { ProblemCode } from '../../model/wire/problem-codes.js';
import { acceptedKeys, endsRotation } from '../device-keys.js';
import type { Store } from '../store/database.js';
import type { Device } from '../store/devices.js';
import { findDevice } from '../store/devices.js';
import type { DeviceKey } from '../store/keys.js';
import { forgetKeys, listKeys } from '../store/keys.js';
import type { TokenReader } from './access-token.js';
import type { Nonces } from './nonces.js';
import type { ProofFault } from './proof.js';
import { isProofSigned, readProof } from './proof.js';
import { createRecent } from './recent.js';

export interface Presented {
  readonly authorization: string | undefined;
  readonly proof: string | undefined;
  readonly method: string;
  readonly url: string;
}

/** Made here only: there is no device without a proof. */
export interface Caller {
  readonly device: Device;
  /** Those that were registered when it asked, oldest first. */
  readonly keys: readonly DeviceKey[];
  /** What the proof says of the body; to be compared once the body is there. */
  readonly bodyDigest: string | undefined;
}

export interface Denial {
  readonly status: 401 | 403 | 404 | 410;
  readonly code: ProblemCode;
  readonly detail: string;
  /** Error word of the `WWW-Authenticate` header, for 401. */
  readonly challenge?: 'invalid_token' | 'invalid_dpop_proof' | 'use_dpop_nonce';
  readonly nonce?: string;
}

export type Authorise = (presented: Presented) => Promise<Result<Caller, Denial>>;

export interface AuthoriseParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly tokens: TokenReader;
  readonly nonces: Nonces;
}

/** A proof counts for ten minutes at most (time window, or two nonce buckets), so ids are remembered that long. */
const REMEMBER = { entries: 50_000, keepMs: 660_000 };
const USED_BEFORE = 'the proof was used before';

export function createAuthorise({ store, clock, tokens, nonces }: AuthoriseParts): Authorise {
  const used = createRecent<true>(clock, REMEMBER);
  return async ({ authorization, proof, method, url }) => {
    const token = /^DPoP ([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined || proof === undefined) return denied('an access token and a proof are needed');
    const claims = tokens.read(token);
    if (claims === undefined) return denied('the access token is not valid here or is over');
    const now = Math.floor(clock.now() / 1000);
    const read = await readProof(proof, { method, url, now, nonces, token });
    if (!read.ok) return deniedProof(read.error, nonces);
    const { jkt, jti } = read.value;
    if (jkt !== claims.jkt) return badProof('the access token is bound to another key');
    if (used.get(`${jkt}.${jti}`)) return badProof(USED_BEFORE);
    if (!(await tokens.isSigned(token))) return denied('the access token is not signed by this service');
    const device = await findDevice(store, claims.deviceId);
    const standing = standingOf(device);
    if (!standing.ok) return standing;
    const keys = await listKeys(store, standing.value.id);
    if (!acceptedKeys(keys, clock.now()).some(({ thumbprint }) => thumbprint === jkt))
      return denied('the access token is bound to a key that is not registered any more');
    if (!(await isProofSigned(read.value))) return badProof('the signature of the proof does not hold');
    // Again, because the same proof may have come many times at once: between this look and the mark nothing waits.
    if (used.get(`${jkt}.${jti}`)) return badProof(USED_BEFORE);
    used.set(`${jkt}.${jti}`, true);
    if (endsRotation(keys, jkt)) await forgetKeys(store, standing.value.id, keys.slice(0, -1));
    return ok({ device: standing.value, keys, bodyDigest: read.value.bodyDigest });
  };
}

function standingOf(device: Device | undefined): Result<Device, Denial> {
  if (device === undefined)
    return fail({ status: 404, code: 'device-unknown', detail: 'no such device is registered here' });
  switch (device.state) {
    case 'active':
      return ok(device);
    case 'disabled':
      return fail({ status: 403, code: 'device-disabled', detail: 'an administrator disabled this device' });
    case 'left':
      return fail({ status: 410, code: 'device-unknown', detail: 'this device has left' });
  }
}

function deniedProof(fault: ProofFault, nonces: Nonces): Result<never, Denial> {
  if (fault.kind === 'bad') return badProof(fault.why);
  return fail({
    status: 401,
    code: 'use-dpop-nonce',
    detail: 'the time of the proof is off: repeat it with the nonce given',
    challenge: 'use_dpop_nonce',
    nonce: nonces.current(),
  });
}

const denied = (detail: string): Result<never, Denial> =>
  fail({ status: 401, code: 'unauthorized', detail, challenge: 'invalid_token' });

const badProof = (detail: string): Result<never, Denial> =>
  fail({ status: 401, code: 'unauthorized', detail, challenge: 'invalid_dpop_proof' });
