// Looks at a Windows machine for a set of catalog rows: one export for each registry tree and one call of PowerShell,
// whatever the number of rows.

import type { CatalogRow, WriteHome } from '../../src/model/catalog/row.js';
import type { SettingKey } from '../../src/model/ids.js';
import type { Engine, Observation, Observed } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import { fingerprintOf } from '../../src/model/secret.js';
import type { Reading } from '../../src/model/value.js';
import type { Host } from '../host.js';
import type { Answers } from './ask-powershell.js';
import { askPowershell } from './ask-powershell.js';
import { companionOf } from './companions.js';
import type { EngineState } from './judge-engine.js';
import { judgeEngine, STATUS } from './judge-engine.js';
import { imageText } from './pre-image.js';
import { readProperty } from './read-property.js';
import { RULES, readRules } from './read-rules.js';
import { readTrees } from './registry-access.js';
import type { RegistryHome } from './registry-home.js';
import { keyOf, meaningOf, registryHome, valuesOf } from './registry-home.js';
import type { PolicyOwnership } from './registry-pol.js';
import { NOTHING_OWNED, parseRegistryPol } from './registry-pol.js';
import type { RegistryTree } from './registry-value.js';
import { foldPath, fullPath, numberOf, sameData, textOf, valueAt } from './registry-value.js';
import type { WindowsPlace } from './windows-programs.js';
import { policyArchive, registryPolFile } from './windows-programs.js';

export type PreferenceHome = Extract<WriteHome, { readonly by: 'cmdlet' }>;

export const preferenceHome = (row: CatalogRow): PreferenceHome | undefined =>
  registryHome(row) === undefined ? row.write.find((home) => home.by === 'cmdlet') : undefined;

export type Trees = ReadonlyMap<string, Result<RegistryTree>>;

export async function observeWindows(
  host: Host,
  place: WindowsPlace,
  rows: readonly CatalogRow[],
  signal: AbortSignal,
): Promise<Observation> {
  // The script first: where it lies, the exports of the registry are written too.
  const answers = await askPowershell(host, place, { read: cmdletsFor(rows) }, signal);
  const trees = await readTrees({ host, place, signal }, topsFor(rows));
  const ownership = await readOwnership(host, place);
  const state = judgeEngine(answers);
  const look: Look = { answers, trees, ownership, state };
  const settings = new Map<SettingKey, Observed>(rows.map((row) => [row.key, observeOne(row, look)]));
  const { tamperProtected } = state;
  return {
    engine: state.engine,
    settings,
    containers: new Map(),
    ...(tamperProtected === undefined ? {} : { tamperProtected }),
  };
}

interface Look {
  readonly answers: Result<Answers>;
  readonly trees: Trees;
  readonly ownership: PolicyOwnership;
  readonly state: EngineState;
}

function cmdletsFor(rows: readonly CatalogRow[]): readonly string[] {
  const named = rows.flatMap(({ read }) =>
    read.by === 'cmdlet' ? [read.cmdlet] : read.by === 'firewall-rules' ? [RULES] : [],
  );
  return [...new Set([STATUS, ...named])];
}

/** Trees of policy begin below `Policies\Microsoft`; any other key is a tree of its own. */
export function topOf(key: string): string {
  const parts = fullPath(key).split('\\');
  const isPolicy = parts.slice(1, 4).join('\\').toLowerCase() === 'software\\policies\\microsoft';
  return isPolicy ? parts.slice(0, 5).join('\\') : parts.join('\\');
}

export function topsFor(rows: readonly CatalogRow[]): readonly string[] {
  const tops = new Map<string, string>();
  for (const row of rows) {
    const homes = [registryHome(row), row.read.by === 'registry' ? row.read : undefined];
    for (const home of homes) {
      const top = home === undefined ? undefined : topOf(keyOf(home));
      if (top !== undefined && !tops.has(foldPath(top))) tops.set(foldPath(top), top);
    }
  }
  return [...tops.values()];
}

export const treeFor = (trees: Trees, key: string): Result<RegistryTree> =>
  trees.get(topOf(key)) ??
  [...trees].find(([top]) => foldPath(top) === foldPath(topOf(key)))?.[1] ??
  fail({ kind: 'missing', target: key });

const MAX_POL_BYTES = 16 * 1024 * 1024;

/** By the local policy object, which may not be applied yet, and by what was applied, also of the domain. */
async function readOwnership(host: Host, place: WindowsPlace): Promise<PolicyOwnership> {
  const files = [registryPolFile(place), policyArchive(place)];
  const all = await Promise.all(files.map((path) => readOwners(host, path)));
  return { owns: (key, name) => all.some((one) => one.owns(key, name)) };
}

/** A file that cannot be read tells nothing about owners. */
async function readOwners(host: Host, path: string): Promise<PolicyOwnership> {
  const file = await host.read(path, { maxBytes: MAX_POL_BYTES });
  const read = file.ok && file.value !== undefined ? parseRegistryPol(file.value.bytes) : undefined;
  return read?.ok === true ? read.value : NOTHING_OWNED;
}

function observeOne(row: CatalogRow, look: Look): Observed {
  const home = registryHome(row);
  if (home === undefined) return observePreference(row, look);
  const stored = observeStored(row, home, look);
  return {
    ...stored,
    effective: effectiveOf(row, stored.stored, look),
    ...ownEngine(home, look),
    ...(isControlled(home, look) ? { ignored: CONTROLLED } : {}),
  };
}

const CONTROLLED = 'configuration protection is on for this device, so only its own policy counts';

const DEFENDER = foldPath('HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender');

const isDefenders = (home: RegistryHome): boolean => foldPath(topOf(keyOf(home))) === DEFENDER;

/** It covers antivirus and attack surface reduction, not the firewall and not the sensor. */
const isControlled = (home: RegistryHome, { state }: Look): boolean => state.controlled && isDefenders(home);

/** The firewall and the sensor work without the antivirus engine. */
function ownEngine(home: RegistryHome, { answers }: Look): Pick<Observed, 'engine'> {
  if (isDefenders(home)) return {};
  const engine: Engine = answers.ok
    ? { is: 'ready', version: '' }
    : { is: 'unreadable', fault: answers.error };
  return { engine };
}

function observeStored(row: CatalogRow, home: RegistryHome, look: Look): Omit<Observed, 'effective'> {
  const read = treeFor(look.trees, keyOf(home));
  if (!read.ok) return { stored: { is: 'unreadable', fault: read.error } };
  const tree = read.value;
  const values = valuesOf(home, tree);
  const meaning = meaningOf(row, home, tree);
  const owner = ownerOf(home, look.ownership);
  if (meaning === undefined || values.length === 0) return { stored: { is: 'absent' }, ...owner };
  const value = row.kind === 'secret' ? fingerprintOf(String(meaning)) : meaning;
  return {
    stored: { is: 'value', value },
    raw: imageText(values),
    ...owner,
    ...(isDormant(home, tree) ? { dormant: true } : {}),
  };
}

/** What must stand beside it does not. */
function isDormant(home: RegistryHome, tree: RegistryTree): boolean {
  const needed = companionOf(home, tree);
  const there = needed && valueAt(tree, needed.key, needed.name);
  return needed !== undefined && (there === undefined || !sameData(there, needed.data));
}

/** A list is shared: what others have in it is no claim on ours. */
function ownerOf(home: RegistryHome, ownership: PolicyOwnership): Pick<Observed, 'owner'> {
  const shared = home.layout === 'value-per-item' || home.layout === 'firewall-rule';
  return !shared && ownership.owns(keyOf(home), home.value) ? { owner: 'Group Policy' } : {};
}

function effectiveOf(row: CatalogRow, stored: Reading<Fault>, look: Look): Reading<Fault> {
  const { read } = row;
  switch (read.by) {
    case 'cmdlet':
      return readProperty(row, read, look.answers);
    case 'firewall-rules':
      return readRules(look.answers);
    case 'registry':
      return readStatus(row, stored, look);
    case 'none':
      return { is: 'no-reader', why: read.why };
    default:
      return { is: 'no-reader', why: `${read.by} is not read on Windows` };
  }
}

/** A value that the product keeps for itself. */
function readStatus(row: CatalogRow, stored: Reading<Fault>, { trees }: Look): Reading<Fault> {
  const { read } = row;
  if (read.by !== 'registry') return stored;
  const tree = treeFor(trees, keyOf(read));
  if (!tree.ok) return { is: 'unreadable', fault: tree.error };
  const data = valueAt(tree.value, keyOf(read), read.value);
  const shown = data === undefined ? undefined : (numberOf(data) ?? textOf(data));
  if (read.confirms !== undefined) return shown === read.confirms ? stored : { is: 'absent' };
  if (shown === undefined) return { is: 'absent' };
  return { is: 'value', value: read.map?.[String(shown)] ?? shown };
}

/** A preference stands nowhere that could be read but in what the engine shows: that is its former value too. */
function observePreference(row: CatalogRow, look: Look): Observed {
  const effective = effectiveOf(row, { is: 'absent' }, look);
  const stored: Reading<Fault> = { is: 'no-reader', why: 'nothing shows it but what is in force' };
  if (preferenceHome(row) === undefined) return { stored, effective };
  return {
    stored,
    effective,
    ...(effective.is === 'value' ? { raw: JSON.stringify(effective.value) } : {}),
    ...(look.state.controlled ? { ignored: CONTROLLED } : {}),
  };
}

/** For writing: the trees as they stand now, as one. */
export function allOf(trees: Trees): Result<RegistryTree> {
  const all = new Map<string, RegistryTree extends ReadonlyMap<string, infer K> ? K : never>();
  for (const tree of trees.values()) {
    if (!tree.ok) return tree;
    for (const [folded, key] of tree.value) all.set(folded, key);
  }
  return ok(all);
}
