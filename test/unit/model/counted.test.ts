// Numbers and their nouns.
import { expect, test } from 'vitest';
import { counted } from '../../../src/model/counted.js';

test.each([
  [0, '0 settings'],
  [1, '1 setting'],
  [2, '2 settings'],
])('%d is followed by the noun in its number', (count, text) => {
  expect(counted(count, 'setting')).toBe(text);
});

test('a noun with a plural of its own keeps it', () => {
  expect(counted(1, 'policy', 'policies')).toBe('1 policy');
  expect(counted(3, 'policy', 'policies')).toBe('3 policies');
});
