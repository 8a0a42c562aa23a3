// One look at the wake counters: asks, compares with what was seen last, and remembers. Says nothing of failures.

import { wakeBucketOf } from '../../model/wire/wake.js';
import type { Paths } from '../config/paths.js';
import type { WakeQuestion } from './ask-counters.js';
import { askCounters } from './ask-counters.js';
import { hasRisen, isSamePlace, readSeenCounter, writeSeenCounter } from './counter.js';
import { readWakeOrder } from './wake-file.js';

export type Look = 'quiet' | 'rose' | 'failed';

export interface LookParts {
  readonly paths: Pick<Paths, 'wakeFile' | 'wakeSeenFile'>;
  /** Of the configuration. */
  readonly route: Pick<WakeQuestion, 'userAgent' | 'proxy' | 'timeoutMs'>;
  /** The authorities of configuration and onboarding file together. */
  readonly caWith: (ofFile: string | undefined) => string | undefined;
}

export async function lookAtCounter({ paths, route, caWith }: LookParts): Promise<Look> {
  const order = readWakeOrder(paths);
  if (order === undefined) return 'quiet';
  const place = { api: order.api, bucket: wakeBucketOf(order.device) };
  const stored = readSeenCounter(paths);
  const before = stored !== undefined && isSamePlace(stored, place) ? stored : undefined;
  const ca = caWith(order.ca);
  const answer = await askCounters({
    ...route,
    api: order.api,
    ...(before?.etag === undefined ? {} : { etag: before.etag }),
    ...(ca === undefined ? {} : { ca }),
  });
  if (answer.is !== 'counters') return answer.is === 'failed' ? 'failed' : 'quiet';
  const { counters, etag } = answer;
  const now = { ...place, counter: counters[place.bucket] ?? 0, ...(etag === undefined ? {} : { etag }) };
  writeSeenCounter(paths, now);
  return hasRisen(before, now) ? 'rose' : 'quiet';
}
