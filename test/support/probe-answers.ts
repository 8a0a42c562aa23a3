// Finds the probe of a round that a test is about.
import type { FitCase, OtherManager, Probe } from '../../src/model/probe.js';

interface Round {
  readonly probes: readonly Probe[];
}

export const managerOf = ({ probes }: Round, manager: OtherManager) =>
  probes.find((probe) => probe.asks === 'manager' && probe.manager === manager);

export const fitOf = ({ probes }: Round, name: FitCase) =>
  probes.find((probe) => probe.asks === 'fit' && probe.case === name)?.answer;

export const rivalOf = ({ probes }: Round, name: string) =>
  probes.find((probe) => probe.asks === 'rival' && probe.name === name);

export const saysOf = (probe: Probe | undefined): readonly string[] =>
  probe?.evidence.map(({ says }) => says) ?? [];
