// The counts beside the database: sealed, of two memories the higher, and written only when something moved.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lasting } from '../../../src/agent/store/lasting.js';
import { keepLasting, readLasting } from '../../../src/agent/store/lasting.js';
import { deviceId, epochMs } from '../../../src/model/ids.js';
import { must } from '../../support/net-agent.js';

const HOUR = 3_600_000;
const some: Lasting = {
  device: deviceId('33333333-3333-4333-8333-333333333333'),
  floor: { epoch: 1, ver: 7, digest: 'sha256:00' },
  boot: { id: 'a', count: 3 },
  trustedTime: epochMs(1_800_000_000_000),
};
let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-lasting-'));
  path = join(folder, 'lasting.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was kept is read again, by its owner only', () => {
  must(keepLasting(path, some));
  expect(readLasting(path)).toEqual(some);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('who has lost its device keeps the floor for the day it registers again; another device has its own', () => {
  must(keepLasting(path, some));
  const { device: _device, floor: _floor, ...rest } = some;
  must(keepLasting(path, { ...rest, boot: { id: 'b', count: 4 } }));
  expect(readLasting(path)).toEqual({ ...some, boot: { id: 'b', count: 4 } });
  const other = deviceId('44444444-4444-4444-8444-444444444444');
  must(keepLasting(path, { ...some, device: other, floor: { epoch: 1, ver: 1, digest: 'sha256:01' } }));
  expect(readLasting(path)).toMatchObject({ device: other, floor: { ver: 1 } });
});

test('an unchanged check-in writes nothing, a day of time does', () => {
  must(keepLasting(path, some));
  const before = readFileSync(path);
  must(keepLasting(path, { ...some, trustedTime: epochMs(1_800_000_000_000 + 2 * HOUR) }));
  expect(readFileSync(path)).toEqual(before);
  must(keepLasting(path, { ...some, trustedTime: epochMs(1_800_000_000_000 + 25 * HOUR) }));
  expect(readFileSync(path)).not.toEqual(before);
});

test.each([
  ['a flipped digit', (text: string) => text.replace('\\"ver\\":7', '\\"ver\\":9')],
  ['half of it', (text: string) => text.slice(0, text.length / 2)],
  ['nothing', () => ''],
  ['another thing', () => '[]'],
])('%s is as if it were not there', (_title, damage) => {
  must(keepLasting(path, some));
  writeFileSync(path, damage(readFileSync(path, 'utf8')));
  expect(readLasting(path)).toEqual({});
});
