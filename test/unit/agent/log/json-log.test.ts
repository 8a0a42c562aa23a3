// The log writes one JSON line for each event, with a time of its own making.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJsonLog, isoText } from '../../../../src/agent/log/json-log.js';
import { epochMs } from '../../../../src/model/ids.js';

test('its times are those of the platform, on every day from 1970 to 2200', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) }), (ms) => {
      expect(isoText(ms)).toBe(new Date(ms).toISOString());
    }),
    { seed: 11, numRuns: 2000 },
  );
});

test('text of the machine cannot forge a line', () => {
  const lines: string[] = [];
  const log = createJsonLog((line) => void lines.push(line), { now: () => epochMs(0) });
  log.warn('odd', { said: 'a\n{"event":"forged"}' });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd().includes('\n')).toBe(false);
});
