// Asks the system through PowerShell: one call of one fixed script for all cmdlets, data as JSON on both ends. The
// script lies in the agent's own folder and is compared with the bundled one before each call. Runs powershell.exe.

import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import SCRIPT from './read-settings.ps1';
import type { WindowsPlace } from './windows-programs.js';
import { powershellProgram, printable, workFile } from './windows-programs.js';

/** What each cmdlet said, by its name, and what became of the preferences as `set`; the whole is a fault where nothing was said. */
export type Answers = ReadonlyMap<string, Result<unknown>>;

export interface Question {
  readonly read: readonly string[];
  /** Preferences to set before anything is read. */
  readonly set?: Readonly<Record<string, unknown>>;
}

/** Unit: milliseconds. Hundreds of firewall rules take PowerShell 10 s on a slow machine. */
const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;
const FROM = 'powershell.exe';

/**
 * `Bypass` lets a fixed script of our own run where the default of Windows would refuse every script; a policy that
 * an administrator has set (`AllSigned`) stands above it, and then there is no answer.
 */
const SWITCHES = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File'] as const;

export async function askPowershell(
  host: Host,
  place: WindowsPlace,
  question: Question,
  signal: AbortSignal,
): Promise<Result<Answers>> {
  const script = await placeScript(host, place);
  if (!script.ok) return script;
  const done = await host.run(powershellProgram(place), [...SWITCHES, script.value], {
    stdin: JSON.stringify(question),
    timeoutMs: TIMEOUT_MS,
    maxOutputBytes: MAX_OUTPUT_BYTES,
    signal,
  });
  if (!done.ok) return done;
  const { exitCode, stdout, stderr } = done.value;
  return exitCode === 0
    ? parseAnswers(stdout, question)
    : fail({ kind: 'failed', what: FROM, exitCode, said: printable(stderr) || printable(stdout) });
}

/** With it the folder for our work is there. */
export async function placeScript(host: Host, place: WindowsPlace): Promise<Result<string>> {
  const path = workFile(place, 'read-settings.ps1');
  const wanted = Buffer.from(SCRIPT, 'utf8');
  const there = await host.read(path, { maxBytes: wanted.length });
  if (there.ok && there.value !== undefined && wanted.equals(there.value.bytes)) return ok(path);
  const written = await host.writeAtomic(path, wanted, { mode: 0o600, uid: 0, gid: 0 });
  return written.ok ? ok(path) : written;
}

const badReply = (why: string): { readonly ok: false; readonly error: Fault } =>
  fail({ kind: 'bad-reply', from: FROM, why });

/** A stub that ends well and says nothing has not answered; neither has a shell that may not run our script. */
export function parseAnswers(stdout: Uint8Array, { read, set }: Question): Result<Answers> {
  const text = Buffer.from(stdout)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
  if (text === '') return badReply('it ended well and said nothing');
  const members = parseObject(text);
  if (members === undefined) return badReply('it is not one JSON object');
  const mode = members.get('languageMode');
  if (mode !== 'FullLanguage') {
    return badReply(
      typeof mode === 'string'
        ? `PowerShell runs in ${printable(Buffer.from(mode))}; Holdfast needs the full language to read settings`
        : 'it does not say in which mode PowerShell runs',
    );
  }
  const names = set === undefined ? read : [...read, 'set'];
  return ok(new Map(names.map((name) => [name, answerOf(name, members.get(name))])));
}

function answerOf(name: string, json: unknown): Result<unknown> {
  const members = toMap(json);
  if (members?.has('value')) return ok(members.get('value'));
  const error = members?.get('error');
  if (members === undefined || error === undefined)
    return fail({ kind: 'bad-reply', from: name, why: 'it says nothing' });
  const inner = toMap(error);
  const [id, message] = inner === undefined ? ['', error] : [inner.get('id'), inner.get('message')];
  const said = printable(Buffer.from(String(message)));
  return String(id).startsWith('CommandNotFoundException')
    ? fail({ kind: 'missing', target: name })
    : fail({ kind: 'failed', what: name, exitCode: null, said });
}

function parseObject(text: string): ReadonlyMap<string, unknown> | undefined {
  try {
    return toMap(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The members of an object, and nothing that every object has. */
export function toMap(json: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? new Map(Object.entries(json))
    : undefined;
}
