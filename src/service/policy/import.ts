// Takes a policy file in: parsed before it is stored, its exact bytes kept, a new revision where it is known already.

import { loadCatalog } from '../../model/catalog/load.js';
import type { Flag } from '../../model/finding.js';
import type { PolicyId } from '../../model/ids.js';
import { policyId } from '../../model/ids.js';
import { checkChannel } from '../../model/policy/channel.js';
import { exclusionFlags } from '../../model/policy/danger.js';
import type { Mistake, PolicyDocument } from '../../model/policy/document.js';
import { interpret } from '../../model/policy/interpret.js';
import { parsePolicy } from '../../model/policy/parse-policy.js';
import type { Clock, Random } from '../../model/ports.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { sha256Hex } from '../digest.js';
import type { Store } from '../store/database.js';
import type { PolicyRevision } from '../store/policies.js';
import { insertRevision, listPolicies, listRevisions } from '../store/policies.js';

export interface PolicyFile {
  /** For people: where it came from. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Given by the administrator; wins over the one in the document. */
  readonly id: string | undefined;
}

export interface Imported {
  readonly revision: PolicyRevision;
  /** False: the current revision holds exactly these bytes. */
  readonly changed: boolean;
  readonly mistakes: readonly Mistake[];
  readonly warnings: readonly Mistake[];
  /** What of it is dangerous: it is stored and delivered all the same. */
  readonly dangers: readonly Danger[];
}

export interface Danger extends Flag {
  /** Of the setting. */
  readonly name: string;
}

/** Below the bound of `AssignedPolicy` on the wire, as an assignment may hold many. */
const LONGEST_NAME = 500;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Call inside a transaction. The same id is the same policy; where the file has none, the same name is, for the same
 * platform and family, because exports of several platforms are often called the same.
 */
export async function importPolicy(
  store: Store,
  file: PolicyFile,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<Result<Imported, readonly Mistake[]>> {
  const parsed = parsePolicy(file.bytes);
  if (!parsed.ok) return parsed;
  const document = parsed.value;
  const tooMuch = exceeds(document);
  if (tooMuch !== undefined) return fail([tooMuch]);
  const id = await identify(store, document, file.id, random);
  if (!id.ok) return fail([id.error]);
  const { mistakes, warnings } = document;
  const last = (await listRevisions(store, id.value)).at(-1);
  const current = (await listPolicies(store)).find((policy) => policy.id === id.value);
  const sha256 = sha256Hex(file.bytes);
  const dangers = dangersOf(document, id.value);
  if (current?.sha256 === sha256)
    return ok({ revision: current, changed: false, mistakes, warnings, dangers });
  const revision: PolicyRevision = {
    id: id.value,
    revision: (last?.revision ?? 0) + 1,
    name: document.name,
    sha256,
    size: file.bytes.length,
    platforms: document.platforms,
    family: document.template.family,
    settings: document.settings.length,
    mistakes: mistakes.length,
    refused: refusalOf(document),
    source: file.name,
    importedAt: clock.now(),
  };
  await insertRevision(store, { ...revision, bytes: file.bytes });
  return ok({ revision, changed: true, mistakes, warnings, dangers });
}

/** What an assignment cannot name would make devices refuse the whole assignment. */
function exceeds({ name }: PolicyDocument): Mistake | undefined {
  return name.length > LONGEST_NAME
    ? { path: '$.name', expected: `at most ${LONGEST_NAME} characters`, found: `${name.length}` }
    : undefined;
}

async function identify(
  store: Store,
  document: PolicyDocument,
  given: string | undefined,
  random: Random,
): Promise<Result<PolicyId, Mistake>> {
  const id = given?.toLowerCase() ?? document.id?.toLowerCase();
  if (id !== undefined && GUID.test(id)) return ok(policyId(id));
  if (given !== undefined) return fail({ path: '--id', expected: 'a GUID', found: given });
  const namesake = (await listPolicies(store)).find(
    ({ name, platforms, family }) =>
      name === document.name && platforms === document.platforms && family === document.template.family,
  );
  return ok(namesake?.id ?? policyId(random.uuid()));
}

/** As a device of its platform would read it; a policy that none carries is dangerous to nobody. */
function dangersOf(document: PolicyDocument, id: PolicyId): readonly Danger[] {
  const carried = checkChannel(document, loadCatalog('linux').profiles);
  if (!carried.ok) return [];
  const ref = { id, name: document.name, revision: 1 };
  return interpret(document, ref, loadCatalog(carried.value.os)).settings.flatMap(({ row, value }) =>
    exclusionFlags(row, value).map((flag) => ({ ...flag, name: row.name })),
  );
}

/** Every catalog knows the profiles of all operating systems. */
function refusalOf(document: PolicyDocument): string | undefined {
  const carried = checkChannel(document, loadCatalog('linux').profiles);
  return carried.ok ? undefined : carried.error.text;
}
