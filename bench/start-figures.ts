// Start-up of the bundled turn beside a Node that does nothing: from its start until its connection reaches the service.
// By then it has loaded every library, opened its state, and looked who manages the machine.

import type { Figure } from './figure.js';
import { ratio } from './figure.js';
import { expectExit, interleave, wallOf } from './measure.js';
import type { Bench, MeasuredDevice } from './setup.js';
import { holdfast } from './setup.js';

export async function startFigures(bench: Bench, device: MeasuredDevice): Promise<readonly Figure[]> {
  const turn = async (): Promise<number> => {
    bench.proxy.take();
    const { begunAt } = await expectExit(holdfast(bench, device, 'turn', 'sync'), device.settledExit);
    const [first] = bench.proxy.take();
    if (first === undefined) throw new Error('the turn did not talk to the service');
    return first.connectedAt - begunAt;
  };
  const nothing = wallOf({ program: bench.programs.node, args: ['-e', '0'] });
  const medians = await interleave(bench.rounds, { turn, nothing });
  return [
    ratio({
      name: 'turn, start to first connection',
      value: medians.turn,
      reference: medians.nothing,
      unit: 'ms',
      referenceName: 'node -e 0',
      atMost: 4.5,
    }),
  ];
}
