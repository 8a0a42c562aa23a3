// GET /v1/wake: counters that rise when devices are asked to check in. Public, the same for everybody, and cheap: the
// database is read once a second at most, however many ask.

import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../model/ports.js';
import type { WakeCounters } from '../../model/wire/schemas.js';
import { WakeCounters as Answer } from '../../model/wire/schemas.js';
import { sha256Base64Url } from '../digest.js';
import type { Store } from '../store/database.js';
import { readWakeCounters } from '../store/wake-counters.js';

/** Unit: milliseconds. */
const FRESH_MS = 1000;

interface Read {
  readonly at: number;
  readonly text: Promise<string>;
}

export function wakeRoute(
  app: FastifyInstance,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): void {
  let last: Read | undefined;
  const read = (): Promise<string> => {
    const at = clock.monotonicMs();
    if (last === undefined || at - last.at >= FRESH_MS) last = { at, text: readText(store) };
    return last.text;
  };
  app.get<{ Reply: unknown }>(
    '/v1/wake',
    {
      config: {
        access: 'public',
        summary: 'Counters: one that rose asks the devices of its bucket to check in',
        answers: [{ status: 304, description: 'If-None-Match names it' }],
      },
      schema: { response: { 200: Answer } },
    },
    async (request, reply) => {
      const text = await read();
      const etag = `"${sha256Base64Url(text).slice(0, 22)}"`;
      reply.header('ETag', etag).header('Cache-Control', 'public, max-age=30, must-revalidate');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type('application/json').send(text);
    },
  );
}

async function readText(store: Store): Promise<string> {
  const answer: WakeCounters = { counters: [...(await readWakeCounters(store))] };
  return JSON.stringify(answer);
}
