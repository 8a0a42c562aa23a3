// A check-in beside a bare TLS request to the same server, both timed by the TLS end before the service: from the
// client's connection to the last byte of the answer.

import type { Figure } from './figure.js';
import { ratio } from './figure.js';
import type { Command } from './measure.js';
import { expectExit, interleave } from './measure.js';
import type { Bench, MeasuredDevice } from './setup.js';
import { holdfast } from './setup.js';

export async function checkinFigures(bench: Bench, device: MeasuredDevice): Promise<readonly Figure[]> {
  const bare = {
    program: bench.programs.node,
    args: ['-e', BARE, `${bench.proxy.url}/healthz`, bench.proxy.ca],
  };
  const timed = (command: Command, expected: number) => async () => {
    bench.proxy.take();
    await expectExit(command, expected);
    const [exchange, ...more] = bench.proxy.take();
    if (exchange === undefined || more.length > 0 || exchange.status !== 200)
      throw new Error(`expected one request that succeeds: ${JSON.stringify([exchange, ...more])}`);
    return exchange.tookMs;
  };
  const medians = await interleave(bench.rounds, {
    checkin: timed(holdfast(bench, device, 'sync'), device.settledExit),
    bare: timed(bare, 0),
  });
  return [
    ratio({
      name: 'check-in, connection to answer',
      value: medians.checkin,
      reference: medians.bare,
      unit: 'ms',
      referenceName: 'a bare TLS request to the same server',
    }),
  ];
}

const BARE = `const [url, ca] = process.argv.slice(1);
require('node:https').get(url, { ca }, (answer) => answer.resume());`;
