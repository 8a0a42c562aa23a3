// What reaches a terminal.
import { expect, test } from 'vitest';
import { harmless } from '../../../../src/model/harmless.js';
import { createOutput, table } from '../../../../src/service/cli/output.js';

test('columns are as wide as their content, and an empty cell is a dash', () => {
  expect(
    table(
      ['A', 'LONG'],
      [
        ['wide cell', undefined],
        ['x', 3],
      ],
    ),
  ).toEqual(['A          LONG', '---------  ----', 'wide cell  -', 'x          3']);
});

test('a table without rows says so', () => {
  expect(table(['A'], [])).toEqual(['(none)']);
});

test('what a terminal would obey is made visible; letters of any language stay', () => {
  expect(harmless('a\u001b[0m\u202eb\r\u2028ü日😀')).toBe('a\\u{1b}[0m\\u{202e}b\\u{d}\\u{2028}ü日😀');
});

test('JSON holds nothing that a terminal would obey, and is the same data', () => {
  let printed = '';
  const write = (text: string) => {
    printed += text;
  };
  const data = { name: 'a\u001b[2J\u009b31m\u202e\u2028ü\u{e0001}' };
  createOutput({ stdout: write, stderr: write }, true).answer(data, []);
  expect(harmless(printed.replaceAll('\n', ''))).toBe(printed.replaceAll('\n', ''));
  expect(JSON.parse(printed)).toEqual(data);
});
