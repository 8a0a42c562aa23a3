// What bounds a pass: the engine, what cannot be written, audit and pause, and the digest of a plan.
import { describe, expect, test } from 'vitest';
import { planNow } from '../../../src/enforce/pass.js';
import { epochMs } from '../../../src/model/ids.js';
import type { PlatformAdapter } from '../../../src/model/ports.js';
import type { ToyMachine } from '../../support/enforce/toy-machine.js';
import { createToyMachine, NOT_READ, rowMap, toyRow } from '../../support/enforce/toy-machine.js';
import { createToyDevice, want } from '../../support/enforce/toy-pass.js';

const color = toyRow('color');
const size = toyRow('size');
const hidden = toyRow('hidden', { read: NOT_READ });
const words = toyRow('words', { kind: 'string-list', merge: { rule: 'union' } });
const ROWS = [color, size, hidden, words];

const device = (file?: ToyMachine['file']) => createToyDevice(createToyMachine(file), ROWS);

describe('the engine', () => {
  test.each([
    [{ is: 'missing' }, 'engine-missing'],
    [{ is: 'too-old', version: '100.1', needs: '101.1' }, 'engine-too-old'],
    [{ is: 'not-licensed', version: '101.1' }, 'engine-not-licensed'],
  ] as const)(
    '%o makes every setting not applicable, writes nothing and gives nothing back',
    async (engine, code) => {
      const { machine, pass } = device();
      await pass([want(color, 'red')]);
      machine.engine = engine;
      machine.file = { color: 'blue' };
      const done = await pass([want(color, 'red'), want(size, 'xl')]);
      expect(done.findings.map(({ state, reason }) => [state, reason?.code])).toEqual([
        ['notApplicable', code],
        ['notApplicable', code],
      ]);
      expect(machine.file).toEqual({ color: 'blue' });
    },
  );

  test('that does not answer gets its drift repaired and nothing new', async () => {
    const { machine, pass } = device();
    await pass([want(color, 'red')]);
    machine.file = { color: 'blue' };
    machine.engine = { is: 'not-running', fault: { kind: 'failed', what: 'mdatp', exitCode: 1, said: '' } };
    const done = await pass([want(color, 'red'), want(size, 'xl')]);
    expect(machine.file).toEqual({ color: 'red' });
    expect(done.findings.map(({ state, reason }) => [state, reason?.code])).toEqual([
      ['unknown', 'read-failed'],
      ['unknown', 'read-failed'],
    ]);
  });

  test('too old for one setting, or for one of its options, says which version is needed', async () => {
    const recent = toyRow('recent', { minimum: { agent: '101.26000.0002' } });
    const option = toyRow('option', {
      kind: 'choice',
      choices: [{ suffixes: ['_0'], value: 'new', meaning: '', minimumAgent: '102.1' }],
    });
    const { pass } = createToyDevice(createToyMachine(), [recent, option]);
    const done = await pass([want(recent, 'x'), want(option, 'new')]);
    expect(done.finding(recent)).toMatchObject({
      state: 'notApplicable',
      reason: { code: 'engine-too-old' },
    });
    expect(done.finding(recent)?.reason?.text).toContain('101.26000.0002');
    expect(done.finding(option)?.reason?.text).toContain('102.1');
  });
});

describe('a system older than a setting', () => {
  const recent = toyRow('recent', { minimum: { os: '22.04' } });
  const old = () => {
    const machine = createToyMachine({ recent: 'blue' });
    const observe: PlatformAdapter['observe'] = async (rows, signal) => ({
      ...(await machine.adapter.observe(rows, signal)),
      system: { version: '20.04', isServer: true },
    });
    return createToyDevice({ ...machine, adapter: { ...machine.adapter, observe } }, [recent]);
  };

  test('is told with what it needs, and nothing is written', async () => {
    const { pass } = old();
    const done = await pass([want(recent, 'red')]);
    expect(done.finding(recent)).toMatchObject({
      state: 'notApplicable',
      reason: { code: 'system-too-old' },
    });
    expect(done.finding(recent)?.reason?.text).toContain('22.04');
    expect(done.wrote).toBe(false);
  });

  test('is compliant where it has the value all the same', async () => {
    const { pass } = old();
    expect((await pass([want(recent, 'blue')])).finding(recent)?.state).toBe('compliant');
  });
});

describe('a setting that cannot be written', () => {
  test('is not applicable, and compliant where it is in force all the same', async () => {
    const homeless = toyRow('homeless', { write: [] });
    const machine = createToyMachine();
    const { pass } = createToyDevice(machine, [homeless]);
    expect((await pass([want(homeless, 'on')])).finding(homeless)?.reason?.code).toBe('unproven');
    machine.lies.set(homeless.key, { is: 'value', value: 'on' });
    expect((await pass([want(homeless, 'on')])).finding(homeless)?.state).toBe('compliant');
  });

  test('needs a profile where only a profile can set it', async () => {
    const profile = toyRow('profile', { write: [{ by: 'profile', domain: 'd', path: ['p'] }] });
    const done = await createToyDevice(createToyMachine(), [profile]).pass([want(profile, 'on')]);
    expect(done.finding(profile)?.reason?.code).toBe('needs-profile');
  });

  test('whose place is only inferred is not written unless it can be read back', async () => {
    const guess = toyRow('guess', { confidence: { write: 'inferred' }, read: NOT_READ });
    const seen = toyRow('seen', { confidence: { write: 'inferred' } });
    const machine = createToyMachine();
    const done = await createToyDevice(machine, [guess, seen]).pass([want(guess, 'x'), want(seen, 'y')]);
    expect(done.finding(guess)?.reason?.code).toBe('unproven');
    expect(machine.file).toEqual({ seen: 'y' });
  });

  test('whose place is only inferred is not written where this device shows no value to read back', async () => {
    const seen = toyRow('seen', { confidence: { write: 'inferred' } });
    const machine = createToyMachine();
    machine.lies.set(seen.key, { is: 'no-reader', why: 'this agent does not show it' });
    const done = await createToyDevice(machine, [seen]).pass([want(seen, 'y')]);
    expect(done.finding(seen)).toMatchObject({ state: 'notApplicable', reason: { code: 'unproven' } });
    expect(machine.file).toBeUndefined();
  });

  test('because somebody else manages it is said and not fought', async () => {
    const { machine, pass } = device();
    machine.lies.set(color.key, { is: 'value', value: 'blue' });
    machine.managed.add(color.key);
    const done = await pass([want(color, 'red')]);
    expect(done.finding(color)).toMatchObject({ state: 'nonCompliant', reason: { code: 'other-owner' } });
    expect(machine.file).toBeUndefined();
  });
});

describe('modes', () => {
  test('audit writes nothing and says what differs', async () => {
    const { machine, pass } = device({ color: 'blue' });
    const done = await pass([want(color, 'red')], { mode: 'audit' });
    expect(done.finding(color)).toMatchObject({ state: 'nonCompliant', reason: { code: 'audit-mode' } });
    expect(machine.calls).toEqual(['observe']);
  });

  test('audit after enforcement neither repairs nor gives back', async () => {
    const { machine, pass } = device();
    await pass([want(color, 'red'), want(size, 'xl')]);
    machine.file = { color: 'blue', size: 'xl' };
    const done = await pass([want(color, 'red')], { mode: 'audit' });
    expect(machine.file).toEqual({ color: 'blue', size: 'xl' });
    expect(done.finding(color)?.drift).toBe(true);
    expect(done.finding(size)?.state).toBe('nonCompliant');
  });

  test('paused: repairs go on, nothing new is taken and nothing given back', async () => {
    const { machine, pass } = device();
    await pass([want(color, 'red'), want(size, 'xl')]);
    machine.file = { color: 'blue', size: 'xl' };
    const done = await pass([want(color, 'red'), want(hidden, 'x')], { allowNew: false });
    expect(machine.file).toEqual({ color: 'red', size: 'xl' });
    expect(done.finding(hidden)?.reason?.code).toBe('enforcement-paused');
    expect(done.finding(size)?.reason?.code).toBe('enforcement-paused');
  });

  test('paused: of a list only what was lost comes back, nothing new goes in and nothing of ours out', async () => {
    const { machine, pass } = device({ words: ['theirs'] });
    await pass([want(words, ['a', 'b'])]);
    machine.file = { words: ['theirs', 'b'] };
    const done = await pass([want(words, ['a', 'new'])], { allowNew: false });
    expect(machine.file).toEqual({ words: ['theirs', 'b', 'a'] });
    expect(done.finding(words)).toMatchObject({
      state: 'nonCompliant',
      reason: { code: 'enforcement-paused' },
      drift: true,
    });
    machine.file = { words: ['theirs', 'b'] };
    const whole = await pass([want(words, ['a', 'b'])], { allowNew: false });
    expect(whole.finding(words)?.reason?.code).toBe('drift-repaired');
    await pass([want(words, ['a', 'new'])]);
    expect(machine.file).toEqual({ words: ['theirs', 'a', 'new'] });
  });

  test('a pass whose time is over writes nothing and says so', async () => {
    const { machine, pass } = device();
    const done = await pass([want(color, 'red')], { signal: AbortSignal.abort() });
    expect(done.finding(color)).toMatchObject({ state: 'error', errorCode: -2147023673 });
    expect(machine.calls).toEqual(['observe']);
  });
});

describe('a plan', () => {
  const planOf = async (machine: ToyMachine, desired = [want(color, 'red'), want(size, 'xl', 'B')]) => {
    const { memory } = createToyDevice(machine, ROWS);
    const { plan } = await planNow({
      desired,
      refused: [],
      rows: rowMap(ROWS),
      adapter: machine.adapter,
      memory,
      mode: 'enforce',
      allowNew: true,
      clock: { now: () => epochMs(Math.trunc(performance.now())) },
      signal: new AbortController().signal,
    });
    return plan;
  };

  test('has the same digest at any time and in any order of settings', async () => {
    const machine = createToyMachine({ color: 'blue' });
    const turned = [want(size, 'xl', 'B'), want(color, 'red')];
    expect((await planOf(machine)).digest).toBe((await planOf(machine, turned)).digest);
  });

  test('has another digest when the device or a policy has moved', async () => {
    const digest = (await planOf(createToyMachine({ color: 'blue' }))).digest;
    expect((await planOf(createToyMachine({ color: 'grey' }))).digest).not.toBe(digest);
    const moved = await planOf(createToyMachine({ color: 'blue' }), [want(color, 'pink'), want(size, 'xl')]);
    expect(moved.digest).not.toBe(digest);
  });

  test('that was shown is applied as shown, and refused when the device has moved since', async () => {
    const { machine, pass } = device({ color: 'blue' });
    const { digest } = await planOf(machine);
    machine.file = { color: 'grey' };
    const desired = [want(color, 'red'), want(size, 'xl', 'B')];
    await expect(pass(desired, { onlyPlan: digest })).rejects.toThrow('plan-moved');
    expect(machine.file).toEqual({ color: 'grey' });
    machine.file = { color: 'blue' };
    await pass(desired, { onlyPlan: digest });
    expect(machine.file).toEqual({ color: 'red', size: 'xl' });
  });
});
