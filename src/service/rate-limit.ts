// How often one source may ask the authorization server, whose every answer costs signatures: a token bucket for each
// source in a bounded memory, and a part of the places for requests that are under way.

import type { FastifyInstance } from 'fastify';
import type { Clock } from '../model/ports.js';
import { createRecent } from './dpop/recent.js';
import { sendProblem } from './problem.js';
import { sourceOf } from './source.js';

/** `burst` at once, then `perSecond`. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

export type LimitedCall = 'register' | 'token';
export type Rates = Readonly<Record<LimitedCall, Rate>>;

/** Room for a site that enrolls behind one address, and for a fleet behind a proxy that is not named as such. */
export const RATES: Rates = {
  register: { burst: 200, perSecond: 5 },
  token: { burst: 500, perSecond: 50 },
};

declare module 'fastify' {
  interface FastifyContextConfig {
    limit?: LimitedCall;
  }
}

export interface SourceLimits {
  readonly clock: Clock;
  readonly rates: Rates;
  /** Requests of one source that are worked on at once. */
  readonly atOnce: number;
  readonly proxies: ReadonlySet<string>;
}

/** Must stand before whatever counts requests: one that is refused here takes no place. */
export function limitSources(app: FastifyInstance, { clock, rates, atOnce, proxies }: SourceLimits): void {
  const takers = {
    register: createTokenBuckets(clock, rates.register),
    token: createTokenBuckets(clock, rates.token),
  };
  const underWay = new Map<string, number>();
  app.addHook('onRequest', async (request, reply) => {
    const { limit } = request.routeOptions.config;
    if (limit === undefined) return;
    const forwarded = request.headers['x-forwarded-for'];
    const forwardedFor = Array.isArray(forwarded) ? forwarded.at(-1) : forwarded;
    const source = sourceOf({ address: request.socket.remoteAddress, forwardedFor }, proxies);
    const mine = underWay.get(source) ?? 0;
    const retryAfter = mine >= atOnce ? 1 : takers[limit](source);
    if (retryAfter > 0)
      return sendProblem(reply, { code: 'rate-limited', retryAfter, detail: 'too many requests from there' });
    underWay.set(source, mine + 1);
    reply.raw.once('close', () => {
      const left = (underWay.get(source) ?? 1) - 1;
      if (left > 0) underWay.set(source, left);
      else underWay.delete(source);
    });
  });
}

/** Of so many sources the state is kept; one that is forgotten begins with a full bucket. */
const SOURCES = 20_000;

/** Takes one; returns 0, or after how many seconds there is one again. */
export function createTokenBuckets(clock: Clock, { burst, perSecond }: Rate): (source: string) => number {
  const buckets = createRecent<{ readonly left: number; readonly at: number }>(clock, {
    entries: SOURCES,
    keepMs: (burst / perSecond) * 1000,
  });
  return (source) => {
    const at = clock.monotonicMs();
    const before = buckets.get(source) ?? { left: burst, at };
    const left = Math.min(burst, before.left + ((at - before.at) / 1000) * perSecond);
    if (left < 1) return Math.max(1, Math.ceil((1 - left) / perSecond));
    buckets.set(source, { left: left - 1, at });
    return 0;
  };
}
