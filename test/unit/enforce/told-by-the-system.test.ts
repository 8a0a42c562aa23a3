// What the system tells beside values: guards, owners, switches, what it ignores, engines and spellings of its own.
import { describe, expect, test } from 'vitest';
import type { Observation, Observed, PlatformAdapter } from '../../../src/model/ports.js';
import { createToyMachine, NOT_READ, toyRow } from '../../support/enforce/toy-machine.js';
import { createToyDevice, want } from '../../support/enforce/toy-pass.js';

const color = toyRow('color', { tamper: 'guarded' });
const size = toyRow('size', { tamper: 'unguarded' });
const words = toyRow('words', { kind: 'string-list', merge: { rule: 'union' } });
const hidden = toyRow('hidden', { read: NOT_READ });
const ROWS = [color, size, words, hidden];

interface Told {
  readonly all?: Partial<Observation>;
  readonly each?: (key: string, observed: Observed) => Partial<Observed>;
  readonly adapter?: Partial<PlatformAdapter>;
}

function device(told: Told, file?: Parameters<typeof createToyMachine>[0]) {
  const machine = createToyMachine(file);
  const observe: PlatformAdapter['observe'] = async (rows, signal) => {
    const seen = await machine.adapter.observe(rows, signal);
    const settings = [...seen.settings].map(
      ([key, observed]) => [key, { ...observed, ...told.each?.(key, observed) }] as const,
    );
    return { ...seen, ...told.all, settings: new Map(settings) };
  };
  const adapter = { ...machine.adapter, observe, ...told.adapter };
  return { ...createToyDevice({ ...machine, adapter }, ROWS), machine, file: () => machine.file };
}

describe('tamper protection', () => {
  test('is named where a guarded value did not take, and nowhere else', async () => {
    const { machine, pass } = device({ all: { tamperProtected: true } });
    machine.lies.set(color.key, { is: 'value', value: 'blue' });
    machine.lies.set(size.key, { is: 'value', value: 's' });
    const done = await pass([want(color, 'red'), want(size, 'xl'), want(words, ['a'])]);
    expect(done.finding(color)).toMatchObject({
      state: 'error',
      reason: { code: 'tamper-protected' },
      errorCode: -2147024891,
    });
    expect(done.finding(size)?.reason?.code).toBe('not-taken');
    expect(done.finding(words)?.state).toBe('remediated');
  });

  test('is not claimed without its own word', async () => {
    const { machine, pass } = device({});
    machine.lies.set(color.key, { is: 'value', value: 'blue' });
    expect((await pass([want(color, 'red')])).finding(color)?.reason?.code).toBe('not-taken');
  });

  test('is named where the system refused the write of a guarded value', async () => {
    const { machine, pass } = device({ all: { tamperProtected: true } });
    const fault = { kind: 'failed', what: 'a tool', exitCode: 1, said: '' } as const;
    machine.failing.set(color.key, fault);
    machine.failing.set(size.key, fault);
    const done = await pass([want(color, 'red'), want(size, 'xl')]);
    expect(done.finding(color)?.errorCode).toBe(-2147024891);
    expect(done.finding(size)?.reason?.code).toBe('write-failed');
  });
});

describe('what the system ignores', () => {
  const ignored = { each: () => ({ ignored: 'another lock is on' }) };

  test('is not written, and said so with the reason', async () => {
    const { pass, file } = device(ignored, { color: 'blue' });
    const done = await pass([want(color, 'red')]);
    expect(done.finding(color)).toMatchObject({
      state: 'nonCompliant',
      reason: { code: 'configuration-protected', text: expect.stringContaining('another lock is on') },
    });
    expect(file()).toEqual({ color: 'blue' });
  });

  test('is compliant where what it shows is as wanted, whoever set it', async () => {
    const { pass } = device(ignored, { color: 'red' });
    expect((await pass([want(color, 'red')])).finding(color)?.state).toBe('compliant');
  });
});

describe('a value that somebody else sets', () => {
  test('is left with the name of its owner, also where it was ours before', async () => {
    let owner: string | undefined;
    const { machine, pass, file } = device({ each: () => (owner === undefined ? {} : { owner }) });
    await pass([want(color, 'red')]);
    machine.file = { color: 'blue' };
    owner = 'the boss';
    const done = await pass([want(color, 'red')]);
    expect(done.finding(color)).toMatchObject({
      state: 'nonCompliant',
      reason: { code: 'other-owner', text: expect.stringContaining('the boss') },
    });
    expect(file()).toEqual({ color: 'blue' });
  });

  test('is compliant while it is what the policy wants', async () => {
    const { pass } = device({ each: () => ({ owner: 'the boss' }) }, { color: 'red' });
    expect((await pass([want(color, 'red')])).finding(color)?.state).toBe('compliant');
  });
});

test('a value that stands and lacks its switch is written again, in a list with the entries of others', async () => {
  const written: unknown[] = [];
  const { pass } = device(
    {
      each: () => ({ dormant: true }),
      adapter: {
        write: async ({ changes }) => {
          written.push(...changes.map(({ to }) => to));
          return { settings: new Map(), containers: new Map() };
        },
      },
    },
    { color: 'red', words: ['theirs', 'a'] },
  );
  await pass([want(color, 'red'), want(words, ['a'])]);
  expect(written).toEqual([
    { do: 'set', value: 'red' },
    { do: 'set', value: ['theirs', 'a'] },
  ]);
});

test('a setting with an engine of its own does not wait for the other one', async () => {
  const { machine, pass } = device({
    each: (key) => (key === size.key ? { engine: { is: 'ready', version: '' } } : {}),
  });
  machine.engine = { is: 'missing' };
  machine.lies.set(size.key, { is: 'value', value: 'xl' });
  const done = await pass([want(color, 'red'), want(size, 'xl')]);
  expect(done.finding(color)?.reason?.code).toBe('engine-missing');
  expect(machine.file).toEqual({ size: 'xl' });
});

test('what nothing shows but its own place, and is not there after the write, is an error', async () => {
  const { pass } = device({ each: (key) => (key === hidden.key ? { stored: { is: 'absent' } } : {}) });
  expect((await pass([want(hidden, 'x')])).finding(hidden)).toMatchObject({
    state: 'error',
    reason: { code: 'not-taken' },
  });
});

test('two spellings of one value are no conflict, and the one that is read back is written', async () => {
  const { pass, file } = device({
    adapter: { canonical: (_, value) => (typeof value === 'string' ? value.toLowerCase() : value) },
  });
  const done = await pass([want(color, 'RED', 'A'), want(color, 'Red', 'B')]);
  expect(done.finding(color)?.state).toBe('remediated');
  expect(file()).toEqual({ color: 'red' });
});
