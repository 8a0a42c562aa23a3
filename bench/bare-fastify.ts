// A Fastify that reads a check-in and answers it, and does nothing else: what the service's check-ins are compared with.
// Says its address in one line once it listens.

import Fastify from 'fastify';

const ANSWER = { next: 5400, splay: 540, time: '2026-01-05T00:00:00.000Z', assignment: 'current', need: [] };

const app = Fastify();
app.post('/v1/checkin', () => ANSWER);
process.once('SIGTERM', () => void app.close());
app.listen({ host: '127.0.0.1', port: 0 }).then((url) => void process.stdout.write(`${url}\n`));
