// The simulated agent's command line: from arguments and the machine to an answer and the machine after it. Pure.

import type { Scalar } from '../../src/model/value.js';
import { MAC_SETTINGS } from './mac-settings-table.js';
import type { AgentState, LocalExclusion, MachineState } from './machine-state.js';
import { hasScopes, isPossible, printExclusions } from './mdatp-exclusions.js';
import { healthDetails, healthField, healthJson, healthText } from './mdatp-health.js';
import type { AgentSetting } from './mdatp-settings-table.js';
import { AGENT_SETTINGS } from './mdatp-settings-table.js';
import { printThreats } from './mdatp-threats.js';

/** Wording of answers is assumed but where a source is named. */
export interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Present when the agent's own state has changed. */
  readonly agent?: AgentState;
}

export function runSimulatedMdatp(state: MachineState, args: readonly string[]): Answer {
  const { faults } = state;
  if (faults.failsWith !== null) return refuse('internal error', faults.failsWith);
  if (faults.daemonDown)
    return refuse('Could not connect to the daemon. Please verify the daemon is running.');
  if (faults.lies !== null) return say(faults.lies);
  const [command, ...rest] = args;
  switch (command) {
    case 'health':
      return health(state, rest);
    case 'exclusion':
      return exclusion(state, rest);
    case 'threat':
      return threat(state, rest);
    case 'edr':
      return edr(state, rest);
    case 'config':
      return config(state, rest);
    case 'version':
      return say(`Product version: ${state.agent.version}\n`);
    default:
      return refuse('Unknown command');
  }
}

function health(state: MachineState, args: readonly string[]): Answer {
  const options = parseOptions(args);
  const { output, field, details } = Object.fromEntries(options ?? []);
  if (options === undefined || (output !== undefined && output !== 'json')) return refuse('Invalid option');
  if (field !== undefined) return sayOr(healthField(state, field), 'Invalid field');
  if (details !== undefined) return sayOr(healthDetails(state, details), 'Invalid group');
  return say(output === 'json' ? healthJson(state) : healthText(state));
}

function exclusion(state: MachineState, args: readonly string[]): Answer {
  const [kind, action, ...rest] = args;
  if (kind === 'list' && action === undefined) return say(printExclusions(state));
  const options = new Map(parseOptions(rest) ?? []);
  if (options.has('scope') && !hasScopes(state)) return refuse('Invalid option');
  const scope = options.get('scope') ?? 'epp';
  const value = kind === 'extension' ? options.get('name') : (options.get('path') ?? options.get('name'));
  const known = kind === 'file' || kind === 'folder' || kind === 'extension' || kind === 'process';
  if (!known || value === undefined || (scope !== 'epp' && scope !== 'global'))
    return refuse('Invalid option');
  const entry: LocalExclusion = { kind, value, scopes: [scope] };
  if (!isPossible(entry)) return refuse('This exclusion is not supported in the global scope');
  const same = (other: LocalExclusion) => JSON.stringify(other) === JSON.stringify(entry);
  const others = state.agent.exclusions.filter((other) => !same(other));
  switch (action) {
    case 'add':
      return change(
        state,
        { exclusions: [...others, entry] },
        `${capital(kind)} exclusion configured successfully`,
      );
    case 'remove':
      // Entries of the managed file can only be taken out there.
      return others.length === state.agent.exclusions.length
        ? refuse('Exclusion not found')
        : change(state, { exclusions: others }, `${capital(kind)} exclusion removed successfully`);
    default:
      return refuse('Invalid option');
  }
}

function threat(state: MachineState, args: readonly string[]): Answer {
  const [allowed, action, ...rest] = args;
  if (allowed === 'policy' && action === 'set') return threatPolicy(state, rest);
  if (allowed !== 'allowed') return refuse('Invalid option');
  const names = state.agent.allowedThreats;
  if (action === 'list') return say(printThreats(state));
  const name = new Map(parseOptions(rest) ?? []).get('name');
  if (name === undefined) return refuse('Invalid option');
  const others = names.filter((other) => other !== name);
  if (action === 'add') return change(state, { allowedThreats: [...others, name] }, 'Threat allowed');
  return action === 'remove' && others.length < names.length
    ? change(state, { allowedThreats: others }, 'Threat no longer allowed')
    : refuse('Invalid option');
}

function threatPolicy(state: MachineState, args: readonly string[]): Answer {
  const options = new Map(parseOptions(args) ?? []);
  const [type = '', action = ''] = ['type', 'action'].map((option) => options.get(option));
  if (!['potentially_unwanted_application', 'archive_bomb'].includes(type)) return refuse('Invalid type');
  if (!['block', 'audit', 'off'].includes(action)) return refuse('Invalid action');
  return change(
    state,
    { threatPolicy: { ...state.agent.threatPolicy, [type]: action } },
    'Threat policy updated',
  );
}

function edr(state: MachineState, args: readonly string[]): Answer {
  const [topic, ...rest] = args;
  if (topic === 'early-preview' && (rest[0] === 'enabled' || rest[0] === 'disabled')) {
    const local = { ...state.agent.local, 'edr.earlyPreview': rest[0] === 'enabled' };
    return change(state, { local }, 'Configuration property updated');
  }
  if (topic === 'group-ids') {
    const groupIds = new Map(parseOptions(rest) ?? []).get('group-id');
    return groupIds === undefined
      ? refuse('Invalid option')
      : change(state, { groupIds }, 'Group id configured');
  }
  const options = new Map(parseOptions(rest.slice(1)) ?? []);
  const [name, value, tagName] = ['name', 'value', 'tag-name'].map((option) => options.get(option));
  if (topic === 'tag' && rest[0] === 'set' && name !== undefined && value !== undefined) {
    return change(state, { tags: { ...state.agent.tags, [name]: value } }, 'Tag set');
  }
  if (
    topic === 'tag' &&
    rest[0] === 'remove' &&
    tagName !== undefined &&
    Object.hasOwn(state.agent.tags, tagName)
  ) {
    const { [tagName]: _, ...tags } = state.agent.tags;
    return change(state, { tags }, 'Tag removed');
  }
  return refuse('Invalid option');
}

const SWITCHES: Readonly<Record<string, string>> = {
  'real-time-protection': 'antivirusEngine.enableRealTimeProtection',
  'passive-mode': 'antivirusEngine.passiveMode',
};

/** A value that is managed is taken and stored, but is not in force (assumed). */
function config(state: MachineState, args: readonly string[]): Answer {
  const first = args.findIndex((arg) => arg.startsWith('--'));
  const name = args.slice(0, Math.max(0, first)).join(' ');
  const options = parseOptions(args.slice(Math.max(0, first)));
  if (options === undefined) return refuse('Invalid option');
  const settings = state.mac === undefined ? AGENT_SETTINGS : MAC_SETTINGS;
  const given = options.map(([option, word]): readonly [string | undefined, Scalar | undefined] => {
    const setting =
      name === 'scheduled-scan weekly-scan'
        ? settings.find(({ weekly }) => weekly === option)
        : settings.find(({ config }) => config === name && option === 'value');
    const isSwitch = option === 'value' && Object.hasOwn(SWITCHES, name);
    return isSwitch
      ? [SWITCHES[name], worded({ enabled: true, disabled: false }, word)]
      : [setting?.path, setting === undefined ? undefined : wordOf(setting, word)];
  });
  if (given.length === 0 || given.some(([path]) => path === undefined)) return refuse('Invalid option');
  if (given.some(([, value]) => value === undefined)) return refuse('Invalid value');
  const local = { ...state.agent.local };
  for (const [path, value] of given) if (path !== undefined && value !== undefined) local[path] = value;
  return change(state, { local }, 'Configuration property updated');
}

function wordOf({ takes, words }: AgentSetting, word: string): Scalar | undefined {
  if (takes === 'integer') return /^\d{1,4}$/.test(word) ? Number(word) : undefined;
  return worded(words ?? {}, word);
}

const worded = (words: Readonly<Record<string, Scalar>>, word: string): Scalar | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined;

function change(state: MachineState, to: Partial<AgentState>, done: string): Answer {
  if (state.faults.tamperProtected !== null) return refuse('Blocked by tamper protection');
  return { ...say(`${done}\n`), agent: { ...state.agent, ...to } };
}

/** Pairs of `--name value`; `undefined`: something else stands there. */
function parseOptions(args: readonly string[]): readonly (readonly [string, string])[] | undefined {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at], args[at + 1]];
    if (name?.startsWith('--') !== true || value === undefined) return undefined;
    pairs.push([name.slice(2), value]);
  }
  return pairs;
}

const say = (stdout: string): Answer => ({ exitCode: 0, stdout, stderr: '' });
const refuse = (stderr: string, exitCode = 1): Answer => ({ exitCode, stdout: '', stderr: `${stderr}\n` });
const sayOr = (stdout: string | undefined, otherwise: string): Answer =>
  stdout === undefined ? refuse(otherwise) : say(stdout);
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
