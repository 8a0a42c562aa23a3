// When a check-in can only come from a copy of the device: each rule by itself.
import { describe, expect, test } from 'vitest';
import type { HeldPast, SaidPast } from '../../../src/service/clone.js';
import { judgeOrigin } from '../../../src/service/clone.js';

const [here, elsewhere] = ['sha256:a', 'sha256:b'];
/** Check-in 8, which named 5, and a report 10 after it. */
const held: HeldPast = { seq: 10, checkinSeq: 8, prev: 5, machine: here, boot: 3 };
const judge = (said: SaidPast, more: Partial<HeldPast> = {}) => judgeOrigin({ ...held, ...more }, said).is;

describe('it is the same device', () => {
  test.each<[string, SaidPast]>([
    ['that was answered last', { seq: 11, prev: 8, machine: here, boot: 3 }],
    ['that started again', { seq: 11, prev: 8, machine: here, boot: 4 }],
    ['that counts the answer to its report, too', { seq: 11, prev: 10, machine: here, boot: 3 }],
    ['whose last check-in was not answered, nor what came after it', { seq: 14, prev: 5, machine: here }],
    ['with another disk, board, name or network card', { seq: 11, prev: 8, machine: elsewhere, boot: 3 }],
    ['whose state database was rebuilt', { seq: 30, prev: null, machine: here, boot: 0 }],
    ['that cannot say what machine it is', { seq: 30, prev: null }],
    ['with an older agent, which says nothing of its past', { seq: 11 }],
  ])('%s', (_, said) => {
    expect(judge(said)).toBe('same');
  });

  test('that knows more than this service, which was restored from a backup', () => {
    expect(judge({ seq: 90, prev: 89, machine: elsewhere, boot: 9 })).toBe('same');
  });

  test('when it has said nothing of itself before', () => {
    const nothing = { checkinSeq: undefined, prev: undefined, machine: undefined, boot: undefined };
    expect(judge({ seq: 11, prev: 4, machine: here, boot: 0 }, nothing)).toBe('same');
  });
});

describe('it is a copy', () => {
  test.each<[string, SaidPast]>([
    ['that was started on another machine', { seq: 12, prev: 5, machine: elsewhere, boot: 4 }],
    ['whose database was rebuilt on another machine', { seq: 12, prev: null, machine: elsewhere }],
    ['on a machine that looks the same, which was last told something older', { seq: 14, prev: 4 }],
    ['or was told something else', { seq: 14, prev: 7, machine: here }],
    ['from before the last start of the machine', { seq: 12, prev: 5, machine: here, boot: 2 }],
  ])('%s', (_, said) => {
    expect(judge(said)).toBe('clone');
  });
});

test.each([10, 9, 1])('a number that was taken is refused whatever else is said: %i', (seq) => {
  expect(judge({ seq, prev: 10, machine: here, boot: 3 })).toBe('regressed');
});
