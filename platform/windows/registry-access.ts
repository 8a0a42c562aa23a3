// Reads registry trees with "reg.exe export" and changes them with one "reg.exe import". Runs reg.exe; its files lie
// in the agent's own folder and do not outlive the call, for they may hold secrets.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import { parseReg } from './parse-reg.js';
import type { RegistryTree } from './registry-value.js';
import { foldPath, fullPath, parentOf } from './registry-value.js';
import type { WindowsPlace } from './windows-programs.js';
import { printable, regProgram, workFile } from './windows-programs.js';
import type { RegistryEdit } from './write-reg.js';
import { writeReg } from './write-reg.js';

/** Unit: milliseconds. */
const TIMEOUT_MS = 30_000;
const MAX_SAID_BYTES = 1_048_576;
/** 20,000 exclusions with long paths take a tenth of it. */
const MAX_EXPORT_BYTES = 64 * 1024 * 1024;

const PRIVATE = { mode: 0o600, uid: 0, gid: 0 };

export interface RegistryAccess {
  readonly host: Host;
  readonly place: WindowsPlace;
  readonly signal: AbortSignal;
}

/** One export for each tree, one after the other. A tree that is not there is an empty one. */
export async function readTrees(
  access: RegistryAccess,
  tops: readonly string[],
): Promise<ReadonlyMap<string, Result<RegistryTree>>> {
  const read = new Map<string, Result<RegistryTree>>();
  const refused: string[] = [];
  for (const top of tops) {
    const tree = await exportTree(access, top);
    if (!tree.ok && tree.error.kind === 'failed' && tree.error.exitCode === 1) refused.push(top);
    read.set(top, tree);
  }
  const children = new Map<string, Result<ReadonlySet<string>>>();
  for (const top of refused) if (await isAbsent(access, top, children)) read.set(top, ok(new Map()));
  return read;
}

/** Each tree has a file of its own, so that two who read at once do not meet. */
async function exportTree(access: RegistryAccess, top: string): Promise<Result<RegistryTree>> {
  const { host, place } = access;
  const file = workFile(place, `export-${foldPath(top).replaceAll(/[^a-z0-9]+/g, '-')}.reg`);
  const exported = await runReg(access, ['export', fullPath(top), file, '/y', '/reg:64']);
  const content = exported.ok ? await host.read(file, { maxBytes: MAX_EXPORT_BYTES }) : exported;
  const removed = await host.remove(file);
  if (!content.ok) return content;
  if (!removed.ok) return removed;
  const from = `reg.exe export ${top}`;
  if (content.value === undefined || !('bytes' in content.value))
    return fail({ kind: 'bad-reply', from, why: 'it ended well and wrote no file' });
  const tree = parseReg(content.value.bytes);
  return tree.ok ? tree : fail({ kind: 'bad-reply', from, why: tree.error });
}

/** The exit code of a missing key is that of every failure: only the list of its neighbours tells. */
async function isAbsent(
  access: RegistryAccess,
  key: string,
  asked: Map<string, Result<ReadonlySet<string>>>,
): Promise<boolean> {
  const parent = parentOf(fullPath(key));
  if (!parent.includes('\\')) return false;
  const known = asked.get(foldPath(parent)) ?? (await readChildren(access, parent));
  asked.set(foldPath(parent), known);
  return known.ok ? !known.value.has(foldPath(key)) : isAbsent(access, parent, asked);
}

async function readChildren(access: RegistryAccess, key: string): Promise<Result<ReadonlySet<string>>> {
  const asked = await runReg(access, ['query', fullPath(key), '/reg:64']);
  if (!asked.ok) return asked;
  const lines = Buffer.from(asked.value).toString('latin1').split(/\r?\n/);
  return ok(new Set(lines.filter((line) => /^HKEY_/.test(line)).map((line) => foldPath(line.trim()))));
}

/** All edits or, where the system refuses a part, what it took: the caller looks again. */
export async function importEdits(
  access: RegistryAccess,
  edits: readonly RegistryEdit[],
): Promise<Result<void>> {
  const { host, place } = access;
  const file = workFile(place, 'import.reg');
  const written = await host.writeAtomic(file, writeReg(edits), PRIVATE);
  if (!written.ok) return written;
  const imported = await runReg(access, ['import', file, '/reg:64']);
  const removed = await host.remove(file);
  if (!imported.ok) return imported;
  return removed;
}

async function runReg(access: RegistryAccess, args: readonly string[]): Promise<Result<Uint8Array>> {
  const { host, place, signal } = access;
  const limits = { timeoutMs: TIMEOUT_MS, maxOutputBytes: MAX_SAID_BYTES, signal };
  const done = await host.run(regProgram(place), args, limits);
  if (!done.ok) return done;
  const { exitCode, stdout, stderr } = done.value;
  const what = `reg.exe ${args[0] ?? ''}`;
  return exitCode === 0
    ? ok(stdout)
    : fail({ kind: 'failed', what, exitCode, said: printable(stderr) || printable(stdout) });
}
