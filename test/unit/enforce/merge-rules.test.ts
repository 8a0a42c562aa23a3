// How several policies become one wish: entry by entry in lists that unite, all or nothing elsewhere.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heldEntry, keptOf } from '../../../src/enforce/held-entries.js';
import type { Owned } from '../../../src/enforce/memory.js';
import { windowsCatalog } from '../../../src/model/catalog/windows.js';
import { epochMs } from '../../../src/model/ids.js';
import type { DesiredSetting } from '../../../src/model/policy/desired.js';
import type { Value } from '../../../src/model/value.js';
import { createToyMachine, toyRow } from '../../support/enforce/toy-machine.js';
import type { Done } from '../../support/enforce/toy-pass.js';
import { createToyDevice, want } from '../../support/enforce/toy-pass.js';

const rules = toyRow('rules', { kind: 'items', merge: { rule: 'deliver-all', by: 'name' } });

const rule = (name: string, port: number) => ({ name, port });
const device = (file?: Readonly<Record<string, Value>>) => createToyDevice(createToyMachine(file), [rules]);
const conflicts = ({ findings }: Done) =>
  findings
    .filter(({ state }) => state === 'conflict')
    .map(({ policies, reason }) => ({ policies: policies.map(({ name }) => name), text: reason?.text }));

const THREE = [
  want(rules, [rule('Web', 80), rule('Mine', 1)], 'A'),
  want(rules, [rule('Web', 8080), rule('Yours', 2)], 'B'),
  want(rules, [rule('Theirs', 3)], 'C'),
];

describe('rules of one name with different contents', () => {
  test('are held, and all other rules of all policies are delivered', async () => {
    const { machine, pass } = device();
    const done = await pass(THREE);
    expect(machine.file?.['rules']).toEqual([rule('Mine', 1), rule('Yours', 2), rule('Theirs', 3)]);
    expect(done.finding(rules)?.state).toBe('conflict');
    expect(done.findings.map(({ state, policies }) => [state, policies.length])).toEqual([
      ['conflict', 2],
      ['remediated', 3],
    ]);
  });

  test('are told with the rule and the policies that contradict each other, and only those', async () => {
    const [conflict, ...others] = conflicts(await device().pass(THREE));
    expect(others).toEqual([]);
    expect(conflict?.policies).toEqual(['A', 'B']);
    for (const said of ['"Web"', '"A"', '"B"']) expect(conflict?.text).toContain(said);
  });

  test('stay as they are in force, and come back when the policies agree or want them no more', async () => {
    const { machine, pass, restore } = device({ rules: [rule('Foreign', 9)] });
    await pass([want(rules, [rule('Web', 80)], 'A')]);
    await pass(THREE);
    expect(machine.file?.['rules']).toContainEqual(rule('Web', 80));
    expect((await pass(THREE)).wrote).toBe(false);
    await pass(THREE.slice(1));
    expect(machine.file?.['rules']).toContainEqual(rule('Web', 8080));
    expect(machine.file?.['rules']).not.toContainEqual(rule('Web', 80));
    await restore();
    expect(machine.file).toEqual({ rules: [rule('Foreign', 9)] });
  });

  test('are not repaired while the policies contradict each other', async () => {
    const { machine, pass } = device();
    await pass([want(rules, [rule('Web', 80)], 'A')]);
    await pass(THREE);
    machine.file = { rules: [rule('Mine', 1), rule('Theirs', 3)] };
    await pass(THREE);
    expect(machine.file['rules']).toEqual([rule('Mine', 1), rule('Theirs', 3), rule('Yours', 2)]);
    machine.file = { rules: [rule('Mine', 1)] };
    await pass(THREE, { allowNew: false });
    expect(machine.file['rules']).toEqual([rule('Mine', 1), rule('Yours', 2), rule('Theirs', 3)]);
  });

  test('hold the whole list where nothing else is wanted of it', async () => {
    const { machine, pass } = device({ rules: [rule('Foreign', 9)] });
    const done = await pass([want(rules, [rule('Web', 1)], 'A'), want(rules, [rule('Web', 2)], 'B')]);
    expect(done.findings.map(({ state }) => state)).toEqual(['conflict']);
    expect(machine.file).toEqual({ rules: [rule('Foreign', 9)] });
  });

  test('move the digest of the plan, though the same is delivered', async () => {
    const plan = async (...desired: readonly DesiredSetting[]) => (await device().pass(desired)).plan;
    const contradicted = await plan(...THREE);
    const agreed = await plan(
      want(rules, [rule('Mine', 1)], 'A'),
      want(rules, [rule('Yours', 2)], 'B'),
      ...THREE.slice(2),
    );
    const targets = [contradicted, agreed].map(({ batch }) => batch.changes.map(({ to }) => to));
    expect(targets[0]).toEqual(targets[1]);
    expect(contradicted.digest).not.toBe(agreed.digest);
  });
});

const name = fc.constantFrom('Web', 'Mail', 'Name', 'Time', 'Base');
const ruleList = fc.uniqueArray(fc.record({ name, port: fc.integer({ min: 1, max: 2 }) }), {
  selector: (one) => one.name,
  maxLength: 4,
});

test('whatever rules three policies hold, exactly those that nobody contradicts are delivered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(ruleList, ruleList, ruleList), ruleList, async (lists, former) => {
      const { machine, pass, restore } = device({ rules: former });
      const desired = lists.flatMap((list, i) => (list.length === 0 ? [] : [want(rules, list, `P${i}`)]));
      const done = await pass(desired);
      const all = lists.flat();
      const isHeld = (wanted: string) =>
        new Set(all.filter((one) => one.name === wanted).map(({ port }) => port)).size > 1;
      const expected = new Map(former.map((one) => [one.name, one]));
      for (const one of all) if (!isHeld(one.name)) expected.set(one.name, one);
      const stands = machine.file?.['rules'];
      const byName = (value: unknown) =>
        (Array.isArray(value) ? value : []).map(({ name: called, port }) => `${called} ${port}`).sort();
      expect(byName(stands)).toEqual(byName([...expected.values()]));
      const held = [...new Set(all.map((one) => one.name))].filter(isHeld);
      const whole = held.length > 0 && all.every((one) => isHeld(one.name));
      expect(conflicts(done)).toHaveLength(whole ? 1 : held.length);
      await restore();
      expect(machine.file).toEqual({ rules: former });
    }),
    { seed: 20_260_922, numRuns: 300 },
  );
});

test('a list that nothing shows keeps its held entries as they were written', () => {
  const owned: Owned = {
    key: rules.key,
    preImage: { is: 'absent' },
    written: [rule('Web', 80), rule('Mine', 1)],
    writtenAt: epochMs(1),
    policies: [],
    phase: 'written',
  };
  const held = [heldEntry(rules, JSON.stringify('Web'), [])];
  const unseen = { is: 'no-reader', why: 'a test' } as const;
  expect(keptOf({ row: rules, owned, held }, unseen).kept).toEqual([rule('Web', 80)]);
});

describe('the catalog of Windows', () => {
  const { rows } = windowsCatalog();
  const ends = (text: string) => rows.filter(({ key }) => key.endsWith(text));
  const asr = rows.filter(
    ({ key, kind }) => key.includes('attacksurfacereductionrules_') && kind === 'choice',
  );

  test('has a row of its own for each rule of attack surface reduction: contradicted ones are dropped one by one', async () => {
    expect(asr.length).toBeGreaterThan(15);
    const toys = asr.map((row) => toyRow(row.key, { merge: row.merge }));
    const { machine, pass } = createToyDevice(createToyMachine(), toys);
    const [first, ...rest] = toys;
    if (first === undefined) throw new Error('no rules');
    const done = await pass([
      ...toys.map((row) => want(row, 'block', 'A')),
      ...toys.map((row) => want(row, row === first ? 'audit' : 'block', 'B')),
    ]);
    expect(done.finding(first)?.state).toBe('conflict');
    expect(rest.map((row) => machine.file?.[row.key])).toEqual(rest.map(() => 'block'));
    expect(machine.file?.[first.key]).toBeUndefined();
    for (const { policies } of done.findings) expect(policies.map(({ name: by }) => by)).toEqual(['A', 'B']);
  });

  test.each([
    ['excludedpaths', 'union'],
    ['excludedextensions', 'union'],
    ['excludedprocesses', 'union'],
    ['attacksurfacereductiononlyexclusions', 'union'],
    ['controlledfolderaccessprotectedfolders', 'union'],
    ['controlledfolderaccessallowedapplications', 'union'],
    ['firewallrules_{firewallrulename}', 'deliver-all'],
  ])('%s of several policies: %s', (key, merge) => {
    expect(ends(key).map((row) => row.merge.rule)).toEqual([merge]);
  });

  test('does not merge the exclusions of one rule: two policies conflict', async () => {
    const perRule = ends('_perruleexclusions');
    expect(perRule.length).toBeGreaterThan(15);
    for (const { merge } of perRule) expect(merge.rule).toBe('conflict');
  });

  test('lets exclusions of both templates unite, and names both policies', async () => {
    const [paths] = ends('excludedpaths');
    if (paths === undefined) throw new Error('no such row');
    const toy = toyRow('paths', { kind: paths.kind, merge: paths.merge });
    const { machine, pass } = createToyDevice(createToyMachine(), [toy]);
    const done = await pass([want(toy, ['C:\\a'], 'Antivirus'), want(toy, ['C:\\b', 'C:\\a'], 'Exclusions')]);
    expect(machine.file?.['paths']).toEqual(['C:\\a', 'C:\\b']);
    expect(done.finding(toy)?.policies.map(({ name: by }) => by)).toEqual(['Antivirus', 'Exclusions']);
  });
});
