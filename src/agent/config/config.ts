// One validated configuration out of options, environment and file. Pure: the reading is done in read-config.ts.

import type { OsName } from '../../model/catalog/row.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { GlobalOptions } from './options.js';
import type { Paths } from './paths.js';
import { pathsFor } from './paths.js';

export interface Config {
  readonly os: OsName;
  readonly paths: Paths;
  /** The machine is a simulated one: it says so in inventory, status and reports. */
  readonly simulated: boolean;
  /** Prefix of the machine's files; `/` for the real ones. */
  readonly root: string;
  /** PEM file of a private authority, besides those of the system. */
  readonly caFile?: string;
  readonly proxy?: string;
  /** How the device hears "sync now" of the service: a held connection, a look every five minutes, or not at all. */
  readonly syncNow: SyncNow;
  /** `refuse`: dangerous exclusions, and real-time protection off, are refused on this device. */
  readonly guardrails: 'flag' | 'refuse';
  /** The operator's word that this machine is thrown away after use. */
  readonly nonPersistent: boolean;
  /** Where new device keys are made: a file, a TPM, or a TPM where there is one. */
  readonly keyStore: 'file' | 'tpm' | 'auto';
  readonly verbose: boolean;
}

export type SyncNow = 'wait' | 'poll' | 'off';

/** What the process finds around it; read in one place and given on. */
export interface Surroundings {
  readonly os: OsName;
  readonly programData: string;
  readonly cwd: string;
  /** By the usual variables, `undefined` where none is set. */
  readonly proxy?: string;
}

export type ConfigError = { readonly kind: 'usage' | 'file'; readonly why: string };

/** Paths of options are made absolute against the current folder first: a daemon may change it. */
export function locate(
  options: GlobalOptions,
  around: Surroundings,
  absolute: (path: string) => string,
): Paths {
  return pathsFor({
    os: around.os,
    programData: around.programData,
    root: options.root === undefined ? '/' : absolute(options.root),
    simulated: options.simulate !== undefined,
    ...(options.stateDir === undefined ? {} : { stateDir: absolute(options.stateDir) }),
    ...(options.configFile === undefined ? {} : { configFile: absolute(options.configFile) }),
  });
}

/** `file` is the text of the configuration file, `undefined` when there is none. */
export function parseConfig(
  options: GlobalOptions,
  around: Surroundings,
  paths: Paths,
  file: string | undefined,
): Result<Config, ConfigError> {
  if (options.simulate !== undefined && options.stateDir === undefined)
    return fail({ kind: 'usage', why: '--simulate needs --state-dir: a folder of its own for the machine' });
  const raw: Result<FileConfig, string> = file === undefined ? ok({}) : parseFile(file);
  if (!raw.ok) return fail({ kind: 'file', why: `${paths.configFile}: ${raw.error}` });
  // The environment is for many programs: what only others understand is nothing to stop for.
  const ofAll = around.proxy !== undefined && isProxy(around.proxy) ? around.proxy : undefined;
  const { caFile, proxy = ofAll, guardrails, keyStore, nonPersistent = false } = raw.value;
  return ok({
    os: options.simulate ?? around.os,
    paths,
    simulated: options.simulate !== undefined,
    root: options.root ?? '/',
    syncNow: SYNC_NOW.find((word) => word === raw.value.syncNow) ?? 'poll',
    guardrails: guardrails === 'refuse' ? guardrails : 'flag',
    nonPersistent,
    keyStore: KEY_STORES.find((known) => known === keyStore) ?? 'file',
    verbose: options.verbose,
    ...(caFile === undefined ? {} : { caFile }),
    ...(proxy === undefined ? {} : { proxy }),
  });
}

interface FileConfig {
  readonly caFile?: string;
  readonly proxy?: string;
  readonly syncNow?: string;
  readonly guardrails?: string;
  readonly keyStore?: string;
  readonly nonPersistent?: boolean;
}

const TEXTS = [
  'caFile',
  'proxy',
  'guardrails',
  'keyStore',
  'syncNow',
] as const satisfies readonly (keyof FileConfig)[];
const SWITCHES = ['nonPersistent'] as const satisfies readonly (keyof FileConfig)[];
const KEY_STORES: readonly Config['keyStore'][] = ['file', 'tpm', 'auto'];
const GUARDRAILS: readonly string[] = ['flag', 'refuse'] satisfies readonly Config['guardrails'][];
const SYNC_NOW: readonly SyncNow[] = ['wait', 'poll', 'off'];

/** What each takes, for whoever wrote something else. */
const ALLOWED: Readonly<Record<(typeof TEXTS)[number], string>> = {
  caFile: 'the path of a PEM file',
  proxy: 'a URL such as http://proxy.example:3128 (a % in a password is written %25)',
  guardrails: `one of: ${GUARDRAILS.join(', ')}`,
  keyStore: `one of: ${KEY_STORES.join(', ')}`,
  syncNow: `one of: ${SYNC_NOW.join(', ')}`,
};

function parseFile(text: string): Result<FileConfig, string> {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return fail(
      `not valid JSON: ${error instanceof Error ? error.message.slice(0, 160) : 'it cannot be read'}`,
    );
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return fail('expected one JSON object');
  const config: Record<string, string> = {};
  const switches: Partial<Record<(typeof SWITCHES)[number], boolean>> = {};
  for (const [name, value] of Object.entries(raw)) {
    const flag = SWITCHES.find((known) => known === name);
    if (flag !== undefined) {
      if (typeof value !== 'boolean') return fail(`"${flag}" must be true or false`);
      switches[flag] = value;
      continue;
    }
    const key = TEXTS.find((known) => known === name);
    if (key === undefined)
      return fail(`unknown setting "${name.slice(0, 60)}"; there are: ${[...TEXTS, ...SWITCHES].join(', ')}`);
    if (typeof value !== 'string' || value === '') return fail(`"${key}" must be ${ALLOWED[key]}`);
    config[key] = value;
  }
  if (config['proxy'] !== undefined && !isProxy(config['proxy']))
    return fail(`"proxy" must be ${ALLOWED.proxy}`);
  if (config['guardrails'] !== undefined && !GUARDRAILS.includes(config['guardrails']))
    return fail(`"guardrails" must be ${ALLOWED.guardrails}`);
  if (config['syncNow'] !== undefined && !SYNC_NOW.some((word) => word === config['syncNow']))
    return fail(`"syncNow" must be ${ALLOWED.syncNow}`);
  if (config['keyStore'] !== undefined && !KEY_STORES.some((known) => known === config['keyStore']))
    return fail(`"keyStore" must be ${ALLOWED.keyStore}`);
  return ok({ ...config, ...switches });
}

/** As the runtime takes it: what it would throw for must not get as far as a turn. */
function isProxy(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.hostname === '') return false;
  return (
    (url.protocol === 'http:' || url.protocol === 'https:') && [url.username, url.password].every(isDecodable)
  );
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
