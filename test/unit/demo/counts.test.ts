// How the demo writes and adds up the counts of a report.
import { expect, test } from 'vitest';
import { countsText, total } from '../../../scripts/demo/counts.js';

test('states that do not occur are not written', () => {
  expect(countsText({ error: 0, compliant: 7, unknown: 2 })).toBe('7 compliant, 2 unknown');
});

test('the total is over all states', () => {
  expect(total({ error: 1, compliant: 7, unknown: 2 })).toBe(10);
});

test('an answer without counts is nothing, not an error', () => {
  expect([countsText(undefined), total(undefined)]).toEqual(['', 0]);
});
