// Nonces for proofs whose time is off: an HMAC of a five-minute bucket, so that nothing is stored. Pure but the clock.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../model/ports.js';

export interface Nonces {
  current(): string;
  /** True in its own bucket and the one after. */
  accepts(nonce: string): boolean;
}

const BUCKET_MS = 300_000;

export function createNonces(secret: string, clock: Clock): Nonces {
  const nonceOf = (bucket: number): string =>
    createHmac('sha256', secret).update(`dpop-nonce:${bucket}`).digest('base64url');
  const bucketNow = (): number => Math.floor(clock.now() / BUCKET_MS);
  return {
    current: () => nonceOf(bucketNow()),
    accepts: (nonce) => {
      const bucket = bucketNow();
      return [bucket, bucket - 1].some((each) => same(nonceOf(each), nonce));
    },
  };
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
