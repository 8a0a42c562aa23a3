// Everything that stands between a device and its service, as real listeners on loopback: servers that hang, cut or
// talk nonsense, TLS with the wrong certificate, proxies with and without a word for it, sign-in pages.
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer as createTcpServer } from 'node:net';
import { generate } from 'selfsigned';

export interface Pems {
  readonly cert: string;
  readonly private: string;
}

export interface CertificateOrder {
  readonly name?: string;
  /** Default: the address that all of this listens on. */
  readonly address?: string | null;
  readonly authority?: Pems;
  /** Unit: days from now. */
  readonly fromDay?: number;
  readonly toDay?: number;
}

const DAY_MS = 24 * 3_600_000;

export async function makeCertificate(order: CertificateOrder = {}): Promise<Pems> {
  const { name = 'service.example', address = '127.0.0.1', authority, fromDay = -1, toDay = 30 } = order;
  const day = (days: number): Date => new Date(Date.now() + days * DAY_MS);
  return generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: day(fromDay),
    notAfterDate: day(toDay),
    extensions: [
      { name: 'basicConstraints', cA: authority === undefined },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: name },
          ...(address === null ? [] : [{ type: 7 as const, ip: address }]),
        ],
      },
    ],
    ...(authority === undefined ? {} : { ca: { key: authority.private, cert: authority.cert } }),
  });
}

export interface FaultyNetwork extends AsyncDisposable {
  /** Nobody listens at this address. */
  refused(): Promise<string>;
  /** Takes connections, and does this with each. */
  tcp(onConnection: (socket: Socket) => void, scheme?: 'http' | 'https'): Promise<string>;
  /** Answers over TLS with this certificate. */
  tls(pems: Pems, listener?: RequestListener): Promise<string>;
  http(listener: RequestListener): Promise<string>;
  proxy(order?: ProxyOrder): Promise<FaultyProxy>;
}

export interface ProxyOrder {
  /** `user:password`: asks for these. */
  readonly credentials?: string;
  /** Answers every CONNECT with this status line instead. */
  readonly refusal?: string;
  /** Brings every tunnel to this port, whatever was asked for. */
  readonly toPort?: number;
}

export interface FaultyProxy {
  readonly url: string;
  /** What was asked of it. */
  readonly seen: readonly string[];
}

export const portOf = (url: string): number => Number(new URL(url).port);

export function createFaultyNetwork(): FaultyNetwork {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  async function listen(server: Server): Promise<number> {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    return (server.address() as AddressInfo).port;
  }
  return {
    refused: async () => {
      const server = createTcpServer();
      const port = await listen(server);
      await new Promise((resolve) => server.close(resolve));
      return `https://127.0.0.1:${port}`;
    },
    tcp: async (onConnection, scheme = 'https') =>
      `${scheme}://127.0.0.1:${await listen(createTcpServer(onConnection))}`,
    tls: async ({ cert, private: key }, listener = (_request, response) => void response.end('{}')) =>
      `https://127.0.0.1:${await listen(createTlsServer({ cert, key }, listener))}`,
    http: async (listener) => `http://127.0.0.1:${await listen(createServer(listener))}`,
    proxy: async (order = {}) => {
      const seen: string[] = [];
      const server = createServer((_request, response) => void response.writeHead(500).end());
      server.on('connect', (request, client: Socket) => {
        seen.push(`${request.method} ${request.url}`);
        const refusal = refusalOf(order, request.headers['proxy-authorization']);
        if (refusal !== undefined) return void client.end(`HTTP/1.1 ${refusal}\r\n\r\nforged`);
        const [host, port] = (request.url ?? '').split(':');
        const onward = connect(order.toPort ?? Number(port), order.toPort === undefined ? host : '127.0.0.1');
        onward.on('connect', () => {
          client.write('HTTP/1.1 200 OK\r\n\r\n');
          onward.pipe(client).pipe(onward);
        });
        onward.on('error', () => client.destroy());
        client.on('error', () => onward.destroy()).on('close', () => onward.destroy());
      });
      return { url: `http://127.0.0.1:${await listen(server)}`, seen };
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function refusalOf({ credentials, refusal }: ProxyOrder, given: string | undefined): string | undefined {
  const expected = credentials === undefined ? undefined : `Basic ${btoa(credentials)}`;
  if (expected !== undefined && given !== expected) return '407 Proxy Authentication Required';
  return refusal;
}
