// Which requests reach the service, counted where they arrive: by the runtime, before anything of ours sees them.

import { subscribe, unsubscribe } from 'node:diagnostics_channel';

export interface RequestCounter {
  /** Method and path of each request since the last call, ids shortened; then forgets them. */
  take(): readonly string[];
  /** The same as they were answered, `409 POST /v1/checkin`, in that order. */
  takeAnswered(): readonly string[];
  close(): void;
}

const CHANNELS = { start: 'http.server.request.start', finish: 'http.server.response.finish' } as const;

export function countRequests(): RequestCounter {
  let seen: string[] = [];
  let answered: string[] = [];
  const started = (message: unknown): void => void seen.push(describe(message));
  const finished = (message: unknown): void => {
    const status: unknown = Reflect.get(Object(Reflect.get(Object(message), 'response')), 'statusCode');
    answered.push(`${status} ${describe(message)}`);
  };
  subscribe(CHANNELS.start, started);
  subscribe(CHANNELS.finish, finished);
  return {
    take: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
    takeAnswered: () => {
      const taken = answered;
      answered = [];
      return taken;
    },
    close: () => {
      unsubscribe(CHANNELS.start, started);
      unsubscribe(CHANNELS.finish, finished);
    },
  };
}

function describe(message: unknown): string {
  const request: unknown = Reflect.get(Object(message), 'request');
  const [method, url] = ['method', 'url'].map((name): unknown => Reflect.get(Object(request), name));
  const path = typeof url === 'string' ? (url.split('?')[0] ?? url) : 'unknown';
  return `${typeof method === 'string' ? method : 'unknown'} ${path.replace(/\/[0-9a-f-]{32,}$/, '/...')}`;
}

/** `POST /v1/checkin`, `2 x GET /v1/policies/...`, in order of first occurrence. */
export function summarize(requests: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const request of requests) counts.set(request, (counts.get(request) ?? 0) + 1);
  return [...counts].map(([request, count]) => (count === 1 ? request : `${count} x ${request}`));
}
