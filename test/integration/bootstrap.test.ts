// bootstrap.mjs passes on how the task ended. Runs the real one on this working copy, which is installed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const bootstrap = join(import.meta.dirname, '../../scripts/bootstrap.mjs');

function start(...args: readonly string[]) {
  return spawnSync(process.execPath, [bootstrap, ...args], { encoding: 'utf8' });
}

test('a task’s exit code is the script’s', () => {
  expect(start('exec', 'node', '-e', 'process.exit(7)').status).toBe(7);
});

test('a program under exec runs on our Node, whatever PATH says', () => {
  const { stdout } = start('exec', 'node', '-p', 'process.versions.node');
  expect(stdout.trim()).toBe('26.10.0');
});

test('an unknown task is refused, with the list of those there are', () => {
  const { status, stderr } = start('constructor');
  expect(status).toBe(2);
  expect(stderr).toContain('there are: check, exec, build');
});

test('a signal reaches the task, and the script ends by it', async () => {
  const script = 'console.log(process.pid); setInterval(() => {}, 1000)';
  const child = spawn(process.execPath, [bootstrap, 'exec', 'node', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const task = Number(chunk.toString());
  child.kill('SIGTERM');
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  expect([code, signal]).toEqual([null, 'SIGTERM']);
  expect(() => process.kill(task, 0)).toThrow('ESRCH');
});
