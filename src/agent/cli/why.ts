// `holdfast why SETTING`: all that is known of one setting, from the last pass and from the device itself. Reads only.

import { abilityOf } from '../../enforce/ability.js';
import { NO_QUARANTINE } from '../../enforce/quarantine.js';
import { counted } from '../../model/counted.js';
import type { Finding } from '../../model/finding.js';
import type { Sha256 } from '../../model/ids.js';
import { quoted } from '../../model/quoted.js';
import { unreachable } from '../../model/result.js';
import type { WhyView, Wish } from '../../report/why-view.js';
import { beforeText, unaskedView, whyText, whyView } from '../../report/why-view.js';
import { nextTurn } from '../schedule/schedule.js';
import { readSchedule } from '../schedule/schedule-file.js';
import { FACTS } from '../store/facts.js';
import { readDocument } from '../turn/in-force.js';
import { readPolicies } from '../turn/policy-set.js';
import type { ExitCode, TurnPorts } from '../turn/ports.js';
import { assignedRevision, toEnforce } from '../turn/trial.js';
import { localRevisions } from '../turn/turn.js';
import type { Found } from './find-setting.js';
import { findSetting } from './find-setting.js';
import { openToLook } from './plan.js';
import type { Session } from './session.js';
import { failed, needsPrivileges, say, sayJson } from './session.js';
import { abilityText, allCatalogs } from './settings.js';
import { screenWidth } from './table.js';

export async function whyCommand(session: Session, setting: string): Promise<ExitCode> {
  const denied = needsPrivileges(session, 'why');
  if (denied !== undefined) return denied;
  const ports = await openToLook(session);
  if (!ports.ok) return failed(session, ports.error);
  try {
    const found = await findAnywhere(ports.value, setting);
    if (found.is === 'several' || found.is === 'none') return notFound(session, setting, found);
    const view = await viewOf(session, ports.value, found);
    if (session.options.json) sayJson(session, view);
    else
      say(
        session,
        whyText(view, (at) => new Date(at).toISOString(), screenWidth(session.ports.stdout)),
      );
    return 0;
  } finally {
    ports.value.store.close();
  }
}

type Known = Extract<Found, { readonly is: 'finding' | 'row' }>;

/** What the policies of this device ask for, then its own settings, then those of other systems. */
async function findAnywhere({ store, machine }: TurnPorts, setting: string): Promise<Found> {
  const { os, rows } = machine.catalog;
  const found = findSetting(setting, store.read(FACTS.findings) ?? [], rows);
  if (found.is !== 'none') return found;
  const all = (await allCatalogs(os)).flatMap((catalog) => catalog.rows);
  return findSetting(setting, [], all);
}

/** The findings are the last pass's; what the device can do and who else sets it are asked now. */
async function viewOf(session: Session, ports: TurnPorts, found: Known): Promise<WhyView> {
  const { store, machine, clock } = ports;
  const { os } = machine.catalog;
  const row = found.is === 'row' ? found.row : machine.catalog.byKey(found.finding.key);
  const isHere = row?.os === os;
  const observation = await machine.adapter.observe(isHere ? [row] : [], session.signal);
  const observed = row === undefined ? undefined : observation.settings.get(row.key);
  const owned = row === undefined ? undefined : store.memory.owned.get(row.key);
  const here = {
    ability: row === undefined ? undefined : abilityText(abilityOf(row, os, observation)),
    owner: observed?.owner,
    before: row === undefined || owned === undefined ? undefined : beforeText(row, owned),
  };
  if (found.is === 'row') {
    const readBack = observed?.effective ?? { is: 'no-reader', why: 'it is not a setting of this device' };
    return unaskedView(found.row, here, readBack, clock.now());
  }
  const { finding } = found;
  return whyView({
    finding,
    row,
    wishes: wishesOf(ports, finding),
    observedAt: store.read(FACTS.observed)?.at ?? clock.now(),
    nextTryAt: nextTurn(readSchedule(session.config.paths), clock.now())?.due.at,
    here,
  });
}

function wishesOf({ store, files, machine, clock }: TurnPorts, finding: Finding): readonly Wish[] {
  const now = clock.now();
  const bytesOf = (sha256: Sha256) => readDocument(store, files, sha256);
  const quarantine = store.read(FACTS.quarantine) ?? NO_QUARANTINE;
  const local = localRevisions({ local: store.read(FACTS.local) ?? [], quarantine }, now, bytesOf);
  const asked = [...(store.read(FACTS.inForce) ?? []).map(assignedRevision), ...local];
  const { toRead } = toEnforce(asked, { quarantine }, now, bytesOf);
  return readPolicies(toRead, machine.catalog).policies.flatMap(({ ref, source, settings }) =>
    settings
      .filter(({ row }) => row.key === finding.key)
      .map(({ value }) => ({ policy: ref.name, revision: ref.revision, value, source })),
  );
}

function notFound({ ports }: Session, setting: string, found: Exclude<Found, Known>): ExitCode {
  switch (found.is) {
    case 'none':
      ports.stderr.write(`holdfast: no setting is called ${quoted(setting)}; see "holdfast settings"\n`);
      return 1;
    case 'several': {
      const { names } = found;
      const more = names.length - SHOWN_NAMES;
      const lines = names.slice(0, SHOWN_NAMES).map(({ name, say: word }) => `  ${word}  (${name})\n`);
      const rest = more > 0 ? `  ... and ${more} more\n` : '';
      ports.stderr.write(
        `holdfast: ${counted(names.length, 'setting fits', 'settings fit')}; say which:\n${lines.join('')}${rest}`,
      );
      return 2;
    }
    default:
      return unreachable(found);
  }
}

const SHOWN_NAMES = 20;
