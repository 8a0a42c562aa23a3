// Turns that end badly one after another are started more and more slowly. Pure.

/** How the child of a turn ended. `crashed`: it ended without having finished its work. */
export type TurnEnd =
  | { readonly is: 'done'; readonly exitCode: number }
  | { readonly is: 'crashed'; readonly how: string }
  | { readonly is: 'hung'; readonly afterMs: number };

export interface CrashGuard {
  readonly inARow: number;
}

export const NO_CRASHES: CrashGuard = { inARow: 0 };

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 90 * 60_000;

export function afterTurn(guard: CrashGuard, end: TurnEnd): CrashGuard {
  return end.is === 'done' ? NO_CRASHES : { inARow: guard.inARow + 1 };
}

/** The least time before the next turn: 30 s, doubled with each bad end, at most 90 minutes. */
export function pauseMs(guard: CrashGuard): number {
  return guard.inARow === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (guard.inARow - 1), LONGEST_PAUSE_MS);
}
