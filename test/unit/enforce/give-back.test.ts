// How the machine comes back when nothing is wanted any more: odd lists, and whole files.
import { describe, expect, test } from 'vitest';
import type { ToyMachine } from '../../support/enforce/toy-machine.js';
import { createToyMachine, toyRow } from '../../support/enforce/toy-machine.js';
import { createToyDevice, want } from '../../support/enforce/toy-pass.js';

const color = toyRow('color');
const size = toyRow('size');
const words = toyRow('words', { kind: 'string-list', merge: { rule: 'union' } });
const tags = toyRow('tags', { kind: 'items', merge: { rule: 'keyed', by: 'key' } });

const device = (file?: ToyMachine['file']) =>
  createToyDevice(createToyMachine(file), [color, size, words, tags]);

describe('a list in whose place somebody had written something else', () => {
  test.each([
    ['a word', { words: 'oops', tags: 'oops' }],
    ['a list of another form', { words: [{ oops: 1 }], tags: ['oops'] }],
    ['a number', { words: 7, tags: 7 }],
  ])('%s comes back to the byte, and nothing of ours is left', async (_, file) => {
    const { machine, memory, pass, restore } = device(file);
    const before = machine.bytes();
    await pass([want(words, ['a']), want(tags, [{ key: 'G', value: '1' }])]);
    expect(machine.file).toEqual({ words: ['a'], tags: [{ key: 'G', value: '1' }] });
    await pass([want(words, ['b']), want(tags, [{ key: 'H', value: '1' }])]);
    expect(machine.file).toEqual({ words: ['b'], tags: [{ key: 'H', value: '1' }] });
    await restore();
    expect(machine.bytes()).toBe(before);
    expect([...memory.owned, ...memory.containers]).toEqual([]);
  });

  test('is left alone when it came after us', async () => {
    const { machine, pass, restore } = device();
    await pass([want(words, ['a'])]);
    machine.file = { words: [{ oops: 1 }] };
    expect((await restore()).finding(words)?.reason?.code).toBe('left-alone');
    expect(machine.file).toEqual({ words: [{ oops: 1 }] });
  });
});

test('an entry that could not be taken out of a list stays ours, and goes with the rest', async () => {
  const { machine, pass, restore } = device();
  await pass([want(words, ['a', 'b'])]);
  machine.failing.set(words.key, { kind: 'disk', target: 'toy', why: 'full' });
  const done = await pass([want(words, ['b'])]);
  expect(done.finding(words)?.state).toBe('error');
  machine.failing.clear();
  await restore();
  expect(machine.file).toBeUndefined();
});

describe('a whole file', () => {
  test('is as before to the byte, also where it was not there', async () => {
    const { machine, memory, pass, restore } = device();
    await pass([want(color, 'red')]);
    await pass([want(color, 'green'), want(words, ['a'])]);
    await restore();
    expect(machine.file).toBeUndefined();
    expect(memory.containers.size).toBe(0);
  });

  test('is as before to the byte also after drift that was repaired', async () => {
    const { machine, pass, restore } = device();
    await pass([want(color, 'red'), want(size, 'xl')]);
    machine.file = { color: 'blue', size: 'xl' };
    await pass([want(color, 'red'), want(size, 'xl')]);
    await restore();
    expect(machine.file).toBeUndefined();
  });

  test('that somebody else removed and we wrote again is removed again at the end', async () => {
    const { machine, pass, restore } = device({ other: 1 });
    await pass([want(color, 'red')]);
    machine.file = undefined;
    await pass([want(color, 'green')]);
    await pass([want(color, 'yellow'), want(size, 'xl')]);
    await restore();
    expect(machine.file).toBeUndefined();
  });

  test('that somebody else removed still gets a former value back', async () => {
    const { machine, pass, restore } = device({ color: 'blue' });
    await pass([want(color, 'red')]);
    machine.file = undefined;
    await pass([want(color, 'red')]);
    await restore();
    expect(machine.file).toEqual({ color: 'blue' });
  });

  test('that somebody else has written into is never put back whole', async () => {
    const { machine, pass, restore } = device();
    await pass([want(color, 'red')]);
    machine.file = { ...machine.file, other: 1 };
    await pass([want(color, 'green')]);
    await pass([want(color, 'yellow')]);
    await restore();
    expect(machine.file).toEqual({ other: 1 });
  });
});
