// Which policy documents are in force, and their bytes: from the database, else from the signed files. A revision
// that is not a policy leaves the one before it in its place. Reads only.

import type { PolicyRef, Sha256 } from '../../model/ids.js';
import { policyId, sha256Text } from '../../model/ids.js';
import { parsePolicy } from '../../model/policy/parse-policy.js';
import type { AssignmentClaims } from '../../model/wire/schemas.js';
import type { DocumentFiles } from '../store/documents.js';
import { sha256Of } from '../store/documents.js';
import type { InForce } from '../store/facts.js';
import type { Store } from '../store/store.js';
import { mistakeText } from './policy-set.js';

export type Documents = Pick<DocumentFiles, 'get'>;

/** Checked against the digest, wherever it comes from. `undefined`: lost. */
export function readDocument(
  store: Pick<Store, 'document'>,
  files: Documents,
  sha256: Sha256,
): Uint8Array | undefined {
  const stored = store.document(sha256);
  return stored !== undefined && sha256Of(stored) === sha256 ? stored : files.get(sha256);
}

export interface Chosen {
  readonly inForce: readonly InForce[];
  /** Revisions that are not taken, each in one sentence. */
  readonly refused: readonly string[];
}

/** `bytesOf` gives staged and stored documents; what may not be enforced (`isHeld`) is not even parsed. */
export function chooseInForce(
  claims: AssignmentClaims,
  before: readonly InForce[],
  bytesOf: (sha256: Sha256) => Uint8Array | undefined,
  isHeld: (sha256: Sha256) => boolean,
): Chosen {
  const inForce: InForce[] = [];
  const refused: string[] = [];
  for (const policy of claims.policies) {
    const sha256 = sha256Text(policy.sha256);
    const ref: PolicyRef = { id: policyId(policy.id), name: policy.name, revision: policy.revision };
    const last = before.find((one) => one.ref.id === ref.id);
    const bytes = isHeld(sha256) ? undefined : bytesOf(sha256);
    const parsed = bytes === undefined ? undefined : parsePolicy(bytes);
    if (parsed?.ok === false && last !== undefined && last.sha256 !== sha256) {
      const why = parsed.error[0] === undefined ? '' : ` (${mistakeText(parsed.error[0])})`;
      refused.push(
        `Revision ${ref.revision} of "${ref.name}" is not a policy${why}; revision ${last.ref.revision} stays in force.`,
      );
      inForce.push(last);
    } else inForce.push({ ref, sha256 });
  }
  return { inForce, refused };
}
