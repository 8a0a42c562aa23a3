// Changes that can cut a device off from its service, on a toy machine: taken back only when they did it.
import { describe, expect, test } from 'vitest';
import type { Reach } from '../../../src/enforce/reachability.js';
import type { ToyMachine } from '../../support/enforce/toy-machine.js';
import { createToyMachine, toyRow } from '../../support/enforce/toy-machine.js';
import { createToyDevice, want } from '../../support/enforce/toy-pass.js';

const WALL = toyRow('wall', { profiles: ['firewall'] });
const OTHER = toyRow('other');
const ROWS = [WALL, OTHER];

interface Wall extends Reach {
  readonly asked: string[];
}

/** The service answers as long as the toy's file lets it. */
function wallOf(machine: ToyMachine, answers: (file: ToyMachine['file']) => boolean): Wall {
  const asked: string[] = [];
  return {
    asked,
    concerns: ({ profiles }) => profiles.includes('firewall'),
    answers: async () => {
      asked.push('before');
      return answers(machine.file);
    },
    stillAnswers: async () => {
      asked.push('after');
      return answers(machine.file);
    },
  };
}

const unlessClosed = (file: ToyMachine['file']): boolean => file?.['wall'] !== 'closed';

describe('a firewall change after which the service does not answer', () => {
  test('is taken back alone: the rest of the pass stays', async () => {
    const machine = createToyMachine({ wall: 'open', foreign: 'x' });
    const device = createToyDevice(machine, ROWS);
    const reach = wallOf(machine, unlessClosed);
    const done = await device.pass([want(WALL, 'closed', 'B'), want(OTHER, 'on')], { reach });
    expect(machine.file).toEqual({ wall: 'open', foreign: 'x', other: 'on' });
    expect(done.reach).toMatchObject({ is: 'lost', policies: [{ name: 'B' }] });
    expect(done.finding(WALL)).toMatchObject({ state: 'error', reason: { code: 'taken-back' } });
    expect(done.finding(OTHER)).toMatchObject({ state: 'remediated' });
    expect(reach.asked).toEqual(['before', 'after']);
  });

  test('goes back to absence where there was nothing, and is not ours afterwards', async () => {
    const machine = createToyMachine({ foreign: 'x' });
    const device = createToyDevice(machine, ROWS);
    await device.pass([want(WALL, 'closed')], { reach: wallOf(machine, unlessClosed) });
    expect(machine.file).toEqual({ foreign: 'x' });
    expect(device.memory.owned.size).toBe(0);
  });

  test('goes back to our own value before it; the first of all values is still given back at the end', async () => {
    const machine = createToyMachine({ wall: 'as found' });
    const device = createToyDevice(machine, ROWS);
    const reach = wallOf(machine, unlessClosed);
    await device.pass([want(WALL, 'open')], { reach });
    await device.pass([want(WALL, 'closed')], { reach });
    expect(machine.file).toEqual({ wall: 'open' });
    const again = await device.pass([want(WALL, 'open')], { reach });
    expect(again.wrote).toBe(false);
    expect(again.finding(WALL)).toMatchObject({ state: 'compliant' });
    await device.restore();
    expect(machine.file).toEqual({ wall: 'as found' });
  });

  test('is taken back also when it gives a former value back', async () => {
    const machine = createToyMachine({ wall: 'closed' });
    const device = createToyDevice(machine, ROWS);
    const reach = wallOf(machine, unlessClosed);
    await device.pass([want(WALL, 'open')], { reach });
    const done = await device.pass([], { reach });
    expect(machine.file).toEqual({ wall: 'open' });
    expect(done.finding(WALL)).toMatchObject({ state: 'error', reason: { code: 'taken-back' } });
    expect(device.memory.owned.has(WALL.key)).toBe(true);
  });

  test('that cannot be taken back says so', async () => {
    const machine = createToyMachine({ wall: 'open' });
    const device = createToyDevice(machine, ROWS);
    const reach = wallOf(machine, (file) => {
      if (unlessClosed(file)) return true;
      machine.failing.set(WALL.key, { kind: 'disk', target: 'the toy', why: 'full' });
      return false;
    });
    const done = await device.pass([want(WALL, 'closed')], { reach });
    expect(machine.file).toEqual({ wall: 'closed' });
    expect(done.finding(WALL)?.reason?.text).toContain('could not be taken back');
  });
});

test('a service that did not answer before proves nothing: nothing is taken back, nothing asked again', async () => {
  const machine = createToyMachine({ wall: 'open' });
  const device = createToyDevice(machine, ROWS);
  const reach = wallOf(machine, () => false);
  const done = await device.pass([want(WALL, 'closed')], { reach });
  expect(machine.file).toEqual({ wall: 'closed' });
  expect(done.reach).toEqual({ is: 'unknown' });
  expect(reach.asked).toEqual(['before']);
});

test('a change that the service survives stays; a pass that changes no such setting asks nothing', async () => {
  const machine = createToyMachine();
  const device = createToyDevice(machine, ROWS);
  const reach = wallOf(machine, unlessClosed);
  const done = await device.pass([want(WALL, 'open')], { reach });
  expect(done.reach).toEqual({ is: 'kept' });
  expect(done.finding(WALL)).toMatchObject({ state: 'remediated' });
  const quiet = wallOf(machine, unlessClosed);
  const next = await device.pass([want(WALL, 'open'), want(OTHER, 'on')], { reach: quiet });
  expect(next.wrote).toBe(true);
  expect(quiet.asked).toEqual([]);
});
