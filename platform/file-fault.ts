// What Node throws for a file, as a Fault. Pure.

import type { Fault } from '../src/model/result.js';

/** By the error's `code`; anything that is no file error is ours and is thrown on. */
export function fileFault(error: unknown, target: string, need: 'administrator' | 'root' = 'root'): Fault {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'missing', target };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'denied', target, need };
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return { kind: 'disk', target, why: 'full' };
    case 'EROFS':
      return { kind: 'disk', target, why: 'read-only' };
    case 'EIO':
      return { kind: 'disk', target, why: 'io' };
    case 'ELOOP':
      return { kind: 'unsafe', target, why: 'it is a symbolic link' };
    case 'EISDIR':
    case 'ENXIO':
      return { kind: 'unsafe', target, why: 'it is not a regular file' };
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE':
      return { kind: 'unsafe', target, why: 'this is not a usable path' };
    default:
      return { kind: 'failed', what: target, exitCode: null, said: String(error.code) };
  }
}
