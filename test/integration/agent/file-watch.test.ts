// Change notices of the real file system: what is told, and that a folder may go, come and be replaced meanwhile.
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WatchedFile } from '../../../src/agent/schedule/watch.js';
import { createFileWatch } from '../../../src/agent/supervisor/file-watch.js';
import type { FileWatch } from '../../../src/agent/supervisor/supervisor.js';

let root = '';
let files: FileWatch = createFileWatch();
let signs = 0;
let waiting = (): void => undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-watch-'));
  mkdirSync(join(root, 'vendor/managed'), { recursive: true });
  files = createFileWatch();
  signs = 0;
  files.start(() => {
    signs += 1;
    waiting();
  });
});
afterEach(() => {
  files.close();
  rmSync(root, { recursive: true });
});

const path = (): string => join(root, 'vendor/managed/file.json');

/** As a turn leaves it. */
function left(): readonly WatchedFile[] {
  const stat = statSync(path(), { throwIfNoEntry: false });
  const state =
    stat === undefined
      ? ({ is: 'absent' } as const)
      : ({ is: 'file', size: stat.size, modifiedMs: stat.mtimeMs } as const);
  return [{ path: path(), left: state }];
}

/** Does it and waits for the sign that follows; the test's own time limit is the only one. */
async function told(act: () => void): Promise<void> {
  const before = signs;
  const sign = new Promise<void>((resolve) => {
    waiting = () => {
      if (signs > before) resolve();
    };
  });
  act();
  await sign;
}

test('a file that is made, changed, replaced and removed is told each time', async () => {
  let seen = left();
  files.follow(seen);
  expect(files.moved(seen)).toBe(false);
  const acts = [
    () => writeFileSync(path(), '{}'),
    () => appendFileSync(path(), ' '),
    () => {
      writeFileSync(`${path()}.new`, '{"a": 1}');
      renameSync(`${path()}.new`, path());
    },
    () => rmSync(path()),
  ];
  for (const act of acts) {
    await told(act);
    expect(files.moved(seen)).toBe(true);
    seen = left();
    files.follow(seen);
    expect(files.moved(seen)).toBe(false);
  }
});

test('a folder that is removed and made again is watched again', async () => {
  writeFileSync(path(), '{}');
  const seen = left();
  files.follow(seen);
  await told(() => rmSync(join(root, 'vendor'), { recursive: true }));
  expect(files.moved(seen)).toBe(true);
  files.follow(seen);
  await told(() => mkdirSync(join(root, 'vendor')));
  files.follow(seen);
  await told(() => mkdirSync(join(root, 'vendor/managed')));
  files.follow(seen);
  await told(() => writeFileSync(path(), '{"other": true}'));
  expect(files.moved(seen)).toBe(true);
});

test('a folder that is replaced by another of its name is watched from then on', async () => {
  writeFileSync(path(), '{}');
  files.follow(left());
  mkdirSync(join(root, 'vendor/next'));
  writeFileSync(join(root, 'vendor/next/file.json'), '{}');
  await told(() => {
    renameSync(join(root, 'vendor/managed'), join(root, 'vendor/before'));
    renameSync(join(root, 'vendor/next'), join(root, 'vendor/managed'));
  });
  const seen = left();
  files.follow(seen);
  await told(() => appendFileSync(path(), ' '));
  expect(files.moved(seen)).toBe(true);
});

test('a folder that is not there at first is no fault', async () => {
  rmSync(join(root, 'vendor'), { recursive: true });
  const seen = left();
  files.follow(seen);
  expect(files.moved(seen)).toBe(false);
  await told(() => mkdirSync(join(root, 'vendor')));
});

test('files beside it, and files that are followed no more, are not told', async () => {
  writeFileSync(path(), '{}');
  const seen = left();
  files.follow(seen);
  writeFileSync(join(root, 'vendor/managed/beside.json'), '{}');
  writeFileSync(join(root, 'vendor/log'), 'x');
  await told(() => appendFileSync(path(), ' '));
  expect(files.moved([{ path: join(root, 'vendor/none'), left: { is: 'absent' } }])).toBe(false);
  files.follow([]);
  expect(() => files.close()).not.toThrow();
});
