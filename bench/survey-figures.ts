// Surveys of simulated machines: the programs that one starts on a machine nobody manages, the first time and when
// nothing has moved since. The counts are real; the time of the system's own programs is not in them.

import { performance } from 'node:perf_hooks';
import { createSimulatedLinux } from '../platform/simulated/linux-machine.js';
import { createSimulatedMac } from '../platform/simulated/mac-machine.js';
import { createSimulatedWindows } from '../platform/simulated/windows-machine.js';
import { createMachine } from '../src/agent/machine.js';
import type { OsName } from '../src/model/catalog/row.js';
import { epochMs } from '../src/model/ids.js';
import type { Figure } from './figure.js';
import { count, ratio } from './figure.js';
import type { Sample } from './measure.js';
import { interleave } from './measure.js';

const WORK = 'C:\\ProgramData\\Holdfast\\state\\work';
const MACHINES = { linux: createSimulatedLinux, macos: createSimulatedMac, windows: createSimulatedWindows };
const NAMES: Readonly<Record<OsName, string>> = { linux: 'Linux', macos: 'macOS', windows: 'Windows' };

/** Programs at most: in the first survey, and in the next one. */
const MOST: Readonly<Record<OsName, readonly [first: number, next: number]>> = {
  linux: [1, 0],
  macos: [2, 1],
  windows: [12, 12],
};
const SYSTEMS: readonly OsName[] = ['linux', 'macos', 'windows'];

export async function surveyFigures(rounds: number): Promise<readonly Figure[]> {
  const counts: Figure[] = [];
  const sides: Record<string, Sample> = {};
  for (const os of SYSTEMS) {
    const { first, next } = await surveysOf(os);
    const [mostFirst, mostNext] = MOST[os];
    counts.push(
      count(`programs of a first survey, ${NAMES[os]}`, first, { is: 'at most', value: mostFirst }),
      count(`programs of the next survey, ${NAMES[os]}`, next, { is: 'at most', value: mostNext }),
    );
    sides[os] = async () => (await surveysOf(os)).nextMs;
  }
  const medians = await interleave(rounds, sides);
  const [reference] = SYSTEMS;
  const times = SYSTEMS.slice(1).map((os) =>
    ratio({
      name: `survey of a simulated machine, nothing moved, ${NAMES[os]}`,
      value: medians[os] ?? Number.NaN,
      reference: (reference === undefined ? undefined : medians[reference]) ?? Number.NaN,
      unit: 'ms',
      referenceName: 'the same on Linux',
    }),
  );
  return [...counts, ...times];
}

interface Surveys {
  readonly first: number;
  readonly next: number;
  readonly nextMs: number;
}

async function surveysOf(os: OsName): Promise<Surveys> {
  const host = MACHINES[os]();
  const { probe } = await createMachine({ os, host, work: WORK });
  const { signal } = new AbortController();
  const now = epochMs(Date.UTC(2026, 0, 5));
  const round = await probe(undefined, now, signal);
  const [first, begun] = [host.runs.length, performance.now()];
  await probe(round, now, signal);
  return { first, next: host.runs.length - first, nextMs: performance.now() - begun };
}
