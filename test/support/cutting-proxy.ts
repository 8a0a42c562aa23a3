// A TCP proxy on loopback that cuts the wire once, at a given place of a given exchange. It looks at bytes only, and
// speaks no HTTP of its own: what the other side does of a request is done, whatever is cut of its answer.
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** Where the wire is cut, from the first to the last byte of an exchange. */
export const CUTS = [
  'before the connection',
  'before the request',
  'in the middle of the request',
  'after the request',
  'after the status line',
  'after the headers',
  'in the middle of the body',
  'before the last byte',
] as const;
export type Cut = (typeof CUTS)[number];

export interface CuttingProxy extends AsyncDisposable {
  readonly url: string;
  /** The port of the server behind it. */
  leadTo(port: number): void;
  /** Once; on the next request whose first line matches. */
  cut(where: Cut, line: RegExp): void;
  /** Whether what was to be cut has been. */
  wasCut(): boolean;
}

interface Armed {
  readonly where: Cut;
  readonly line: RegExp;
}

export async function startCuttingProxy(): Promise<CuttingProxy> {
  let behind = 0;
  let armed: Armed | undefined;
  const open = new Set<Socket>();
  const take = (): Armed | undefined => {
    const taken = armed;
    armed = undefined;
    return taken;
  };
  const server = createServer((client) => {
    follow(open, client);
    if (armed?.where === 'before the connection') {
      take();
      client.resetAndDestroy();
      return;
    }
    const back = connect(behind, '127.0.0.1');
    follow(open, back);
    relay(client, back, (line) => (armed?.line.test(line) === true ? take()?.where : undefined));
  });
  await listen(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (port) => {
      behind = port;
    },
    cut: (where, line) => {
      armed = { where, line };
      // A connection that is kept open would carry the request past the place where it is to be cut.
      if (where === 'before the connection') for (const socket of open) socket.destroy();
    },
    wasCut: () => armed === undefined,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

const listen = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });

function follow(open: Set<Socket>, socket: Socket): void {
  open.add(socket);
  socket.on('error', () => undefined);
  socket.on('close', () => open.delete(socket));
}

function relay(client: Socket, back: Socket, isToCut: (line: string) => Cut | undefined): void {
  let cutting: Cut | undefined;
  let answer = Buffer.alloc(0);
  const end = (): void => {
    client.resetAndDestroy();
    back.destroy();
  };
  client.on('data', (chunk: Buffer) => {
    const line = /^[A-Z]+ \S+/.exec(chunk.toString('latin1'))?.[0];
    if (line !== undefined && cutting === undefined) {
      answer = Buffer.alloc(0);
      cutting = isToCut(line);
    }
    if (cutting === 'before the request') return end();
    if (cutting === 'in the middle of the request') {
      back.write(chunk.subarray(0, Math.floor(chunk.length / 2)), end);
      return;
    }
    back.write(chunk);
  });
  back.on('data', (chunk: Buffer) => {
    if (cutting === undefined) {
      client.write(chunk);
      return;
    }
    answer = Buffer.concat([answer, chunk]);
    const whole = lengthOf(answer);
    if (whole === undefined || answer.length < whole) return;
    const passed = answer.subarray(0, passedOf(cutting, answer));
    if (passed.length === 0) end();
    else client.write(passed, end);
  });
  client.on('close', () => back.destroy());
  back.on('close', () => client.destroy());
}

/** How much of an answer goes through. */
function passedOf(cut: Cut, answer: Buffer): number {
  const head = headEnd(answer) ?? answer.length;
  switch (cut) {
    case 'after the status line':
      return answer.indexOf('\r\n') + 2;
    case 'after the headers':
      return Math.min(head, answer.length - 1);
    case 'in the middle of the body':
      return Math.min(head + Math.floor((answer.length - head) / 2), answer.length - 1);
    case 'before the last byte':
      return answer.length - 1;
    default:
      return 0;
  }
}

const headEnd = (answer: Buffer): number | undefined => {
  const at = answer.indexOf('\r\n\r\n');
  return at === -1 ? undefined : at + 4;
};

/** `undefined`: not all of it is known yet. */
function lengthOf(answer: Buffer): number | undefined {
  const head = headEnd(answer);
  if (head === undefined) return undefined;
  const headers = answer.subarray(0, head).toString('latin1');
  const length = /\r\ncontent-length: (\d+)/i.exec(headers)?.[1];
  if (length !== undefined) return head + Number(length);
  if (!/\r\ntransfer-encoding: chunked/i.test(headers)) return head;
  return answer.subarray(-5).toString('latin1') === '0\r\n\r\n' ? answer.length : undefined;
}
