// What holds for every mix of policies, every former state and every moment of a kill.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameValue } from '../../../src/model/catalog/same-value.js';
import type { DesiredSetting } from '../../../src/model/policy/desired.js';
import type { Value } from '../../../src/model/value.js';
import { createToyMachine, Killed, NOT_READ, toyRow } from '../../support/enforce/toy-machine.js';
import type { ToyDevice } from '../../support/enforce/toy-pass.js';
import { createToyDevice, want } from '../../support/enforce/toy-pass.js';

const scalar = toyRow('scalar');
const blind = toyRow('blind', { read: NOT_READ });
const whole = toyRow('whole', { kind: 'string-list' });
const words = toyRow('words', { kind: 'string-list', merge: { rule: 'union' } });
const tags = toyRow('tags', { kind: 'items', merge: { rule: 'keyed', by: 'key' } });
const ROWS = [scalar, blind, whole, words, tags];

const word = fc.constantFrom('a', 'b', 'c', 'd');
const list = fc.uniqueArray(word, { maxLength: 4 });
const records = fc.uniqueArray(fc.record({ key: word, value: fc.constantFrom('1', '2') }), {
  selector: ({ key }) => key,
  maxLength: 3,
});
const valueFor = {
  scalar: word,
  blind: word,
  whole: list,
  words: list,
  tags: records,
};

/** One policy: a value for some of the rows. */
const policy = (name: string): fc.Arbitrary<readonly DesiredSetting[]> =>
  fc.record(valueFor, { requiredKeys: [] }).map((values) =>
    ROWS.flatMap((row) => {
      const value = Object.entries(values).find(([key]) => key === row.key)?.[1];
      return value === undefined ? [] : [want(row, value, name)];
    }),
  );
const mix = fc.tuple(policy('A'), policy('B')).map((policies) => policies.flat());
const mixes = fc.array(mix, { minLength: 1, maxLength: 4 });
const former = fc.option(
  fc.record({ ...valueFor, foreign: fc.integer() }, { requiredKeys: [] }).map((file) => ({ ...file })),
  { nil: undefined },
);
const SEED = { seed: 20_260_921, numRuns: 400 };

const device = (file: Readonly<Record<string, Value>> | undefined): ToyDevice =>
  createToyDevice(createToyMachine(file), ROWS);

const same = (a: ToyDevice, b: ToyDevice, rows = ROWS): boolean =>
  rows.every((row) => {
    const [left, right] = [a.machine.file?.[row.key], b.machine.file?.[row.key]];
    const empty = (value: Value | undefined) =>
      value === undefined || (Array.isArray(value) && value.length === 0);
    return left === undefined || right === undefined
      ? empty(left) && empty(right)
      : sameValue(row, left, right);
  });

interface Tag {
  readonly key: string;
  readonly value: string;
}
const tagsOf = (value: Value | undefined): readonly Tag[] => (Array.isArray(value) ? value : []);

/** Keys to which the policies give different values. */
function contradictions(desired: readonly DesiredSetting[]): readonly string[] {
  const all = desired.filter(({ row }) => row === tags).flatMap(({ value }) => tagsOf(value));
  return all
    .filter((one) => all.some(({ key, value }) => key === one.key && value !== one.value))
    .map(({ key }) => key);
}

const disputed = (value: Value | undefined, keys: readonly string[]): readonly Tag[] =>
  tagsOf(value).filter(({ key }) => keys.includes(key));

describe('after a pass on any mix of policies', () => {
  test('everything that can be compliant is, and a second pass does nothing', async () => {
    await fc.assert(
      fc.asyncProperty(former, mixes, async (file, all) => {
        const { machine, pass } = device(file);
        for (const desired of all) {
          const { findings } = await pass(desired);
          for (const { key, state, reason, policies } of findings.filter((one) => one.policies.length > 0)) {
            const fine = ['compliant', 'remediated'].includes(state);
            const blindly = key === blind.key && reason?.code === 'unverifiable';
            expect(fine || blindly || (state === 'conflict' && policies.length > 1)).toBe(true);
          }
          const before = machine.bytes();
          const again = await pass(desired);
          expect(again.wrote).toBe(false);
          expect(again.plan.batch).toEqual({ changes: [], giveBack: [] });
          expect(machine.bytes()).toBe(before);
        }
      }),
      SEED,
    );
  });

  test('giving all back leaves the machine as it was to the byte, and nothing remembered', async () => {
    await fc.assert(
      fc.asyncProperty(former, mixes, async (file, all) => {
        const { machine, memory, pass, restore } = device(file);
        const before = machine.bytes();
        for (const desired of all) await pass(desired);
        await restore();
        expect(machine.bytes()).toBe(before);
        expect(machine.file === undefined).toBe(file === undefined);
        expect([...memory.owned, ...memory.containers]).toEqual([]);
      }),
      SEED,
    );
  });

  test('a conflict leaves the value in force as it was', async () => {
    await fc.assert(
      fc.asyncProperty(former, mix, mix, async (file, first, second) => {
        const { machine, pass } = device(file);
        await pass(first);
        const before = { ...machine.file };
        const { findings } = await pass(second);
        for (const { key } of findings.filter(({ state }) => state === 'conflict')) {
          const isKeyed = key === tags.key;
          const contested = isKeyed ? contradictions(second) : [];
          expect(disputed(machine.file?.[key], contested)).toEqual(disputed(before[key], contested));
          if (!isKeyed) expect(machine.file?.[key]).toEqual(before[key]);
        }
      }),
      SEED,
    );
  });
});

describe('whoever else is at work', () => {
  test('a later change by a third party is left alone when all is given back', async () => {
    await fc.assert(
      fc.asyncProperty(former, mix, word, async (file, desired, value) => {
        const { machine, pass, restore } = device(file);
        await pass(desired);
        const theirs = `${value} of another`;
        machine.file = { ...machine.file, scalar: theirs, other: 1 };
        await restore();
        const { scalar: now, other, ...rest } = machine.file ?? {};
        expect([now, other]).toEqual([theirs, 1]);
        const { scalar: _, ...expected } = { ...file };
        expect(rest).toEqual(expected);
      }),
      SEED,
    );
  });

  test('entries that others add to a list outlive ours', async () => {
    await fc.assert(
      fc.asyncProperty(former, mixes, async (file, all) => {
        const { machine, pass, restore } = device(file);
        for (const [i, desired] of all.entries()) {
          await pass(desired);
          const now = machine.file?.['words'];
          machine.file = { ...machine.file, words: [...(Array.isArray(now) ? now : []), `theirs ${i}`] };
        }
        await restore();
        const before = file?.['words'] ?? [];
        expect(machine.file?.['words']).toEqual([...before, ...all.map((_, i) => `theirs ${i}`)]);
      }),
      SEED,
    );
  });

  test('one setting that fails does not stop the others', async () => {
    await fc.assert(
      fc.asyncProperty(former, mix, fc.constantFrom(...ROWS), async (file, desired, broken) => {
        const [whole, partly] = [device(file), device(file)];
        partly.machine.failing.set(broken.key, { kind: 'failed', what: 'toy', exitCode: 1, said: '' });
        await whole.pass(desired);
        await partly.pass(desired);
        const { [broken.key]: _, ...expected } = { ...whole.machine.file };
        const { [broken.key]: untouched, ...got } = { ...partly.machine.file };
        expect(got).toEqual(expected);
        expect(untouched).toEqual(file?.[broken.key as keyof typeof file]);
        partly.machine.failing.clear();
        await partly.pass(desired);
        expect(same(partly, whole)).toBe(true);
      }),
      SEED,
    );
  });
});

describe('killed at any step and started again', () => {
  const kill = fc.constantFrom('before-write', 'after-write', 'after-second-look', undefined);
  const steps = fc.array(fc.tuple(mix, kill), { minLength: 1, maxLength: 5 });

  const passUntilKilled = async ({ machine, pass }: ToyDevice, desired: readonly DesiredSetting[]) => {
    machine.calls.length = 0;
    await pass(desired).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    machine.kill = undefined;
  };

  test('the pass ends where it would have ended', async () => {
    await fc.assert(
      fc.asyncProperty(former, steps, mix, async (file, killed, last) => {
        const [steady, hit] = [device(file), device(file)];
        for (const [desired, at] of killed) {
          hit.machine.kill = at;
          await passUntilKilled(hit, desired);
        }
        await hit.pass(last);
        const { finding } = await steady.pass(last);
        const agreed = ROWS.filter((row) => finding(row)?.state !== 'conflict');
        expect(same(hit, steady, agreed)).toBe(true);
        expect((await hit.pass(last)).wrote).toBe(false);
      }),
      SEED,
    );
  });

  test('no former value is lost: all given back, the machine is as it was to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(former, steps, kill, async (file, killed, last) => {
        const { machine, ...rest } = device(file);
        const before = machine.bytes();
        for (const [desired, at] of killed) {
          machine.kill = at;
          await passUntilKilled({ machine, ...rest }, desired);
        }
        machine.kill = last;
        await passUntilKilled({ machine, ...rest }, []);
        await rest.restore();
        expect(machine.bytes()).toBe(before);
        expect([...rest.memory.owned, ...rest.memory.containers]).toEqual([]);
      }),
      SEED,
    );
  });
});
