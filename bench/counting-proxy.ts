// The TLS end in front of the service, as an administrator's proxy would be: passes each request on and writes down
// what it saw of it. So requests are counted, and a check-in timed, by somebody who is neither agent nor service.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as passOn } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { generate } from 'selfsigned';

export interface Exchange {
  readonly call: string;
  readonly status: number;
  /** When the client's connection came in, by the monotonic clock of this process. */
  readonly connectedAt: number;
  /** From the client's connection to the last byte of the answer, milliseconds. */
  readonly tookMs: number;
}

export interface CountingProxy {
  readonly url: string;
  /** PEM of the certificate, which is its own authority. */
  readonly ca: string;
  /** Where requests go; set once the service listens. */
  passTo(port: number): void;
  /** What was seen since the last call. */
  take(): readonly Exchange[];
  close(): Promise<void>;
}

export async function startProxy(): Promise<CountingProxy> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const began = new Map<number, number>();
  let seen: Exchange[] = [];
  let target = 0;
  const server = createServer({ key, cert }, (request, response) => {
    const { method = '', url: path = '', socket } = request;
    const from = socket.remotePort ?? 0;
    const begun = began.get(from) ?? performance.now();
    began.delete(from);
    response.on('finish', () => {
      const tookMs = performance.now() - begun;
      seen.push({ call: `${method} ${path}`, status: response.statusCode, connectedAt: begun, tookMs });
    });
    forward(target, request, response);
  });
  server.on('connection', (socket) => began.set(socket.remotePort ?? 0, performance.now()));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    ca: cert,
    passTo: (next) => {
      target = next;
    },
    take: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forward(port: number, request: IncomingMessage, response: ServerResponse): void {
  const { method, url: path, headers } = request;
  const onward = passOn({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  request.pipe(onward);
}
