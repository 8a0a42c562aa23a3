// What every command has: its ports, the options, the output. And what a command says when it may not or cannot.

import type { Host } from '../../../platform/host.js';
import { harmlessJson, harmlessLines } from '../../model/harmless.js';
import type { Clock, Random, Timer } from '../../model/ports.js';
import type { Fault, Result } from '../../model/result.js';
import { describeFault } from '../../model/result.js';
import type { Config } from '../config/config.js';
import type { GlobalOptions } from '../config/options.js';
import { readConfig } from '../config/read-config.js';
import type { AgentContext } from '../context.js';
import { readBytes } from '../files/own-files.js';
import type { Launcher } from '../inventory/hardware-child.js';
import type { Processes } from '../lock/processes.js';
import { createJsonLog, silentLog } from '../log/json-log.js';
import type { ExitCode } from '../turn/ports.js';
import { createContext } from '../wiring.js';
import type { Screen } from './table.js';

export interface Output extends Screen {
  write(text: string): void;
}

/** Everything that a command touches of its process, so that it can also be called from another program. */
export interface CliPorts {
  /** Without the program and the script. */
  readonly argv: readonly string[];
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of it, to its end. */
  readStdin(): Promise<string>;
  /** Somebody types it. Default: no. */
  readonly stdinIsTerminal?: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly processes: Processes;
  /** Root or administrator. */
  isPrivileged(): boolean;
  /** Default: the machine that the options name. */
  readonly host?: Host;
  /** What starts our own children; without it nothing is asked that needs one. */
  readonly launcher?: Launcher;
  /** Ends a command that takes long; default: never. */
  readonly signal?: AbortSignal;
}

export interface Session {
  readonly ports: CliPorts;
  readonly options: GlobalOptions;
  readonly config: Config;
  readonly signal: AbortSignal;
  context(): Promise<Result<AgentContext>>;
}

/** Whatever the machine, a policy or a service made us say: a terminal obeys none of it. */
export const harmlessOutput = (output: Output): Output => ({
  ...output,
  write: (text) => output.write(harmlessLines(text)),
});

/** A command: the code it ends with. */
export type Command = (session: Session) => Promise<ExitCode>;

/** Only as good as nothing: that it is needed shows at the handshake, and then nobody thinks of a wrong path. */
function isMissing(file: string): boolean {
  const read = readBytes(file, CA_BYTES);
  return read.ok && read.value === undefined;
}

const CA_BYTES = 1_048_576;

export async function inSession(
  ports: CliPorts,
  options: GlobalOptions,
  command: Command,
): Promise<ExitCode> {
  const config = readConfig(options);
  if (!config.ok) {
    ports.stderr.write(`holdfast: ${config.error.why}\n`);
    return config.error.kind === 'usage' ? 2 : 1;
  }
  const { caFile } = config.value;
  if (caFile !== undefined && isMissing(caFile))
    ports.stderr.write(
      `holdfast: ${config.value.paths.configFile}: "caFile" names ${caFile}, which is not there; it is left out\n`,
    );
  const { clock, random, timer, processes, host, launcher } = ports;
  const log = options.verbose ? createJsonLog((line) => ports.stderr.write(line), clock) : silentLog;
  const base = { config: config.value, clock, random, timer, processes, log };
  return command({
    ports,
    options,
    config: config.value,
    signal: ports.signal ?? new AbortController().signal,
    context: () =>
      createContext({
        ...base,
        ...(host === undefined ? {} : { host }),
        ...(launcher === undefined ? {} : { launcher }),
      }),
  });
}

/** A simulated machine and one below a root prefix belong to whoever made them. */
export function needsPrivileges({ ports, config }: Session, what: string): ExitCode | undefined {
  if (config.simulated || config.root !== '/' || ports.isPrivileged()) return undefined;
  ports.stderr.write(`holdfast: ${what} needs root (administrator) rights; run it again with sudo.\n`);
  return 5;
}

export function failed({ ports }: Pick<Session, 'ports'>, fault: Fault): ExitCode {
  ports.stderr.write(`holdfast: ${describeFault(fault)}\n`);
  return CODES[fault.kind] ?? 1;
}

const CODES: Readonly<Partial<Record<Fault['kind'], ExitCode>>> = {
  denied: 5,
  unreachable: 6,
  untrusted: 8,
};

export function say({ ports }: Pick<Session, 'ports'>, text: string): void {
  ports.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function sayJson({ ports }: Pick<Session, 'ports'>, value: unknown): void {
  ports.stdout.write(`${harmlessJson(value)}\n`);
}

/** On standard error, so that output which programs read stays clean. */
export function warn({ ports }: Pick<Session, 'ports'>, warnings: readonly string[]): void {
  for (const warning of warnings) ports.stderr.write(`Warning: ${warning}\n`);
}
