// A plan is the apply: over the real adapters, on every simulated system, whatever policies come and go.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Move } from '../../../src/enforce/decision.js';
import type { Finding } from '../../../src/model/finding.js';
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

test.each(SYSTEMS)('%s', async (os) => {
  const files = readdirSync(SAMPLES).filter((name) => name.startsWith(`${os}-`) && name.endsWith('.json'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.subarray(files), { minLength: 1, maxLength: 3 }), async (steps) => {
      const device = createSimulatedDevice(os);
      for (const names of steps) {
        const read = names.map((name) =>
          readPolicyBytes(device.catalog, readFileSync(join(SAMPLES, name)), name),
        );
        const asked = {
          desired: read.flatMap(({ settings }) => settings),
          refused: read.flatMap(({ refused }) => refused),
        };
        const { plan } = await planOn(device, asked);
        const outcome = await passOn(device, asked);
        expect(outcome.plan.digest).toBe(plan.digest);
        expect([...outcome.plan.decisions]).toEqual([...plan.decisions]);
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
