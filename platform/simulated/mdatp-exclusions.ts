// Exclusions of the simulated agent: from the managed file and by hand, joined as its merge policies say. Pure.

import type { ExclusionKind, LocalExclusion, MachineState, Section } from './machine-state.js';
import { at, isSection, managedConfig, olderThan } from './mdatp-effective.js';

/** Agents before it know no scopes. */
const SCOPES_SINCE = '101.23092.0012';

/** None on a Mac. */
export const hasScopes = (state: MachineState): boolean =>
  state.mac === undefined && !olderThan(state.agent.version, SCOPES_SINCE);

export function exclusionsInForce(state: MachineState): readonly LocalExclusion[] {
  const config = managedConfig(state);
  const scoped = hasScopes(state);
  const antivirus = managedList(config, 'antivirusEngine.exclusions', ['epp'], false);
  const settings = scoped ? managedList(config, 'exclusionSettings.exclusions', ['global'], true) : [];
  const noLocal = scoped && at(config, 'exclusionSettings.mergePolicy') === 'admin_only';
  const noLocalEpp = noLocal || at(config, 'antivirusEngine.exclusionsMergePolicy') === 'admin_only';
  const local = state.agent.exclusions.filter(({ scopes }) =>
    scopes.includes('global') ? !noLocal : !noLocalEpp,
  );
  const all = [...antivirus, ...settings, ...local].filter(isPossible);
  return [...new Map(all.map((exclusion) => [JSON.stringify(exclusion), exclusion])).values()];
}

function managedList(
  config: Section,
  path: string,
  byDefault: readonly string[],
  ownScopes: boolean,
): readonly LocalExclusion[] {
  const list = at(config, path);
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  return entries.filter(isSection).flatMap((entry) => {
    const exclusion = fromManaged(entry);
    if (exclusion === undefined) return [];
    const scopes = ownScopes ? scopesOf(entry) : undefined;
    return [{ ...exclusion, scopes: scopes ?? byDefault }];
  });
}

/** An entry of another form is ignored (assumed). */
function fromManaged(entry: Section): { kind: ExclusionKind; value: string } | undefined {
  const { $type, path, isDirectory, extension, name } = entry;
  if ($type === 'excludedPath' && typeof path === 'string') {
    return { kind: isDirectory === true ? 'folder' : 'file', value: path };
  }
  if ($type === 'excludedFileExtension' && typeof extension === 'string') {
    return { kind: 'extension', value: extension };
  }
  return $type === 'excludedFileName' && typeof name === 'string'
    ? { kind: 'process', value: name }
    : undefined;
}

function scopesOf(entry: Section): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(entry['scopes']) ? entry['scopes'] : [];
  const scopes = list.filter((scope) => scope === 'epp' || scope === 'global');
  return scopes.length > 0 ? scopes : undefined;
}

/** The global scope takes no wildcards and no extensions, and of processes only the full path. */
export function isPossible({ kind, value, scopes }: LocalExclusion): boolean {
  if (!scopes.includes('global')) return true;
  if (kind === 'extension' || /[*?]/.test(value)) return false;
  return kind !== 'process' || value.startsWith('/');
}

const RULE = '=====================================';

/** As MicrosoftDocs/defender-docs, pull request 53 (2024), shows it; extensions and the empty list are assumed. */
export function printExclusions(state: MachineState): string {
  const list = exclusionsInForce(state);
  if (state.faults.exclusionsLayoutUnknown) return `exclusions: ${list.length}\n`;
  if (list.length === 0) return 'No exclusions\n';
  const scoped = hasScopes(state);
  const entries = list.map(({ kind, value, scopes }) =>
    [`Excluded ${kind}`, nameLine(kind, value), ...(scoped ? [`Scope: ${JSON.stringify(scopes)}`] : [])].join(
      '\n',
    ),
  );
  return `${RULE}\n${entries.join('\n---\n')}\n${RULE}\n`;
}

function nameLine(kind: ExclusionKind, value: string): string {
  if (kind === 'process') return `Process name: ${value}`;
  return kind === 'extension' ? `Extension: "${value}"` : `Path: "${value}"`;
}
