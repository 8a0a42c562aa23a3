// Looks at a Linux machine for a set of catalog rows: each file and each command once, whatever the number of rows.

import type { CatalogRow, ReadBack } from '../../src/model/catalog/row.js';
import type { ContainerId, SettingKey } from '../../src/model/ids.js';
import type { ContainerImage, Engine, Observation, Observed } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import { fail } from '../../src/model/result.js';
import type { Reading, Value } from '../../src/model/value.js';
import type { Host } from '../host.js';
import { judgeEngine } from './engine.js';
import type { ManagedFile, StoredMember } from './managed-file.js';
import { readManagedFile, readStored } from './managed-file.js';
import { findMdatp } from './mdatp.js';
import type { Details } from './read-details.js';
import { effectiveFromDetails, readDetails } from './read-details.js';
import type { Exclusion } from './read-exclusions.js';
import { exclusionsOf, readExclusions } from './read-exclusions.js';
import type { Effective, Health } from './read-health.js';
import { effectiveFromHealth, effectiveTags, readHealth } from './read-health.js';
import { readAllowedThreats } from './read-threats.js';

export async function observeLinux(
  host: Host,
  rows: readonly CatalogRow[],
  signal: AbortSignal,
): Promise<Observation> {
  const answers = await ask(host, rows, signal);
  // After the agent, which may take its time: the less time lies between this look and a write, the better.
  const files = await readFiles(host, rows);
  const settings = new Map<SettingKey, Observed>();
  for (const row of rows) settings.set(row.key, { ...stored(row, files), ...effective(row.read, answers) });
  const containers = new Map<ContainerId, ContainerImage>();
  for (const file of files.values()) if (file.ok) containers.set(file.value.image.id, file.value.image);
  return { engine: answers.engine, settings, containers };
}

type FileResults = ReadonlyMap<string, Result<ManagedFile>>;

async function readFiles(host: Host, rows: readonly CatalogRow[]): Promise<FileResults> {
  const paths = new Set(rows.flatMap((row) => homeOf(row)?.file ?? []));
  return new Map(
    await Promise.all([...paths].map(async (path) => [path, await readManagedFile(host, path)] as const)),
  );
}

/** The managed file is the one home that this adapter writes. */
export function homeOf(
  row: CatalogRow,
): { readonly file: string; readonly path: readonly string[] } | undefined {
  return row.write.find((home) => home.by === 'json-file');
}

function stored(row: CatalogRow, files: FileResults): StoredMember {
  const home = homeOf(row);
  if (home === undefined) return { stored: { is: 'no-reader', why: 'nothing is written for it on Linux' } };
  const file = files.get(home.file) ?? fail({ kind: 'missing', target: home.file });
  return file.ok ? readStored(file.value, home.path) : { stored: { is: 'unreadable', fault: file.error } };
}

/** Answers of the agent; one that no row needs was not asked for. */
interface Answers {
  readonly engine: Engine;
  readonly health: Result<Health>;
  readonly details: ReadonlyMap<string, Result<Details>>;
  readonly exclusions: Result<readonly Exclusion[]>;
  readonly threats: Result<readonly string[]>;
  /** Why an answer is missing that a row wants. */
  readonly unasked: Fault;
}

async function ask(host: Host, rows: readonly CatalogRow[], signal: AbortSignal): Promise<Answers> {
  const program = await findMdatp(host);
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
  return { engine: judgeEngine(health), health, exclusions, threats, details: new Map(details), unasked };
}

function noAnswer(engine: Engine, fault: Fault): Answers {
  const none = fail(fault);
  return { engine, health: none, details: new Map(), exclusions: none, threats: none, unasked: fault };
}

function effective(read: ReadBack, answers: Answers): Effective {
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
      return { effective: { is: 'no-reader', why: `${read.by} is not read on Linux` } };
  }
}

const value = (read: Value): Reading<Fault> => ({ is: 'value', value: read });

function from<T>(answer: Result<T>, read: (answer: T) => Effective): Effective {
  return answer.ok ? read(answer.value) : { effective: { is: 'unreadable', fault: answer.error } };
}
