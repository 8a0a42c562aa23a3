// From wanted changes to the edits of one registry batch: only what differs, with what must stand beside it, and
// without what we made and nobody needs any more. Pure.

import type { CatalogRow } from '../../src/model/catalog/row.js';
import type { SettingKey } from '../../src/model/ids.js';
import type { Change, PreImage } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import { companionOf, companionPlace } from './companions.js';
import type { Ledger, MadeCompanion } from './ledger.js';
import { parseImage } from './pre-image.js';
import type { RegistryHome } from './registry-home.js';
import { keyOf, registryHome, valuesFor, valuesOf } from './registry-home.js';
import type { NamedValue, RegistryTree } from './registry-value.js';
import { foldName, foldPath, fullPath, isBelow, parentOf, sameData, valueAt } from './registry-value.js';
import type { RegistryEdit } from './write-reg.js';

export interface PlannedEdits {
  readonly edits: readonly RegistryEdit[];
  readonly ledger: Ledger;
  /** For each change that can be written, the values that will stand; for the others, why not. */
  readonly targets: ReadonlyMap<SettingKey, Result<readonly NamedValue[]>>;
  readonly after: RegistryTree;
}

export interface Ground {
  /** The trees as they stand, in one. */
  readonly before: RegistryTree;
  /** The keys with which those trees begin: of what lies elsewhere nothing is known. */
  readonly tops: readonly string[];
  readonly ledger: Ledger;
}

export function planEdits(changes: readonly Change[], ground: Ground): PlannedEdits {
  const work = new Draft(ground);
  const targets = new Map<SettingKey, Result<readonly NamedValue[]>>();
  const written: { readonly home: RegistryHome; readonly key: SettingKey; readonly given: boolean }[] = [];
  for (const { row, to } of changes) {
    const home = registryHome(row);
    if (home === undefined) continue;
    const target = to.do === 'set' ? wantedValues(row, home, to.value) : imageValues(to.image, home);
    targets.set(row.key, target);
    if (!target.ok) continue;
    written.push({ home, key: row.key, given: to.do === 'put-back' });
    const present = valuesOf(home, work.tree);
    const after = isShared(home, to) ? target.value.map((value) => asItStands(value, present)) : target.value;
    work.replace(keyOf(home), present, after);
    targets.set(row.key, ok(after));
  }
  for (const { home, key, given } of written) work.settleCompanion(home, key, given);
  work.removeEmptyKeys();
  return { edits: work.edits, ledger: work.ledger, targets, after: work.tree };
}

/** In a list an entry is its name: what others wrote as data of theirs means nothing, and stays. */
const isShared = (home: RegistryHome, to: Change['to']): boolean =>
  home.layout === 'value-per-item' && to.do === 'set';

const asItStands = (value: NamedValue, present: readonly NamedValue[]): NamedValue =>
  present.find(({ name }) => foldName(name) === foldName(value.name)) ?? value;

function wantedValues(
  row: CatalogRow,
  home: RegistryHome,
  value: Extract<Change['to'], { do: 'set' }>['value'],
): Result<readonly NamedValue[]> {
  const values = valuesFor(home, value);
  return values.ok ? values : fail(unsafe(row.name, `it ${values.error}`));
}

function imageValues(image: PreImage, home: RegistryHome): Result<readonly NamedValue[]> {
  if (image.is === 'absent') return ok([]);
  const values = parseImage(image.raw);
  return values === undefined ? fail(unsafe(keyOf(home), 'its former value cannot be read')) : ok(values);
}

const unsafe = (target: string, why: string): Fault => ({ kind: 'unsafe', target, why });

/** The tree as it would stand, and the edits on the way there. */
class Draft {
  readonly edits: RegistryEdit[] = [];
  private readonly keys: Map<string, { path: string; values: Map<string, NamedValue> }>;
  private made: Set<string>;
  private companions: readonly MadeCompanion[];

  constructor({ before, tops, ledger }: Ground) {
    this.keys = new Map(
      [...before].map(([folded, { path, values }]) => [folded, { path, values: new Map(values) }]),
    );
    // A key that somebody removed since is not ours any more, whoever makes it again.
    const isKnown = (key: string): boolean => tops.some((top) => isBelow(key, top));
    const isThere = (key: string): boolean => this.keys.has(foldPath(key));
    this.made = new Set(ledger.keys.filter((key) => isThere(key) || !isKnown(key)).map(fullPath));
    this.companions = ledger.companions;
  }

  get tree(): RegistryTree {
    return this.keys;
  }

  get ledger(): Ledger {
    return { keys: [...this.made].sort(), companions: this.companions };
  }

  replace(key: string, before: readonly NamedValue[], after: readonly NamedValue[]): void {
    const kept = new Set(after.map(({ name }) => foldName(name)));
    for (const { name } of before) if (!kept.has(foldName(name))) this.unset(key, name);
    for (const value of after) {
      const there = valueAt(this.tree, key, value.name);
      if (there === undefined || !sameData(there, value)) this.set(key, value);
    }
  }

  /** `given`: the setting got its former value back, and needs nothing of ours any more. */
  settleCompanion(home: RegistryHome, user: SettingKey, given: boolean): void {
    const needed = companionOf(home, this.tree);
    const place = needed ?? companionPlace(home);
    if (place === undefined) return;
    const there = valueAt(this.tree, place.key, place.name);
    const made = this.companions.find((one) => isAt(one, place));
    const others = this.companions.filter((one) => one !== made);
    const users = new Set(made?.users);
    if (given) users.delete(user);
    else users.add(user);
    const isDone = made !== undefined && (needed === undefined || users.size === 0);
    if (isDone) {
      if (there !== undefined && sameData(there, made.ours)) this.putBack(made);
      this.companions = others;
    } else if (given) {
      if (made !== undefined) this.companions = [...others, { ...made, users: [...users] }];
    } else if (needed !== undefined) {
      const stands = there !== undefined && sameData(there, needed.data);
      if (!stands) this.set(place.key, { name: place.name, ...needed.data });
      // What stood there already is not ours to take away.
      if (stands && made === undefined) return;
      const was = made === undefined ? (there ?? null) : made.was;
      this.companions = [
        ...others,
        {
          key: place.key,
          name: place.name,
          was: was && { type: was.type, hex: was.hex },
          ours: needed.data,
          users: [...users].sort(),
        },
      ];
    }
  }

  private putBack({ key, name, was }: MadeCompanion): void {
    if (was === null) this.unset(key, name);
    else this.set(key, { name, ...was });
  }

  /** Those that we made, from the innermost out. */
  removeEmptyKeys(): void {
    for (const path of [...this.made].sort((a, b) => b.length - a.length)) {
      const folded = foldPath(path);
      const isEmpty =
        this.keys.get(folded)?.values.size === 0 &&
        [...this.keys.keys()].every((key) => !key.startsWith(`${folded}\\`));
      if (!isEmpty) continue;
      this.keys.delete(folded);
      this.made.delete(path);
      this.edits.push({ do: 'remove-key', key: path });
    }
  }

  private set(key: string, value: NamedValue): void {
    const there = this.keys.get(foldPath(key)) ?? this.makeKey(fullPath(key));
    const name = there.values.get(foldName(value.name))?.name ?? value.name;
    there.values.set(foldName(name), { ...value, name });
    this.edits.push({ do: 'set', key, value: { ...value, name } });
  }

  private unset(key: string, name: string): void {
    this.keys.get(foldPath(key))?.values.delete(foldName(name));
    this.edits.push({ do: 'unset', key, name });
  }

  /** The keys above it too, up to one that is there; above the trees that were read nothing is ours. */
  private makeKey(path: string): { path: string; values: Map<string, NamedValue> } {
    const made = { path, values: new Map<string, NamedValue>() };
    this.keys.set(foldPath(path), made);
    this.made.add(path);
    const parent = parentOf(path);
    if (parent.split('\\').length >= TREE_DEPTH && !this.keys.has(foldPath(parent))) this.makeKey(parent);
    return made;
  }
}

/** `HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\NAME`: the trees that are read begin so deep. */
export const TREE_DEPTH = 5;

const isAt = (one: MadeCompanion, place: { readonly key: string; readonly name: string }): boolean =>
  foldPath(one.key) === foldPath(place.key) && foldName(one.name) === foldName(place.name);
