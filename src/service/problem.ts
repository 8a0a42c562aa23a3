// Errors: RFC 9457 problem+json with our code, and whether to try again; for calls of OAuth RFC 6749's form.

import type { FastifyReply } from 'fastify';
import type { ProblemCode } from '../model/wire/problem-codes.js';
import type { Problem } from '../model/wire/schemas.js';

interface Meaning {
  readonly status: number;
  readonly title: string;
  readonly retryable: boolean;
}

/** Total by type: a new code does not build until it has a row here. */
const MEANING: Readonly<Record<ProblemCode, Meaning>> = {
  'invalid-request': { status: 400, title: 'The request is not valid', retryable: false },
  'too-large': { status: 413, title: 'The request is too large', retryable: false },
  'unsupported-media-type': { status: 415, title: 'The form of the body is not supported', retryable: false },
  unauthorized: { status: 401, title: 'The device did not prove who it is', retryable: true },
  'use-dpop-nonce': { status: 401, title: 'The proof needs a nonce', retryable: true },
  'device-disabled': { status: 403, title: 'The device is disabled', retryable: false },
  'device-unknown': { status: 404, title: 'The device is not registered here', retryable: false },
  'not-assigned': { status: 403, title: 'The document is not assigned to this device', retryable: false },
  'not-found': { status: 404, title: 'There is nothing at this address', retryable: false },
  'seq-regressed': { status: 409, title: 'The sequence number did not rise', retryable: false },
  'clone-suspected': { status: 409, title: 'A copy of this device is at work', retryable: false },
  'tenant-mismatch': { status: 403, title: 'The device belongs to another tenant', retryable: false },
  'agent-too-old': { status: 426, title: 'The agent is too old', retryable: false },
  'rate-limited': { status: 429, title: 'Too many requests', retryable: true },
  unavailable: { status: 503, title: 'The service cannot answer now', retryable: true },
  internal: { status: 500, title: 'The service failed', retryable: true },
};

export interface ProblemDetail {
  readonly code: ProblemCode;
  /** For people; holds nothing that the sender did not already know. */
  readonly detail?: string;
  /** Where the code alone does not decide it. */
  readonly status?: number;
  /** Unit: seconds. */
  readonly retryAfter?: number;
}

export function problemOf(problem: ProblemDetail, correlationId: string): Problem {
  const meaning = MEANING[problem.code];
  return {
    type: `urn:holdfast:problem:${problem.code}`,
    title: meaning.title,
    status: problem.status ?? meaning.status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail.slice(0, 4096) }),
    code: problem.code,
    retryable: meaning.retryable,
    correlationId,
  };
}

export function sendProblem(reply: FastifyReply, problem: ProblemDetail): FastifyReply {
  const body = problemOf(problem, reply.request.id);
  if (problem.retryAfter !== undefined) reply.header('Retry-After', String(problem.retryAfter));
  if (reply.request.routeOptions.config.access === 'oauth')
    return reply
      .code(body.status)
      .type('application/json')
      .send(Buffer.from(JSON.stringify(oauthErrorOf(body))));
  // As bytes: to text Fastify would add a charset, which this media type does not have.
  return reply
    .code(body.status)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(body)));
}

/** Source: RFC 6749 section 5.2; `temporarily_unavailable` of section 4.1.2.1 says what it means here, too. */
function oauthErrorOf(problem: Problem): { readonly error: string; readonly error_description: string } {
  const server = problem.code === 'internal' ? 'server_error' : 'invalid_request';
  const error = problem.status === 429 || problem.status === 503 ? 'temporarily_unavailable' : server;
  return { error, error_description: problem.detail ?? problem.title };
}
