// The words of an enrollment status: the vendor's row for a number, or our own where it has no number. Pure.

import { VENDOR_STATUSES } from './vendor-status-table.js';

export interface EnrollmentStatus {
  /** The vendor's number; `null`: it has none for this. */
  readonly number: number | null;
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
}

/** `cause`: what is known of this very case, in place of the vendor's own sentence. */
export function vendor(number: number, cause?: string): EnrollmentStatus {
  const row = VENDOR_STATUSES.get(number);
  if (row === undefined) throw new Error(`the vendor has no status ${number}`);
  return { number, ...row, ...(cause === undefined ? {} : { cause }) };
}

export function ours(code: string, cause: string, remedy: string): EnrollmentStatus {
  return { number: null, code, cause, remedy };
}
