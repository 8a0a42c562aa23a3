// Asks the agent's command line for a set of rows: each command once, whatever the number of rows. The agent is the
// same on Linux and macOS. Reads only.

import type { CatalogRow, ReadBack } from '../../src/model/catalog/row.js';
import type { Engine } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import { fail } from '../../src/model/result.js';
import type { Reading, Value } from '../../src/model/value.js';
import type { Host } from '../host.js';
import { judgeEngine } from './engine.js';
import { findMdatp } from './mdatp.js';
import type { Details } from './read-details.js';
import { effectiveFromDetails, readDetails } from './read-details.js';
import type { Exclusion } from './read-exclusions.js';
import { exclusionsOf, readExclusions } from './read-exclusions.js';
import type { Effective, Health } from './read-health.js';
import { effectiveFromHealth, effectiveTags, readHealth } from './read-health.js';
import { readAllowedThreats } from './read-threats.js';

/** Answers of the agent; one that no row needs was not asked for. */
export interface Answers {
  readonly engine: Engine;
  readonly health: Result<Health>;
  readonly details: ReadonlyMap<string, Result<Details>>;
  readonly exclusions: Result<readonly Exclusion[]>;
  readonly threats: Result<readonly string[]>;
  /** Why an answer is missing that a row wants. */
  readonly unasked: Fault;
}

/** Where the agent is on this system, and from which version it serves managed settings there. */
export interface AgentHome {
  readonly paths: readonly string[];
  readonly minimum: string;
}

export async function askMdatp(
  host: Host,
  home: AgentHome,
  rows: readonly CatalogRow[],
  signal: AbortSignal,
): Promise<Answers> {
  const program = await findMdatp(host, home.paths);
  if (!program.ok) return noAnswer({ is: 'unreadable', fault: program.error }, program.error);
  if (program.value === undefined) return noAnswer({ is: 'missing' }, { kind: 'missing', target: 'mdatp' });
  const mdatp = program.value;
  const groups = new Set(rows.flatMap(({ read }) => (read.by === 'health-details' ? [read.group] : [])));
  const needs = (by: ReadBack['by']) => rows.some(({ read }) => read.by === by);
  const unasked: Fault = { kind: 'cancelled', what: 'mdatp' };
  const notAsked = fail(unasked);
  const [health, exclusions, threats, ...details] = await Promise.all([
    readHealth(host, mdatp, signal),
    needs('exclusion-list') ? readExclusions(host, mdatp, signal) : notAsked,
    needs('threat-allowed-list') ? readAllowedThreats(host, mdatp, signal) : notAsked,
    ...[...groups].map(async (group) => [group, await readDetails(host, mdatp, group, signal)] as const),
  ]);
  return {
    engine: judgeEngine(health, home.minimum),
    health,
    exclusions,
    threats,
    details: new Map(details),
    unasked,
  };
}

function noAnswer(engine: Engine, fault: Fault): Answers {
  const none = fail(fault);
  return { engine, health: none, details: new Map(), exclusions: none, threats: none, unasked: fault };
}

export function effectiveOf(read: ReadBack, answers: Answers): Effective {
  switch (read.by) {
    case 'health':
      return from(answers.health, (health) => effectiveFromHealth(health, read));
    case 'device-tags':
      return from(answers.health, effectiveTags);
    case 'health-details':
      return from(answers.details.get(read.group) ?? fail(answers.unasked), (details) =>
        effectiveFromDetails(details, read),
      );
    case 'exclusion-list':
      return from(answers.exclusions, (list) => ({ effective: value(exclusionsOf(list, read.scope)) }));
    case 'threat-allowed-list':
      return from(answers.threats, (names) => ({ effective: value(names) }));
    case 'none':
      return { effective: { is: 'no-reader', why: read.why } };
    default:
      return { effective: { is: 'no-reader', why: `${read.by} is not what this agent answers` } };
  }
}

const value = (read: Value): Reading<Fault> => ({ is: 'value', value: read });

function from<T>(answer: Result<T>, read: (answer: T) => Effective): Effective {
  return answer.ok ? read(answer.value) : { effective: { is: 'unreadable', fault: answer.error } };
}
