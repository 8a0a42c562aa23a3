// The policies of a pass, read and put together: what they ask, what of them is refused, what cannot be read. Pure.

import type { Catalog } from '../../model/catalog/catalog.js';
import type { Reason } from '../../model/finding.js';
import type { PolicyRef } from '../../model/ids.js';
import { policyId } from '../../model/ids.js';
import type { DesiredSetting, RefusedSetting } from '../../model/policy/desired.js';
import type { Mistake, PolicyDocument } from '../../model/policy/document.js';
import { interpret } from '../../model/policy/interpret.js';
import { parsePolicy } from '../../model/policy/parse-policy.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';

export type PolicySource = 'assigned' | 'local';

export interface PolicyToRead {
  readonly ref: PolicyRef;
  readonly source: PolicySource;
  readonly bytes: Uint8Array;
}

/** A revision that is not read at all: why. */
export interface HeldPolicy {
  readonly ref: PolicyRef;
  readonly source: PolicySource;
  readonly why: Reason;
}

/** One policy that was read. */
export interface ReadPolicy {
  readonly ref: PolicyRef;
  readonly source: PolicySource;
  readonly settings: readonly DesiredSetting[];
  /** Why the channel does not carry it as a whole. */
  readonly refusal: Reason | undefined;
  readonly warnings: readonly Mistake[];
}

export interface PolicySet {
  readonly policies: readonly ReadPolicy[];
  readonly desired: readonly DesiredSetting[];
  readonly refused: readonly RefusedSetting[];
}

export const EMPTY_SET: PolicySet = { policies: [], desired: [], refused: [] };

/** A document that is no policy at all ends as one refusal: it is seen, and nothing else suffers. */
export function readPolicies(
  toRead: readonly PolicyToRead[],
  catalog: Catalog,
  held: readonly HeldPolicy[] = [],
): PolicySet {
  const policies: ReadPolicy[] = [];
  const desired: DesiredSetting[] = [];
  const refused: RefusedSetting[] = [];
  for (const { ref, source, why } of held) {
    refused.push(wholeRefusal(ref, why));
    policies.push({ ref, source, settings: [], refusal: why, warnings: [] });
  }
  for (const { ref, source, bytes } of toRead) {
    const document = parsePolicy(bytes);
    if (!document.ok) {
      const refusal: Reason = { code: 'invalid-value', text: mistakesText(document.error) };
      refused.push(wholeRefusal(ref, refusal));
      policies.push({ ref, source, settings: [], refusal, warnings: [] });
      continue;
    }
    const read = interpret(document.value, ref, catalog);
    desired.push(...read.settings);
    refused.push(...read.refused);
    // A policy that is refused and names no setting would otherwise leave no trace.
    if (read.refusal !== undefined && read.refused.length === 0)
      refused.push(wholeRefusal(ref, read.refusal));
    const { settings, refusal } = read;
    policies.push({ ref, source, settings, refusal, warnings: document.value.warnings });
  }
  return { policies, desired, refused };
}

/** A local file: its own id where it has one, else an id made of its name. Errors: what is wrong with it, in lines. */
export function readLocalRef(file: string, bytes: Uint8Array): Result<PolicyRef, readonly string[]> {
  const document = parsePolicy(bytes);
  if (!document.ok) return fail(document.error.map(mistakeText));
  return ok(localRef(file, document.value));
}

export const localRef = (file: string, document: PolicyDocument): PolicyRef => ({
  id: document.id ?? policyId(`file:${file}`),
  name: document.name === '' ? baseName(file) : document.name,
  revision: 1,
});

export const mistakeText = ({ path, expected, found }: Mistake): string =>
  `${path}: expected ${expected}, found ${found}`;

const baseName = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;

const mistakesText = (mistakes: readonly Mistake[]): string =>
  `The document is not a policy: ${mistakes.slice(0, 3).map(mistakeText).join('; ')}`;

const AS_ERROR: readonly Reason['code'][] = ['invalid-value', 'set-aside'];

const wholeRefusal = (ref: PolicyRef, reason: Reason): RefusedSetting => ({
  policy: ref,
  settingDefinitionId: ref.id,
  name: ref.name,
  path: '$',
  state: AS_ERROR.includes(reason.code) ? 'error' : 'notApplicable',
  reason,
});
