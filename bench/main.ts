// Measures the built programs and says which limits they keep: npm run bench [-- [--json] [--only WORDS]]. Every figure
// is a ratio to something measured in turn with it, or a count. Exit code 0: all limits are kept; 1: one is missed; 2:
// not measured. `--only survey` measures the groups whose name holds the word.

import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { builtPrograms, startService } from '../test/support/holdfast-programs.js';
import { requireStrace } from '../test/support/strace.js';
import { checkinFigures } from './checkin-figures.js';
import { childFigures } from './child-figures.js';
import { startProxy } from './counting-proxy.js';
import type { Figure } from './figure.js';
import { table, verdictOf } from './figure.js';
import { noopFigures } from './noop-figures.js';
import { onboardingFigures } from './onboarding-figures.js';
import { serviceFigures } from './service-figures.js';
import type { Bench, MeasuredDevice } from './setup.js';
import { appliedDevice, createWorkFolder, removeWorkFolder, syncedDevice } from './setup.js';
import { startFigures } from './start-figures.js';
import { statusFigures } from './status-figures.js';
import { supervisorFigures } from './supervisor-figures.js';
import { surveyFigures } from './survey-figures.js';
import { turnFigures } from './turn-figures.js';
import { windowsFigures } from './windows-figures.js';

const ROUNDS = 9;
const SIZES = [50, 500, 2000] as const;

/** The bundle is dist/bench/bench.cjs. */
const dist = dirname(dirname(fileURLToPath(import.meta.url)));
const json = process.argv.includes('--json');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function measure(): Promise<readonly Figure[]> {
  requireStrace();
  const folder = createWorkFolder();
  const proxy = await startProxy();
  const programs = builtPrograms(dist);
  const service = await startService(programs, { folder: join(folder, 'service'), behind: proxy });
  proxy.passTo(service.port);
  try {
    const bench: Bench = { programs, folder, rounds: ROUNDS, proxy };
    const synced = new Map<number, MeasuredDevice>();
    const applied = new Map<number, MeasuredDevice>();
    for (const values of SIZES) {
      say(`preparing ${values} values`);
      synced.set(values, await syncedDevice(bench, service, values));
      applied.set(values, await appliedDevice(bench, values));
    }
    return await allFigures(bench, { synced, applied });
  } finally {
    await service.stop();
    await proxy.close();
    removeWorkFolder(folder);
  }
}

async function allFigures(
  bench: Bench,
  devices: Parameters<typeof noopFigures>[1],
): Promise<readonly Figure[]> {
  const small = devices.synced.get(SIZES[0]);
  const middle = devices.synced.get(SIZES[1]);
  if (small === undefined || middle === undefined) throw new Error('no device to measure');
  const groups: readonly (readonly [string, () => Promise<readonly Figure[]>])[] = [
    ['status', () => statusFigures(bench, small)],
    ['the supervisor at rest', () => supervisorFigures(bench, small)],
    ['the small children', () => childFigures(bench, small)],
    ['start of a turn', () => startFigures(bench, small)],
    ['runs with nothing to do', () => noopFigures(bench, devices)],
    ['a turn with nothing to do, call by call', () => turnFigures(bench, middle)],
    ['check-in', () => checkinFigures(bench, small)],
    ['check-ins in the service', () => serviceFigures(bench)],
    ['onboarding', () => onboardingFigures(bench)],
    ['surveys of simulated machines', () => surveyFigures(bench)],
    ['passes on a simulated Windows machine', () => windowsFigures(bench.rounds)],
  ];
  const figures: Figure[] = [];
  for (const [what, figuresOf] of groups.filter(([what]) => only === undefined || what.includes(only))) {
    say(`measuring ${what}`);
    figures.push(...(await figuresOf()));
  }
  return figures;
}

async function main(): Promise<number> {
  const begun = performance.now();
  const figures = await measure();
  const missed = figures.filter((figure) => verdictOf(figure) === 'FAIL');
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  if (json) {
    const rows = figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) }));
    process.stdout.write(`${JSON.stringify({ figures: rows }, null, 2)}\n`);
  } else {
    const end = missed.length === 0 ? 'all limits are kept' : `${missed.length} missed`;
    process.stdout.write(`\n${table(figures)}\n\nmedians of at least ${ROUNDS}, ${seconds} s: ${end}\n`);
  }
  return missed.length === 0 ? 0 : 1;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    say(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  },
);
