// A JSON file that an agent reads its managed configuration from: read whole, edited in place, or refused with a reason.

import { createHash } from 'node:crypto';
import { dirname } from 'node:path/posix';
import { fileContainer } from '../../src/model/catalog/container.js';
import type { Sha256 } from '../../src/model/ids.js';
import { sha256Text } from '../../src/model/ids.js';
import type { ContainerImage, PreImage } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Reading, Value } from '../../src/model/value.js';
import type { FileContent, Host } from '../host.js';
import { findMember, formatValue, removeMember, setMember } from './json-edit.js';
import type { JsonDocument } from './json-text.js';
import { readDocument } from './json-text.js';
import { toValue } from './stored-value.js';

/** Far above any real one, far below what would hurt. Unit: bytes. */
const MAX_BYTES = 8 * 1024 * 1024;
/** A new file, so that closing it again leaves nothing odd. */
const EMPTY_DOCUMENT = '{\n}\n';

export interface ManagedFile {
  readonly path: string;
  readonly image: ContainerImage;
  readonly document: JsonDocument;
}

/** Absent reads as an empty document. Anything that is not plainly a JSON file of root's is a fault. */
export async function readManagedFile(host: Host, path: string): Promise<Result<ManagedFile>> {
  const file = await host.read(path, { maxBytes: MAX_BYTES });
  if (!file.ok) return file;
  if (file.value === undefined) {
    const folder = await outermostMissing(host, path);
    if (!folder.ok) return folder;
    const state = folder.value === undefined ? {} : { folder: folder.value };
    const image: ContainerImage = { id: fileContainer(path), state: { is: 'absent', ...state } };
    return ok({ path, image, document: readDocument(EMPTY_DOCUMENT) });
  }
  if (!file.value.stat.trustedOwner) {
    return fail({
      kind: 'unsafe',
      target: path,
      why: `it belongs to user ${file.value.stat.uid}, not to root`,
    });
  }
  const text = parseDocument(file.value.bytes, path);
  if (!text.ok) return text;
  return ok({ path, image: imageOf(path, file.value), document: readDocument(text.value) });
}

/** The text that an edit starts from, of an image that `readManagedFile` gave. */
export const textOf = ({ state }: ContainerImage): string =>
  state.is === 'absent' ? EMPTY_DOCUMENT : Buffer.from(state.content, 'base64').toString('utf8');

export interface StoredMember {
  readonly stored: Reading<Fault>;
  /** Exact JSON text; also there for a value that no setting can hold. */
  readonly raw?: string;
}

export function readStored(file: ManagedFile, path: readonly string[]): StoredMember {
  const found = findMember(file.document.root, path);
  if (found.is === 'absent') return { stored: { is: 'absent' } };
  if (found.is === 'blocked') {
    return { stored: unreadable(file.path, `${found.at.join('.')} is not an object`) };
  }
  const raw = file.document.text.slice(found.member.valueStart, found.member.end);
  const json: unknown = JSON.parse(raw);
  const value = toValue(json);
  if (value === undefined) {
    return { stored: unreadable(file.path, `${path.join('.')} holds what no setting can`), raw };
  }
  return { stored: { is: 'value', value }, raw };
}

export interface MemberEdit {
  readonly path: readonly string[];
  readonly to:
    | { readonly do: 'set'; readonly value: Value }
    | { readonly do: 'put-back'; readonly image: PreImage };
}

/** The text after one edit; the same text when nothing is to do. */
export function editMember(document: JsonDocument, edit: MemberEdit): Result<string> {
  if (edit.to.do === 'set') {
    return holds(document, edit.path, edit.to.value)
      ? ok(document.text)
      : setMember(document, edit.path, formatValue(document, edit.path.length - 1, edit.to.value));
  }
  if (edit.to.image.is === 'absent') return ok(removeMember(document, edit.path));
  return setMember(document, edit.path, edit.to.image.raw);
}

/** Owner and mode are kept; a new file is root's, 0644. An image put back brings its own. */
export async function writeManagedFile(host: Host, path: string, text: string): Promise<Result<Sha256>> {
  const bytes = Buffer.from(text, 'utf8');
  const written = await host.writeAtomic(path, bytes, 'keep');
  return written.ok ? ok(digest(bytes)) : written;
}

export async function putBackFile(
  host: Host,
  path: string,
  image: ContainerImage,
): Promise<Result<Sha256 | 'absent'>> {
  if (image.state.is === 'absent') {
    const removed = await host.remove(path);
    const emptied = removed.ok ? await removeFolders(host, path, image.state.folder) : removed;
    return emptied.ok ? ok('absent') : emptied;
  }
  const bytes = Buffer.from(image.state.content, 'base64');
  const { mode, uid, gid, sha256 } = image.state;
  if (digest(bytes) !== sha256) {
    return fail({ kind: 'bad-reply', from: `the stored image of ${path}`, why: 'its digest does not match' });
  }
  const written = await host.writeAtomic(path, bytes, { mode, uid, gid });
  return written.ok ? ok(sha256) : written;
}

async function outermostMissing(host: Host, path: string): Promise<Result<string | undefined>> {
  let missing: string | undefined;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = await host.stat(folder);
    if (!found.ok) return found;
    if (found.value !== undefined || folder === dirname(folder)) return ok(missing);
    missing = folder;
  }
}

/** Those that were made for the file, from the inside out; the first that holds something stays, and all above it. */
async function removeFolders(host: Host, path: string, outermost: string | undefined): Promise<Result<void>> {
  if (outermost === undefined) return ok(undefined);
  for (let folder = dirname(path); folder.startsWith(outermost); folder = dirname(folder)) {
    const removed = await host.removeFolder(folder);
    if (!removed.ok) return removed;
    if (!removed.value) break;
  }
  return ok(undefined);
}

function parseDocument(bytes: Uint8Array, path: string): Result<string> {
  const refuse = (why: string): Result<string> => fail({ kind: 'bad-reply', from: path, why });
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return refuse('it starts with a byte order mark, which the agent does not read');
  }
  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('it is not UTF-8 text');
  }
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('it is not valid JSON; repair or move the file, it was left as it is');
  }
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  return isObject ? ok(text) : refuse('it is not a JSON object');
}

function holds({ text, root }: JsonDocument, path: readonly string[], value: Value): boolean {
  const found = findMember(root, path);
  if (found.is !== 'found') return false;
  const json: unknown = JSON.parse(text.slice(found.member.valueStart, found.member.end));
  return JSON.stringify(json) === JSON.stringify(value);
}

function imageOf(path: string, file: FileContent): ContainerImage {
  const { mode, uid, gid } = file.stat;
  const content = Buffer.from(file.bytes).toString('base64');
  return {
    id: fileContainer(path),
    state: { is: 'present', sha256: digest(file.bytes), content, mode, uid, gid },
  };
}

export const digest = (bytes: Uint8Array): Sha256 =>
  sha256Text(createHash('sha256').update(bytes).digest('hex'));

const unreadable = (from: string, why: string): Reading<Fault> => ({
  is: 'unreadable',
  fault: { kind: 'bad-reply', from, why },
});
