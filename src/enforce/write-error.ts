// A write that failed, in the words and numbers of a report. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import type { Reason } from '../model/finding.js';
import type { Fault } from '../model/result.js';
import { describeFault } from '../model/result.js';

/**
 * Signed 32-bit HRESULT of a Win32 error number.
 * Source: Microsoft, winerror.h (HRESULT_FROM_WIN32) and "System Error Codes".
 */
const fromWin32 = (code: number): number => -2147024896 + code;

export const ACCESS_DENIED = fromWin32(5);
const E_FAIL = -2147467259;

const DISK = { full: fromWin32(112), 'read-only': fromWin32(19), io: fromWin32(1117) } as const;

const CODES: Readonly<Record<Exclude<Fault['kind'], 'disk'>, number>> = {
  denied: ACCESS_DENIED,
  missing: fromWin32(2),
  unsafe: E_FAIL,
  busy: E_FAIL,
  timeout: fromWin32(1460),
  'too-big': fromWin32(223),
  failed: E_FAIL,
  'bad-reply': fromWin32(13),
  unreachable: E_FAIL,
  refused: E_FAIL,
  untrusted: E_FAIL,
  cancelled: fromWin32(1223),
};

export const errorCodeOf = (fault: Fault): number =>
  fault.kind === 'disk' ? DISK[fault.why] : CODES[fault.kind];

/** The value was written and did not take, and the engine says that it guards such values. */
export const tamperReason = (row: CatalogRow): Reason => ({
  code: 'tamper-protected',
  text: `${row.name} is guarded by tamper protection: it was written and did not come into force; set it where tamper protection is managed`,
});

/** Access denied to a value that the engine guards is its tamper protection; nothing else is taken for it. */
export function whyNotWritten(row: CatalogRow, fault: Fault): Reason {
  if (fault.kind === 'unreachable')
    return { code: 'taken-back', text: `${row.name} is not in force: ${describeFault(fault)}` };
  return fault.kind === 'denied' && row.tamper === 'guarded'
    ? {
        code: 'tamper-protected',
        text: `${row.name} is guarded by tamper protection: ${describeFault(fault)}; set it where tamper protection is managed`,
      }
    : { code: 'write-failed', text: `${row.name} was not written: ${describeFault(fault)}` };
}
