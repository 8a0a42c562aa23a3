// Legal values for rows of the Windows catalog, and a simulated device with a pass over it.

import type { SimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { createWindowsAdapter } from '../../platform/windows/adapter.js';
import type { PassInput, PassOutcome } from '../../src/enforce/pass.js';
import { enforce } from '../../src/enforce/pass.js';
import { restore } from '../../src/enforce/restore.js';
import { loadCatalog } from '../../src/model/catalog/load.js';
import type { CatalogRow } from '../../src/model/catalog/row.js';
import type { Finding } from '../../src/model/finding.js';
import { epochMs } from '../../src/model/ids.js';
import type { DesiredSetting } from '../../src/model/policy/desired.js';
import type { PlatformAdapter } from '../../src/model/ports.js';
import { createSecret } from '../../src/model/secret.js';
import type { Item, Value } from '../../src/model/value.js';
import { toyPolicy } from './enforce/toy-pass.js';
import type { VolatileMemory } from './enforce/volatile-memory.js';
import { createVolatileMemory } from './enforce/volatile-memory.js';

export const WORK = 'C:\\ProgramData\\Holdfast\\state\\work';
export const WINDOWS = loadCatalog('windows');

export function windowsRow(end: string): CatalogRow {
  const found = WINDOWS.rows.filter(({ key }) => key.endsWith(end));
  const [row] = found;
  if (row === undefined || found.length > 1) throw new Error(`${found.length} rows end in ${end}`);
  return row;
}

export const RULES_ROW = windowsRow('_firewallrules_{firewallrulename}');

const RULES: readonly Item[] = [
  {
    name: 'Web: HTTPS',
    enabled: true,
    direction: 'in',
    action: 'allow',
    protocol: 6,
    localPorts: ['443', '8000-8010'],
  },
  {
    name: 'All "conditions" = ünder one roof; $(x) `y`',
    enabled: true,
    direction: 'in',
    action: 'block',
    profiles: ['domain', 'private'],
    interfaceTypes: ['lan', 'remote_access'],
    protocol: 17,
    remotePorts: ['53'],
    localAddresses: ['10.1.0.0/16', 'fd12:3456::/48'],
    remoteAddresses: ['LocalSubnet', 'Internet', '192.0.2.10-192.0.2.20', '198.51.100.7'],
    program: '%ProgramFiles%\\Example\\agent.exe',
    service: 'ExampleSvc',
    localUsers: ['O:LSD:(A;;CC;;;S-1-5-32-545)'],
    edgeTraversal: true,
    description: 'what it is for',
  },
  { name: 'Ping', enabled: false, direction: 'out', action: 'allow', protocol: 1, icmp: ['8:*', '3:4'] },
];

const LISTS: readonly (readonly [end: string, value: Value])[] = [
  ['_excludedpaths', ['C:\\Data "x"', 'D:\\a,b\\*', 'C:\\Ünïcode']],
  ['_excludedextensions', ['.bak', 'tmp']],
  ['_signatureupdatefallbackorder', ['MMPC', 'FileShares']],
  ['_signatureupdatefilesharessources', ['\\\\server\\share', '\\\\other\\share']],
  ['_logfilepath', '%systemroot%\\system32\\logfiles\\firewall\\own.log'],
  ['{firewallrulename}', RULES],
];

/** One value for each way in which the row can be set. */
export function legalValues(row: CatalogRow): readonly Value[] {
  const example = LISTS.find(([end]) => row.key.endsWith(end))?.[1];
  if (example !== undefined) return [example];
  const choices = (row.choices ?? [])
    .filter(({ refused }) => refused === undefined)
    .map(({ value }) => value);
  switch (row.kind) {
    case 'choice':
      return choices;
    case 'choice-list':
      return choices.map((value) => [value]);
    case 'integer':
      return [...(row.range ?? [0, 1])];
    case 'string':
      return ['C:\\Some folder\\file.txt'];
    case 'string-list':
      return [['C:\\Some folder\\one.exe', 'C:\\two.exe']];
    case 'secret':
      return ['{"body":"a blob of \\"two\\" kinds",\r\n"sig":"x"}'];
    default:
      return [];
  }
}

export interface WindowsDevice {
  readonly machine: SimulatedWindows;
  readonly adapter: PlatformAdapter;
  readonly memory: VolatileMemory;
  pass(
    wanted: readonly (readonly [row: CatalogRow, value: Value, policy?: string])[],
    change?: Partial<PassInput>,
  ): Promise<Passed>;
  restore(): Promise<Passed>;
}

export interface Passed extends Extract<PassOutcome, { is: 'done' }> {
  finding(row: CatalogRow): Finding | undefined;
}

export function createWindowsDevice(machine = createSimulatedWindows()): WindowsDevice {
  const adapter = createWindowsAdapter(machine, { work: WORK });
  const memory = createVolatileMemory();
  let now = 1_000;
  const input = () => ({
    rows: new Map(WINDOWS.rows.map((row) => [row.key, row])),
    adapter,
    memory,
    clock: { now: () => epochMs(now++) },
    signal: new AbortController().signal,
  });
  const settle = (outcome: PassOutcome): Passed => {
    if (outcome.is !== 'done') throw new Error(`the pass ended as ${outcome.is}`);
    memory.apply(outcome.change);
    return { ...outcome, finding: (row) => outcome.findings.find(({ key }) => key === row.key) };
  };
  return {
    machine,
    adapter,
    memory,
    pass: async (wanted, change = {}) =>
      settle(
        await enforce({
          ...input(),
          desired: wanted.map(([row, value, policy = 'A']) => desiredOf(row, value, policy)),
          refused: [],
          mode: 'enforce',
          allowNew: true,
          ...change,
        }),
      ),
    restore: async () => settle(await restore(input())),
  };
}

function desiredOf(row: CatalogRow, value: Value, policy: string): DesiredSetting {
  const secret = row.kind === 'secret' ? createSecret(String(value)) : undefined;
  return {
    policy: toyPolicy(policy),
    row,
    value: secret === undefined ? value : secret.fingerprint,
    ...(secret === undefined ? {} : { secret }),
    path: `$.settings[${row.key}]`,
  };
}

/** Rules that differ in name and port. */
export const firewallRules = (count: number): Value =>
  Array.from({ length: count }, (_, at) => ({
    name: `Rule ${at}`,
    enabled: true,
    direction: 'in',
    action: 'allow',
    protocol: 6,
    localPorts: [String(1000 + at)],
  }));
