// The real machine as a Host, below a root prefix in a fresh folder: real programs, real files.
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChildEnd, Host, RunOptions } from '../../../platform/host.js';
import { startChild } from '../../../platform/host.js';
import { createRealHost } from '../../../platform/real-host.js';
import { createSystemTimer } from '../../../platform/timer.js';

let root: string;
let host: Host;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-host-'));
  host = createRealHost({ root, timer: createSystemTimer() });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function program(path: string, script: string): string {
  const real = join(root, path);
  mkdirSync(join(real, '..'), { recursive: true });
  writeFileSync(real, `#!/bin/sh\n${script}\n`);
  chmodSync(real, 0o755);
  return path;
}

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  timeoutMs: 20_000,
  maxOutputBytes: 100_000,
  signal: new AbortController().signal,
  ...more,
});

async function run(path: string, args: readonly string[] = [], more: Partial<RunOptions> = {}) {
  const result = await host.run(path, args, options(more));
  if (!result.ok) return result.error;
  const { exitCode, stdout, stderr } = result.value;
  return { exitCode, stdout: Buffer.from(stdout).toString(), stderr: Buffer.from(stderr).toString() };
}

describe('running a program', () => {
  test('arguments arrive as they are, whatever they hold', async () => {
    const hostile = ['a b', '"\'`', '$(touch x)', ';|&', '*', 'line\nbreak', '', '-n', 'ü\u{1f600}'];
    const path = program('/usr/bin/show', 'for a in "$@"; do printf "%s\\0" "$a"; done');
    expect(await run(path, hostile)).toMatchObject({
      exitCode: 0,
      stdout: hostile.map((a) => `${a}\0`).join(''),
    });
  });

  test('input, both outputs and the exit code come through', async () => {
    const path = program('/usr/bin/echo-back', 'cat; echo problem >&2; exit 7');
    expect(await run(path, [], { stdin: 'hello' })).toEqual({
      exitCode: 7,
      stdout: 'hello',
      stderr: 'problem\n',
    });
  });

  test('a program that does not read its input is no fault', async () => {
    const path = program('/usr/bin/deaf', 'exec 0<&-; exit 3');
    expect(await run(path, [], { stdin: 'x'.repeat(1_000_000) })).toMatchObject({ exitCode: 3 });
  });

  test('nothing of our environment reaches it', async () => {
    vi.stubEnv('LD_PRELOAD_TEST', 'evil');
    vi.stubEnv('HTTPS_PROXY', 'http://proxy.example');
    const path = program('/usr/bin/show-env', '/usr/bin/env');
    const names = JSON.stringify(await run(path));
    expect(names).not.toMatch(/LD_PRELOAD_TEST|HTTPS_PROXY/);
    expect(names).toMatch(/LC_ALL=C.UTF-8/);
  });

  test('at its time limit it is killed with all that it started', async () => {
    const path = program('/usr/bin/hang', `sleep 1000 & echo $! > ${root}/pid; wait`);
    expect(await run(path, [], { timeoutMs: 700 })).toEqual({ kind: 'timeout', what: path, afterMs: 700 });
    const pid = readFileSync(join(root, 'pid'), 'utf8').trim();
    await vi.waitFor(() => expect(stateOf(pid)).toMatch(/^[ZX]?$/));
  });

  test('what left its group and holds its output open does not hold us up', async () => {
    const path = program('/usr/bin/daemonize', 'setsid sleep 20 & exit 0');
    expect(await run(path, [], { timeoutMs: 300 })).toEqual({ kind: 'timeout', what: path, afterMs: 300 });
  }, 5000);

  test('too much output is a fault, not a cut answer', async () => {
    const path = program('/usr/bin/talk', 'while :; do echo yes; done');
    expect(await run(path, [], { maxOutputBytes: 1000 })).toMatchObject({
      kind: 'too-big',
      limitBytes: 1000,
    });
  });

  test('it ends when the caller gives up, and does not start when he already has', async () => {
    const started = join(root, 'started');
    const path = program('/usr/bin/wait', `touch ${started}; sleep 1000`);
    const abort = new AbortController();
    const running = run(path, [], { signal: abort.signal });
    await vi.waitFor(() => expect(existsSync(started)).toBe(true));
    abort.abort();
    expect(await running).toEqual({ kind: 'cancelled', what: path });
    expect(await run(path, [], { signal: abort.signal })).toEqual({ kind: 'cancelled', what: path });
  });

  test('a program that dies by a signal has failed without a code', async () => {
    const path = program('/usr/bin/die', 'kill -SEGV $$');
    expect(await run(path)).toEqual({ kind: 'failed', what: path, exitCode: null, said: 'ended by SIGSEGV' });
  });

  test('missing, relative, not executable, NUL: each its own fault', async () => {
    expect(await run('/usr/bin/none')).toEqual({ kind: 'missing', target: '/usr/bin/none' });
    expect(await run('sh')).toMatchObject({ kind: 'unsafe' });
    const path = program('/usr/bin/plain', '');
    expect(await run(path, ['a\0b'])).toMatchObject({ kind: 'unsafe' });
    chmodSync(join(root, path), 0o644);
    expect(await run(path)).toMatchObject({ kind: 'denied' });
  });

  test('a program that other accounts could have put there is not run', async () => {
    const path = program('/opt/agent/bin/tool', 'exit 0');
    expect(await run(path)).toMatchObject({ exitCode: 0 });
    for (const part of ['opt/agent/bin/tool', 'opt/agent/bin', 'opt']) {
      const real = join(root, part);
      const { mode } = statSync(real);
      chmodSync(real, 0o777);
      expect(await run(path)).toMatchObject({ kind: 'unsafe', target: path });
      chmodSync(real, mode);
    }
  });

  test('the way through a link is looked at, too', async () => {
    program('/open/tool', 'exit 0');
    chmodSync(join(root, 'open'), 0o777);
    mkdirSync(join(root, 'usr/bin'), { recursive: true });
    symlinkSync('../../open/tool', join(root, 'usr/bin/tool'));
    expect(await run('/usr/bin/tool')).toMatchObject({ kind: 'unsafe' });
    chmodSync(join(root, 'open'), 0o755);
    expect(await run('/usr/bin/tool')).toMatchObject({ exitCode: 0 });
    symlinkSync('loop', join(root, 'usr/bin/loop'));
    expect(await run('/usr/bin/loop')).toMatchObject({ kind: 'unsafe' });
  });
});

describe('reading', () => {
  test('what is not there is undefined; too long, a folder or a link is a fault', async () => {
    writeFileSync(join(root, 'file'), 'content');
    symlinkSync('file', join(root, 'link'));
    mkdirSync(join(root, 'folder'));
    const read = (path: string, follow = false) => host.read(path, { maxBytes: 7, follow });
    expect(await read('/file')).toMatchObject({ ok: true, value: { bytes: Buffer.from('content') } });
    expect(await read('/none')).toEqual({ ok: true, value: undefined });
    expect(await read('/file/none')).toEqual({ ok: true, value: undefined });
    expect(await host.read('/file', { maxBytes: 6 })).toMatchObject({ error: { kind: 'too-big' } });
    expect(await read('/folder')).toMatchObject({ error: { kind: 'unsafe' } });
    expect(await read('/link')).toMatchObject({ error: { kind: 'unsafe' } });
    expect(await read('/link', true)).toMatchObject({ ok: true });
    expect(await read('/a\0b')).toMatchObject({ error: { kind: 'unsafe' } });
  });

  test('no path climbs out of the root prefix', async () => {
    expect(await host.stat('/../../../../etc/passwd')).toEqual({ ok: true, value: undefined });
    writeFileSync(join(root, 'inside'), '');
    expect(await host.stat('/../../inside')).toMatchObject({ ok: true, value: { type: 'file' } });
  });

  test('files of the kernel, which say that they are empty, are read', async () => {
    const real = createRealHost({ timer: createSystemTimer() });
    const boot = await real.read('/proc/sys/kernel/random/boot_id', { maxBytes: 100 });
    expect(boot.ok && boot.value?.bytes.length).toBe(37);
    expect(await real.facts()).toMatchObject({ os: 'linux', simulated: false, bootId: expect.any(String) });
  });

  test('a folder is listed by name; a missing one is undefined', async () => {
    for (const name of ['b', 'a']) writeFileSync(join(root, name), '');
    expect(await host.list('/')).toEqual({ ok: true, value: ['a', 'b'] });
    expect(await host.list('/none')).toEqual({ ok: true, value: undefined });
  });
});

describe('writing', () => {
  const bytes = Buffer.from('new');

  test('makes missing folders readable for all, whatever the umask', async () => {
    const before = process.umask(0o077);
    const written = await host
      .writeAtomic('/etc/opt/x/file', bytes, 'keep')
      .finally(() => process.umask(before));
    expect(written).toEqual({ ok: true, value: undefined });
    expect(lstatSync(join(root, 'etc/opt/x')).mode & 0o777).toBe(0o755);
    expect(lstatSync(join(root, 'etc/opt/x/file')).mode & 0o777).toBe(0o644);
  });

  test('keeps the mode of what it replaces, or sets the one it is told', async () => {
    writeFileSync(join(root, 'file'), 'old', { mode: 0o600 });
    await host.writeAtomic('/file', bytes, 'keep');
    expect(readFileSync(join(root, 'file'), 'utf8')).toBe('new');
    expect(lstatSync(join(root, 'file')).mode & 0o777).toBe(0o600);
    const { uid, gid } = lstatSync(join(root, 'file'));
    await host.writeAtomic('/file', bytes, { mode: 0o640, uid, gid });
    expect(lstatSync(join(root, 'file')).mode & 0o777).toBe(0o640);
  });

  test('what a killed write left is gone after the next one, what a living process writes stays', async () => {
    const ours = `.file.holdfast-${process.pid}-1000`;
    const theirs = `.file.holdfast-${process.ppid}-1`;
    const foreign = [
      '.file.holdfast-',
      '.file.holdfast-backup',
      '.file.holdfast-1.old',
      '.other.holdfast-0-1',
    ];
    for (const name of [ours, '.file.holdfast-999999999-1', theirs, ...foreign]) {
      writeFileSync(join(root, name), 'half');
    }
    await host.writeAtomic('/file', bytes, 'keep');
    expect(readdirSync(root).sort()).toEqual([theirs, ...foreign, 'file'].sort());
  });

  test('a link, a folder, or a folder open to others is refused and left alone', async () => {
    writeFileSync(join(root, 'target'), 'old');
    symlinkSync('target', join(root, 'link'));
    mkdirSync(join(root, 'folder'));
    mkdirSync(join(root, 'open'));
    chmodSync(join(root, 'open'), 0o777);
    for (const path of ['/link', '/folder', '/open/file', '/open/below/file']) {
      expect(await host.writeAtomic(path, bytes, 'keep')).toMatchObject({
        ok: false,
        error: { kind: 'unsafe' },
      });
    }
    expect(await host.remove('/open/file')).toMatchObject({ ok: false, error: { kind: 'unsafe' } });
    expect(readFileSync(join(root, 'target'), 'utf8')).toBe('old');
    expect(readdirSync(join(root, 'open'))).toEqual([]);
  });

  test('a write that fails leaves no folder behind that was made for it', async () => {
    expect((await host.writeAtomic(`/made/for/${'x'.repeat(300)}`, bytes, 'keep')).ok).toBe(false);
    expect(readdirSync(root)).toEqual([]);
  });

  test('a folder is removed only when it is empty', async () => {
    await host.writeAtomic('/a/b/file', bytes, 'keep');
    expect(await host.removeFolder('/a/b')).toEqual({ ok: true, value: false });
    await host.remove('/a/b/file');
    expect(await host.removeFolder('/a/b')).toEqual({ ok: true, value: true });
    expect(await host.removeFolder('/a/b')).toEqual({ ok: true, value: true });
    expect(readdirSync(join(root, 'a'))).toEqual([]);
  });

  test('removing takes along what a killed write left', async () => {
    await host.writeAtomic('/a/file', bytes, 'keep');
    writeFileSync(join(root, 'a/.file.holdfast-999999999-1'), 'half');
    await host.remove('/a/file');
    expect(readdirSync(join(root, 'a'))).toEqual([]);
  });

  test('removing twice is done once', async () => {
    await host.writeAtomic('/a/file', bytes, 'keep');
    expect(await host.remove('/a/file')).toEqual({ ok: true, value: undefined });
    expect(await host.remove('/a/file')).toEqual({ ok: true, value: undefined });
    expect(await host.remove('/never/there')).toEqual({ ok: true, value: undefined });
    expect(existsSync(join(root, 'a/file'))).toBe(false);
  });
});

describe('children of our own', () => {
  const node = process.execPath;
  const untilExit = (args: readonly string[], onMessage?: (message: unknown) => void) => {
    const { promise, resolve } = Promise.withResolvers<ChildEnd>();
    const child = startChild(node, args, {
      stdio: 'ignore',
      onExit: resolve,
      ...(onMessage === undefined ? {} : { onMessage }),
    });
    return { child, end: promise };
  };

  test('speak over a channel and say how they ended', async () => {
    const heard: unknown[] = [];
    const script =
      'process.once("message", (m) => { process.send({ got: m.ask }, () => process.exit(4)); });';
    const { child, end } = untilExit(['-e', script], (message) => heard.push(message));
    expect(child.send({ ask: 'x' })).toBe(true);
    expect(await end).toEqual({ is: 'exited', code: 4 });
    expect(heard).toEqual([{ got: 'x' }]);
    expect(child.send({ ask: 'y' })).toBe(false);
  });

  test('are killed with everything that they started', async () => {
    const pid = Promise.withResolvers<unknown>();
    const script =
      'const c = require("node:child_process").spawn("sleep", ["1000"], { env: { PATH: "/bin:/usr/bin" } }); process.send(c.pid);';
    const { child, end } = untilExit(['-e', script], pid.resolve);
    const grandchild = String(await pid.promise);
    child.stop('kill');
    expect(await end).toEqual({ is: 'killed', signal: 'SIGKILL' });
    await vi.waitFor(() => expect(stateOf(grandchild)).toMatch(/^[ZX]?$/));
  });

  test('that cannot be started say so', async () => {
    const { promise, resolve } = Promise.withResolvers<ChildEnd>();
    startChild(join(root, 'none'), [], { stdio: 'ignore', onExit: resolve });
    expect(await promise).toMatchObject({ is: 'not-started', fault: { kind: 'missing' } });
  });
});

/** State letter of a process; empty when it is gone. Nobody may be there to collect an orphan, so a zombie counts. */
function stateOf(pid: string): string {
  try {
    return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}
