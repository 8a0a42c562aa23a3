// `holdfast why SETTING` and `holdfast settings [FILTER]`: what is known of settings, from the last pass.

import type { CatalogRow } from '../../model/catalog/row.js';
import type { Finding } from '../../model/finding.js';
import { printable } from '../../model/quoted.js';
import type { Wish } from '../../report/why-view.js';
import { whyText, whyView } from '../../report/why-view.js';
import { nextTurn } from '../schedule.js';
import { readSchedule } from '../schedule-file.js';
import { FACTS } from '../store/facts.js';
import { readDocument } from '../turn/in-force.js';
import type { PolicyToRead } from '../turn/policy-set.js';
import { readPolicies } from '../turn/policy-set.js';
import type { ExitCode, TurnPorts } from '../turn/ports.js';
import { localPolicies } from '../turn/turn.js';
import { openToLook } from './plan.js';
import type { Session } from './session.js';
import { failed, needsPrivileges, say, sayJson } from './session.js';
import { table } from './table.js';

export async function whyCommand(session: Session, setting: string): Promise<ExitCode> {
  const denied = needsPrivileges(session, 'why');
  if (denied !== undefined) return denied;
  const ports = await openToLook(session);
  if (!ports.ok) return failed(session, ports.error);
  try {
    const { store, machine, clock } = ports.value;
    const findings = (store.read(FACTS.findings) ?? []).filter((finding) => matches(finding, setting));
    const [finding, ...others] = findings.toSorted((a, b) => rank(a, setting) - rank(b, setting));
    if (finding === undefined) return unknown(session, setting, machine.catalog.rows);
    if (others.length > 0 && rank(finding, setting) > 0) return ambiguous(session, findings);
    const schedule = readSchedule(session.config.paths);
    const view = whyView({
      finding,
      row: machine.catalog.byKey(finding.key),
      wishes: wishesOf(ports.value, finding),
      observedAt: store.read(FACTS.observed)?.at ?? clock.now(),
      nextTryAt: nextTurn(schedule, clock.now())?.due.at,
    });
    if (session.options.json) sayJson(session, view);
    else
      say(
        session,
        whyText(view, (at) => new Date(at).toISOString()),
      );
    return 0;
  } finally {
    ports.value.store.close();
  }
}

/** 0: exactly this one; 1: its name or id holds the text. */
const rank = ({ key, settingDefinitionId, name }: Finding, text: string): number =>
  [key, settingDefinitionId, name].some((word) => word.toLowerCase() === text.toLowerCase()) ? 0 : 1;

const matches = ({ key, settingDefinitionId, name }: Finding, text: string): boolean =>
  [key, settingDefinitionId, name].some((word) => word.toLowerCase().includes(text.toLowerCase()));

function wishesOf({ store, files, machine }: TurnPorts, finding: Finding): readonly Wish[] {
  const toRead: PolicyToRead[] = (store.read(FACTS.inForce) ?? []).flatMap(
    ({ ref, sha256 }): PolicyToRead[] => {
      const bytes = readDocument(store, files, sha256);
      return bytes === undefined ? [] : [{ ref, source: 'assigned', bytes }];
    },
  );
  toRead.push(
    ...localPolicies(store.read(FACTS.local) ?? [], (sha256) => readDocument(store, files, sha256)),
  );
  return readPolicies(toRead, machine.catalog).policies.flatMap(({ ref, source, settings }) =>
    settings
      .filter(({ row }) => row.key === finding.key)
      .map(({ value }) => ({ policy: ref.name, revision: ref.revision, value, source })),
  );
}

function unknown(session: Session, setting: string, rows: readonly CatalogRow[]): ExitCode {
  const known = rows.find((row) =>
    [row.id, row.key, row.name].some((word) => word?.toLowerCase() === setting.toLowerCase()),
  );
  session.ports.stderr.write(
    known === undefined
      ? `holdfast: no setting is called "${setting.slice(0, 200)}"; see "holdfast settings"\n`
      : `holdfast: no policy asks for ${known.name}, and Holdfast has not written it.\n`,
  );
  return 1;
}

function ambiguous(session: Session, findings: readonly Finding[]): ExitCode {
  const lines = findings
    .slice(0, 20)
    .map(({ name, settingDefinitionId }) => printable(`  ${name} (${settingDefinitionId})`));
  session.ports.stderr.write(`holdfast: more than one setting fits:\n${lines.join('\n')}\n`);
  return 2;
}

export async function settingsCommand(session: Session, filter: string | undefined): Promise<ExitCode> {
  const ports = await openToLook(session);
  if (!ports.ok) return failed(session, ports.error);
  try {
    const states = new Map(
      (ports.value.store.read(FACTS.findings) ?? []).map(({ key, state }) => [key, state]),
    );
    const rows = ports.value.machine.catalog.rows
      .filter(({ kind }) => kind !== 'field' && kind !== 'section')
      .filter((row) => filter === undefined || rowText(row).includes(filter.toLowerCase()))
      .map((row) => ({
        id: row.id ?? row.key,
        name: row.name,
        values: valuesText(row),
        minimumAgent: row.minimum.agent ?? null,
        state: states.get(row.key) ?? null,
      }));
    if (session.options.json) sayJson(session, rows);
    else {
      const body = rows.map(({ name, id, values, state }) => [name, id, values, state ?? '']);
      say(session, table([['SETTING', 'ID', 'VALUES', 'STATE'], ...body], session.ports.stdout.isTerminal));
    }
    return rows.length === 0 ? 1 : 0;
  } finally {
    ports.value.store.close();
  }
}

const rowText = ({ id, key, name, profiles }: CatalogRow): string =>
  [id ?? '', key, name, ...profiles].join(' ').toLowerCase();

function valuesText({ kind, choices, range, maxItems }: CatalogRow): string {
  if (choices !== undefined && choices.length > 0)
    return choices.map(({ value }) => String(value)).join(' | ');
  if (range !== undefined) return `${range[0]} to ${range[1]}`;
  return maxItems === undefined ? kind : `${kind}, at most ${maxItems}`;
}
