// Writes a batch of changes on a Linux machine: each managed file once, and not at all when nothing in it moves.

import { fileContainer } from '../../src/model/catalog/container.js';
import type { ContainerId, SettingKey, Sha256 } from '../../src/model/ids.js';
import type { Change, ContainerImage, Observation, WriteBatch, WriteOutcome } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { JsonDocument } from './json-text.js';
import { readDocument } from './json-text.js';
import {
  digest,
  editMember,
  putBackFile,
  readManagedFile,
  textOf,
  writeManagedFile,
} from './managed-file.js';
import { homeOf } from './observe.js';

type Written = Result<'now' | 'at-reboot'>;
type Digest = Sha256 | 'absent';

/** Cancelling stops between files, never inside one. */
export async function writeLinux(host: Host, batch: WriteBatch, signal: AbortSignal): Promise<WriteOutcome> {
  const settings = new Map<SettingKey, Written>();
  const containers = new Map<ContainerId, Digest>();
  const { files, homeless } = groupByFile(batch);
  for (const { row } of homeless) {
    settings.set(row.key, fail({ kind: 'missing', target: `a place to write ${row.key} on Linux` }));
  }
  for (const [path, { changes, giveBack }] of files) {
    if (signal.aborted) break;
    const file = { path, changes, expected: batch.unmoved?.get(fileContainer(path)) };
    const outcome =
      giveBack === undefined ? await writeFile(host, file) : await giveFileBack(host, file, giveBack);
    for (const [key, written] of outcome.settings) settings.set(key, written);
    if (outcome.digest !== undefined) containers.set(fileContainer(path), outcome.digest);
  }
  return { settings, containers };
}

/** The digests that `writeLinux` would leave. An observed file that could not be read has none. */
export function foreseeLinux(
  batch: WriteBatch,
  { containers }: Observation,
): ReadonlyMap<ContainerId, Digest> {
  const foreseen = new Map<ContainerId, Digest>();
  for (const [path, { changes, giveBack }] of groupByFile(batch).files) {
    const id = fileContainer(path);
    const image = containers.get(id);
    if (giveBack !== undefined) foreseen.set(id, digestOf(giveBack));
    else if (image !== undefined) {
      const before = textOf(image);
      const { text } = editAll(readDocument(before), changes);
      foreseen.set(id, text === before ? digestOf(image) : digest(Buffer.from(text, 'utf8')));
    }
  }
  return foreseen;
}

interface FileWork {
  readonly changes: Change[];
  giveBack?: ContainerImage;
}

function groupByFile(batch: WriteBatch): {
  files: ReadonlyMap<string, FileWork>;
  homeless: readonly Change[];
} {
  const files = new Map<string, FileWork>();
  const workOn = (path: string): FileWork => {
    const work = files.get(path) ?? { changes: [] };
    files.set(path, work);
    return work;
  };
  const homeless: Change[] = [];
  for (const change of batch.changes) {
    const home = homeOf(change.row);
    if (home === undefined) homeless.push(change);
    else workOn(home.file).changes.push(change);
  }
  for (const image of batch.giveBack) workOn(image.id.replace(/^file:/, '')).giveBack = image;
  return { files, homeless };
}

interface FileOutcome {
  readonly settings: ReadonlyMap<SettingKey, Written>;
  /** Unknown when the file could not be read. */
  readonly digest: Digest | undefined;
}

interface FileEdit {
  readonly path: string;
  readonly changes: readonly Change[];
  /** The digest that the file was observed with. */
  readonly expected: Digest | undefined;
}

async function writeFile(host: Host, { path, changes, expected }: FileEdit): Promise<FileOutcome> {
  const file = await readManagedFile(host, path);
  if (!file.ok) return { settings: allFail(changes, file.error), digest: undefined };
  const was = digestOf(file.value.image);
  if (expected !== undefined && was !== expected)
    return { settings: allFail(changes, moved(path)), digest: was };
  const { text, settings } = editAll(file.value.document, changes);
  if (text === file.value.document.text) return { settings, digest: was };
  const written = await writeManagedFile(host, path, text);
  if (written.ok) return { settings, digest: written.value };
  for (const [key, result] of settings) if (result.ok) settings.set(key, written);
  return { settings, digest: was };
}

interface Edited {
  readonly text: string;
  readonly settings: Map<SettingKey, Written>;
}

function editAll(before: JsonDocument, changes: readonly Change[]): Edited {
  const settings = new Map<SettingKey, Written>();
  let document = before;
  for (const { row, to } of changes) {
    const edited = editMember(document, { path: homeOf(row)?.path ?? [], to });
    if (edited.ok && edited.value !== document.text) document = readDocument(edited.value);
    settings.set(row.key, edited.ok ? ok(row.restart === 'none' ? 'now' : 'at-reboot') : edited);
  }
  return { text: document.text, settings };
}

const digestOf = ({ state }: ContainerImage): Digest => (state.is === 'absent' ? state.is : state.sha256);

async function giveFileBack(
  host: Host,
  { path, changes, expected }: FileEdit,
  image: ContainerImage,
): Promise<FileOutcome> {
  if (expected !== undefined) {
    const file = await readManagedFile(host, path);
    if (!file.ok) return { settings: allFail(changes, file.error), digest: undefined };
    const was = digestOf(file.value.image);
    if (was !== expected) return { settings: allFail(changes, moved(path)), digest: was };
  }
  const done = await putBackFile(host, path, image);
  if (!done.ok) return { settings: allFail(changes, done.error), digest: undefined };
  return { settings: new Map(changes.map(({ row }) => [row.key, ok('now')])), digest: done.value };
}

const allFail = (changes: readonly Change[], fault: Fault): ReadonlyMap<SettingKey, Written> =>
  new Map(changes.map(({ row }) => [row.key, fail(fault)]));

const moved = (path: string): Fault => ({
  kind: 'failed',
  what: path,
  exitCode: null,
  said: 'somebody else wrote it at the same moment; it was left so, and the next pass looks again',
});
