// Whether a check-in can come from the device that the last one came from, or only from a copy of it. Pure.
//
// Two copies share key and past until each has spoken once. Then the answer that one of them had last, or the number
// that it takes next, cannot be right any more: whichever comes second is told. Reports and inventories carry a number
// and no past, so they only take numbers.

/** What the check-in says of the device's past. */
export interface SaidPast {
  readonly seq: number;
  /** The last check-in that was answered; null where the device does not know, absent with an older agent. */
  readonly prev?: number | null | undefined;
  readonly machine?: string | undefined;
  readonly boot?: number | undefined;
}

/** What the service remembers. */
export interface HeldPast {
  /** The highest number taken, also of a report or an inventory. */
  readonly seq: number;
  /** Number of the last check-in taken, and the answer that it had named. */
  readonly checkinSeq: number | undefined;
  readonly prev: number | undefined;
  readonly machine: string | undefined;
  readonly boot: number | undefined;
}

export type Origin =
  | { readonly is: 'same' }
  /** A replay, a copied disk or a restored snapshot. */
  | { readonly is: 'regressed' }
  | { readonly is: 'clone'; readonly why: string };

const SAME = { is: 'same' } as const;

export function judgeOrigin(held: HeldPast, said: SaidPast): Origin {
  if (said.seq <= held.seq) return { is: 'regressed' };
  const { prev } = said;
  if (prev === undefined) return SAME;
  // It knows our last answer, whatever became of the machine: a new name, network card, disk or board. Or it knows
  // a later one, which we forgot: this service was restored from a backup.
  if (prev !== null && (held.checkinSeq === undefined || prev >= held.checkinSeq)) return SAME;
  if (differs(said.machine, held.machine)) return clone('another machine speaks in its name');
  // A state database that was rebuilt has lost its count of starts, too.
  if (prev === null) return SAME;
  // Our last answer was lost, then it says again what it said before.
  if (prev !== held.prev) return clone('it was told something else than the device that spoke last');
  return isLess(said.boot, held.boot) ? clone('the machine went back to an earlier state') : SAME;
}

const clone = (why: string): Origin => ({ is: 'clone', why });

const isLess = (said: number | undefined, held: number | undefined): boolean =>
  said !== undefined && held !== undefined && said < held;

const differs = (said: string | undefined, held: string | undefined): boolean =>
  said !== undefined && held !== undefined && said !== held;
