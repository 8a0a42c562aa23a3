// Tables for people and for programs, and lines of bounded width.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { table } from '../../../../src/agent/cli/table.js';
import { harmlessJson, harmlessLines } from '../../../../src/model/harmless.js';
import { wrapped } from '../../../../src/model/wrap.js';
import { labelled } from '../../../../src/report/wrap.js';

const REASON = 'the value in force stays until they agree, and nothing is written '.repeat(4).trim();
const ROWS = [
  ['STATE', 'SETTING', 'REASON'],
  ['conflict', 'AV enforcement level', REASON],
];

describe('a table', () => {
  test.each([80, 100, 120])('fits a terminal of %d columns, long reasons wrapped', (columns) => {
    const lines = table(ROWS, { isTerminal: true, columns }).trimEnd().split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
    expect(
      lines
        .slice(1)
        .map((line) => line.slice(32).trim())
        .join(' '),
    ).toBe(REASON);
  });

  test('has one line for each row, whole and separated by tabs, for programs', () => {
    expect(table(ROWS, { isTerminal: false })).toBe(
      `STATE\tSETTING\tREASON\nconflict\tAV enforcement level\t${REASON}\n`,
    );
  });

  test('shows what would steer a terminal', () => {
    const text = table([['a\u001b[31m\u202eb', 'c\td\ne']], { isTerminal: false });
    expect(text).toBe('a\\u{1b}[31m\\u{202e}b\tc d e\n');
  });
});

describe('wrapping', () => {
  test('loses nothing and never exceeds the width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{0,30}$/)),
        fc.integer({ min: 1, max: 40 }),
        (words, width) => {
          const lines = wrapped(words.join(' '), width);
          expect(lines.length).toBeGreaterThan(0);
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
          expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  test('breaks a long name after a dot, so that its parts can be read', () => {
    expect(wrapped('antivirusEngine.scanAfterUpdate', 22)).toEqual(['antivirusEngine.', 'scanAfterUpdate']);
  });

  test('goes on below the text, not below the name', () => {
    expect(labelled([['Reason', 'one two three four']], 21)).toBe(
      'Reason      one two\n            three\n            four\n',
    );
  });
});

describe('text of others', () => {
  test('keeps our lines and tabs, and shows the rest', () => {
    expect(harmlessLines('a\tb\n\u001b]0;x\u0007\r\u2028')).toBe('a\tb\n\\u{1b}]0;x\\u{7}\\u{d}\\u{2028}');
  });

  test('is the same text again when it was JSON', () => {
    const data = { text: '\u001b[2J\u009b\u202e\u2028\u{e0001}' };
    expect(harmlessJson(data)).not.toMatch(/[\u007f-\u009f\u2028\u2029]|\p{Cf}/u);
    expect(JSON.parse(harmlessJson(data))).toEqual(data);
  });
});
