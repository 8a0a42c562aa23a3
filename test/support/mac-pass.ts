// Runs passes of the Mac adapter over a simulated Mac, and keeps what each leaves in memory.
import { createMacAdapter } from '../../platform/macos/adapter.js';
import type { SimulatedMac } from '../../platform/simulated/mac-machine.js';
import { createSimulatedMac } from '../../platform/simulated/mac-machine.js';
import type { PassOutcome } from '../../src/enforce/pass.js';
import { enforce } from '../../src/enforce/pass.js';
import { macosCatalog } from '../../src/model/catalog/macos.js';
import type { CatalogRow } from '../../src/model/catalog/row.js';
import type { Finding } from '../../src/model/finding.js';
import { epochMs, policyId, settingKey } from '../../src/model/ids.js';
import type { DesiredSetting } from '../../src/model/policy/desired.js';
import type { Value } from '../../src/model/value.js';
import { createVolatileMemory } from './enforce/volatile-memory.js';

const catalog = macosCatalog();
const rows = new Map(catalog.rows.map((row) => [row.key, row]));

/** By the path of the vendor's preferences, e.g. `cloudService.enabled`. */
export function macRow(path: string): CatalogRow {
  const found = catalog.rows.find((row) => pathOf(row) === path);
  if (found === undefined) throw new Error(`no row is at ${path}`);
  return found;
}

export function pathOf(row: CatalogRow): string | undefined {
  const home = row.write.find(({ by }) => by === 'profile');
  return home?.by === 'profile' ? home.path.join('.') : undefined;
}

export const wanted = (row: CatalogRow, value: Value, policy = 'A'): DesiredSetting => ({
  policy: { id: policyId(policy), name: policy, revision: 1 },
  row,
  value,
  path: `$.settings[${row.key}]`,
});

export interface MacDevice {
  readonly machine: SimulatedMac;
  /** Everything that is wanted, by path; what is missing is given back. */
  pass(desired: Readonly<Record<string, Value>>): Promise<MacPass>;
}

export interface MacPass extends Extract<PassOutcome, { is: 'done' }> {
  finding(path: string): Finding | undefined;
  /** Commands that change something, program left out. */
  readonly writes: readonly string[];
}

const READS = /^(health|exclusion list|threat allowed list|-productVersion)\b/;

export function createMacDevice(machine: SimulatedMac = createSimulatedMac()): MacDevice {
  const memory = createVolatileMemory();
  let now = 1_000;
  return {
    machine,
    pass: async (desired) => {
      const before = machine.runs.length;
      const outcome = await enforce({
        desired: Object.entries(desired).map(([path, value]) => wanted(macRow(path), value)),
        refused: [],
        rows,
        adapter: createMacAdapter(machine),
        memory,
        mode: 'enforce',
        allowNew: true,
        clock: { now: () => epochMs(now++) },
        signal: new AbortController().signal,
      });
      if (outcome.is !== 'done') throw new Error(`the pass ended as ${outcome.is}`);
      memory.apply(outcome.change);
      const said = machine.runs.slice(before).map(([, ...args]) => args.join(' '));
      return {
        ...outcome,
        finding: (path) => outcome.findings.find(({ key }) => key === settingKey(macRow(path).key)),
        writes: said.filter((command) => !READS.test(command)),
      };
    },
  };
}
