// The agent's own files on a real disk: whole or not at all, and never in a folder that somebody else prepared.
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureFolder, readBytes, readJson, writeWhole } from '../../../src/agent/files/own-files.js';
import { createRequests } from '../../../src/agent/requests/requests.js';
import { epochMs } from '../../../src/model/ids.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file is replaced whole, with its mode, and nothing else is left behind', () => {
  const path = join(folder, 'a.json');
  for (const text of ['{"a":1}', '{"a":22}'])
    expect(writeWhole(path, text, { mode: 0o600, durable: true }).ok).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('{"a":22}');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test('a file that is not there, too big, or no JSON is told apart', () => {
  expect(readBytes(join(folder, 'none'), 10)).toEqual({ ok: true, value: undefined });
  writeWhole(join(folder, 'big'), 'x'.repeat(20), { mode: 0o600, durable: false });
  expect(readBytes(join(folder, 'big'), 10)).toMatchObject({ ok: false, error: { kind: 'too-big' } });
  expect(readJson(join(folder, 'big'))).toBeUndefined();
});

describe('a state folder', () => {
  test('is made for us alone', () => {
    const path = join(folder, 'deep', 'state');
    expect(ensureFolder(path, 0o700).ok).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('that others can write into is closed, not refused: no restart loop over a mode', () => {
    const path = join(folder, 'open');
    mkdirSync(path);
    chmodSync(path, 0o777);
    expect(ensureFolder(path, 0o700).ok).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('that is a link is refused', () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    expect(ensureFolder(join(folder, 'link'), 0o700)).toMatchObject({ ok: false, error: { kind: 'unsafe' } });
  });

  test.runIf(process.geteuid?.() === 0)('that belongs to another account is refused', () => {
    const path = join(folder, 'theirs');
    mkdirSync(path);
    chownSync(path, 65534, 65534);
    expect(ensureFolder(path, 0o700)).toMatchObject({ ok: false, error: { kind: 'unsafe' } });
  });
});

describe('requests', () => {
  test('are taken oldest first, and answered once', () => {
    const requests = createRequests(folder);
    requests.ask({ id: 'bbbbbbbb', kind: 'sync', askedAt: epochMs(2) });
    requests.ask({ id: 'aaaaaaaa', kind: 'sync', askedAt: epochMs(1) });
    expect(requests.pending().map(({ id }) => id)).toEqual(['aaaaaaaa', 'bbbbbbbb']);
    requests.progress('aaaaaaaa', { stage: 'check-in', at: epochMs(3) });
    expect(requests.readProgress('aaaaaaaa')?.stage).toBe('check-in');
    requests.answer('aaaaaaaa', { exitCode: 0 });
    expect(requests.pending().map(({ id }) => id)).toEqual(['bbbbbbbb']);
    expect(requests.readAnswer('aaaaaaaa')).toEqual({ exitCode: 0 });
    requests.remove('aaaaaaaa');
    expect(readdirSync(folder)).toEqual(['bbbbbbbb.json']);
  });

  test('that are not requests are removed, and names that are not ids are left alone', () => {
    writeWhole(join(folder, 'cccccccc.json'), '{"kind":"format-disk"}', { mode: 0o600, durable: false });
    writeWhole(join(folder, 'README.json'), '{}', { mode: 0o600, durable: false });
    expect(createRequests(folder).pending()).toEqual([]);
    expect(readdirSync(folder)).toEqual(['README.json']);
  });
});
