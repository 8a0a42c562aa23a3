// A secret of a policy on its way to the device: what is shown, kept and compared is its fingerprint. Pure.

import { createHash } from 'node:crypto';
import type { Scalar } from './value.js';

/** Neither printing nor serializing it gives the text away. */
export interface Secret {
  /** Stands for the secret wherever a value stands: in plans, findings, reports and the memory of a pass. */
  readonly fingerprint: string;
  /** Only the adapter that writes it asks. */
  readonly reveal: () => string;
  readonly toJSON: () => string;
}

export function createSecret(text: string): Secret {
  const fingerprint = fingerprintOf(text);
  return Object.freeze({ fingerprint, reveal: () => text, toJSON: () => fingerprint });
}

/** `sha256:` and hexadecimal digits. An adapter reads a stored secret as this, so that it can be compared. */
export const fingerprintOf = (text: string): string =>
  `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;

/** The text to write for the value of a secret setting; undefined when no policy at hand has it any more. */
export const revealed = (
  secrets: ReadonlyMap<string, Secret> | undefined,
  value: Scalar,
): string | undefined => secrets?.get(String(value))?.reveal();
