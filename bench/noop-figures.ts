// A sync and an apply that find everything in place, by the number of values, beside a bare Node that compares and
// rewrites as many.

import type { Figure } from './figure.js';
import { ratio } from './figure.js';
import { floorProgram } from './floor.js';
import type { Sample } from './measure.js';
import { interleave, wallOf } from './measure.js';
import type { Bench, MeasuredDevice } from './setup.js';
import { holdfast } from './setup.js';

/** By the number of values. Those of `applied` know no service. */
export interface NoopDevices {
  readonly synced: ReadonlyMap<number, MeasuredDevice>;
  readonly applied: ReadonlyMap<number, MeasuredDevice>;
}

export async function noopFigures(
  bench: Bench,
  { synced, applied }: NoopDevices,
): Promise<readonly Figure[]> {
  const sides: Record<string, Sample> = {};
  for (const [values, device] of synced)
    sides[`sync ${values}`] = wallOf(holdfast(bench, device, 'sync'), device.settledExit);
  for (const [values, device] of applied) {
    sides[`apply ${values}`] = wallOf(
      holdfast(bench, device, 'apply', ...device.policyFiles),
      device.settledExit,
    );
    const { policyFiles: policies, managed } = device;
    sides[`floor ${values}`] = wallOf(
      floorProgram(bench.programs.node, { folder: bench.folder, policies, managed }),
    );
  }
  const medians = await interleave(bench.rounds, sides);
  const of = (side: string): number => medians[side] ?? Number.NaN;
  const besideFloor = ['sync', 'apply'].flatMap((what) =>
    [...applied.keys()].map((values) =>
      ratio({
        name: `${what} with nothing to do, ${values} values`,
        value: of(`${what} ${values}`),
        reference: of(`floor ${values}`),
        unit: 'ms',
        referenceName: 'a bare Node that compares and rewrites as many',
      }),
    ),
  );
  const growth = ['sync', 'apply'].map((what) =>
    ratio({
      name: `${what} of 500 values`,
      value: of(`${what} 500`),
      reference: of(`${what} 50`),
      unit: 'ms',
      referenceName: `${what} of 50 values`,
      atMost: 2,
    }),
  );
  return [...besideFloor, ...growth];
}
