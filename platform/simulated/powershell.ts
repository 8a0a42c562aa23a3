// The simulated powershell.exe. It cannot run a script: it gives the answer that the fixed reader script of the
// Windows adapter gives for the request on its standard input. Pure.
// Request: {"read":["Get-MpPreference", ...],"set":{"DisableTlsParsing":true, ...}}; null sets the default, and "set"
// is done first. Answer: one JSON object with "languageMode", "set" and one member for each name: {"value": what the
// cmdlet says} (enumerations as words, lists as arrays, times as text), or {"error":{"id","message"}}.

import { engineError, getMpComputerStatus, getMpPreference, notFound } from './defender-cmdlets.js';
import { getNetFirewallProfile, getNetFirewallSetting } from './firewall-profiles.js';
import { getNetFirewallRule } from './firewall-rules.js';
import type { Answer } from './set-preference.js';
import { setPreferences } from './set-preference.js';
import type { WindowsState } from './windows-state.js';

export interface ProgramOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** With the machine as it is afterwards, where it has changed. */
export type Effect = ProgramOutcome & { readonly next?: WindowsState };

type Cmdlet = (state: WindowsState) => unknown;

const ENGINE_CMDLETS: Readonly<Record<string, Cmdlet>> = {
  'Get-MpPreference': getMpPreference,
  'Get-MpComputerStatus': getMpComputerStatus,
};
const FIREWALL_CMDLETS: Readonly<Record<string, Cmdlet>> = {
  'Get-NetFirewallProfile': (state) => getNetFirewallProfile(state.registry),
  'Get-NetFirewallSetting': (state) => getNetFirewallSetting(state.registry),
  'Get-NetFirewallRule': getNetFirewallRule,
};

/** `hasFile`: is the script there? */
export function runPowershell(
  state: WindowsState,
  args: readonly string[],
  stdin: string,
  hasFile: (path: string) => boolean,
): Effect {
  const { constrainedLanguage, powershellSays, powershellFailsWith } = state.faults;
  if (powershellSays !== null) return says(powershellSays);
  if (powershellFailsWith !== null)
    return { exitCode: powershellFailsWith, stdout: '', stderr: 'The script could not be run.\r\n' };
  const script = scriptOf(args);
  if (script === undefined) return failed('The parameters of this call are not those of a script.');
  if (/^[a-z]:\\/i.test(script) && !hasFile(script))
    return {
      exitCode: -196608,
      stdout: '',
      stderr: `The argument '${script}' to the -File parameter does not exist.\r\n`,
    };
  if (constrainedLanguage) return says(`${JSON.stringify({ languageMode: 'ConstrainedLanguage' })}\r\n`);
  const request = parseRequest(stdin);
  return request === undefined ? failed('The request was not understood.') : answerAll(state, request);
}

function answerAll(state: WindowsState, { read, set }: Request): Effect {
  const done = set === undefined ? undefined : setPreferences(state, set);
  const next = done?.state ?? state;
  const answers = {
    languageMode: 'FullLanguage',
    ...(done === undefined ? {} : { set: { value: done.answers } }),
    ...Object.fromEntries(read.map((name) => [name, answer(next, name)])),
  };
  return { ...says(`${JSON.stringify(answers)}\r\n`), ...(done === undefined ? {} : { next }) };
}

const says = (stdout: string): ProgramOutcome => ({ exitCode: 0, stdout, stderr: '' });
const failed = (why: string): ProgramOutcome => ({ exitCode: 1, stdout: '', stderr: `${why}\r\n` });

/** `-File` takes what follows it; a script that waits for a key or loads a profile is refused here. */
function scriptOf(args: readonly string[]): string | undefined {
  const words = args.map((arg) => arg.toLowerCase());
  const at = words.indexOf('-file');
  const before = words.slice(0, Math.max(at, 0));
  const needed = ['-noprofile', '-noninteractive'].every((word) => before.includes(word));
  const script = args[at + 1];
  return at >= 0 && needed && script?.toLowerCase().endsWith('.ps1') === true && args.length === at + 2
    ? script
    : undefined;
}

interface Request {
  readonly read: readonly string[];
  readonly set?: Readonly<Record<string, unknown>>;
}

function parseRequest(stdin: string): Request | undefined {
  try {
    const json: unknown = JSON.parse(stdin);
    if (!isRecord(json)) return undefined;
    const { read = [], set } = json;
    if (!Array.isArray(read) || !read.every((name) => typeof name === 'string')) return undefined;
    if (set === undefined || set === null) return { read };
    return isRecord(set) ? { read, set } : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

function answer(state: WindowsState, name: string): Answer {
  const engine = Object.hasOwn(ENGINE_CMDLETS, name) ? ENGINE_CMDLETS[name] : undefined;
  const cmdlet = engine ?? (Object.hasOwn(FIREWALL_CMDLETS, name) ? FIREWALL_CMDLETS[name] : undefined);
  if (cmdlet === undefined) return { error: { id: 'NoSuchReader', message: 'no such reader' } };
  if (state.faults.missingCmdlets.includes(name)) return { error: notFound(name) };
  const error = engine === undefined ? undefined : engineError(state, name);
  return error === undefined ? { value: cmdlet(state) } : { error };
}
