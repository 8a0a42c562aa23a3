// Start-up of the bundled turn beside a Node that does nothing. The turn is that of a device which is not enrolled: it
// loads what every turn loads, reads its state, looks at the machine, and ends.

import { join } from 'node:path';
import { linuxPolicies } from '../test/support/linux-policies.js';
import { createLinuxRoot } from '../test/support/linux-root.js';
import type { Figure } from './figure.js';
import { ratio } from './figure.js';
import { interleave, wallOf } from './measure.js';
import type { Bench } from './setup.js';
import { holdfast } from './setup.js';

const NOT_ENROLLED = 3;

export async function startFigures(bench: Bench): Promise<readonly Figure[]> {
  const device = createLinuxRoot(join(bench.folder, 'started'), linuxPolicies(50, 'started'));
  const medians = await interleave(bench.rounds, {
    turn: wallOf(holdfast(bench, device, 'turn', 'sync'), NOT_ENROLLED),
    nothing: wallOf({ program: bench.programs.node, args: ['-e', '0'] }),
  });
  return [
    ratio({
      name: 'turn of a device that is not enrolled',
      value: medians.turn,
      reference: medians.nothing,
      unit: 'ms',
      referenceName: 'node -e 0',
      atMost: 4.5,
    }),
  ];
}
