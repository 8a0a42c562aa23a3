// Lines of bounded width: where they break, and where never.
import { expect, test } from 'vitest';
import { wrapped } from '../../../src/model/wrap.js';

test('a line breaks at a blank, and in a long word after a dot', () => {
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapped('antivirusEngine.enforcementLevel', 20)).toEqual(['antivirusEngine.', 'enforcementLevel']);
});

test('a long place in the registry breaks after a backslash', () => {
  expect(wrapped('HKLM\\SOFTWARE\\Microsoft\\Enrollments', 30)).toEqual([
    'HKLM\\SOFTWARE\\Microsoft\\',
    'Enrollments',
  ]);
});

test('a character of two units is never torn apart, whatever the width', () => {
  for (const width of [2, 3, 4, 5]) {
    for (const line of wrapped('a😀😀😀😀', width)) expect(line.isWellFormed()).toBe(true);
  }
});
