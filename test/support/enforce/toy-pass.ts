// Runs passes over a toy machine with named policies, and keeps what each leaves in memory.

import type { PassInput, PassOutcome } from '../../../src/enforce/pass.js';
import { enforce } from '../../../src/enforce/pass.js';
import { restore } from '../../../src/enforce/restore.js';
import type { CatalogRow } from '../../../src/model/catalog/row.js';
import type { Finding } from '../../../src/model/finding.js';
import type { PolicyRef } from '../../../src/model/ids.js';
import { epochMs, policyId } from '../../../src/model/ids.js';
import type { DesiredSetting } from '../../../src/model/policy/desired.js';
import type { Value } from '../../../src/model/value.js';
import type { ToyMachine } from './toy-machine.js';
import { rowMap } from './toy-machine.js';
import type { VolatileMemory } from './volatile-memory.js';
import { createVolatileMemory } from './volatile-memory.js';

export const toyPolicy = (name: string, revision = 1): PolicyRef => ({ id: policyId(name), name, revision });

export const want = (row: CatalogRow, value: Value, policy = 'A'): DesiredSetting => ({
  policy: toyPolicy(policy),
  row,
  value,
  path: `$.settings[${row.key}]`,
});

export interface ToyDevice {
  readonly machine: ToyMachine;
  readonly memory: VolatileMemory;
  pass(desired: readonly DesiredSetting[], change?: Partial<PassInput>): Promise<Done>;
  restore(): Promise<Done>;
}

export interface Done extends Extract<PassOutcome, { is: 'done' }> {
  finding(row: CatalogRow): Finding | undefined;
}

export function createToyDevice(machine: ToyMachine, rows: readonly CatalogRow[]): ToyDevice {
  const memory = createVolatileMemory();
  let now = 1_000;
  const input = () => ({
    rows: rowMap(rows),
    adapter: machine.adapter,
    memory,
    clock: { now: () => epochMs(now++) },
    signal: new AbortController().signal,
  });
  const settle = (outcome: PassOutcome): Done => {
    if (outcome.is !== 'done') {
      throw new Error(`the pass ended as ${outcome.is}`);
    }
    memory.apply(outcome.change);
    return { ...outcome, finding: (row) => outcome.findings.find(({ key }) => key === row.key) };
  };
  return {
    machine,
    memory,
    pass: async (desired, change = {}) =>
      settle(await enforce({ ...input(), desired, refused: [], mode: 'enforce', allowNew: true, ...change })),
    restore: async () => settle(await restore(input())),
  };
}
