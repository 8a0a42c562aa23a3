// Disks that are full, read-only or locked, and owners: needs root, mount and chattr.
import { execFileSync } from 'node:child_process';
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../platform/host.js';
import { createLinuxAdapter } from '../../platform/linux/adapter.js';
import { createRealHost } from '../../platform/real-host.js';
import { createSystemTimer } from '../../platform/timer.js';
import { CLOUD, MANAGED } from '../support/linux-rows.js';

let root: string;
let host: Host;
const disk = () => join(root, 'etc/opt/microsoft/mdatp/managed');
const managed = () => join(root, MANAGED);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-disk-'));
  mkdirSync(disk(), { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0755', 'tmpfs', disk()]);
  host = createRealHost({ root, timer: createSystemTimer() });
});
afterEach(() => {
  execFileSync('umount', [disk()]);
  rmSync(root, { recursive: true });
});

async function setCloud() {
  const changes = [{ row: CLOUD, to: { do: 'set', value: false } as const }];
  const { signal } = new AbortController();
  const outcome = await createLinuxAdapter(host).write({ changes, giveBack: [] }, signal);
  return outcome.settings.get(CLOUD.key);
}

describe('a write that the disk does not take', () => {
  const text = `{"own":"${'x'.repeat(3000)}"}`;

  test('because it is full leaves the old file and nothing half, and works after relief', async () => {
    writeFileSync(managed(), text);
    const full = Buffer.alloc(4096);
    const filler = join(disk(), 'filler');
    for (let more = true; more; ) {
      try {
        writeFileSync(filler, full, { flag: 'a' });
      } catch {
        more = false;
      }
    }
    expect(await setCloud()).toEqual({ ok: false, error: { kind: 'disk', target: MANAGED, why: 'full' } });
    expect(readFileSync(managed(), 'utf8')).toBe(text);
    expect(readdirSync(disk()).sort()).toEqual(['filler', 'mdatp_managed.json']);
    rmSync(filler);
    expect(await setCloud()).toEqual({ ok: true, value: 'now' });
  });

  test('because it is read-only says so', async () => {
    writeFileSync(managed(), text);
    execFileSync('mount', ['-o', 'remount,ro', disk()]);
    expect(await setCloud()).toEqual({
      ok: false,
      error: { kind: 'disk', target: MANAGED, why: 'read-only' },
    });
    expect(readFileSync(managed(), 'utf8')).toBe(text);
  });
});

test('a file that is locked against change is denied', async () => {
  const path = join(root, 'locked');
  writeFileSync(path, 'old');
  execFileSync('chattr', ['+i', path]);
  try {
    expect(await host.writeAtomic('/locked', Buffer.from('new'), 'keep')).toMatchObject({
      ok: false,
      error: { kind: 'denied', target: '/locked' },
    });
    expect(readdirSync(root).sort()).toEqual(['etc', 'locked']);
  } finally {
    execFileSync('chattr', ['-i', path]);
  }
});

test('the owner of what is replaced is kept, and one that is not root makes the managed file unsafe', async () => {
  writeFileSync(join(root, 'file'), 'old', { mode: 0o640 });
  chownSync(join(root, 'file'), 1234, 5678);
  expect(await host.writeAtomic('/file', Buffer.from('new'), 'keep')).toMatchObject({ ok: true });
  expect(statSync(join(root, 'file'))).toMatchObject({ uid: 1234, gid: 5678 });
  expect(statSync(join(root, 'file')).mode & 0o777).toBe(0o640);
  writeFileSync(managed(), '{}');
  chownSync(managed(), 1234, 0);
  expect(await setCloud()).toMatchObject({ ok: false, error: { kind: 'unsafe' } });
});

test('a program in a folder of another account is not run', async () => {
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  writeFileSync(join(root, 'usr/bin/tool'), '#!/bin/sh\n', { mode: 0o755 });
  chownSync(join(root, 'usr/bin'), 1234, 0);
  const options = { timeoutMs: 1000, maxOutputBytes: 100, signal: new AbortController().signal };
  expect(await host.run('/usr/bin/tool', [], options)).toMatchObject({ error: { kind: 'unsafe' } });
});
