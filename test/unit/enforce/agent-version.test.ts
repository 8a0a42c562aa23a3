// Versions of the engine are numbers between dots, not texts.
import { expect, test } from 'vitest';
import { atLeast } from '../../../src/enforce/agent-version.js';

test.each([
  ['101.23062.0010', '101.23062.0010', true],
  ['101.23062.0010', '101.23062.9', true],
  ['101.9.1', '101.23062.0010', false],
  ['101.45', '101.45.00', true],
  ['101.45.00', '101.45.01', false],
  ['nonsense', '101.1', false],
])('%s against the floor %s: %s', (version, floor, expected) => {
  expect(atLeast(version, floor)).toBe(expected);
});
