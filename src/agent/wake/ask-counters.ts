// GET /v1/wake with nothing but the runtime's own HTTP: conditional, bounded, by the way that all requests go. Reaches
// the network.

import type { IncomingMessage } from 'node:http';
import { request as requestPlain } from 'node:http';
import { Agent, request as requestSecure } from 'node:https';
import { WAKE_BUCKETS } from '../../model/wire/wake.js';
import { connectFault, isUnknownIssuer } from '../net/http-faults.js';
import { trustRoots } from '../net/trust-roots.js';
import { isCount, isEtag } from './counter.js';

export interface WakeQuestion {
  /** Base URL of `/v1`. */
  readonly api: string;
  readonly userAgent: string;
  readonly etag?: string;
  readonly ca?: string;
  readonly proxy?: string;
  /** Of the whole. Unit: milliseconds. */
  readonly timeoutMs: number;
}

export type WakeAnswer =
  | { readonly is: 'unchanged' }
  | { readonly is: 'counters'; readonly counters: readonly number[]; readonly etag?: string }
  /** No more is said of it: the next check-in tells of faults. */
  | { readonly is: 'failed' };

/** 256 numbers of 16 digits take about 4 KB. */
const MAX_BYTES = 16_384;

export async function askCounters(question: WakeQuestion): Promise<WakeAnswer> {
  try {
    return await ask(question, 'quick');
  } catch (error) {
    const fault = connectFault(error, question.api, 'http');
    if (!isUnknownIssuer(fault)) return { is: 'failed' };
  }
  // As all requests do: the system's store is read when the quick roots do not do.
  return ask(question, 'full').catch(() => ({ is: 'failed' }));
}

async function ask(question: WakeQuestion, level: 'quick' | 'full'): Promise<WakeAnswer> {
  const { etag } = question;
  const response = await send(question, level);
  const { statusCode, headers } = response;
  if (statusCode === 304 && etag !== undefined) {
    response.resume();
    return { is: 'unchanged' };
  }
  if (statusCode !== 200) {
    response.destroy();
    return { is: 'failed' };
  }
  const counters = parseCounters(await bodyOf(response));
  if (counters === undefined) return { is: 'failed' };
  return { is: 'counters', counters, ...(isEtag(headers.etag) ? { etag: headers.etag } : {}) };
}

function send(question: WakeQuestion, level: 'quick' | 'full'): Promise<IncomingMessage> {
  const { api, userAgent, etag, ca, proxy, timeoutMs } = question;
  const url = new URL(`${api.replace(/\/+$/, '')}/v1/wake`);
  const asked = {
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      accept: 'application/json',
      'user-agent': userAgent,
      ...(etag === undefined ? {} : { 'if-none-match': etag }),
    },
  };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:'
        ? requestSecure(url, { ...asked, agent: secureAgent(trustRoots(level, ca), proxy) }, resolve)
        : requestPlain(url, { ...asked, agent: false }, resolve);
    request.on('error', reject);
    request.end();
  });
}

const secureAgent = (ca: readonly string[], proxy: string | undefined): Agent =>
  new Agent({
    minVersion: 'TLSv1.2',
    // Said, so that no variable of the environment can switch verification off.
    rejectUnauthorized: true,
    ca: [...ca],
    ...(proxy === undefined ? {} : { proxyEnv: { HTTPS_PROXY: proxy } }),
  });

async function bodyOf(response: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!(chunk instanceof Uint8Array)) return undefined;
    size += chunk.length;
    if (size > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The form of the wire (WakeCounters), looked at by hand: the validators of all bodies would be most of this child. */
function parseCounters(text: string | undefined): readonly number[] | undefined {
  try {
    const raw: unknown = JSON.parse(text ?? '');
    if (typeof raw !== 'object' || raw === null || !('counters' in raw)) return undefined;
    const { counters } = raw;
    if (!Array.isArray(counters) || counters.length !== WAKE_BUCKETS) return undefined;
    return counters.every(isCount) ? counters : undefined;
  } catch {
    return undefined;
  }
}
