// The built programs as an administrator starts them, and a service of their own for a suite: set up, running in
// another process, stopped again.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface Programs {
  readonly node: string;
  /** Launchers. */
  readonly holdfast: string;
  readonly service: string;
}

/** `dist` is the folder that the build writes. */
export function builtPrograms(dist: string): Programs {
  return {
    node: process.execPath,
    holdfast: join(dist, 'agent/holdfast.cjs'),
    service: join(dist, 'service/holdfast-service.cjs'),
  };
}

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ENVIRONMENT = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', HOME: '/' };

export async function runProgram(program: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: ENVIRONMENT, cwd: '/' });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return { exitCode, stdout: stdout.join(''), stderr: stderr.join('') };
}

/** Anything but exit code 0 is the end of the suite, with what the program said. */
export async function must(program: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(program, args);
  if (exitCode === 0) return stdout;
  throw new Error(`${args.join(' ')}\nended with ${exitCode}:\n${stdout}${stderr}`);
}

export interface ServiceOptions {
  /** Made by it. */
  readonly folder: string;
  /** Where a TLS end stands before it: the public address and its authority, PEM. */
  readonly behind?: { readonly url: string; readonly ca: string };
}

export interface RunningService {
  readonly port: number;
  /** A command of `holdfast-service`, to its end; its answer as JSON. */
  ask(...args: readonly string[]): Promise<unknown>;
  /** What a device onboards with. */
  readonly onboarding: { readonly file: string; readonly secret: string };
  stop(): Promise<void>;
}

/** In a process of its own, with a new tenant, listening on loopback. */
export async function startService(programs: Programs, options: ServiceOptions): Promise<RunningService> {
  const { folder, behind } = options;
  const data = join(folder, 'data');
  mkdirSync(folder);
  const command = (...args: readonly string[]) => [programs.service, '--data-dir', data, '--json', ...args];
  const ask = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse(await must(programs.node, command(...args)));
  await ask('init');
  const port = await freePort();
  const run = command('run', '--port', String(port), ...(behind === undefined ? [] : ['--url', behind.url]));
  const log = openSync(join(folder, 'service.log'), 'w');
  const child = spawn(programs.node, run, { stdio: ['ignore', 'pipe', log], env: ENVIRONMENT });
  closeSync(log);
  if (child.stdout === null) throw new Error('the service has no output');
  await once(child.stdout, 'data', { signal: AbortSignal.timeout(20_000) });
  const onboarding = { file: join(folder, 'onboarding.jws'), secret: join(folder, 'onboarding.secret') };
  const ca = join(folder, 'ca.pem');
  if (behind !== undefined) writeFileSync(ca, behind.ca);
  const trusted = behind === undefined ? [] : ['--ca', ca];
  await ask('onboarding-file', '--out', onboarding.file, '--secret-out', onboarding.secret, ...trusted);
  return {
    port,
    ask,
    onboarding,
    stop: async () => {
      if (child.exitCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

/** Free a moment ago: the service is told its port before it listens, because its address is part of its keys. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
