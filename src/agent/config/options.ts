// The options that every command takes, read without a library: the daemon and `status` load none. Pure.

import type { OsName } from '../../model/catalog/row.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';

export interface GlobalOptions {
  readonly configFile?: string;
  readonly stateDir?: string;
  readonly root?: string;
  readonly simulate?: OsName;
  readonly json: boolean;
  readonly verbose: boolean;
}

export interface Arguments {
  readonly options: GlobalOptions;
  /** What is left: the command, its own options and operands, in order. */
  readonly rest: readonly string[];
}

const VALUED = { '--config': 'configFile', '--state-dir': 'stateDir', '--root': 'root' } as const;
const SYSTEMS: readonly OsName[] = ['windows', 'macos', 'linux'];

export const isOsName = (text: string): text is OsName => SYSTEMS.some((os) => os === text);

/** The error is one sentence for people. Unknown options are left in `rest` for the command to refuse. */
export function parseArguments(argv: readonly string[]): Result<Arguments, string> {
  const options: Record<string, string | boolean> = { json: false, verbose: false };
  const rest: string[] = [];
  let simulate: OsName | undefined;
  for (let at = 0; at < argv.length; at++) {
    const arg = argv[at] ?? '';
    if (arg === '--') {
      rest.push(...argv.slice(at));
      break;
    }
    const [name, inline] = splitOption(arg);
    if (name === '--json' || name === '--verbose') {
      options[name.slice(2)] = true;
    } else if (name === '--simulate' || isValued(name)) {
      const value = inline ?? argv[++at];
      if (value === undefined || value === '') return fail(`${name} needs a value`);
      if (isValued(name)) options[VALUED[name]] = value;
      else if (isOsName(value)) simulate = value;
      else return fail(`--simulate takes windows, macos or linux, not "${value.slice(0, 40)}"`);
    } else rest.push(arg);
  }
  return ok({ options: toOptions(options, simulate), rest });
}

function toOptions(found: Readonly<Record<string, string | boolean>>, simulate?: OsName): GlobalOptions {
  const text = (name: string): string | undefined => {
    const value = found[name];
    return typeof value === 'string' ? value : undefined;
  };
  const [configFile, stateDir, root] = [text('configFile'), text('stateDir'), text('root')];
  return {
    json: found['json'] === true,
    verbose: found['verbose'] === true,
    ...(configFile === undefined ? {} : { configFile }),
    ...(stateDir === undefined ? {} : { stateDir }),
    ...(root === undefined ? {} : { root }),
    ...(simulate === undefined ? {} : { simulate }),
  };
}

/** The same options again as arguments, for a child of ours. */
export function optionArguments(options: GlobalOptions): readonly string[] {
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['--config', options.configFile],
    ['--state-dir', options.stateDir],
    ['--root', options.root],
    ['--simulate', options.simulate],
  ];
  return [
    ...pairs.flatMap(([name, value]) => (value === undefined ? [] : [name, value])),
    ...(options.verbose ? ['--verbose'] : []),
  ];
}

function splitOption(arg: string): readonly [string, string | undefined] {
  const at = arg.indexOf('=');
  return arg.startsWith('--') && at > 0 ? [arg.slice(0, at), arg.slice(at + 1)] : [arg, undefined];
}

const isValued = (name: string): name is keyof typeof VALUED => Object.hasOwn(VALUED, name);
