// From what Node throws for a failed exchange, by its code, to the step that failed. Pure.

import type { ConnectStage, Fault } from '../../model/result.js';

const STAGES: Readonly<Record<string, { readonly stage: ConnectStage; readonly why: string }>> = {
  ENOTFOUND: { stage: 'resolve', why: 'the name is not known' },
  EAI_AGAIN: { stage: 'resolve', why: 'the name server gives no answer' },
  EAI_FAIL: { stage: 'resolve', why: 'the name server failed' },
  EAI_NODATA: { stage: 'resolve', why: 'the name has no address' },
  EAI_NONAME: { stage: 'resolve', why: 'the name is not known' },
  ECONNREFUSED: { stage: 'connect', why: 'the connection is refused' },
  EHOSTUNREACH: { stage: 'connect', why: 'there is no route to the host' },
  ENETUNREACH: { stage: 'connect', why: 'there is no route to the network' },
  ENETDOWN: { stage: 'connect', why: 'the network is down' },
  EADDRNOTAVAIL: { stage: 'connect', why: 'this device has no address to connect from' },
  ETIMEDOUT: { stage: 'connect', why: 'the host does not answer' },
  ECONNRESET: { stage: 'http', why: 'the connection was cut' },
  EPIPE: { stage: 'http', why: 'the connection was cut' },
  ECONNABORTED: { stage: 'http', why: 'the connection was cut' },
  ERR_TLS_CERT_ALTNAME_INVALID: { stage: 'tls', why: 'the certificate is for another name' },
  CERT_HAS_EXPIRED: { stage: 'tls', why: 'the certificate has expired (or the clock is wrong)' },
  CERT_NOT_YET_VALID: { stage: 'tls', why: 'the certificate is not valid yet (or the clock is wrong)' },
  EPROTO: { stage: 'tls', why: 'it speaks no TLS that is accepted here (1.2 or newer)' },
  ERR_PROXY_TUNNEL: { stage: 'proxy', why: 'the proxy opens no tunnel' },
  ERR_PROXY_INVALID_CONFIG: { stage: 'proxy', why: 'the proxy address is not valid' },
};

/** Codes that a fuller set of roots may cure. */
const UNKNOWN_ISSUER: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

const TLS_CODE = /^(?:ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|CRL_|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH)/;

/** Said of any step: only how far the request had come tells which. */
const CUT: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT']);

const CUT_AT: Readonly<Record<ConnectStage, string>> = {
  resolve: 'the connection was cut',
  connect: 'the connection was cut before it was open',
  tls: 'the connection was cut while it was made secure (something in between may block it)',
  proxy: 'the proxy cut the connection',
  http: 'the connection was cut',
};

/** What is no fault of the network (a mistake of ours) is thrown on. `reached`: how far the request had come. */
export function connectFault(error: unknown, target: string, reached: ConnectStage): Fault {
  const fault = cutFault(error, target);
  if (fault === undefined) throw error;
  if (fault.code === 'ERR_PROXY_TUNNEL') return { ...fault, ...tunnelRefusal(error) };
  if (CUT.has(fault.code ?? '') && reached !== 'connect')
    return { ...fault, stage: reached, why: CUT_AT[reached] };
  // With a proxy it is the proxy that is looked up, connected to and asked.
  return reached === 'proxy' && fault.stage !== 'tls' && fault.stage !== 'proxy'
    ? { ...fault, stage: 'proxy', why: `the proxy cannot be used: ${fault.why}` }
    : fault;
}

/** Of the proxy's answer only its status counts: its words never pass for the service's. */
function tunnelRefusal(error: unknown): Pick<Unreachable, 'why' | 'code'> {
  const status = error instanceof Error ? statusOf(error) : undefined;
  if (status === 407)
    return {
      why: 'the proxy asks for a name and a password, and was given none that it accepts (407)',
      code: 'PROXY_AUTHENTICATION',
    };
  const how = status === undefined ? '' : ` (it answered ${status})`;
  return { why: `the proxy opens no tunnel${how}`, code: 'ERR_PROXY_TUNNEL' };
}

function statusOf(error: Error): number | undefined {
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return error.cause instanceof Error && error.cause !== error ? statusOf(error.cause) : undefined;
}

type Unreachable = Extract<Fault, { kind: 'unreachable' }>;

/** `undefined`: the error carries no code of the system, so it is none of the network's. */
export function cutFault(error: unknown, target: string): Unreachable | undefined {
  const code = codeOf(error);
  return code === undefined ? undefined : { kind: 'unreachable', ...stageOf(code), target, code };
}

export function isUnknownIssuer(fault: Fault): boolean {
  return fault.kind === 'unreachable' && fault.code !== undefined && UNKNOWN_ISSUER.has(fault.code);
}

function stageOf(code: string): { readonly stage: ConnectStage; readonly why: string } {
  const known = Object.hasOwn(STAGES, code) ? STAGES[code] : undefined;
  if (known !== undefined) return known;
  if (UNKNOWN_ISSUER.has(code))
    return {
      stage: 'tls',
      why: `the certificate comes from an authority that is not trusted here (${code})`,
    };
  if (code.startsWith('HPE_')) return { stage: 'http', why: `it does not speak HTTP (${code})` };
  if (TLS_CODE.test(code)) return { stage: 'tls', why: `the secure connection failed (${code})` };
  return { stage: 'http', why: `the exchange failed (${code})` };
}

/** Several addresses tried in vain come as one error that holds the others. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return inner.map((one) => (one === error ? undefined : codeOf(one))).find((code) => code !== undefined);
}
