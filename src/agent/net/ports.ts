// What the agent's side of the wire remembers and needs from its surroundings. Types only.

import type { DeviceId, EpochMs, TenantId } from '../../model/ids.js';
import type { PublicKey } from '../../model/wire/schemas.js';

/** The service as the verified onboarding file names it; never changes while enrolled. */
export interface ServiceTarget {
  /** Issuer: the origin of the authorization server. */
  readonly issuer: string;
  /** Base URL of `/v1`. */
  readonly api: string;
  readonly tenant: TenantId;
  /** The keys of assignments and events: of the newest set that the device followed. */
  readonly keys: readonly PublicKey[];
  /** Version of that set. */
  readonly keySet: number;
  /** Keys of the sets before it: they count only for what was taken while they did. */
  readonly former: readonly PublicKey[];
  /** Only they sign an epoch statement. */
  readonly offline: readonly PublicKey[];
  /** The newest epoch that was stated offline; `undefined`: none was. */
  readonly epoch: number | undefined;
}

/** RFC 7592: what the authorization server gave at registration. The token is a secret. */
export interface Registration {
  readonly device: DeviceId;
  readonly managementUri: string;
  readonly managementToken: string;
  readonly tokenEndpoint: string;
  readonly registeredAt: EpochMs;
}

/** A secret. Bound to the key with this thumbprint (RFC 7638). */
export interface StoredToken {
  readonly accessToken: string;
  readonly expiresAt: EpochMs;
  readonly thumbprint: string;
}

/** Which of the two keys signs: `next` exists only while a rotation is under way. */
export type KeySlot = 'current' | 'next';

export interface NetState {
  readonly registration?: Registration;
  readonly token?: StoredToken;
  /** Since when the current key counts. */
  readonly keySince?: EpochMs;
  /** The last try to replace it. */
  readonly rotationTriedAt?: EpochMs;
  /** Thumbprint of the key made for a fresh registration that was begun: a copy of this disk may hold any other. */
  readonly freshKey?: string;
  /** Unit: seconds to add to our clock to have the service's. 0 when the clocks agree. */
  readonly clockSkewSeconds: number;
}

/**
 * Small durable memory, implemented by the agent's store. What `save` was given is on disk when it returns; it
 * replaces the whole state. A broken store throws.
 */
export interface NetMemory {
  load(): NetState;
  save(state: NetState): void;
}
