// Reads an onboarding file: a signed statement that carries its own keys, so it is believed as far as whoever gave it.

import { checkOnboarding, untrusted } from '../../enroll/trust.js';
import type { EpochMs, TenantId } from '../../model/ids.js';
import { tenantId } from '../../model/ids.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { ONBOARDING_TYPE } from '../../model/wire/problem-codes.js';
import type { OnboardingClaims } from '../../model/wire/schemas.js';
import { validateOnboardingClaims } from '../../model/wire/validators.js';
import { refuseUrl } from './http-client.js';
import type { ServiceTarget } from './ports.js';
import { decodeDocument, verifyDocument } from './signed-document.js';

const WHAT = 'the onboarding file';

export interface OnboardingFile {
  readonly claims: OnboardingClaims;
  /** The compact JWS without surrounding space: the software statement of the registration. */
  readonly statement: string;
}

/** `enrolled`: the tenant that the device already belongs to. Each failure has its own code and message. */
export async function readOnboardingFile(
  text: string,
  now: EpochMs,
  enrolled?: TenantId,
): Promise<Result<OnboardingFile>> {
  const statement = text.replace(/^\uFEFF/, '').trim();
  const decoded = decodeDocument(WHAT, statement);
  if (!decoded.ok) return decoded;
  const { payload } = decoded.value;
  if (!validateOnboardingClaims(payload)) {
    const typed = await verifyDocument(statement, { what: WHAT, type: ONBOARDING_TYPE, keys: [] });
    const wrongKind = !typed.ok && typed.error.kind === 'untrusted' && typed.error.code === 'wrong-type';
    return wrongKind
      ? typed
      : fail(untrusted(WHAT, 'bad-claims', `it lacks what such a file says${where()}`));
  }
  const verified = await verifyDocument(statement, {
    what: WHAT,
    type: ONBOARDING_TYPE,
    keys: payload.keys,
  });
  if (!verified.ok) return verified;
  const claims = checkOnboarding(payload, now, enrolled);
  if (!claims.ok) return claims;
  for (const url of [payload.as, payload.api]) {
    const refused = refuseUrl(url);
    if (refused !== undefined)
      return fail(untrusted(WHAT, 'bad-claims', `its address ${JSON.stringify(url)} is refused: ${refused}`));
  }
  return ok({ claims: payload, statement });
}

function where(): string {
  const [error] = validateOnboardingClaims.errors ?? [];
  return error === undefined ? '' : ` (${error.instancePath || 'the whole'} ${error.message ?? ''})`;
}

/** Before any later set of keys or epoch: see `followWords`. */
export function targetOf({ as, api, tid, keys, keySet, offline }: OnboardingClaims): ServiceTarget {
  const none = { former: [], epoch: undefined };
  return {
    issuer: as,
    api,
    tenant: tenantId(tid),
    keys,
    keySet: keySet ?? 0,
    offline: offline ?? [],
    ...none,
  };
}
