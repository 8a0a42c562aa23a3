// What reaches a terminal.
import { expect, test } from 'vitest';
import { harmless } from '../../../../src/model/harmless.js';
import type { Line } from '../../../../src/service/cli/output.js';
import { createOutput, draw, table } from '../../../../src/service/cli/output.js';

const drawn = (lines: readonly Line[], columns?: number) => lines.flatMap((line) => draw(line, columns));
const ID = '3046bfc2-ab30-4ad9-95a3-dbd7606fe19c';

test('columns are as wide as their content where no terminal reads, and an empty cell is a dash', () => {
  const lines = table(
    ['A', 'LONG'],
    [
      ['wide cell', undefined],
      ['x', 3],
    ],
  );
  expect(drawn(lines)).toEqual(['A          LONG', '---------  ----', 'wide cell  -', 'x          3']);
});

test('on a terminal a table is no wider than it: what is too long goes on in the line below', () => {
  const rule = 'device.displayName -startsWith "SIM" -and device.deviceOSType -eq "Linux" -and true';
  const lines = drawn(table(['ID', 'NAME', 'RULE'], [[ID, 'web', rule]]), 80);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(lines.length).toBeGreaterThan(3);
});

test('an id stays in one piece, to be copied, however narrow the terminal is', () => {
  const lines = drawn(table(['ID', 'TEXT'], [[ID, 'many words '.repeat(20)]]), 60);
  expect(lines[2]).toContain(ID);
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
