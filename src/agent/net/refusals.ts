// From an answer that is no success to a fault with a stable code. What the other side wrote is quoted with care. Pure.

import type { Fault } from '../../model/result.js';
import { validateProblem } from '../../model/wire/validators.js';
import type { HttpResponse } from './http-client.js';

/** For `/v1`: problem+json (RFC 9457), or whatever stood in between. */
export function refusalOf(response: HttpResponse, by: string): Fault {
  const { status, headers } = response;
  const body = parseJson(response.body);
  const retryAfter = retryAfterSeconds(headers['retry-after']);
  const said = validateProblem(body)
    ? { code: body.code, why: printable(body.detail ?? body.title) }
    : { code: `http-${status}`, why: 'it gave no reason that could be read' };
  return {
    kind: 'refused',
    by,
    status,
    ...said,
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
  };
}

/** For `/oauth`: RFC 6749 section 5.2. */
export function oauthRefusalOf(response: HttpResponse, by: string): Fault {
  const body = parseJson(response.body);
  if (typeof body !== 'object' || body === null || !('error' in body) || typeof body.error !== 'string')
    return refusalOf(response, by);
  const why = 'error_description' in body ? String(body.error_description) : body.error;
  const retryAfter = retryAfterSeconds(response.headers['retry-after']);
  return {
    kind: 'refused',
    by,
    status: response.status,
    code: word(body.error),
    why: printable(why),
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
  };
}

/** Fatal UTF-8; `undefined` for what is no JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return parsed;
  } catch {
    return undefined;
  }
}

/** Unit: seconds. A date instead of seconds is not used by the service and is passed over. */
export function retryAfterSeconds(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,7}$/.test(header) ? Number(header) : undefined;
}

/** One line, no control characters, of sane length. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 300);
}

const word = (text: string): string => (/^[A-Za-z0-9_.-]{1,64}$/.test(text) ? text : 'refused');
