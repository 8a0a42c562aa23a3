// Chance and secrets from the system. Only place of the service that makes randomness.

import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../model/ports.js';

export interface SecretRandom extends Random {
  /** Unguessable text of 256 bits, base64url. */
  secret(): string;
}

export const createSystemRandom = (): SecretRandom => ({
  fraction: () => randomInt(2 ** 32) / 2 ** 32,
  uuid: () => randomUUID(),
  secret: () => randomBytes(32).toString('base64url'),
});
