// The body of a `/v1` request: that it is the one the proof speaks of, unpacked within limits, strictly JSON.

import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import { sha256Base64Url } from './digest.js';
import type { Denial } from './dpop/authorise.js';
import type { ProblemDetail } from './problem.js';

export interface SentBody {
  /** Exactly what was sent. */
  readonly bytes: Uint8Array;
  readonly encoding: string | undefined;
  /** What the proof says. */
  readonly digest: string | undefined;
}

/** Unit: bytes, unpacked. */
const LARGEST_UNPACKED = 8 * 1024 * 1024;
const unzip = promisify(gunzip);

/** DPoP does not cover the body: the proof holds its digest beside. */
export function checkDigest(sent: SentBody): Result<void, Denial> {
  if (sent.digest === undefined) return unproven('the proof does not hold the digest of the body');
  return sent.digest === sha256Base64Url(sent.bytes)
    ? ok(undefined)
    : unproven('the proof is for another body');
}

const unproven = (detail: string): Result<never, Denial> =>
  fail({ status: 401, code: 'unauthorized', detail, challenge: 'invalid_dpop_proof' });

export async function readBody(sent: SentBody): Promise<Result<unknown, ProblemDetail>> {
  const unpacked = await unpack(sent);
  return unpacked.ok ? parseJson(unpacked.value) : unpacked;
}

async function unpack({ bytes, encoding }: SentBody): Promise<Result<Uint8Array, ProblemDetail>> {
  if (encoding === undefined || encoding === 'identity') return ok(bytes);
  if (encoding !== 'gzip')
    return fail({ code: 'unsupported-media-type', detail: 'of encodings only gzip is understood' });
  try {
    return ok(await unzip(bytes, { maxOutputLength: LARGEST_UNPACKED }));
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return tooLarge
      ? fail({ code: 'too-large', detail: `the body is more than ${LARGEST_UNPACKED} bytes unpacked` })
      : fail({ code: 'invalid-request', detail: 'the body is not gzip' });
  }
}

function parseJson(bytes: Uint8Array): Result<unknown, ProblemDetail> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return ok(JSON.parse(text, /__proto__|\\u005f/i.test(text) ? refusePrototype : undefined));
  } catch {
    return fail({ code: 'invalid-request', detail: 'the body is not JSON in UTF-8' });
  }
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('__proto__ is not a member name here');
  return value;
}
