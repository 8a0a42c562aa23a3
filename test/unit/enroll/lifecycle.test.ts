// Every pair of state and event by name: what follows. A pair that is missing fails the first test.
import { describe, expect, test } from 'vitest';
import type { LifecycleEvent, LifecycleState, MemberState } from '../../../src/enroll/lifecycle.js';
import { FIRST_STATE, identityOf, memberOf, next } from '../../../src/enroll/lifecycle.js';
import { permissionsOf } from '../../../src/enroll/permissions.js';
import { deviceId, epochMs, tenantId } from '../../../src/model/ids.js';

const tenant = tenantId('11111111-1111-4111-8111-111111111111');
const otherTenant = tenantId('22222222-2222-4222-8222-222222222222');
const device = deviceId('33333333-3333-4333-8333-333333333333');
const own = { tenant, device };
const at = epochMs(1000);

const members = {
  'not-onboarded': { is: 'not-onboarded' },
  surveyed: { is: 'surveyed' },
  eligible: { is: 'eligible', tenant },
  registering: { is: 'registering', tenant },
  managed: { is: 'managed', ...own },
  stale: { is: 'stale', why: 'not-checked-in', ...own },
  rekeying: { is: 'rekeying', why: 'rotation', ...own },
  'out-of-scope': { is: 'out-of-scope', because: 'scope', ...own },
  disabled: { is: 'disabled', ...own },
  offboarded: { is: 'offboarded' },
} as const satisfies Record<MemberState['is'], MemberState>;
type MemberName = keyof typeof members;
const memberNames = Object.keys(members) as MemberName[];

const events = {
  'surveyed free': { on: 'surveyed', verdict: { fit: 'free' }, at },
  'surveyed elsewhere': { on: 'surveyed', verdict: { fit: 'managed-elsewhere', by: 'intune' }, at },
  'surveyed unsupported': {
    on: 'surveyed',
    verdict: { fit: 'unsupported', case: 'application-container', why: 'a container' },
    at,
  },
  'surveyed mismatch': { on: 'surveyed', verdict: { fit: 'tenant-mismatch', other: 'theirs' }, at },
  'surveyed unknown': { on: 'surveyed', verdict: { fit: 'unknown', why: 'unreadable' }, at },
  onboarded: { on: 'onboarded', tenant },
  'onboarded by another tenant': { on: 'onboarded', tenant: otherTenant },
  'registration started': { on: 'registration-started' },
  registered: { on: 'registered', device },
  'registration failed': { on: 'registration-failed' },
  'checked in, in scope': { on: 'checked-in', scope: 'in' },
  'checked in, out of scope': { on: 'checked-in', scope: 'out', because: 'scope' },
  'checked in, tenant switch off': { on: 'checked-in', scope: 'out', because: 'tenant-switch' },
  'not checked in': { on: 'went-stale', why: 'not-checked-in' },
  'assignment expired': { on: 'went-stale', why: 'assignment-expired' },
  disabled: { on: 'disabled' },
  'key due': { on: 'rekey', why: 'rotation' },
  'clone seen': { on: 'rekey', why: 'clone' },
  rekeyed: { on: 'rekeyed' },
  offboarded: { on: 'offboarded' },
} as const satisfies Record<string, LifecycleEvent>;
type EventName = keyof typeof events;
const eventNames = Object.keys(events) as EventName[];

const STAYS = 'stays';
const stale = (why: 'not-checked-in' | 'assignment-expired' | 'refused') =>
  ({ is: 'stale', why, ...own }) as const;
const rekeying = (why: 'rotation' | 'clone') => ({ is: 'rekeying', why, ...own }) as const;
const switchedOff = { ...members['out-of-scope'], because: 'tenant-switch' } as const;
const eligibleOther = { is: 'eligible', tenant: otherTenant } as const;
const over = {
  'surveyed elsewhere': (before: MemberState) => ({ is: 'managed-elsewhere', by: 'intune', before }) as const,
  'surveyed unsupported': (before: MemberState) =>
    ({ is: 'unsupported', case: 'application-container', why: 'a container', before }) as const,
  'surveyed mismatch': (before: MemberState) => ({ is: 'tenant-mismatch', other: 'theirs', before }) as const,
  'surveyed unknown': (before: MemberState) =>
    ({ is: 'unknown', why: 'unreadable', since: at, before }) as const,
};
type SurveyName = keyof typeof over;
const surveyNames = Object.keys(over) as SurveyName[];

/** What the four forbidding surveys do is the same for each member state: see `over`. */
const table: Record<MemberName, Record<Exclude<EventName, SurveyName>, typeof STAYS | MemberState>> = {
  'not-onboarded': {
    'surveyed free': members.surveyed,
    onboarded: members.eligible,
    'onboarded by another tenant': eligibleOther,
    'registration started': STAYS,
    registered: STAYS,
    'registration failed': STAYS,
    'checked in, in scope': STAYS,
    'checked in, out of scope': STAYS,
    'checked in, tenant switch off': STAYS,
    'not checked in': STAYS,
    'assignment expired': STAYS,
    disabled: STAYS,
    'key due': STAYS,
    'clone seen': STAYS,
    rekeyed: STAYS,
    offboarded: members.offboarded,
  },
  surveyed: {
    'surveyed free': STAYS,
    onboarded: members.eligible,
    'onboarded by another tenant': eligibleOther,
    'registration started': STAYS,
    registered: STAYS,
    'registration failed': STAYS,
    'checked in, in scope': STAYS,
    'checked in, out of scope': STAYS,
    'checked in, tenant switch off': STAYS,
    'not checked in': STAYS,
    'assignment expired': STAYS,
    disabled: STAYS,
    'key due': STAYS,
    'clone seen': STAYS,
    rekeyed: STAYS,
    offboarded: members.offboarded,
  },
  eligible: {
    'surveyed free': STAYS,
    onboarded: STAYS,
    'onboarded by another tenant': eligibleOther,
    'registration started': members.registering,
    registered: STAYS,
    'registration failed': STAYS,
    'checked in, in scope': STAYS,
    'checked in, out of scope': STAYS,
    'checked in, tenant switch off': STAYS,
    'not checked in': STAYS,
    'assignment expired': STAYS,
    disabled: STAYS,
    'key due': STAYS,
    'clone seen': STAYS,
    rekeyed: STAYS,
    offboarded: members.offboarded,
  },
  registering: {
    'surveyed free': STAYS,
    onboarded: STAYS,
    'onboarded by another tenant': STAYS,
    'registration started': STAYS,
    registered: members.managed,
    'registration failed': members.eligible,
    'checked in, in scope': STAYS,
    'checked in, out of scope': STAYS,
    'checked in, tenant switch off': STAYS,
    'not checked in': STAYS,
    'assignment expired': STAYS,
    disabled: STAYS,
    'key due': STAYS,
    'clone seen': STAYS,
    rekeyed: STAYS,
    offboarded: members.offboarded,
  },
  managed: {
    'surveyed free': STAYS,
    onboarded: STAYS,
    'onboarded by another tenant': STAYS,
    'registration started': STAYS,
    registered: STAYS,
    'registration failed': STAYS,
    'checked in, in scope': STAYS,
    'checked in, out of scope': members['out-of-scope'],
    'checked in, tenant switch off': switchedOff,
    'not checked in': stale('not-checked-in'),
    'assignment expired': stale('assignment-expired'),
    disabled: members.disabled,
    'key due': rekeying('rotation'),
    'clone seen': rekeying('clone'),
    rekeyed: STAYS,
    offboarded: members.offboarded,
  },
  stale: {
    'surveyed free': STAYS,
    onboarded: STAYS,
    'onboarded by another tenant': STAYS,
    'registration started': STAYS,
    registered: members.managed,
    'registration failed': STAYS,
    'checked in, in scope': members.managed,
    'checked in, out of scope': members['out-of-scope'],
    'checked in, tenant switch off': switchedOff,
    'not checked in': STAYS,
    'assignment expired': stale('assignment-expired'),
    disabled: members.disabled,
    'key due': rekeying('rotation'),
    'clone seen': rekeying('clone'),
    rekeyed: STAYS,
    offboarded: members.offboarded,
  },
  rekeying: {
    'surveyed free': STAYS,
    onboarded: STAYS,
    'onboarded by another tenant': STAYS,
    'registration started': STAYS,
    registered: members.managed,
    'registration failed': STAYS,
    'checked in, in scope': members.managed,
    'checked in, out of scope': members['out-of-scope'],
    'checked in, tenant switch off': switchedOff,
    'not checked in': stale('not-checked-in'),
    'assignment expired': stale('assignment-expired'),
    disabled: members.disabled,
    'key due': STAYS,
    'clone seen': rekeying('clone'),
    rekeyed: members.managed,
    offboarded: members.offboarded,
  },
  'out-of-scope': {
    'surveyed free': STAYS,
    onboarded: STAYS,
    'onboarded by another tenant': STAYS,
    'registration started': STAYS,
    registered: members.managed,
    'registration failed': STAYS,
    'checked in, in scope': members.managed,
    'checked in, out of scope': STAYS,
    'checked in, tenant switch off': switchedOff,
    'not checked in': STAYS,
    'assignment expired': STAYS,
    disabled: members.disabled,
    'key due': STAYS,
    'clone seen': rekeying('clone'),
    rekeyed: STAYS,
    offboarded: members.offboarded,
  },
  disabled: {
    'surveyed free': STAYS,
    onboarded: STAYS,
    'onboarded by another tenant': STAYS,
    'registration started': STAYS,
    registered: members.managed,
    'registration failed': STAYS,
    'checked in, in scope': members.managed,
    'checked in, out of scope': members['out-of-scope'],
    'checked in, tenant switch off': switchedOff,
    'not checked in': STAYS,
    'assignment expired': STAYS,
    disabled: STAYS,
    'key due': STAYS,
    'clone seen': rekeying('clone'),
    rekeyed: STAYS,
    offboarded: members.offboarded,
  },
  offboarded: {
    'surveyed free': STAYS,
    onboarded: members.eligible,
    'onboarded by another tenant': eligibleOther,
    'registration started': STAYS,
    registered: STAYS,
    'registration failed': STAYS,
    'checked in, in scope': STAYS,
    'checked in, out of scope': STAYS,
    'checked in, tenant switch off': STAYS,
    'not checked in': STAYS,
    'assignment expired': STAYS,
    disabled: STAYS,
    'key due': STAYS,
    'clone seen': STAYS,
    rekeyed: STAYS,
    offboarded: STAYS,
  },
};

test('every pair of a state and an event has its outcome in the table, or in that of the surveys', () => {
  for (const name of memberNames) {
    const named = [...Object.keys(table[name]), ...surveyNames];
    expect(named.toSorted()).toEqual(eventNames.toSorted());
  }
});

describe.each(memberNames)('%s', (name) => {
  const state = members[name];

  test.each(Object.entries(table[name]) as [Exclude<EventName, SurveyName>, typeof STAYS | MemberState][])(
    'on "%s"',
    (event, expected) => {
      const after = next(state, events[event]);
      if (expected === STAYS) expect(after).toBe(state);
      else expect(after).toEqual(expected);
    },
  );

  test.each(surveyNames)('on "%s" is interrupted, and is itself again when the survey clears', (event) => {
    const after = next(state, events[event]);
    if (name === 'offboarded') return expect(after).toBe(state);
    expect(after).toEqual(over[event](state));
    expect(next(after, events['surveyed free'])).toEqual(name === 'not-onboarded' ? members.surveyed : state);
  });
});

describe.each(surveyNames)('interrupted by "%s"', (interruption) => {
  test.each(memberNames.filter((name) => name !== 'offboarded'))(
    'over %s: every event reaches what is below',
    (name) => {
      const state = over[interruption](members[name]);
      for (const event of eventNames.filter((one) => !one.startsWith('surveyed'))) {
        const after = next(state, events[event]);
        const below = next(members[name], events[event]);
        if (below.is === 'offboarded') expect(after).toEqual(below);
        else if (below === members[name]) expect(after).toBe(state);
        else expect(after).toEqual(over[interruption](memberOf(below)));
      }
    },
  );

  test('the same survey again changes nothing, and another one changes only the interruption', () => {
    const state = over[interruption](members.managed);
    expect(next(state, { ...events[interruption], at: epochMs(9999) })).toBe(state);
    expect(next(structuredClone(state), events[interruption])).toEqual(state);
    for (const other of surveyNames.filter((one) => one !== interruption)) {
      const stays = interruption === 'surveyed elsewhere' && other === 'surveyed unknown';
      expect(next(state, events[other])).toEqual(stays ? state : over[other](members.managed));
    }
  });
});

test('a device that stands aside does so until a survey is sure that it is free', () => {
  const aside = over['surveyed elsewhere'](members.managed);
  const unsure = next(aside, events['surveyed unknown']);
  expect(unsure).toBe(aside);
  expect(permissionsOf(unsure).enforce).toBe(false);
  expect(next(unsure, events['surveyed free'])).toEqual(members.managed);
});

test('"unknown" remembers since when, whatever else cannot be told later', () => {
  const first = next(members.managed, events['surveyed unknown']);
  const later = next(first, {
    on: 'surveyed',
    verdict: { fit: 'unknown', why: 'something else' },
    at: epochMs(5000),
  });
  expect(later).toMatchObject({ is: 'unknown', since: 1000 });
});

test('the way from the first state to managed', () => {
  const path = ['surveyed free', 'onboarded', 'registration started', 'registered'] as const;
  const state = path.reduce<LifecycleState>((before, event) => next(before, events[event]), FIRST_STATE);
  expect(state).toEqual(members.managed);
  expect(identityOf(state)).toEqual(own);
});

test('a device that registers again under a new id is that device from then on', () => {
  const renamed = deviceId('44444444-4444-4444-8444-444444444444');
  for (const state of [members.managed, members.rekeying, members.stale])
    expect(next(state, { on: 'registered', device: renamed })).toEqual({
      is: 'managed',
      tenant,
      device: renamed,
    });
});

describe('permissions', () => {
  const interrupted = surveyNames.map((name) => over[name](members.managed));

  test('only a managed, stale or re-keying device, or one told to stop, takes anything new', () => {
    const all: LifecycleState[] = [...Object.values(members), ...interrupted];
    const taking = all.filter((state) => permissionsOf(state).takeNew).map(({ is }) => is);
    expect(taking).toEqual(['managed', 'stale', 'rekeying', 'out-of-scope']);
  });

  test('a device that another manager has keeps its assignment current and puts nothing of it in force', () => {
    const aside = permissionsOf(over['surveyed elsewhere'](members.managed));
    expect(aside).toMatchObject({ checkIn: true, keepCurrent: true, takeNew: false, enforce: false });
    for (const name of ['surveyed unknown', 'surveyed unsupported', 'surveyed mismatch'] as const)
      expect(permissionsOf(over[name](members.managed)).keepCurrent).toBe(false);
  });

  test('a device of another manager, or of another tenant, takes no other identity in place of its own', () => {
    const idle = interrupted.filter((state) => !permissionsOf(state).renew).map(({ is }) => is);
    expect(idle).toEqual(['managed-elsewhere', 'tenant-mismatch']);
  });

  test('whoever waits for a word of people asks once a day', () => {
    const all: LifecycleState[] = [...Object.values(members), ...interrupted];
    const daily = all.filter((state) => permissionsOf(state).asksDaily).map(({ is }) => is);
    expect(daily).toEqual([
      'out-of-scope',
      'disabled',
      'managed-elsewhere',
      'unsupported',
      'tenant-mismatch',
    ]);
  });

  test('only an eligible device registers by itself', () => {
    const all: LifecycleState[] = [...Object.values(members), ...interrupted];
    const registering = all.filter((state) => permissionsOf(state).register).map(({ is }) => is);
    expect(registering).toEqual(['eligible', 'registering']);
  });

  test('nothing but a signed word or another manager stops enforcement of a device that was managed', () => {
    const states: LifecycleState[] = [...Object.values(members), ...interrupted];
    const stopped = states.filter(
      (state) => identityOf(state) !== undefined && !permissionsOf(state).enforce,
    );
    expect(stopped.map(({ is }) => is)).toEqual(['out-of-scope', 'managed-elsewhere']);
  });

  test('only a signed word gives values back at once', () => {
    const states: LifecycleState[] = [...Object.values(members), ...interrupted];
    const now = states.filter((state) => permissionsOf(state).giveBack === 'now');
    expect(now.map(({ is }) => is)).toEqual(['out-of-scope', 'offboarded']);
  });
});
