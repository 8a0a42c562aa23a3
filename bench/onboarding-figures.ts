// From the onboarding file to the first enforced policy, as an administrator goes there: `onboard`, then `sync`, each
// time on a machine that has seen neither, against the built service.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startService } from '../test/support/holdfast-programs.js';
import { createLinuxRoot } from '../test/support/linux-root.js';
import type { Figure } from './figure.js';
import { ratio } from './figure.js';
import type { Ran } from './measure.js';
import { expectExit, interleave, median, run, wallOf } from './measure.js';
import type { Bench } from './setup.js';
import { holdfast, writePolicies } from './setup.js';

const VALUES = 50;

export async function onboardingFigures(bench: Bench): Promise<readonly Figure[]> {
  const { folder, programs, rounds } = bench;
  const { policies, policyFiles } = writePolicies(folder, 'onboarded', VALUES);
  const service = await startService(programs, { folder: join(folder, 'onboarding-service') });
  try {
    await service.ask('policy', 'import', ...policyFiles);
    for (const { title } of policies.files) await service.ask('policy', 'assign', title, '--all-devices');
    const onboards: number[] = [];
    const syncs: number[] = [];
    const whole = async (): Promise<number> => {
      const device = createLinuxRoot(join(folder, `onboarded-${onboards.length}`), policies);
      const { file, secret } = service.onboarding;
      const onboard = await expectExit(holdfast(bench, device, 'onboard', file, '--secret-file', secret), 0);
      const sync = await run(holdfast(bench, device, 'sync'));
      if (!readFileSync(device.managed, 'utf8').includes(policies.mark))
        throw new Error(`the first sync enforced nothing:\n${saidBy(onboard)}${saidBy(sync)}`);
      onboards.push(onboard.wallMs);
      syncs.push(sync.wallMs);
      return onboard.wallMs + sync.wallMs;
    };
    const nothing = wallOf({ program: programs.node, args: ['-e', '0'] });
    const medians = await interleave(rounds, { whole, nothing });
    const beside = (name: string, value: number, atMost?: number): Figure =>
      ratio({
        ...{ name, value, reference: medians.nothing, unit: 'ms', referenceName: 'node -e 0' },
        ...(atMost === undefined ? {} : { atMost }),
      });
    return [
      beside(`onboarding to the first enforced policy, ${VALUES} values`, medians.whole, MOST),
      beside('of it: onboard', median(onboards.slice(1))),
      beside('of it: first sync', median(syncs.slice(1))),
    ];
  } finally {
    await service.stop();
  }
}

/** Two programs, a registration, a token, a check-in, the documents, a pass that writes, a report. */
const MOST = 40;

const saidBy = ({ exitCode, stdout, stderr }: Ran): string => `exit ${exitCode}\n${stdout}${stderr}`;
