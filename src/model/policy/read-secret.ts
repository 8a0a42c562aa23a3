// A secret of a policy: an onboarding blob as text, never the token that an export leaves of it. Pure.

import type { CatalogRow } from '../catalog/row.js';
import type { Result } from '../result.js';
import { fail, ok } from '../result.js';
import type { Secret } from '../secret.js';
import { createSecret } from '../secret.js';
import type { Simple } from './document.js';
import type { Problem } from './problem.js';
import { invalid } from './problem.js';

/** Source: the definition of the onboarding blob of Defender for Endpoint gives the length. */
const SECRET_LIMIT = 175_032;

/** No message ever shows the secret or its token, right or wrong. */
export function readSecret(row: CatalogRow, simple: Simple, path: string): Result<Secret, Problem> {
  const isText = simple.type === 'string' || (simple.type === 'secret' && simple.state === 'notEncrypted');
  if (!isText) {
    return simple.type === 'secret'
      ? refuseSecret(row, simple.state, path)
      : fail(invalid(path, `${row.name} takes a secret, the policy has another kind of value`));
  }
  const { length } = simple.value;
  if (length === 0 || length > SECRET_LIMIT) {
    return fail(invalid(path, `${row.name} takes 1 to ${SECRET_LIMIT} characters, the policy has ${length}`));
  }
  if (/[^\P{Cc}\t\r\n]|\p{Cs}/u.test(simple.value)) {
    return fail(invalid(path, `${row.name} cannot hold control characters`));
  }
  return ok(createSecret(simple.value));
}

/** Also for a setting that is no secret and is given one. */
export function refuseSecret(
  row: CatalogRow,
  state: 'notEncrypted' | 'encryptedValueToken' | 'invalid',
  path: string,
): Result<never, Problem> {
  if (state === 'encryptedValueToken') {
    const text = `${row.name} is only a token of the tenant it was exported from, not the secret itself; enter the secret anew`;
    return fail({ path, reason: { code: 'secret-token', text } });
  }
  return fail(invalid(path, `${row.name} cannot be taken from this secret`));
}
