// How the waiting children speak to the daemon: a look by the code of its process, a held connection by a message. Pure.

import type { Look } from './look.js';

/** None of them is one of the command line's. */
export const LOOK_CODES: Readonly<Record<Look, number>> = { quiet: 0, rose: 80, failed: 81 };

export const lookOf = (code: number | undefined): Look =>
  code === LOOK_CODES.quiet ? 'quiet' : code === LOOK_CODES.rose ? 'rose' : 'failed';

/** "The service asks for a sync now." */
export const CALL = { call: 'sync' } as const;

export const isCall = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'call' in message && message.call === CALL.call;
