// What is not HTTP, or too much of it, gets the same form of error as everything else, and the connection ends.

import type { Socket } from 'node:net';
import type { Random } from '../model/ports.js';
import { problemOf } from './problem.js';

/** Statuses of RFC 9110 and 6585 by the codes of the runtime's parser; anything else is 400. */
const STATUS: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};

/** For `clientErrorHandler`: there is no request and no reply yet, only the connection. */
export function answerMalformed(random: Random): (error: Error, socket: Socket) => void {
  return (error, socket) => {
    const code = 'code' in error ? String(error.code) : '';
    if (code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, phrase] = STATUS[code] ?? [400, 'Bad Request'];
    const body = JSON.stringify(problemOf({ code: 'invalid-request', status }, random.uuid()));
    const head = [
      `HTTP/1.1 ${status} ${phrase}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  };
}
