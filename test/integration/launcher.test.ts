// The launcher chooses the right bundle, with stand-ins for the bundles in a folder of its own.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-launcher-'));
const launchers = join(import.meta.dirname, '../../packaging/launcher');

beforeAll(() => {
  for (const name of ['holdfast.cjs', 'own-node.cjs'])
    copyFileSync(join(launchers, name), join(folder, name));
  for (const name of ['status', 'supervisor', 'turn', 'cli'])
    writeFileSync(join(folder, `${name}.cjs`), `console.log('${name}'); process.exitCode = 4;`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function launch(...args: readonly string[]) {
  const { status, stdout } = spawnSync(process.execPath, [join(folder, 'holdfast.cjs'), ...args], {
    encoding: 'utf8',
  });
  return { bundle: stdout.trim(), status };
}

test.each([
  [['status'], 'status'],
  [['status', '--json', '--watch'], 'status'],
  [['--json', '--state-dir', '/x', 'status'], 'status'],
  [['--state-dir=/x', '--simulate', 'linux', 'status'], 'status'],
  [['--config', 'status', 'plan'], 'cli'],
  [['status', '--help'], 'cli'],
  [['status', '-h'], 'cli'],
  [['run'], 'supervisor'],
  [['--verbose', '--root', 'run', 'turn'], 'turn'],
  [['--sync'], 'cli'],
  [['--version'], 'cli'],
  [['constructor'], 'cli'],
  [['__proto__'], 'cli'],
  [[], 'cli'],
] as const)('%j starts %s', (args, bundle) => {
  expect(launch(...args).bundle).toBe(bundle);
});

test('the exit code is the bundle’s', () => {
  expect(launch('status').status).toBe(4);
});

test('a turn keeps compiled code only in a state folder that nobody else can write', () => {
  const state = join(folder, 'state');
  launch('--state-dir', state, 'turn');
  expect(existsSync(state)).toBe(false);

  mkdirSync(state, { mode: 0o700 });
  chmodSync(state, 0o777);
  launch('--state-dir', state, 'turn');
  expect(existsSync(join(state, 'compile-cache'))).toBe(false);

  chmodSync(state, 0o700);
  launch('--state-dir', state, 'turn');
  expect(existsSync(join(state, 'compile-cache'))).toBe(true);
});
