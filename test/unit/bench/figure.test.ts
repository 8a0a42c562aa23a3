// A limit that is missed is seen, whatever the number is; the table shows it.
import { expect, test } from 'vitest';
import { count, ratio, table, verdictOf } from '../../../bench/figure.js';
import { interleave, median } from '../../../bench/measure.js';

const ratioOf = (value: number, atMost?: number) =>
  ratio({
    name: 'one',
    value,
    reference: 10,
    unit: 'ms',
    referenceName: 'other',
    ...(atMost === undefined ? {} : { atMost }),
  });

test.each([
  [ratioOf(12.5, 1.25), 'pass'],
  [ratioOf(12.6, 1.25), 'FAIL'],
  [ratioOf(Number.NaN, 1.25), 'FAIL'],
  [ratioOf(1000), 'shown'],
  [count('calls', 6, { is: 'at most', value: 6 }), 'pass'],
  [count('calls', 7, { is: 'at most', value: 6 }), 'FAIL'],
  [count('requests', 1, { is: 'exactly', value: 1 }), 'pass'],
  [count('requests', 0, { is: 'exactly', value: 1 }), 'FAIL'],
] as const)('%o is judged %s', (figure, verdict) => {
  expect(verdictOf(figure)).toBe(verdict);
});

test('the table has a line for each figure, with the limit and the word', () => {
  const lines = table([ratioOf(12.6, 1.25), count('requests', 1, { is: 'exactly', value: 1 })]).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^one\s+12\.6 ms\s+10\.0 ms {2}other\s+1\.26 x\s+<= 1\.25\s+FAIL$/);
  expect(lines[2]).toMatch(/^requests\s+1\s+1\s+= 1\s+pass$/);
});

test('the median of an even number of values lies between the middle two', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test('sides are measured in turn, and the first round does not count', async () => {
  const order: string[] = [];
  const side = (name: string, values: number[]) => async () => {
    order.push(name);
    return values.shift() ?? Number.NaN;
  };
  const medians = await interleave(3, { a: side('a', [900, 1, 2, 3]), b: side('b', [900, 4, 5, 6]) });
  expect(order.join('')).toBe('abababab');
  expect(medians).toEqual({ a: 2, b: 5 });
});
