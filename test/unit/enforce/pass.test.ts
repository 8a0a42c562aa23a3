// What a pass does to single settings and says of them: from outside, on a machine in memory.
import { describe, expect, test } from 'vitest';
import type { ToyMachine } from '../../support/enforce/toy-machine.js';
import { createToyMachine, NOT_READ, rowMap, toyRow } from '../../support/enforce/toy-machine.js';
import { createToyDevice, toyPolicy, want } from '../../support/enforce/toy-pass.js';

const color = toyRow('color');
const size = toyRow('size');
const words = toyRow('words', { kind: 'string-list', merge: { rule: 'union' } });
const tags = toyRow('tags', { kind: 'items', merge: { rule: 'keyed', by: 'key' } });
const hidden = toyRow('hidden', { read: NOT_READ });
const ROWS = [color, size, words, tags, hidden];

const device = (file?: ToyMachine['file']) => createToyDevice(createToyMachine(file), ROWS);

describe('a first pass', () => {
  test('writes what is wanted, reads it back and calls it remediated', async () => {
    const { machine, pass } = device();
    const done = await pass([want(color, 'red')]);
    expect(machine.file).toEqual({ color: 'red' });
    expect(done.finding(color)).toMatchObject({
      state: 'remediated',
      reason: { code: 'applied' },
      desired: 'red',
      readBack: { is: 'value', value: 'red' },
      written: { value: 'red' },
      drift: false,
    });
  });

  test('saves the former value before it writes', async () => {
    const { machine, memory, pass } = device({ color: 'blue' });
    machine.kill = 'before-write';
    await expect(pass([want(color, 'red')])).rejects.toThrow();
    expect(memory.owned.get(color.key)).toMatchObject({
      preImage: { is: 'present', raw: '"blue"' },
      phase: 'intended',
    });
    expect(machine.file).toEqual({ color: 'blue' });
  });

  test('takes what stands already as it is, and does not own it', async () => {
    const { machine, memory, pass } = device({ color: 'red' });
    const done = await pass([want(color, 'red')]);
    expect(done.finding(color)?.state).toBe('compliant');
    expect(memory.owned.size).toBe(0);
    expect(machine.calls).toEqual(['observe']);
  });
});

describe('a pass with nothing to do', () => {
  test('looks once, writes nothing and saves nothing', async () => {
    const { machine, memory, pass } = device();
    await pass([want(color, 'red'), want(hidden, 'x')]);
    machine.calls.length = 0;
    const done = await pass([want(color, 'red'), want(hidden, 'x')]);
    expect(machine.calls).toEqual(['observe']);
    expect(memory.saves).toBe(1);
    expect(done.change).toEqual({ keep: [], forget: [], keepContainers: [], forgetContainers: [] });
    expect(done.finding(color)?.state).toBe('compliant');
  });
});

describe('what was read, and no more', () => {
  test('a setting that no reader shows is unknown, with what was written', async () => {
    const { pass } = device();
    const done = await pass([want(hidden, 'x')]);
    expect(done.finding(hidden)).toMatchObject({
      state: 'unknown',
      reason: { code: 'unverifiable' },
      written: { value: 'x' },
    });
  });

  test('a value that the system does not take is an error, not remediated', async () => {
    const { machine, pass } = device();
    machine.lies.set(color.key, { is: 'value', value: 'blue' });
    expect((await pass([want(color, 'red')])).finding(color)).toMatchObject({
      state: 'error',
      reason: { code: 'not-taken' },
    });
  });

  test('an unreadable value is unknown, and nothing is written over it', async () => {
    const { machine, pass } = device({ color: 'blue' });
    machine.unreadable.add(color.key);
    const done = await pass([want(color, 'red'), want(size, 'xl')]);
    expect(done.finding(color)).toMatchObject({ state: 'unknown', reason: { code: 'layout' } });
    expect(machine.file).toEqual({ color: 'blue', size: 'xl' });
  });

  test('a condition that is not met makes an ineffective setting not applicable', async () => {
    const child = toyRow('child', { requires: [{ key: color.key, equals: 'red' }] });
    const machine = createToyMachine({ color: 'blue' });
    machine.lies.set(child.key, { is: 'value', value: 'off' });
    const done = await createToyDevice(machine, [color, child]).pass([want(child, 'on')]);
    expect(done.finding(child)).toMatchObject({ state: 'notApplicable', reason: { code: 'requires' } });
  });

  test('what comes into force only after a restart is non-compliant until then', async () => {
    const { machine, pass } = device();
    machine.atReboot.add(color.key);
    machine.lies.set(color.key, { is: 'value', value: 'blue' });
    expect((await pass([want(color, 'red')])).finding(color)).toMatchObject({
      state: 'nonCompliant',
      reason: { code: 'at-reboot' },
    });
  });
});

describe('a system that needs a moment', () => {
  const lateBy = (looks: number) => {
    const { machine, pass } = device();
    machine.lies.set(color.key, { is: 'value', value: 'blue' });
    const waited: number[] = [];
    const timer = {
      after: (waitMs: number, run: () => void) => {
        waited.push(waitMs);
        if (waited.length === looks) machine.lies.clear();
        queueMicrotask(run);
        return () => undefined;
      },
    };
    const settling = { timer, waitsMs: [500, 2_000] };
    return { waited, run: () => pass([want(color, 'red')], { settling }) };
  };

  test('is looked at again until it has taken up what was written', async () => {
    const { waited, run } = lateBy(1);
    expect((await run()).finding(color)?.state).toBe('remediated');
    expect(waited).toEqual([500]);
  });

  test('is not waited for without end', async () => {
    const { waited, run } = lateBy(3);
    expect((await run()).finding(color)?.reason?.code).toBe('not-taken');
    expect(waited).toEqual([500, 2_000]);
  });
});

describe('drift and intended change', () => {
  test('a value that somebody undid is repaired and called drift', async () => {
    const { machine, memory, pass } = device();
    await pass([want(color, 'red')]);
    machine.file = { color: 'blue' };
    const done = await pass([want(color, 'red')]);
    expect(machine.file).toEqual({ color: 'red' });
    expect(done.finding(color)).toMatchObject({
      state: 'remediated',
      reason: { code: 'drift-repaired' },
      drift: true,
    });
    expect(memory.owned.get(color.key)?.preImage).toEqual({ is: 'absent' });
  });

  test('a policy that moved is no drift', async () => {
    const { pass } = device();
    await pass([want(color, 'red')]);
    expect((await pass([want(color, 'green')])).finding(color)).toMatchObject({
      state: 'remediated',
      reason: { code: 'applied' },
      drift: false,
    });
  });

  test('an entry that somebody took out of a list is drift; a new entry of the policy is not', async () => {
    const { machine, pass } = device();
    await pass([want(words, ['a', 'b'])]);
    machine.file = { words: ['b'] };
    expect((await pass([want(words, ['a', 'b'])])).finding(words)?.drift).toBe(true);
    expect((await pass([want(words, ['a', 'b', 'c'])])).finding(words)?.drift).toBe(false);
    expect(machine.file).toEqual({ words: ['b', 'a', 'c'] });
  });
});

describe('conflict', () => {
  test('holds the value in force, and names every policy', async () => {
    const { machine, pass } = device();
    await pass([want(color, 'red', 'A')]);
    const both = [want(color, 'red', 'A'), want(color, 'green', 'B')];
    const done = await pass(both);
    expect(machine.file).toEqual({ color: 'red' });
    expect(done.finding(color)).toMatchObject({
      state: 'conflict',
      policies: [toyPolicy('A'), toyPolicy('B')],
      readBack: { value: 'red' },
      written: { value: 'red' },
    });
    expect(done.finding(color)?.reason?.text).toContain('"A" and "B"');
  });

  test('does not repair while it lasts, and does when it has ended', async () => {
    const { machine, pass } = device();
    await pass([want(color, 'red', 'A')]);
    machine.file = { color: 'blue' };
    await pass([want(color, 'red', 'A'), want(color, 'green', 'B')]);
    expect(machine.file).toEqual({ color: 'blue' });
    expect((await pass([want(color, 'green', 'B')])).finding(color)?.state).toBe('remediated');
    expect(machine.file).toEqual({ color: 'green' });
  });

  test('of one key of a keyed list holds the whole list', async () => {
    const { machine, pass } = device();
    const done = await pass([
      want(tags, [{ key: 'G', value: '1' }], 'A'),
      want(tags, [{ key: 'G', value: '2' }], 'B'),
    ]);
    expect(done.finding(tags)?.state).toBe('conflict');
    expect(machine.file).toBeUndefined();
  });
});

describe('a setting that fails', () => {
  test('does not stop the others, and is not taken for ours', async () => {
    const { machine, memory, pass } = device({ color: 'blue' });
    machine.failing.set(color.key, { kind: 'denied', target: 'color', need: 'root' });
    const done = await pass([want(color, 'red'), want(size, 'xl')]);
    expect(done.finding(color)).toMatchObject({
      state: 'error',
      reason: { code: 'write-failed' },
      errorCode: -2147024891,
    });
    expect(done.finding(size)?.state).toBe('remediated');
    expect([...memory.owned.keys()]).toEqual([size.key]);
  });

  test('is tamper protection where the engine guards it and denies access', async () => {
    const guarded = toyRow('guarded', { tamper: 'guarded' });
    const machine = createToyMachine();
    machine.failing.set(guarded.key, { kind: 'denied', target: 'guarded', need: 'administrator' });
    const done = await createToyDevice(machine, [guarded]).pass([want(guarded, 'on')]);
    expect(done.finding(guarded)).toMatchObject({ state: 'error', reason: { code: 'tamper-protected' } });
  });

  test('stays ours when the former value could not be put back, and is tried again', async () => {
    const { machine, pass } = device();
    await pass([want(color, 'red'), want(size, 'xl')]);
    machine.failing.set(color.key, { kind: 'disk', target: 'toy', why: 'full' });
    const done = await pass([want(size, 'xl')]);
    expect(done.finding(color)).toMatchObject({ state: 'error', reason: { code: 'write-failed' } });
    machine.failing.clear();
    await pass([want(size, 'xl')]);
    expect(machine.file).toEqual({ size: 'xl' });
  });
});

describe('while nothing can be saved', () => {
  test('nothing new is written, and drift is repaired all the same', async () => {
    const { machine, memory, pass } = device();
    await pass([want(color, 'red')]);
    machine.file = { color: 'blue' };
    memory.fault = { kind: 'disk', target: 'state', why: 'full' };
    const done = await pass([want(color, 'red'), want(size, 'xl')]);
    expect(machine.file).toEqual({ color: 'red' });
    expect(done.finding(color)?.reason?.code).toBe('drift-repaired');
    expect(done.finding(size)).toMatchObject({ state: 'error', errorCode: -2147024784 });
    memory.fault = undefined;
    expect((await pass([want(color, 'red'), want(size, 'xl')])).finding(size)?.state).toBe('remediated');
  });
});

describe('a setting that no policy wants any more', () => {
  test('has its former value again', async () => {
    const { machine, memory, pass } = device({ color: 'blue' });
    await pass([want(color, 'red'), want(size, 'xl')]);
    const done = await pass([want(size, 'xl')]);
    expect(machine.file).toEqual({ color: 'blue', size: 'xl' });
    expect(done.finding(color)).toMatchObject({ state: 'notApplicable', reason: { code: 'restored' } });
    expect([...memory.owned.keys()]).toEqual([size.key]);
  });

  test('is left alone when somebody else has changed it since', async () => {
    const { machine, memory, pass, restore } = device({ color: 'blue' });
    await pass([want(color, 'red')]);
    machine.file = { color: 'violet' };
    const done = await restore();
    expect(machine.file).toEqual({ color: 'violet' });
    expect(done.finding(color)?.reason?.code).toBe('left-alone');
    expect(memory.owned.size).toBe(0);
    expect(memory.containers.size).toBe(0);
  });

  test('loses only our entries of a list that others have changed since', async () => {
    const { machine, pass, restore } = device({ words: ['theirs'] });
    await pass([want(words, ['ours', 'theirs'])]);
    expect(machine.file).toEqual({ words: ['theirs', 'ours'] });
    machine.file = { words: ['theirs', 'ours', 'later'] };
    await restore();
    expect(machine.file).toEqual({ words: ['theirs', 'later'] });
  });

  test('gives a record back that ours had replaced', async () => {
    const { machine, pass, restore } = device({ tags: [{ key: 'G', value: 'theirs' }] });
    await pass([want(tags, [{ key: 'G', value: 'ours' }])]);
    expect(machine.file).toEqual({ tags: [{ key: 'G', value: 'ours' }] });
    machine.file = { tags: [{ key: 'H', value: 'later' }, ...[{ key: 'G', value: 'ours' }]] };
    await restore();
    expect(machine.file).toEqual({
      tags: [
        { key: 'H', value: 'later' },
        { key: 'G', value: 'theirs' },
      ],
    });
  });

  test('keeps its value while a policy still names it with one that was refused', async () => {
    const { machine, pass } = device();
    await pass([want(color, 'red')]);
    const refused = {
      policy: toyPolicy('A', 2),
      settingDefinitionId: 'COLOR',
      name: 'Color',
      path: '$',
      state: 'error',
      reason: { code: 'invalid-value', text: 'no such color' },
    } as const;
    const done = await pass([], { refused: [refused] });
    expect(machine.file).toEqual({ color: 'red' });
    expect(done.findings).toMatchObject([{ state: 'error', reason: { code: 'invalid-value' } }]);
  });

  test('is said to stay behind when this version does not know it', async () => {
    const known = device();
    await known.pass([want(color, 'red')]);
    const done = await known.pass([], { rows: rowMap([size]) });
    expect(done.findings).toMatchObject([{ key: color.key, reason: { code: 'not-restorable' } }]);
    expect(known.memory.owned.has(color.key)).toBe(true);
  });
});
