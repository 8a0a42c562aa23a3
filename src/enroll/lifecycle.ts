// The life of a device between "never heard of us" and "left": states that carry only what they know. Pure.
// A survey that forbids or cannot tell interrupts whatever the device was; when it clears, that is what it is again.

import { isDeepStrictEqual } from 'node:util';
import type { DeviceId, EpochMs, TenantId } from '../model/ids.js';
import type { FitCase, OtherManager } from '../model/probe.js';
import { unreachable } from '../model/result.js';
import type { SurveyVerdict } from './survey.js';

interface Enrolled {
  readonly tenant: TenantId;
  readonly device: DeviceId;
}

/** What the device is to the service, whatever the survey says. */
export type MemberState =
  | { readonly is: 'not-onboarded' }
  /** Free to be managed; no onboarding file yet. */
  | { readonly is: 'surveyed' }
  | { readonly is: 'eligible'; readonly tenant: TenantId }
  | { readonly is: 'registering'; readonly tenant: TenantId }
  | ({ readonly is: 'managed' } & Enrolled)
  /** Enrolled, without a fresh word from the service; what is in force stays in force. */
  | ({ readonly is: 'stale'; readonly why: StaleReason } & Enrolled)
  | ({ readonly is: 'rekeying'; readonly why: RekeyReason } & Enrolled)
  /** By a signed assignment, and by nothing else. */
  | ({ readonly is: 'out-of-scope'; readonly because: OutReason } & Enrolled)
  /** The service answers 403: enforced on, asked daily. */
  | ({ readonly is: 'disabled' } & Enrolled)
  | { readonly is: 'offboarded' };

/** What the survey puts over a member state; `before` comes back when it clears. */
export type InterruptedState =
  | { readonly is: 'managed-elsewhere'; readonly by: OtherManager; readonly before: MemberState }
  /** A case that the fit table refuses. */
  | {
      readonly is: 'unsupported';
      readonly case: FitCase;
      readonly why: string;
      readonly before: MemberState;
    }
  | { readonly is: 'tenant-mismatch'; readonly other: string; readonly before: MemberState }
  | {
      readonly is: 'unknown';
      readonly why: string;
      readonly since: EpochMs;
      readonly before: MemberState;
    };

export type LifecycleState = MemberState | InterruptedState;

export type StaleReason = 'not-checked-in' | 'assignment-expired' | 'refused';
export type RekeyReason = 'rotation' | 'clone';
/** The scope of enforcement leaves the device out, or the switch that allows enforcement at all is off. */
export type OutReason = 'scope' | 'tenant-switch';

/** What a signed assignment says of scope. */
export type ScopeWord = { readonly scope: 'in' } | { readonly scope: 'out'; readonly because: OutReason };

export type LifecycleEvent =
  | { readonly on: 'surveyed'; readonly verdict: SurveyVerdict; readonly at: EpochMs }
  /** An onboarding file was verified. */
  | { readonly on: 'onboarded'; readonly tenant: TenantId }
  | { readonly on: 'registration-started' }
  | { readonly on: 'registered'; readonly device: DeviceId }
  | { readonly on: 'registration-failed' }
  /** Scope by the signed assignment that was taken, never by an answer alone. */
  | ({ readonly on: 'checked-in' } & ScopeWord)
  | { readonly on: 'went-stale'; readonly why: StaleReason }
  | { readonly on: 'disabled' }
  | { readonly on: 'rekey'; readonly why: RekeyReason }
  | { readonly on: 'rekeyed' }
  /** By a signed file or by the administrator's own command: never by a 403, 404 or silence. */
  | { readonly on: 'offboarded' };

export const FIRST_STATE: LifecycleState = { is: 'not-onboarded' };

/** Total: an event that does not apply returns the same state (the same object). */
export function next(state: LifecycleState, event: LifecycleEvent): LifecycleState {
  if (event.on === 'surveyed') return afterSurvey(state, event.verdict, event.at);
  if (!isInterrupted(state)) return nextMember(state, event);
  const before = nextMember(state.before, event);
  if (before === state.before) return state;
  return before.is === 'offboarded' ? before : { ...state, before };
}

export function isInterrupted(state: LifecycleState): state is InterruptedState {
  return 'before' in state;
}

/** The member state below any interruption. */
export function memberOf(state: LifecycleState): MemberState {
  return isInterrupted(state) ? state.before : state;
}

/** The identity, in every state that has one. */
export function identityOf(state: LifecycleState): Enrolled | undefined {
  const member = memberOf(state);
  return 'device' in member ? { tenant: member.tenant, device: member.device } : undefined;
}

/** It was told that it is a copy: in the name that it still has another one speaks. */
export function isCopy(state: LifecycleState): boolean {
  const member = memberOf(state);
  return member.is === 'rekeying' && member.why === 'clone';
}

function afterSurvey(state: LifecycleState, verdict: SurveyVerdict, at: EpochMs): LifecycleState {
  const before = memberOf(state);
  if (before.is === 'offboarded') return before;
  switch (verdict.fit) {
    case 'free':
      return whenFree(before);
    case 'managed-elsewhere':
      return keepIfSame(state, { is: 'managed-elsewhere', by: verdict.by, before });
    case 'unsupported':
      return keepIfSame(state, { is: 'unsupported', case: verdict.case, why: verdict.why, before });
    case 'tenant-mismatch':
      return keepIfSame(state, { is: 'tenant-mismatch', other: verdict.other, before });
    case 'unknown':
      // Who stood aside for another manager does not start again because he cannot be seen for a moment.
      if (state.is === 'managed-elsewhere') return state;
      return state.is === 'unknown' ? state : { is: 'unknown', why: verdict.why, since: at, before };
    default:
      return unreachable(verdict);
  }
}

function whenFree(before: MemberState): MemberState {
  return before.is === 'not-onboarded' ? { is: 'surveyed' } : before;
}

/** Members in any order: a state that was read from the disk is the same as one that was just made. */
function keepIfSame<Before extends LifecycleState, After extends LifecycleState>(
  state: Before,
  after: After,
): Before | After {
  return isDeepStrictEqual(state, after) ? state : after;
}

type MemberEvent = Exclude<LifecycleEvent, { on: 'surveyed' }>;

function nextMember(state: MemberState, event: MemberEvent): MemberState {
  switch (event.on) {
    case 'onboarded':
      return whenOnboarded(state, event.tenant);
    case 'registration-started':
      return state.is === 'eligible' ? { is: 'registering', tenant: state.tenant } : state;
    case 'registered':
      return whenRegistered(state, event.device);
    case 'registration-failed':
      return state.is === 'registering' ? { is: 'eligible', tenant: state.tenant } : state;
    case 'offboarded':
      return state.is === 'offboarded' ? state : { is: 'offboarded' };
    default:
      return 'device' in state ? nextEnrolled(state, event) : state;
  }
}

/** A second file of the same tenant changes nothing; one of another tenant needs an offboarding first. */
function whenOnboarded(state: MemberState, tenant: TenantId): MemberState {
  switch (state.is) {
    case 'not-onboarded':
    case 'surveyed':
    case 'offboarded':
      return { is: 'eligible', tenant };
    case 'eligible':
      return state.tenant === tenant ? state : { is: 'eligible', tenant };
    default:
      return state;
  }
}

/** An enrolled device registers again when it had to take a new key, or the service forgot it: the id may be new. */
function whenRegistered(state: MemberState, device: DeviceId): MemberState {
  if (state.is !== 'registering' && !('device' in state)) return state;
  if (state.is === 'managed' && state.device === device) return state;
  return { is: 'managed', tenant: state.tenant, device };
}

type EnrolledState = Extract<MemberState, Enrolled>;
type EnrolledEvent = Extract<
  MemberEvent,
  { on: 'checked-in' | 'went-stale' | 'disabled' | 'rekey' | 'rekeyed' }
>;

function nextEnrolled(state: EnrolledState, event: EnrolledEvent): MemberState {
  const { tenant, device } = state;
  switch (event.on) {
    case 'checked-in':
      if (event.scope === 'out')
        return keepIfSame(state, { is: 'out-of-scope', because: event.because, tenant, device });
      return state.is === 'managed' ? state : { is: 'managed', tenant, device };
    case 'went-stale':
      return mayGoStale(state, event.why) ? { is: 'stale', why: event.why, tenant, device } : state;
    case 'disabled':
      return state.is === 'disabled' ? state : { is: 'disabled', tenant, device };
    case 'rekey':
      return mayRekey(state, event.why) ? { is: 'rekeying', why: event.why, tenant, device } : state;
    case 'rekeyed':
      return state.is === 'rekeying' ? { is: 'managed', tenant, device } : state;
    default:
      return unreachable(event);
  }
}

/** Out of scope and disabled are words of the service: silence does not take them back. */
function mayGoStale(state: EnrolledState, why: StaleReason): boolean {
  if (state.is === 'stale') return state.why !== why;
  return state.is === 'managed' || state.is === 'rekeying';
}

/** A rotation may not end as `managed` what the service told to stop; a copied identity must go whatever it was told. */
function mayRekey(state: EnrolledState, why: RekeyReason): boolean {
  if (state.is === 'rekeying') return state.why !== why;
  return why === 'clone' || (state.is !== 'out-of-scope' && state.is !== 'disabled');
}
