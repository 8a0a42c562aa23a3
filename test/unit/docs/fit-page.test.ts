// The page about special cases says what the table of the code says.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fitPage } from '../../../scripts/make-fit-page.js';
import { FIT_ROWS, fitDecision } from '../../../src/enroll/fit-table.js';
import { FIT_CASES } from '../../../src/model/probe.js';

test('docs/fit.md is what the script makes of the table', () => {
  const page = readFileSync(new URL('../../../docs/fit.md', import.meta.url), 'utf8');
  expect(page).toBe(fitPage({ rows: FIT_ROWS, decide: fitDecision }));
});

test('no case is left to chance: the texts of 2025 say something, or Holdfast does', () => {
  for (const name of FIT_CASES) {
    const { own, texts } = FIT_ROWS[name];
    expect([name, own?.decision ?? texts.y2025]).not.toEqual([name, null]);
  }
});

test('a decision other than that of the texts of 2025 has its reason', () => {
  for (const name of FIT_CASES) {
    const { own, texts } = FIT_ROWS[name];
    if (own === undefined) expect(fitDecision(FIT_ROWS[name])).toBe(texts.y2025);
    else expect(own.because).not.toBe('');
  }
});
