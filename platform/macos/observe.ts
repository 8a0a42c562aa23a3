// Looks at a Mac for a set of catalog rows: each command and each preferences file once, whatever the number of rows.

import { mdatpHomeOf } from '../../src/model/catalog/mdatp-commands.js';
import type { CatalogRow } from '../../src/model/catalog/row.js';
import type { SettingKey } from '../../src/model/ids.js';
import type { Observation, Observed } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Reading } from '../../src/model/value.js';
import type { Host } from '../host.js';
import type { Answers } from '../linux/ask-mdatp.js';
import { askMdatp, effectiveOf } from '../linux/ask-mdatp.js';
import type { Effective } from '../linux/read-health.js';
import { MAC_AGENT } from './mac-agent.js';
import type { ManagedPreferences, ManagedValue } from './managed-preferences.js';
import {
  managedValue,
  preferencesFile,
  profileHomeOf,
  readManagedPreferences,
} from './managed-preferences.js';

/** What `mdatp config` stores is kept by the agent itself; only what is in force can be seen. */
const NO_STORE: Reading<Fault> = {
  is: 'no-reader',
  why: 'the agent shows what is in force, not what is stored',
};

export async function observeMac(
  host: Host,
  rows: readonly CatalogRow[],
  signal: AbortSignal,
): Promise<Observation> {
  const [answers, preferences] = await Promise.all([
    askMdatp(host, MAC_AGENT, rows, signal),
    readManagedPreferences(host, rows),
  ]);
  const settings = new Map<SettingKey, Observed>();
  for (const row of rows) settings.set(row.key, observedOf(row, answers, preferences));
  return { engine: answers.engine, settings, containers: new Map() };
}

function observedOf(row: CatalogRow, answers: Answers, preferences: ManagedPreferences): Observed {
  const { effective, managed } = inForce(row, effectiveOf(row.read, answers), preferences);
  const raw =
    effective.is === 'value' && mdatpHomeOf(row) !== undefined
      ? { raw: JSON.stringify(effective.value) }
      : {};
  const owner = managed === true ? { owner: 'a configuration profile' } : {};
  return { stored: NO_STORE, effective, ...raw, ...owner, ...(managed === undefined ? {} : { managed }) };
}

function profileValue(row: CatalogRow, preferences: ManagedPreferences): Result<ManagedValue> {
  const home = profileHomeOf(row);
  if (home === undefined) return ok({ is: 'absent' });
  const domain = preferences.get(home.domain) ?? fail({ kind: 'missing', target: home.domain });
  return domain.ok ? ok(managedValue(domain.value, home.path)) : domain;
}

/**
 * The agent's own word counts. Where it shows nothing, what the system has made of the installed profiles does: it is
 * managed then, by them.
 */
function inForce(row: CatalogRow, seen: Effective, preferences: ManagedPreferences): Effective {
  if (seen.effective.is !== 'no-reader') return withMarker(seen, row, preferences);
  const profile = profileValue(row, preferences);
  if (!profile.ok) return { effective: { is: 'unreadable', fault: profile.error } };
  switch (profile.value.is) {
    case 'absent':
      return seen;
    case 'odd': {
      const from = preferencesFile(profileHomeOf(row)?.domain ?? '');
      const fault: Fault = {
        kind: 'bad-reply',
        from,
        why: `${row.name} stands there in a form that is not known`,
      };
      return { effective: { is: 'unreadable', fault }, managed: true };
    }
    case 'value':
      return { effective: profile.value, managed: true };
    default:
      return profile.value satisfies never;
  }
}

/** Lists do not say who owns them, so the profiles do. */
function withMarker(seen: Effective, row: CatalogRow, preferences: ManagedPreferences): Effective {
  if (seen.managed !== undefined) return seen;
  const owner =
    row.read.by === 'exclusion-list' ? closedBy(row, preferences) : profileValue(row, preferences);
  return owner.ok && owner.value.is !== 'absent' ? { ...seen, managed: true } : seen;
}

/**
 * Exclusions of a profile stand beside those of the command line, unless the profile says that only its own count.
 * Source: Microsoft Learn, "Set preferences for Microsoft Defender for Endpoint on macOS", exclusion merge policy.
 */
function closedBy(row: CatalogRow, preferences: ManagedPreferences): Result<ManagedValue> {
  const domain = preferences.get(profileHomeOf(row)?.domain ?? '');
  if (domain?.ok !== true) return ok({ is: 'absent' });
  const policy = managedValue(domain.value, ['antivirusEngine', 'exclusionsMergePolicy']);
  return ok(policy.is === 'value' && policy.value === 'admin_only' ? policy : { is: 'absent' });
}
