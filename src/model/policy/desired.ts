// What the policies ask of a device, setting by setting: the outcome of reading documents by the catalog. Pure.

import type { CatalogRow } from '../catalog/row.js';
import type { ReasonCode } from '../finding.js';
import type { PolicyRef } from '../ids.js';
import type { Secret } from '../secret.js';
import type { Value } from '../value.js';

/** One setting that one policy asks for, ready to be enforced. */
export interface DesiredSetting {
  readonly policy: PolicyRef;
  readonly row: CatalogRow;
  /** Of a secret only its fingerprint: nothing that shows, keeps or reports a value ever holds the text. */
  readonly value: Value;
  /** With a row of kind `secret`, and only there. */
  readonly secret?: Secret;
  /** JSON path in the document where it stands. */
  readonly path: string;
}

/** One setting that a policy names and that cannot be enforced as written; shown all the same. */
export interface RefusedSetting {
  readonly policy: PolicyRef;
  readonly settingDefinitionId: string;
  readonly name: string;
  readonly path: string;
  readonly state: 'notApplicable' | 'error';
  readonly reason: { readonly code: ReasonCode; readonly text: string };
}
