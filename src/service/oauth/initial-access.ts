// What lets a device register: an enrollment secret, or a token that a registered device got for a registration anew.
// Who shows one that is over is told why: it is known already that they have it.

import type { AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { Store } from '../store/database.js';
import { findEnrollment } from '../store/enrollments.js';
import { findRekeyToken } from '../store/rekey-tokens.js';

/** Before the id of a token for a registration anew, in the `jti` that the library keeps. */
const REKEY = 'rekey:';

/** Id of the token, where it is one. */
export const rekeyTokenIdOf = (jti: string): string | undefined =>
  jti.startsWith(REKEY) ? jti.slice(REKEY.length) : undefined;

export async function findInitialAccess(
  store: Store,
  secret: string,
  { at, policy }: { readonly at: number; readonly policy: string },
): Promise<AdapterPayload> {
  const enrollment = await findEnrollment(store, secret);
  if (enrollment !== undefined) {
    if (enrollment.revoked) tokenRefused('the enrollment secret was revoked');
    if (enrollment.expiresAt <= at) tokenRefused('the enrollment secret is expired');
    return payloadOf(enrollment.id, enrollment.expiresAt, policy);
  }
  const rekey = await findRekeyToken(store, secret);
  if (rekey === undefined) tokenRefused('the enrollment secret is not known here');
  if (rekey.expiresAt <= at)
    tokenRefused(
      'the token for a registration anew is expired, or a newer one was given, or its device has left',
    );
  return payloadOf(`${REKEY}${rekey.id}`, rekey.expiresAt, policy);
}

const payloadOf = (jti: string, expiresAt: number, policy: string): AdapterPayload => ({
  jti,
  kind: 'InitialAccessToken',
  exp: Math.floor(expiresAt / 1000),
  policies: [policy],
});

/** The library's own error says nothing but that the token is not valid. */
export function tokenRefused(why: string): never {
  throw Object.assign(new errors.InvalidToken(why), { error_description: why });
}
