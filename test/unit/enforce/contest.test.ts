// Somebody undoes us again and again: when that counts as contested, how slowly we answer, and when it is over.
import { describe, expect, test } from 'vitest';
import { contestNow, mustWait, nextRepairAt, undoneAgain } from '../../../src/enforce/contest.js';
import type { PassInput } from '../../../src/enforce/pass.js';
import { epochMs } from '../../../src/model/ids.js';
import { createToyMachine, toyRow } from '../../support/enforce/toy-machine.js';
import { createToyDevice, toyPolicy, want } from '../../support/enforce/toy-pass.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const color = toyRow('color');
const size = toyRow('size');

function fight() {
  const device = createToyDevice(createToyMachine(), [color, size]);
  let now = DAY;
  const pass = (change: Partial<PassInput> = {}, revision = 1) =>
    device.pass([{ ...want(color, 'red'), policy: toyPolicy('A', revision) }, want(size, 'big')], {
      clock: { now: () => epochMs(now) },
      ...change,
    });
  const undo = (): void => {
    device.machine.file = { ...device.machine.file, color: 'blue' };
  };
  return {
    pass,
    undo,
    stands: () => device.machine.file?.['color'],
    wait: (ms: number) => {
      now += ms;
    },
    /** Undone and looked at `times` times, `apartMs` apart. */
    async flipFlop(times: number, apartMs: number) {
      let done = await pass();
      for (let at = 0; at < times; at++) {
        now += apartMs;
        undo();
        done = await pass();
      }
      return done;
    },
  };
}

describe('a setting that is undone', () => {
  test('twice in a day is repaired each time and nothing more is said', async () => {
    const { flipFlop } = fight();
    const done = await flipFlop(2, HOUR);
    expect(done.finding(color)).toMatchObject({ state: 'remediated', reason: { code: 'drift-repaired' } });
    expect(done.finding(color)?.contested).toBeUndefined();
  });

  test('three times in a day is contested; it is repaired once more, and its neighbour is not touched by it', async () => {
    const { flipFlop, stands } = fight();
    const done = await flipFlop(3, HOUR);
    expect(stands()).toBe('red');
    expect(done.finding(color)).toMatchObject({
      state: 'remediated',
      drift: true,
      reason: { code: 'contested', text: expect.stringContaining('somebody with root') },
    });
    expect(done.finding(size)).toMatchObject({ state: 'compliant' });
    expect(done.finding(size)?.contested).toBeUndefined();
  });

  test('three times within more than a day is not contested', async () => {
    const { flipFlop } = fight();
    expect((await flipFlop(6, 13 * HOUR)).finding(color)?.reason?.code).toBe('drift-repaired');
  });
});

describe('a contested setting', () => {
  test('waits 90 minutes for its repair and says so, with the likely rival', async () => {
    const { flipFlop, pass, undo, wait, stands } = fight();
    await flipFlop(3, MINUTE);
    undo();
    wait(89 * MINUTE);
    const held = await pass({ rivals: ['Puppet (/opt/puppetlabs/bin/puppet: installed)'] });
    expect(held.wrote).toBe(false);
    expect(held.finding(color)).toMatchObject({
      state: 'nonCompliant',
      drift: true,
      reason: { code: 'contested', text: expect.stringContaining('most likely Puppet') },
    });
    wait(MINUTE);
    expect((await pass()).finding(color)?.state).toBe('remediated');
    expect(stands()).toBe('red');
  });

  test('is repaired every six hours after a while, and never less', async () => {
    const { flipFlop, pass, undo, wait } = fight();
    await flipFlop(3, MINUTE);
    const gaps: number[] = [];
    for (let minutes = 0, last = 0; minutes < 24 * 60; minutes += 10) {
      wait(10 * MINUTE);
      undo();
      const { wrote } = await pass();
      if (wrote) gaps.push(minutes - last);
      if (wrote) last = minutes;
    }
    expect(gaps).toEqual([80, 90, 90, 360, 360, 360]);
  });

  test('is repaired at once for an administrator who waits', async () => {
    const { flipFlop, pass, undo, stands } = fight();
    await flipFlop(3, MINUTE);
    undo();
    expect((await pass({ repairs: 'at-once' })).wrote).toBe(true);
    expect(stands()).toBe('red');
  });

  test('that stands as wanted is compliant and still called contested', async () => {
    const { flipFlop, pass, wait } = fight();
    await flipFlop(3, MINUTE);
    wait(HOUR);
    expect((await pass()).finding(color)).toMatchObject({
      state: 'compliant',
      reason: { code: 'contested', text: expect.stringContaining('as wanted at this moment') },
    });
  });

  test('is normal again after a day of peace', async () => {
    const { flipFlop, pass, undo, wait } = fight();
    await flipFlop(3, MINUTE);
    wait(DAY);
    const peaceful = (await pass()).finding(color);
    expect(peaceful).toMatchObject({ state: 'compliant' });
    expect(peaceful?.contested).toBeUndefined();
    undo();
    expect((await pass()).finding(color)?.reason?.code).toBe('drift-repaired');
  });

  test('is normal again when the policy moves', async () => {
    const { flipFlop, pass, undo } = fight();
    await flipFlop(3, MINUTE);
    undo();
    expect((await pass({}, 2)).finding(color)?.reason?.code).toBe('drift-repaired');
    expect((await pass({}, 2)).finding(color)?.contested).toBeUndefined();
  });

  test('costs nothing to remember while nothing happens', async () => {
    const { flipFlop, pass, wait } = fight();
    await flipFlop(3, MINUTE);
    wait(HOUR);
    expect((await pass()).change).toEqual({ keep: [], forget: [], keepContainers: [], forgetContainers: [] });
    wait(2 * DAY);
    expect((await pass()).change).toEqual({ keep: [], forget: [], keepContainers: [], forgetContainers: [] });
  });

  test('is only looked at in audit mode', async () => {
    const { flipFlop, pass, undo } = fight();
    await flipFlop(3, MINUTE);
    undo();
    expect((await pass({ mode: 'audit' })).finding(color)?.reason?.code).toBe('audit-mode');
  });
});

test('a clock that was far ahead does not hold repairs back', () => {
  const policies = [toyPolicy('A')];
  const at = epochMs(100 * DAY);
  let contest = undoneAgain(undefined, at);
  for (let more = 0; more < 5; more++) contest = undoneAgain(contest, at);
  expect(contest.is === 'contested' && nextRepairAt(contest)).toBe(at + 6 * HOUR);
  const now = epochMs(DAY);
  const pace = { now, repairs: 'slowly', rivals: [] } as const;
  expect(mustWait(contestNow({ contest, policies }, policies, now), pace)).toBe(false);
});
