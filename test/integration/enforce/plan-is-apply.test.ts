// A plan is the apply: over the real adapters, on every simulated system, whatever policies come and go.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { firewallLeftAlone } from '../../../src/agent/turn/settings-pass.js';
import type { Move } from '../../../src/enforce/decision.js';
import type { Finding } from '../../../src/model/finding.js';
import type { DesiredSetting } from '../../../src/model/policy/desired.js';
import {
  createSimulatedDevice,
  passOn,
  planOn,
  readPolicyBytes,
  SYSTEMS,
} from '../../support/simulated-devices.js';

const SAMPLES = join(import.meta.dirname, '../../../samples/policies');

/** What may be found of a setting after the plan has said this of it. */
const FOUND: Readonly<Record<Move['do'], readonly Finding['state'][]>> = {
  nothing: ['compliant', 'unknown', 'nonCompliant', 'notApplicable'],
  set: ['remediated', 'unknown', 'nonCompliant', 'notApplicable'],
  refrain: ['nonCompliant', 'unknown'],
  'not-applicable': ['notApplicable'],
  hold: ['conflict'],
  stay: ['notApplicable', 'error'],
  'put-back': ['notApplicable'],
  trim: ['notApplicable'],
  forget: ['notApplicable'],
  'leave-alone': ['notApplicable'],
  keep: ['nonCompliant', 'unknown'],
};

/** Policies, and whether the machine is a domain controller by then. */
const step = (files: string[]) => fc.tuple(fc.subarray(files), fc.boolean());

/** Asked for: not applicable, each with the reason. Nothing is written for it. */
function expectFirewallLeftAlone(
  { plan, findings }: Awaited<ReturnType<typeof passOn>>,
  desired: readonly DesiredSetting[],
  leftAlone: ReturnType<typeof firewallLeftAlone>,
): void {
  const asked = desired.filter(({ row }) => leftAlone(row) !== undefined);
  const said = findings.filter(({ reason }) => reason?.code === 'domain-controller');
  expect(said.map(({ state }) => state)).toEqual(asked.map(() => 'notApplicable'));
  const keys = new Set(asked.map(({ row }) => row.key));
  expect(plan.batch.changes.filter(({ row }) => keys.has(row.key))).toEqual([]);
}

test.each(SYSTEMS)('%s', async (os) => {
  const files = readdirSync(SAMPLES).filter((name) => name.startsWith(`${os}-`) && name.endsWith('.json'));
  await fc.assert(
    fc.asyncProperty(fc.array(step(files), { minLength: 1, maxLength: 3 }), async (steps) => {
      const device = createSimulatedDevice(os);
      const leftAlone = firewallLeftAlone(device.catalog);
      for (const [names, isController] of steps) {
        const read = names.map((name) =>
          readPolicyBytes(device.catalog, readFileSync(join(SAMPLES, name)), name),
        );
        const asked = {
          desired: read.flatMap(({ settings }) => settings),
          refused: read.flatMap(({ refused }) => refused),
          ...(isController ? { leftAlone } : {}),
        };
        const { plan } = await planOn(device, asked);
        const outcome = await passOn(device, asked);
        expect(outcome.plan.digest).toBe(plan.digest);
        expect([...outcome.plan.decisions]).toEqual([...plan.decisions]);
        if (isController) expectFirewallLeftAlone(outcome, asked.desired, leftAlone);
        expect(outcome.wrote).toBe(plan.batch.changes.length > 0 || plan.batch.giveBack.length > 0);
        for (const [key, { do: planned }] of plan.decisions) {
          const states = outcome.findings
            .filter((one) => one.key === key && one.reason?.code !== 'invalid-value')
            .map(({ state }) => state);
          expect([key, planned, states.filter((state) => !FOUND[planned].includes(state))]).toEqual([
            key,
            planned,
            [],
          ]);
        }
      }
    }),
    { seed: 20_261_121, numRuns: 25 },
  );
});
