// Surveys of simulated machines that nobody manages: the programs that one starts, the first time and when nothing has
// moved since, and its time. The counts are real; the time of the system's own programs is not in them.

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
import { interleave, wallOf } from './measure.js';
import type { Bench } from './setup.js';

const WORK = 'C:\\ProgramData\\Holdfast\\state\\work';
const MACHINES = { linux: createSimulatedLinux, macos: createSimulatedMac, windows: createSimulatedWindows };
const NAMES: Readonly<Record<OsName, string>> = { linux: 'Linux', macos: 'macOS', windows: 'Windows' };

/** Programs at most: in the first survey, and in the next one. */
const MOST: Readonly<Record<OsName, readonly [first: number, next: number]>> = {
  linux: [1, 0],
  macos: [2, 1],
  windows: [6, 6],
};
const SYSTEMS: readonly OsName[] = ['linux', 'macos', 'windows'];

/** Of a bare Node, which takes tens of milliseconds: a survey that did more than ask would show. */
const MOST_OF_NODE = 0.25;

export async function surveyFigures({ rounds, programs }: Bench): Promise<readonly Figure[]> {
  const counts: Figure[] = [];
  const sides: Record<string, Sample> = { nothing: wallOf({ program: programs.node, args: ['-e', '0'] }) };
  for (const os of SYSTEMS) {
    const { first, next } = await surveysOf(os);
    const [mostFirst, mostNext] = MOST[os];
    counts.push(
      count(`programs of a first survey, ${NAMES[os]}`, first, { is: 'at most', value: mostFirst }),
      count(`programs of the next survey, ${NAMES[os]}`, next, { is: 'at most', value: mostNext }),
    );
    sides[`${os} first`] = async () => (await surveysOf(os)).firstMs;
    sides[`${os} next`] = async () => (await surveysOf(os)).nextMs;
  }
  const medians = await interleave(rounds, sides);
  const beside = (name: string, side: string): Figure =>
    ratio({
      ...{ name, value: medians[side] ?? Number.NaN, reference: medians['nothing'] ?? Number.NaN },
      ...{ unit: 'ms', referenceName: 'node -e 0', atMost: MOST_OF_NODE },
    });
  const times = SYSTEMS.flatMap((os) => [
    beside(`first survey, simulated ${NAMES[os]}`, `${os} first`),
    beside(`next survey, simulated ${NAMES[os]}`, `${os} next`),
  ]);
  return [...counts, ...times];
}

interface Surveys {
  readonly first: number;
  readonly next: number;
  readonly firstMs: number;
  readonly nextMs: number;
}

async function surveysOf(os: OsName): Promise<Surveys> {
  const host = MACHINES[os]();
  const { probe } = await createMachine({ os, host, work: WORK });
  const { signal } = new AbortController();
  const now = epochMs(Date.UTC(2026, 0, 5));
  const begun = performance.now();
  const round = await probe(undefined, now, signal);
  const [first, between] = [host.runs.length, performance.now()];
  await probe(round, now, signal);
  const ended = performance.now();
  return { first, next: host.runs.length - first, firstMs: between - begun, nextMs: ended - between };
}
