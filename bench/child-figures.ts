// The small children beside the turn: the look at the service's wake counters, every five minutes, and the hardware for
// the inventory, once a day. Each beside what a bare Node needs for as much.

import type { Figure } from './figure.js';
import { ratio } from './figure.js';
import { interleave, peakOf, wallOf } from './measure.js';
import type { Bench, MeasuredDevice } from './setup.js';
import { holdfast } from './setup.js';

const MIB = 1024;

export async function childFigures(bench: Bench, device: MeasuredDevice): Promise<readonly Figure[]> {
  const { rounds, folder, programs, proxy } = bench;
  const wake = holdfast(bench, device, 'wake');
  const bare = { program: programs.node, args: ['-e', BARE, `${proxy.url}/healthz`, proxy.ca] };
  const inventory = { program: programs.node, args: [programs.holdfast, 'inventory'] };
  const nothing = { program: programs.node, args: ['-e', '0'] };
  const wall = await interleave(rounds, {
    wake: wallOf(wake),
    bare: wallOf(bare),
    inventory: wallOf(inventory),
    nothing: wallOf(nothing),
  });
  const peak = await interleave(rounds, { wake: peakOf(wake, folder, 0), bare: peakOf(bare, folder, 0) });
  const request = 'a bare TLS request to the same server';
  return [
    ratio({
      ...{ name: 'look at the wake counters, wall time', value: wall.wake, reference: wall.bare },
      ...{ unit: 'ms', referenceName: request, atMost: 1.5 },
    }),
    ratio({
      ...{
        name: 'look at the wake counters, peak memory',
        value: peak.wake / MIB,
        reference: peak.bare / MIB,
      },
      ...{ unit: 'MiB', referenceName: request, atMost: 1.2 },
    }),
    ratio({
      ...{ name: 'inventory child, once a day', value: wall.inventory, reference: wall.nothing },
      ...{ unit: 'ms', referenceName: 'node -e 0' },
    }),
  ];
}

const BARE = `const [url, ca] = process.argv.slice(1);
require('node:https').get(url, { ca }, (answer) => answer.resume());`;
