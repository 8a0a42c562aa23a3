// SHA-256 as text, in the forms the wire and the store use. Pure.

import { createHash } from 'node:crypto';
import type { Sha256 } from '../model/ids.js';
import { sha256Text } from '../model/ids.js';

export const sha256Hex = (data: string | Uint8Array): Sha256 =>
  sha256Text(createHash('sha256').update(data).digest('hex'));

export const sha256Base64Url = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('base64url');

/** `sha256:` and hexadecimal, as in check-ins. */
export const sha256Tagged = (data: string | Uint8Array): string => `sha256:${sha256Hex(data)}`;
