// The tasks behind the npm scripts. Started by bootstrap.mjs under the project's own Node; runs the tools and
// says how each went. Usage: npm run TASK [-- ARGUMENT...]

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';

const root = dirname(import.meta.dirname);
const inModules = (path: string): string => join(root, 'node_modules', path);

const tsc = inModules('typescript/bin/tsc');
const biome = inModules('@biomejs/biome/bin/biome');
const vitest = inModules('vitest/vitest.mjs');

/** A step that failed has said why already: only its exit code is left to pass on. */
class StepFailed extends Error {
  readonly exitCode: number;
  constructor(name: string, exitCode: number) {
    super(`${name} failed`);
    this.exitCode = exitCode;
  }
}

interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Quiet: what it prints is kept and shown only if it fails, so that parallel steps do not mix. */
  readonly quiet: boolean;
}

interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

const children = new Set<ReturnType<typeof spawn>>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    for (const child of children) if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}

function run({ program, args, cwd, quiet }: Program): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    const output: Buffer[] = [];
    children.add(child);
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      children.delete(child);
      // Ended by a signal: so do we, and bootstrap.mjs after us, whatever was to come next.
      if (signal !== null) endBy(signal);
      else resolve({ exitCode: code ?? 1, output: Buffer.concat(output).toString('utf8').trimEnd() });
    });
  });
}

function endBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Runs one of our tools on our Node; quiet steps get one line saying how they went. */
async function step(name: string, script: string, args: readonly string[], quiet = true): Promise<void> {
  const begun = performance.now();
  const ended = await run({ program: process.execPath, args: [script, ...args], cwd: root, quiet });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  if (ended.exitCode !== 0) {
    if (quiet) process.stderr.write(`${ended.output}\n`);
    process.stderr.write(`holdfast: ${name} failed (exit ${ended.exitCode}, ${seconds} s)\n`);
    throw new StepFailed(name, ended.exitCode);
  }
  if (quiet) {
    const last = ended.output.split('\n').at(-1) ?? '';
    process.stderr.write(`holdfast: ${name} ok (${seconds} s)${name === 'build' ? `: ${last}` : ''}\n`);
  }
}

/** All of them to the end, then the first failure: one run shows everything that is wrong. */
async function together(...steps: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(steps)) if (result.status === 'rejected') throw result.reason;
}

const build = () => step('build', join(root, 'scripts/build.ts'), []);
const types = () => step('types', tsc, ['--noEmit', '-p', root]);
const lint = (paths: readonly string[]) =>
  step('lint', biome, ['check', '--error-on-warnings', ...orAll(paths)]);
const tests = (args: readonly string[]) => step('tests', vitest, ['run', ...args], false);

function orAll(paths: readonly string[]): readonly string[] {
  return paths.length > 0 ? paths : ['.'];
}

async function bundled(path: string, args: readonly string[]): Promise<void> {
  await build();
  if (!existsSync(join(root, path))) throw new Error(`${path} was not built: its source is missing`);
  await step(path, join(root, path), args, false);
}

/** Proves the ground: which Node runs, and that the native part of SQLite loads on it. */
function check(): void {
  const Database = createRequire(import.meta.url)('better-sqlite3') as new (
    path: string,
  ) => { prepare(sql: string): { pluck(): { get(): unknown } }; close(): void };
  const database = new Database(':memory:');
  const sqlite = database.prepare('select sqlite_version()').pluck().get();
  database.close();
  process.stdout.write(`node ${process.versions.node} sqlite ${sqlite} ${process.execPath}\n`);
}

async function exec([program, ...args]: readonly string[]): Promise<void> {
  if (program === undefined) throw new Error('exec what? npm run exec -- PROGRAM [ARGUMENT...]');
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  const { exitCode } = await run({ program, args, cwd, quiet: false });
  if (exitCode !== 0) throw new StepFailed(program, exitCode);
}

type Task = (args: readonly string[]) => void | Promise<void>;

const tasks: Readonly<Record<string, Task>> = {
  check,
  exec,
  build,
  types,
  lint,
  format: (paths) => step('format', biome, ['check', '--write', ...orAll(paths)]),
  unit: tests,
  test: async (args) => {
    await together(types(), lint([]), build());
    await tests(args);
  },
  'test:real': async (args) => {
    await build();
    await tests(['--config', 'vitest.real.config.ts', ...args]);
  },
  demo: (args) => bundled('dist/demo/demo.cjs', args),
  bench: (args) => bundled('dist/bench/bench.cjs', args),
};

const [name = '', ...args] = process.argv.slice(2);
const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
try {
  if (!task) throw new Error(`no task "${name}"; there are: ${Object.keys(tasks).join(', ')}`);
  await task(args);
} catch (error) {
  if (!(error instanceof StepFailed)) process.stderr.write(`holdfast: ${(error as Error).message}\n`);
  process.exitCode = error instanceof StepFailed ? error.exitCode : 2;
}
