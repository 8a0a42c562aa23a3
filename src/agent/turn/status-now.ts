// The enrollment status as it stands in a turn, and since when. Reads the draft only.

import { enrollmentStatusOf } from '../../enroll/enrollment-status.js';
import { next } from '../../enroll/lifecycle.js';
import type { EnrollmentStatus } from '../../enroll/status-words.js';
import type { EpochMs } from '../../model/ids.js';
import type { ToldStatus } from '../store/facts.js';
import type { Draft } from './draft.js';

export interface StatusNow extends EnrollmentStatus {
  readonly since: EpochMs;
}

/** As long as state, number and code stay what was told last, it is as old as that. */
export function statusNow(
  { state, exchange, told }: Pick<Draft, 'state' | 'exchange' | 'told'>,
  now: EpochMs,
): StatusNow {
  const status = enrollmentStatusOf(state, exchange.lastFault, exchange.lastSuccessAt !== undefined);
  const same = told !== undefined && told.what === whatOf(state.is, status) && told.since <= now;
  return { ...status, since: same ? told.since : now };
}

/** What a check-in says of the device: whoever reads it has been reached, so what stood between is over. */
export function whenHeard(draft: Draft): Pick<Draft, 'state' | 'exchange' | 'told'> {
  const { lastFault: _over, ...exchange } = draft.exchange;
  const state = next(draft.state, { on: 'checked-in', ...(draft.scope ?? { scope: 'in' }) });
  return { state, exchange, told: draft.told };
}

export const toldOf = (is: Draft['state']['is'], status: StatusNow): ToldStatus => ({
  what: whatOf(is, status),
  since: status.since,
});

const whatOf = (is: Draft['state']['is'], { number, code }: EnrollmentStatus): string =>
  `${is} ${number ?? '-'} ${code}`;
