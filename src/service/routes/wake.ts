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
  readonly answer: Promise<{ readonly text: string; readonly etag: string }>;
}

export function wakeRoute(
  app: FastifyInstance,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): void {
  let last: Read | undefined;
  const read = (): Read['answer'] => {
    const at = clock.monotonicMs();
    if (last === undefined || at - last.at >= FRESH_MS) last = { at, answer: readAnswer(store) };
    return last.answer;
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
      const { text, etag } = await read();
      reply.header('ETag', etag).header('Cache-Control', 'public, max-age=30, must-revalidate');
      if (names(request.headers['if-none-match'], etag)) return reply.code(304).send();
      return reply.type('application/json').send(text);
    },
  );
}

async function readAnswer(store: Store): Promise<{ readonly text: string; readonly etag: string }> {
  const answer: WakeCounters = { counters: [...(await readWakeCounters(store))] };
  const text = JSON.stringify(answer);
  return { text, etag: `"${sha256Base64Url(text).slice(0, 22)}"` };
}

/** Caches on the way may give several, and make them weak. Source: RFC 9110 section 13.1.2. */
const names = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag) === true;
