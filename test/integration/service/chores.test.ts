// What the service does by itself from time to time, when its machine's clock moves in a jump.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { epochMs } from '../../../src/model/ids.js';
import { startChores } from '../../../src/service/chores.js';
import type { Store } from '../../../src/service/store/database.js';
import { closeStore, openStore } from '../../../src/service/store/database.js';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 0, 5, 10, 0, 30);
const clock = { now: () => epochMs(Date.now()), monotonicMs: () => performance.now() };

let folder = '';
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-chores-'));
  store = await openStore(join(folder, 'service.db'), START);
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await closeStore(store);
  rmSync(folder, { recursive: true });
});

test('a clock that jumps makes it do what was missed once, and write nothing beside its log', async () => {
  const told: string[] = [];
  const tell = (event: string): void => void told.push(event);
  const written = (['warn', 'error', 'info'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => undefined),
  );
  const stop = startChores(store, clock, { info: tell, warn: tell, error: tell });
  vi.setSystemTime(START + 5 * HOUR_MS);
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  await stop();
  for (const spy of written) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
  expect(told).toEqual(['purged']);
});
