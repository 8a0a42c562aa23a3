// Which files the daemon watches between turns, and how the last turn left them: part of the schedule file. Pure.

/** How a file was left. `moved`: already then not as the turn had seen it, so that it has to be looked at again. */
export type Left =
  | { readonly is: 'absent' }
  | { readonly is: 'file'; readonly size: number; readonly modifiedMs: number }
  | { readonly is: 'moved' };

export interface WatchedFile {
  /** Absolute, as the daemon sees it. */
  readonly path: string;
  readonly left: Left;
}

export interface Watch {
  readonly files: readonly WatchedFile[];
  /** Least time between two turns for what moved. Longer while somebody keeps undoing us. Unit: milliseconds. */
  readonly pauseMs: number;
}

export const NOTICE = {
  /** From the first sign to the look: an editor writes in several steps. */
  settleMs: 1_000,
  pauseMs: 60_000,
  contestedPauseMs: 10 * 60_000,
} as const;

/** What is there now; `undefined`: nothing. */
export type Seen = { readonly size: number; readonly modifiedMs: number } | undefined;

export function hasMoved({ left }: WatchedFile, seen: Seen): boolean {
  switch (left.is) {
    case 'absent':
      return seen !== undefined;
    case 'file':
      return seen === undefined || seen.size !== left.size || seen.modifiedMs !== left.modifiedMs;
    default:
      return true;
  }
}

export function parseWatch(raw: unknown): Watch | undefined {
  const { files, pauseMs } = record(raw);
  if (!Array.isArray(files) || !isNumber(pauseMs)) return undefined;
  const parsed = files.map(parseFile).filter((file) => file !== undefined);
  return parsed.length === 0 ? undefined : { files: parsed, pauseMs: Math.max(pauseMs, NOTICE.pauseMs) };
}

function parseFile(raw: unknown): WatchedFile | undefined {
  const { path, left } = record(raw);
  const { is, size, modifiedMs } = record(left);
  if (typeof path !== 'string') return undefined;
  if (is === 'absent') return { path, left: { is } };
  if (is === 'file' && isNumber(size) && isNumber(modifiedMs))
    return { path, left: { is, size, modifiedMs } };
  return { path, left: { is: 'moved' } };
}

const isNumber = (raw: unknown): raw is number => typeof raw === 'number' && Number.isFinite(raw);

const record = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null ? { ...raw } : {};
