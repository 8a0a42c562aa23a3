// Writes a batch of changes on a Windows machine: one import into the registry, and not at all when nothing in it
// moves; preferences without a place in policy in one call of PowerShell.

import type { CatalogRow } from '../../src/model/catalog/row.js';
import type { SettingKey } from '../../src/model/ids.js';
import type { Change, WriteBatch, WriteOutcome } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import { revealed } from '../../src/model/secret.js';
import type { Value } from '../../src/model/value.js';
import { askPowershell, toMap } from './ask-powershell.js';
import { readLedger, writeLedger } from './ledger.js';
import type { Trees } from './observe.js';
import { allOf, preferenceHome, topsFor, treeFor } from './observe.js';
import type { PlannedEdits } from './plan-edits.js';
import { planEdits } from './plan-edits.js';
import { imageText } from './pre-image.js';
import type { RegistryAccess } from './registry-access.js';
import { importEdits, readTrees } from './registry-access.js';
import { keyOf, registryHome, valuesOf } from './registry-home.js';
import type { NamedValue, RegistryTree } from './registry-value.js';
import { foldName, sameData } from './registry-value.js';

type Written = Result<'now' | 'at-reboot'>;
type Outcomes = Map<SettingKey, Written>;

export interface Writing extends RegistryAccess {
  /** Exact values as the last look showed them; `undefined`: there were none. What was not looked at is not in it. */
  readonly seen: ReadonlyMap<SettingKey, string | undefined>;
}

export async function writeWindows(access: Writing, batch: WriteBatch): Promise<WriteOutcome> {
  const settings: Outcomes = new Map();
  const { signal } = access;
  const inRegistry: Change[] = [];
  const preferences: Change[] = [];
  for (const change of batch.changes) {
    const { row } = change;
    if (registryHome(row) !== undefined) {
      const told = withSecret(change, batch);
      if (told.ok) inRegistry.push(told.value);
      else settings.set(row.key, told);
    } else if (preferenceHome(row) !== undefined) preferences.push(change);
    else settings.set(row.key, fail({ kind: 'missing', target: `a place to write ${row.key} on Windows` }));
  }
  if (inRegistry.length > 0) await writeRegistry(access, inRegistry, settings);
  if (preferences.length > 0 && !signal.aborted) await writePreferences(access, preferences, settings);
  return { settings, containers: new Map() };
}

/** The text of a secret is put in only here, on its way to the registry. */
function withSecret(change: Change, { secrets }: WriteBatch): Result<Change> {
  const { row, to } = change;
  if (row.kind !== 'secret' || to.do !== 'set') return ok(change);
  const text = typeof to.value === 'object' ? undefined : revealed(secrets, to.value);
  return text === undefined
    ? fail({ kind: 'missing', target: `the text of ${row.name}` })
    : ok({ row, to: { do: 'set', value: text } });
}

async function writeRegistry(access: Writing, changes: readonly Change[], settings: Outcomes): Promise<void> {
  const { host, place, signal } = access;
  const trees = await readTrees(access, topsFor(changes.map(({ row }) => unread(row))));
  const readable = changes.filter((change) => {
    const fault = faultOf(change.row, trees, access.seen);
    if (fault !== undefined) settings.set(change.row.key, fail(fault));
    return fault === undefined;
  });
  const before = allOf(new Map([...trees].filter(([, tree]) => tree.ok)));
  const ledger = await readLedger(host, place);
  if (!before.ok || !ledger.ok) {
    const fault = before.ok ? (ledger.ok ? undefined : ledger.error) : before.error;
    for (const { row } of readable) if (fault !== undefined) settings.set(row.key, fail(fault));
    return;
  }
  const tops = [...trees].flatMap(([top, tree]) => (tree.ok ? [top] : []));
  const planned = planEdits(readable, { before: before.value, tops, ledger: ledger.value });
  const outcome = await carryOut(access, planned, signal);
  // Its exit code is not believed: a value that was refused is lost without a word, the others stand.
  const now = planned.edits.length === 0 ? before : allOf(await readTrees(access, [...trees.keys()]));
  for (const { row } of readable) {
    const target = planned.targets.get(row.key);
    if (target === undefined) continue;
    if (!target.ok) settings.set(row.key, target);
    else if (!now.ok) settings.set(row.key, outcome.ok ? now : outcome);
    else if (standsIn(now.value, row, target.value)) settings.set(row.key, ok(whenInForce(row)));
    else settings.set(row.key, outcome.ok ? fail(lost(row)) : outcome);
  }
}

const lost = ({ name }: CatalogRow): Fault => ({
  kind: 'failed',
  what: name,
  exitCode: null,
  said: 'the registry was written, and this is not in it: access to its key may be refused',
});

/** Its reader's tree is not needed for writing. */
const unread = (row: CatalogRow): CatalogRow => ({ ...row, read: { by: 'none', why: 'it is only written' } });

function faultOf(row: CatalogRow, trees: Trees, seen: Writing['seen']): Fault | undefined {
  const home = registryHome(row);
  if (home === undefined) return undefined;
  const tree = treeFor(trees, keyOf(home));
  if (!tree.ok) return tree.error;
  if (!seen.has(row.key)) return undefined;
  const values = valuesOf(home, tree.value);
  const raw = values.length === 0 ? undefined : imageText(values);
  return raw === seen.get(row.key) ? undefined : moved(row);
}

const moved = ({ name }: CatalogRow): Fault => ({
  kind: 'failed',
  what: name,
  exitCode: null,
  said: 'somebody else wrote it at the same moment; it was left so, and the next pass looks again',
});

/** What we are about to make is on record before it is made. */
async function carryOut(
  access: RegistryAccess,
  planned: PlannedEdits,
  signal: AbortSignal,
): Promise<Result<'now'>> {
  const { host, place } = access;
  if (signal.aborted) return fail({ kind: 'cancelled', what: 'Writing the registry' });
  if (planned.edits.length === 0) return ok('now');
  const kept = await writeLedger(host, place, planned.ledger);
  if (!kept.ok) return kept;
  const imported = await importEdits(access, planned.edits);
  return imported.ok ? ok('now') : imported;
}

function standsIn(tree: RegistryTree, row: CatalogRow, target: readonly NamedValue[]): boolean {
  const home = registryHome(row);
  if (home === undefined) return false;
  const there = new Map(valuesOf(home, tree).map((value) => [foldName(value.name), value]));
  return (
    there.size === target.length &&
    target.every((value) => {
      const found = there.get(foldName(value.name));
      return found !== undefined && sameData(found, value);
    })
  );
}

const whenInForce = (row: CatalogRow): 'now' | 'at-reboot' => (row.restart === 'none' ? 'now' : 'at-reboot');

async function writePreferences(
  access: RegistryAccess,
  changes: readonly Change[],
  settings: Outcomes,
): Promise<void> {
  const { host, place, signal } = access;
  const set: Record<string, unknown> = {};
  for (const { row, to } of changes) {
    const home = preferenceHome(row);
    const value =
      to.do === 'set' ? to.value : formerValue(to.image.is === 'absent' ? undefined : to.image.raw);
    if (home === undefined) continue;
    // What was at its default is given back to it, not fixed at it.
    const isDefault = to.do === 'put-back' && value === row.default;
    set[home.parameter] = value === undefined || isDefault ? null : (home.map?.[String(value)] ?? value);
  }
  const answers = await askPowershell(host, place, { read: [], set }, signal);
  const done = answers.ok ? answers.value.get('set') : answers;
  for (const { row } of changes) {
    const name = preferenceHome(row)?.parameter ?? '';
    settings.set(row.key, done?.ok === true ? whatBecame(name, done.value) : (done ?? fail(silent(name))));
  }
}

function formerValue(raw: string | undefined): Value | undefined {
  if (raw === undefined) return undefined;
  const json: unknown = JSON.parse(raw);
  return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : undefined;
}

function whatBecame(name: string, done: unknown): Written {
  const one = toMap(toMap(done)?.get(name));
  if (one?.get('value') === true) return ok('now');
  const message = toMap(one?.get('error'))?.get('message');
  return message === undefined
    ? fail(silent(name))
    : fail({
        kind: 'failed',
        what: `Set-MpPreference ${name}`,
        exitCode: null,
        said: String(message).slice(0, 200),
      });
}

const silent = (name: string): Fault => ({
  kind: 'bad-reply',
  from: `Set-MpPreference ${name}`,
  why: 'it does not say what became of it',
});
