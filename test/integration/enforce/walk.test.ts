// Long random walks: policies, kills, faults and other people's edits in any order, and then everything given back.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item } from '../../../src/model/value.js';
import { LINUX_ROWS } from '../../support/enforce/linux-mixes.js';
import type { Step } from '../../support/enforce/walking-device.js';
import { createWalkingDevice, valueAt, walk } from '../../support/enforce/walking-device.js';

const EXCLUSIONS = ['antivirusEngine', 'exclusions'];

const homes = LINUX_ROWS.flatMap(({ key, kind, write: [home] }) =>
  home?.by === 'json-file' && kind !== 'section' ? [{ key, path: home.path }] : [],
);

const isItem = (entry: unknown): entry is Item => typeof entry === 'object' && entry !== null;

/** What the exclusions that a policy ever asked for are recognised by. */
const namesOfOurs = (steps: readonly Step[]): readonly string[] =>
  steps
    .flatMap((step) => (step.do === 'pass' ? step.desired : []))
    .filter(({ row }) => row.key === 'linux_mdatp_managed_antivirusengine_exclusions')
    .flatMap(({ value }) => (Array.isArray(value) ? value : []))
    .filter(isItem)
    .map(({ path, name }) => JSON.stringify(path ?? name))
    .filter((text) => text !== undefined);

test('whatever happened in between, nothing of ours stays and nothing of others is lost once policies are gone', async () => {
  await fc.assert(
    fc.asyncProperty(walk, async ({ former, steps }) => {
      const device = createWalkingDevice(former);
      const before = device.file();
      for (const step of steps) await device.take(step);
      const { findings } = await device.giveBack();
      const again = await device.giveBack();

      expect(again.wrote).toBe(false);
      if (!findings.some(({ state }) => state === 'unknown')) {
        expect([...device.memory.owned.keys(), ...device.memory.containers.keys()]).toEqual([]);
      }
      for (const { key, path } of homes) {
        if (device.touched(path) || device.memory.owned.has(key)) continue;
        expect([path, valueAt(device.file(), path)]).toEqual([path, valueAt(before, path)]);
      }
      const list = JSON.stringify(valueAt(device.file(), EXCLUSIONS) ?? []);
      const original = JSON.stringify(before ?? {});
      for (const name of namesOfOurs(steps)) {
        if (!original.includes(name)) expect(list).not.toContain(name);
      }
    }),
    { numRuns: 1000, seed: 20_261_121 },
  );
}, 60_000);
