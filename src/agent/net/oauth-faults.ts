// From the exceptions of the OAuth library to faults. Nothing of the library is thrown past this file.

import type * as OAuth from 'oauth4webapi';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { HttpFault } from './fetch-facade.js';
import { originOf } from './http-client.js';
import { printable, retryAfterSeconds } from './refusals.js';

/** The library's exceptions end here. */
export async function attemptOAuth<T>(
  oauth: typeof OAuth,
  issuer: string,
  work: () => Promise<T>,
): Promise<Result<T>> {
  const by = originOf(issuer);
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof HttpFault) return fail(error.fault);
    if (error instanceof oauth.ResponseBodyError) {
      const retryAfter = retryAfterSeconds(error.response.headers.get('retry-after') ?? undefined);
      return fail({
        kind: 'refused',
        by,
        status: error.status,
        code: error.error,
        why: printable(error.error_description ?? error.error),
        ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
      });
    }
    if (error instanceof oauth.WWWAuthenticateChallengeError)
      return fail({ kind: 'refused', by, status: error.status, ...challengeOf(error) });
    if (error instanceof oauth.UnsupportedOperationError)
      return fail({ kind: 'bad-reply', from: by, why: printable(error.message) });
    if (error instanceof oauth.OperationProcessingError) return fail(await unexpected(error, by));
    throw error;
  }
}

function challengeOf(error: OAuth.WWWAuthenticateChallengeError): {
  readonly code: string;
  readonly why: string;
} {
  const parameters = error.cause
    .map((challenge) => challenge.parameters)
    .find((one) => one.error !== undefined);
  return {
    code: parameters?.error ?? `http-${error.status}`,
    why: printable(parameters?.error_description ?? 'the credentials are not accepted'),
  };
}

/** 503 pages and the like: the status matters more than that the body is no token. */
async function unexpected(error: OAuth.OperationProcessingError, by: string): Promise<Fault> {
  const response = error.cause instanceof Response ? error.cause : undefined;
  if (response === undefined || response.ok)
    return { kind: 'bad-reply', from: by, why: printable(error.message) };
  const retryAfter = retryAfterSeconds(response.headers.get('retry-after') ?? undefined);
  return {
    kind: 'refused',
    by,
    status: response.status,
    code: `http-${response.status}`,
    why: 'it gave no reason that could be read',
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
  };
}
