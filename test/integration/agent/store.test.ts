// The state store on a real disk: what is said to be saved is there, and what is damaged is found.
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDocumentFiles, sha256Of } from '../../../src/agent/store/documents.js';
import { FACTS } from '../../../src/agent/store/facts.js';
import { openStore, readStore } from '../../../src/agent/store/store.js';
import type { Owned } from '../../../src/enforce/memory.js';
import { epochMs, settingKey, sha256Text } from '../../../src/model/ids.js';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-store-'));
  path = join(folder, 'state.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openStore(path, 1_000_000);

const owned = (raw: string): Owned => ({
  key: settingKey('a.b'),
  preImage: { is: 'present', raw },
  preValue: raw,
  written: true,
  writtenAt: epochMs(1),
  policies: [],
  phase: 'intended',
});

/** Turns one bit of a text that stands somewhere in the file. */
function flipBit(text: string): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(text);
  expect(at).toBeGreaterThan(0);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

test('a fact that was written is there after closing and opening', () => {
  const store = open();
  expect(store.write((writer) => writer.put(FACTS.seq, 41)).ok).toBe(true);
  expect(store.read(FACTS.seq)).toBe(41);
  store.close();
  const again = open();
  expect(again.read(FACTS.seq)).toBe(41);
  expect(again.health).toEqual({ fresh: undefined, damaged: [], readOnly: undefined });
  again.close();
});

test('a transaction that throws leaves nothing of itself', () => {
  const store = open();
  expect(() =>
    store.write((writer) => {
      writer.put(FACTS.seq, 41);
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect(store.read(FACTS.seq)).toBeUndefined();
  store.close();
});

test('a pre-image that is stored stays, whatever a later intent says', () => {
  const first = open();
  first.memory.saveIntents({ owned: [owned('"before us"')], containers: [] });
  first.close();
  const second = open();
  second.memory.saveIntents({ owned: [owned('"our own value"')], containers: [] });
  second.close();
  const third = open();
  expect(third.memory.owned.get(settingKey('a.b'))).toMatchObject({
    preImage: { is: 'present', raw: '"before us"' },
    preValue: '"before us"',
  });
  third.close();
});

test('a flipped bit in a fact is found, named and left out', () => {
  const store = open();
  store.write((writer) => writer.put(FACTS.floor, { epoch: 1, ver: 57, digest: 'sha256:of-the-floor' }));
  store.close();
  flipBit('sha256:of-the-floor');
  const damaged = open();
  expect(damaged.read(FACTS.floor)).toBeUndefined();
  expect(damaged.health.damaged).toEqual(['fact floor']);
  damaged.close();
});

describe('a database that is no database any more', () => {
  test('is set aside, not overwritten', () => {
    open().close();
    writeFileSync(path, Buffer.alloc(8192, 0x5a));
    const store = open();
    expect(store.health.fresh).toBe('corrupt');
    expect(store.write((writer) => writer.put(FACTS.seq, 1)).ok).toBe(true);
    store.close();
    expect(readdirSync(folder)).toContain('state.db.corrupt-1000000');
  });

  test('emptied to nothing is told from one that is in use', () => {
    const store = open();
    store.write((writer) => writer.put(FACTS.seq, 1));
    store.close();
    truncateSync(path, 0);
    const emptied = open();
    expect(emptied.health.fresh).toBe('empty');
    emptied.close();
  });
});

test('looking writes nothing, also where there is nothing to look at', () => {
  const nothing = readStore(join(folder, 'none', 'state.db'));
  expect(nothing.memory.owned.size).toBe(0);
  expect(nothing.write(() => undefined).ok).toBe(false);
  nothing.close();
  const store = open();
  store.write((writer) => writer.put(FACTS.seq, 9));
  store.close();
  const before = statSync(path).mtimeMs;
  const looked = readStore(path);
  expect(looked.read(FACTS.seq)).toBe(9);
  looked.close();
  expect(readdirSync(folder)).toEqual(['state.db']);
  expect(statSync(path).mtimeMs).toBe(before);
});

test('a document file counts only while it is what its name says', () => {
  const files = createDocumentFiles(folder);
  const bytes = Buffer.from('{"settings":[]}');
  const sha256 = sha256Text(sha256Of(bytes));
  expect(files.put(sha256, bytes).ok).toBe(true);
  expect(statSync(join(folder, `${sha256}.json`)).mode & 0o777).toBe(0o600);
  expect(files.get(sha256)).toEqual(bytes);
  writeFileSync(join(folder, `${sha256}.json`), '{"settings":[1]}');
  expect(files.get(sha256)).toBeUndefined();
});

test('of a corrupt database the former values that can still be read are taken over', () => {
  const store = open();
  store.memory.saveIntents({ owned: [owned('"before us"')], containers: [] });
  store.write((writer) => writer.putDocument(sha256Text('a'.repeat(64)), Buffer.alloc(200_000, 1)));
  store.write((writer) => writer.put(FACTS.onboarding, { jws: 'j'.repeat(20_000), at: epochMs(1) }));
  store.close();
  // The root page of the facts is destroyed; the settings stand on another page.
  const bytes = readFileSync(path);
  const page = bytes.readUInt16BE(16);
  bytes.fill(0x5a, page, 2 * page);
  writeFileSync(path, bytes);
  const rebuilt = open();
  expect(rebuilt.health.fresh).toBe('corrupt');
  expect(rebuilt.read(FACTS.onboarding)).toBeUndefined();
  expect(rebuilt.memory.owned.get(settingKey('a.b'))?.preImage).toEqual({
    is: 'present',
    raw: '"before us"',
  });
  rebuilt.close();
});
