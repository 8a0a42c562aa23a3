// The simulated powershell.exe. It cannot run a script: it gives the answer that the fixed reader script of the
// Windows adapter gives for the request on its standard input. Pure.
// Request: {"read":["Get-MpPreference", ...]}. Answer: one JSON object with "languageMode" and one member for each
// name: {"value": what the cmdlet says} (enumerations as words, lists as arrays, times as text), or {"error": "..."}.

import { engineError, getMpComputerStatus, getMpPreference } from './defender-cmdlets.js';
import { getNetFirewallProfile, getNetFirewallSetting } from './firewall-profiles.js';
import { getNetFirewallRule } from './firewall-rules.js';
import type { WindowsState } from './windows-state.js';

export interface ProgramOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

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
): ProgramOutcome {
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
  const names = parseRequest(stdin);
  if (names === undefined) return failed('The request was not understood.');
  const answers = names.map((name) => [name, answer(state, name)] as const);
  return says(`${JSON.stringify({ languageMode: 'FullLanguage', ...Object.fromEntries(answers) })}\r\n`);
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

function parseRequest(stdin: string): readonly string[] | undefined {
  try {
    const json: unknown = JSON.parse(stdin);
    const read = typeof json === 'object' && json !== null && 'read' in json ? json.read : undefined;
    return Array.isArray(read) && read.every((name) => typeof name === 'string') ? read : undefined;
  } catch {
    return undefined;
  }
}

function answer(state: WindowsState, name: string): { readonly value: unknown } | { readonly error: string } {
  const engine = Object.hasOwn(ENGINE_CMDLETS, name) ? ENGINE_CMDLETS[name] : undefined;
  const cmdlet = engine ?? (Object.hasOwn(FIREWALL_CMDLETS, name) ? FIREWALL_CMDLETS[name] : undefined);
  if (cmdlet === undefined) return { error: 'no such reader' };
  if (state.faults.missingCmdlets.includes(name) || (engine !== undefined && state.faults.defenderMissing))
    return { error: `The term '${name}' is not recognized as the name of a cmdlet, function, script file.` };
  const error = engine === undefined ? undefined : engineError(state);
  return error === undefined ? { value: cmdlet(state) } : { error };
}
