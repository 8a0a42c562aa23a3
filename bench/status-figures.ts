// `holdfast status` beside a Node that does nothing.

import type { Figure } from './figure.js';
import { ratio } from './figure.js';
import { interleave, peakOf, wallOf } from './measure.js';
import type { Bench, MeasuredDevice } from './setup.js';
import { holdfast } from './setup.js';

const MIB = 1024;

export async function statusFigures(bench: Bench, device: MeasuredDevice): Promise<readonly Figure[]> {
  const status = holdfast(bench, device, 'status');
  const nothing = { program: bench.programs.node, args: ['-e', '0'] };
  const wall = await interleave(bench.rounds * 3, {
    status: wallOf(status, device.settledExit),
    nothing: wallOf(nothing),
  });
  const peak = await interleave(bench.rounds * 3, {
    status: peakOf(status, bench.folder, device.settledExit),
    nothing: peakOf(nothing, bench.folder, 0),
  });
  const referenceName = 'node -e 0';
  return [
    ratio({
      name: 'status, wall time',
      value: wall.status,
      reference: wall.nothing,
      unit: 'ms',
      referenceName,
      atMost: 1.25,
    }),
    ratio({
      name: 'status, peak memory',
      value: peak.status / MIB,
      reference: peak.nothing / MIB,
      unit: 'MiB',
      referenceName,
      atMost: 1.1,
    }),
  ];
}
