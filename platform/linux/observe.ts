// Looks at a Linux machine for a set of catalog rows: each file and each command once, whatever the number of rows.

import type { CatalogRow } from '../../src/model/catalog/row.js';
import type { ContainerId, SettingKey } from '../../src/model/ids.js';
import type { ContainerImage, Observation, Observed } from '../../src/model/ports.js';
import type { Result } from '../../src/model/result.js';
import { fail } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { AgentHome } from './ask-mdatp.js';
import { askMdatp, effectiveOf } from './ask-mdatp.js';
import type { ManagedFile, StoredMember } from './managed-file.js';
import { readManagedFile, readStored } from './managed-file.js';
import { MDATP_PATHS } from './mdatp.js';
import { MINIMUM_AGENT } from './version.js';

const AGENT: AgentHome = { paths: MDATP_PATHS, minimum: MINIMUM_AGENT };

export async function observeLinux(
  host: Host,
  rows: readonly CatalogRow[],
  signal: AbortSignal,
): Promise<Observation> {
  const answers = await askMdatp(host, AGENT, rows, signal);
  // After the agent, which may take its time: the less time lies between this look and a write, the better.
  const files = await readFiles(host, rows);
  const settings = new Map<SettingKey, Observed>();
  for (const row of rows) settings.set(row.key, { ...stored(row, files), ...effectiveOf(row.read, answers) });
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
