// Lists shared with others: whose entry is whose, and that planning them takes linear time.
import { describe, expect, test } from 'vitest';
import { withoutOurs, withWanted } from '../../../src/enforce/list-merge.js';
import { planPass } from '../../../src/enforce/plan.js';
import { resolve } from '../../../src/enforce/resolve.js';
import { epochMs } from '../../../src/model/ids.js';
import type { Item } from '../../../src/model/value.js';
import { rowMap, toyRow } from '../../support/enforce/toy-machine.js';
import { want } from '../../support/enforce/toy-pass.js';

const words = toyRow('words', { kind: 'string-list', merge: { rule: 'union' } });
const tags = toyRow('tags', { kind: 'items', merge: { rule: 'keyed', by: 'key' } });
const PACE = { now: epochMs(1_000), repairs: 'slowly', rivals: [] } as const;
const list = (row: typeof words, current: readonly (string | Item)[], rest = {}) => ({
  row,
  current,
  before: current,
  ours: [],
  ...rest,
});

describe('entries of a shared list', () => {
  test('are added at the end, and those of others keep their place and their repeats', () => {
    const { target, ours } = withWanted(list(words, ['b', 'a', 'b']), ['c', 'a']);
    expect(target).toEqual(['b', 'a', 'b', 'c']);
    expect(ours).toEqual(['c']);
  });

  test('that are ours and wanted no more go out, also one by one', () => {
    const shared = list(words, ['f', 'a', 'b'], { before: ['f'], ours: ['a', 'b'] });
    expect(withWanted(shared, ['b'])).toEqual({ target: ['f', 'b'], ours: ['b'] });
    expect(withoutOurs(shared)).toEqual(['f']);
  });

  test('that somebody else added before we wanted them are not ours', () => {
    const shared = list(words, ['a', 'x'], { before: [], ours: ['a'] });
    expect(withWanted(shared, ['a', 'x']).ours).toEqual(['a']);
  });

  test('that were there before us are not ours even when we had to add them again', () => {
    expect(withWanted(list(words, [], { before: ['f'] }), ['f'])).toEqual({ target: ['f'], ours: [] });
  });

  test('of one key are replaced in their place', () => {
    const current = [
      { key: 'k', value: '1' },
      { key: 'l', value: '2' },
    ];
    expect(withWanted(list(tags, current), [{ key: 'k', value: '9' }]).target).toEqual([
      { key: 'k', value: '9' },
      { key: 'l', value: '2' },
    ]);
  });
});

test('of 40,000 entries from two policies are planned in time that grows with their number only', () => {
  const entries = (count: number) => Array.from({ length: count }, (_, i) => `entry ${i}`);
  const plan = (count: number) => {
    const desired = [want(words, entries(count), 'A'), want(words, entries(count).reverse(), 'B')];
    const value = entries(count / 2);
    const started = performance.now();
    const { batch } = planPass({
      resolved: resolve(desired),
      refusedKeys: new Set(),
      rows: rowMap([words]),
      memory: { owned: new Map(), containers: new Map() },
      observation: {
        engine: { is: 'ready', version: '101.1' },
        settings: new Map([
          [
            words.key,
            { stored: { is: 'value', value }, raw: JSON.stringify(value), effective: { is: 'absent' } },
          ],
        ]),
        containers: new Map(),
      },
      situation: { engine: { is: 'ready', version: '101.1' }, mode: 'enforce', allowNew: true, pace: PACE },
    });
    expect(batch.changes).toHaveLength(1);
    return performance.now() - started;
  };
  const best = (count: number) => Math.min(...Array.from({ length: 3 }, () => plan(count)));
  best(2_000);
  const [small, large] = [best(2_000), best(40_000)];
  // Quadratic work would take four hundred times as long; a busy machine makes twenty look like sixty.
  expect(large / small).toBeLessThan(150);
});
