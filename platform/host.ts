// The one screen between us and a machine, and the only place that starts programs. Spawns; no other I/O.

import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { OsName } from '../src/model/catalog/row.js';
import type { Hardware } from '../src/model/hardware.js';
import type { Timer } from '../src/model/ports.js';
import type { Fault, Result } from '../src/model/result.js';
import { fail, ok } from '../src/model/result.js';

/** The whole outside world of an adapter. Paths are the machine's own, absolute; a root prefix is added inside. */
export interface Host {
  run(program: string, args: readonly string[], options: RunOptions): Promise<Result<RunOutput>>;
  /** `undefined`: not there, which is not a fault. */
  read(path: string, options: ReadOptions): Promise<Result<FileContent | undefined>>;
  /** The whole file or none of it, durable on return; missing parent folders are made (0755). */
  writeAtomic(path: string, bytes: Uint8Array, attributes: FileAttributes | 'keep'): Promise<Result<void>>;
  /** Removing what is not there is done. */
  remove(path: string): Promise<Result<void>>;
  /** Only an empty one. False: something is in it, and it stays. Removing what is not there is done. */
  removeFolder(path: string): Promise<Result<boolean>>;
  /** Names in a folder, sorted; `undefined`: no such folder. */
  list(path: string): Promise<Result<readonly string[] | undefined>>;
  /** Never follows a symbolic link; `undefined`: not there. */
  stat(path: string): Promise<Result<FileStat | undefined>>;
  facts(): Promise<HostFacts>;
}

export interface RunOptions {
  readonly stdin?: string;
  /** Unit: milliseconds; the program and all its children are killed then. */
  readonly timeoutMs: number;
  /** Both streams together; more is a fault, never a cut answer. */
  readonly maxOutputBytes: number;
  readonly signal: AbortSignal;
}

export interface RunOutput {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

export interface ReadOptions {
  readonly maxBytes: number;
  /** Follow a symbolic link in the last place; default false: a link is `unsafe`. */
  readonly follow?: boolean;
}

export interface FileAttributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export interface FileStat extends FileAttributes {
  readonly type: 'file' | 'folder' | 'link' | 'other';
  readonly size: number;
  readonly modifiedMs: number;
  /** Owned by root, or by the account that we run as. */
  readonly trustedOwner: boolean;
}

export interface FileContent {
  readonly bytes: Uint8Array;
  /** Of the very descriptor that was read. */
  readonly stat: FileStat;
}

/** What the machine says about itself. `undefined`: it does not say. */
export interface HostFacts {
  readonly os: OsName;
  readonly arch: string;
  readonly simulated: boolean;
  /** Of a simulated machine; a real one is asked by a child of its own. */
  readonly hardware?: Hardware;
  readonly distribution: string | undefined;
  readonly version: string | undefined;
  readonly prettyName: string | undefined;
  readonly hostname: string | undefined;
  readonly machineId: string | undefined;
  /** Changes with each boot. */
  readonly bootId: string | undefined;
  /** Release of a Linux kernel, e.g. `5.14.0-503.el9.x86_64`. */
  readonly kernel?: string | undefined;
  /** Command name of process 1, e.g. `systemd`. */
  readonly init: string | undefined;
  /** The word of the container manager (`docker`, `lxc`, `systemd-nspawn` ...). */
  readonly container: string | undefined;
  readonly role?: 'client' | 'server' | 'domain-controller' | undefined;
  /** Of the hardware or virtual machine itself (SMBIOS): a copied disk does not take it along. */
  readonly hardwareId?: string | undefined;
  /** How a Windows was installed: its `InstallationType` (`Server Core` ...) and `EditionID` (`ServerDatacenter` ...). */
  readonly installation?: string | undefined;
  readonly edition?: string | undefined;
}

/** Nothing of our own environment reaches a program: no proxy, preload, locale or Node variables. */
const CLEAN_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  HOME: '/',
};

/** What a program is given besides its arguments and input. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string>>;
  /** The current folder: one that nobody takes away. */
  readonly folder: string;
  /** A process group of its own, that can be ended as one. */
  readonly ownGroup: boolean;
  /** Who may start what is refused. */
  readonly need: 'administrator' | 'root';
}

export const POSIX_SURROUNDINGS: Surroundings = {
  environment: CLEAN_ENVIRONMENT,
  folder: '/',
  ownGroup: true,
  need: 'root',
};

export interface CheckedProgram {
  /** The real path; the caller has made sure that it may be run. */
  readonly path: string;
  /** What faults call it. */
  readonly name: string;
  readonly timer: Timer;
  readonly around: Surroundings;
}

export function runProgram(
  program: CheckedProgram,
  args: readonly string[],
  options: RunOptions,
): Promise<Result<RunOutput>> {
  const { name, around } = program;
  if (args.some((arg) => arg.includes('\0'))) {
    return Promise.resolve(fail({ kind: 'unsafe', target: name, why: 'an argument holds a NUL character' }));
  }
  if (options.signal.aborted) return Promise.resolve(fail({ kind: 'cancelled', what: name }));
  return new Promise((resolve) => {
    const input = options.stdin === undefined ? 'ignore' : 'pipe';
    const child = trySpawn(program.path, args, {
      stdio: [input, 'pipe', 'pipe'],
      env: around.environment,
      cwd: around.folder,
      detached: around.ownGroup,
      windowsHide: true,
    });
    if (child instanceof Error) return resolve(fail(spawnFault(name, child, around.need)));
    const { timeoutMs, maxOutputBytes, signal } = options;
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    let size = 0;
    let cut: Fault | undefined;
    const stop = (fault: Fault) => {
      cut ??= fault;
      killGroup(child);
      // Who left the group may hold the pipes open for ever.
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    const onAbort = () => stop({ kind: 'cancelled', what: name });
    const disarm = program.timer.after(timeoutMs, () =>
      stop({ kind: 'timeout', what: name, afterMs: timeoutMs }),
    );
    const finish = (result: Result<RunOutput>) => {
      disarm();
      signal.removeEventListener('abort', onAbort);
      resolve(cut === undefined ? result : fail(cut));
    };
    const keep = (into: Uint8Array[]) => (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > maxOutputBytes)
        stop({ kind: 'too-big', what: `output of ${name}`, limitBytes: maxOutputBytes });
      else into.push(chunk);
    };
    signal.addEventListener('abort', onAbort);
    child.stdout?.on('data', keep(stdout));
    child.stderr?.on('data', keep(stderr));
    child.on('error', (error) => finish(fail(spawnFault(name, error, around.need))));
    child.on('close', (code, killedBy) =>
      finish(
        code === null
          ? fail({ kind: 'failed', what: name, exitCode: null, said: `ended by ${killedBy ?? 'a signal'}` })
          : ok({ exitCode: code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) }),
      ),
    );
    // A program that does not read its input closes the pipe: its exit code says what matters.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.stdin);
  });
}

export interface ChildOptions {
  readonly onExit: (end: ChildEnd) => void;
  /** Present: a message channel is opened. */
  readonly onMessage?: (message: unknown) => void;
  readonly stdio: 'inherit' | 'ignore';
  /** Added to the clean environment; the caller's config decides what belongs there. */
  readonly environment?: Readonly<Record<string, string>>;
}

export type ChildEnd =
  | { readonly is: 'exited'; readonly code: number }
  | { readonly is: 'killed'; readonly signal: string }
  | { readonly is: 'not-started'; readonly fault: Fault };

export interface Child {
  readonly pid: number | undefined;
  /** False when the channel is closed or was never opened. */
  send(message: Readonly<Record<string, unknown>>): boolean;
  /** `terminate` asks; `kill` ends the child and everything it started. */
  stop(how: 'terminate' | 'kill'): void;
}

/** Starts one of our own long-lived children, in a process group of its own. `program` is a real path, never prefixed. */
export function startChild(program: string, args: readonly string[], options: ChildOptions): Child {
  const { onExit, onMessage, stdio, environment } = options;
  const child = trySpawn(program, args, {
    stdio: onMessage === undefined ? [stdio, stdio, stdio] : [stdio, stdio, stdio, 'ipc'],
    env: { ...CLEAN_ENVIRONMENT, ...environment },
    detached: true,
  });
  if (child instanceof Error) {
    const fault = spawnFault(program, child);
    queueMicrotask(() => onExit({ is: 'not-started', fault }));
    return { pid: undefined, send: () => false, stop: () => undefined };
  }
  let ended = false;
  const end = (how: ChildEnd) => {
    if (ended) return;
    ended = true;
    onExit(how);
  };
  child.on('error', (error) => {
    if (child.pid === undefined) end({ is: 'not-started', fault: spawnFault(program, error) });
  });
  child.on('exit', (code, signal) =>
    end(code === null ? { is: 'killed', signal: signal ?? 'unknown' } : { is: 'exited', code }),
  );
  if (onMessage !== undefined) child.on('message', onMessage);
  return {
    pid: child.pid,
    send: (message) => child.connected && child.send(message),
    stop: (how) => {
      if (how === 'terminate') child.kill('SIGTERM');
      else killGroup(child);
    },
  };
}

function trySpawn(path: string, args: readonly string[], options: SpawnOptions): ChildProcess | Error {
  try {
    return spawn(path, args, options);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The group, so that what the program started ends with it; the group is gone only when all its members are. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function spawnFault(name: string, error: Error, need: Surroundings['need'] = 'root'): Fault {
  const code = 'code' in error ? String(error.code) : error.message;
  if (code === 'ENOENT') return { kind: 'missing', target: name };
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'denied', target: name, need };
  return { kind: 'failed', what: name, exitCode: null, said: `could not be started (${code})` };
}
