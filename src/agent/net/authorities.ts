// The private authorities that an administrator trusts besides the system's. Reads one file.

import { readBytes } from '../files/own-files.js';

const MAX_BYTES = 1_048_576;

/**
 * PEM of the configuration's file and of the onboarding file together. A file that cannot be read is left out: whether
 * it was needed shows at the handshake, whose fault says which authority is missing.
 */
export function authorities(
  caFile: string | undefined,
  ofOnboarding: string | undefined,
): string | undefined {
  const file = caFile === undefined ? undefined : readBytes(caFile, MAX_BYTES);
  const own = file?.ok === true ? file.value?.toString('utf8') : undefined;
  const all = [own, ofOnboarding].filter((pem) => pem !== undefined && pem !== '').join('\n');
  return all === '' ? undefined : all;
}
