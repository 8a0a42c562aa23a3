// `holdfast settings [FILTER]`: every row of all three catalogs, with what this device can do with it. Reads only.

import type { Ability } from '../../enforce/ability.js';
import { abilityOf } from '../../enforce/ability.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { CatalogRow, OsName } from '../../model/catalog/row.js';
import type { Observation } from '../../model/ports.js';
import { FACTS } from '../store/facts.js';
import type { ExitCode } from '../turn/ports.js';
import { isSetting, placeOf } from './find-setting.js';
import { openToLook } from './plan.js';
import type { Session } from './session.js';
import { failed, say, sayJson } from './session.js';
import { table } from './table.js';

export async function settingsCommand(session: Session, filter: string | undefined): Promise<ExitCode> {
  const ports = await openToLook(session);
  if (!ports.ok) return failed(session, ports.error);
  try {
    const { store, machine } = ports.value;
    const { os } = machine.catalog;
    const states = new Map((store.read(FACTS.findings) ?? []).map(({ key, state }) => [key, state]));
    const fitting = (await allCatalogs(os)).flatMap((catalog) =>
      catalog.rows
        .filter((row) => filter === undefined || rowText(row).includes(filter.toLowerCase()))
        .map((row) => ({ row, whole: wholeOf(row, catalog) })),
    );
    const here = new Set(fitting.map(({ whole }) => whole).filter((row) => row.os === os && isSetting(row)));
    const observation = await machine.adapter.observe([...here], session.signal);
    const rows = fitting.map(({ row, whole }) => ({
      id: row.id ?? row.key,
      name: row.name,
      place: placeOf(row) ?? null,
      partOf: whole === row ? null : whole.name,
      os: row.os,
      values: valuesText(row),
      minimumAgent: row.minimum.agent ?? null,
      ...abilityIn(whole, os, observation),
      state: states.get(row.key) ?? null,
    }));
    if (session.options.json) sayJson(session, rows);
    else {
      const screen = session.ports.stdout;
      // People type the short name; programs get the id.
      const body = rows.map(({ name, id, place, partOf, values, can, why, state }) => [
        name,
        screen.isTerminal ? (place ?? id) : id,
        values,
        `${partOf === null ? '' : `part of ${partOf}: `}${abilityText({ can, why })}`,
        state ?? '',
      ]);
      const head = ['SETTING', screen.isTerminal ? 'NAME' : 'ID', 'VALUES', 'THIS DEVICE', 'STATE'];
      say(session, table([head, ...body], screen));
    }
    return rows.length === 0 ? 1 : 0;
  } finally {
    ports.value.store.close();
  }
}

const ABILITIES: Readonly<Record<Ability['can'], string>> = {
  'set-and-read': 'sets it and reads it back',
  set: 'sets it, cannot read it back',
  profile: 'needs a profile',
  nothing: 'not here',
};

export const abilityText = ({ can, why }: Ability): string =>
  why === null ? ABILITIES[can] : `${ABILITIES[can]}: ${why}`;

/** This system's first; those of others are known too, because policies for them are read here as well. */
export async function allCatalogs(os: OsName): Promise<readonly Catalog[]> {
  const { loadCatalog } = await import('../../model/catalog/load.js');
  const others = (['linux', 'windows', 'macos'] as const).filter((one) => one !== os);
  return [os, ...others].map(loadCatalog);
}

/** The fields of a record are set and read with the list that holds it. */
function wholeOf(row: CatalogRow, catalog: Catalog): CatalogRow {
  const parent = row.kind === 'field' && row.parent !== null ? catalog.byKey(row.parent) : undefined;
  return parent === undefined ? row : wholeOf(parent, catalog);
}

function abilityIn(row: CatalogRow, os: OsName, observation: Observation): Ability {
  return row.os === os && (row.kind === 'section' || row.kind === 'group')
    ? { can: 'nothing', why: 'it only holds other settings, which have lines of their own' }
    : abilityOf(row, os, observation);
}

const rowText = (row: CatalogRow): string =>
  [row.id ?? '', row.key, row.name, placeOf(row) ?? '', ...row.profiles].join(' ').toLowerCase();

function valuesText({ kind, choices, range, maxItems }: CatalogRow): string {
  if (choices !== undefined && choices.length > 0)
    return choices.map(({ value }) => String(value)).join(' | ');
  if (range !== undefined) return `${range[0]} to ${range[1]}`;
  return maxItems === undefined ? kind : `${kind}, at most ${maxItems}`;
}
