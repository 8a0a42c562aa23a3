// How far a request has come on its way, so that a silence is told apart by where it began. Touches no data.

import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import type { ConnectStage } from '../../model/result.js';

/** The step that a request is at; moved on while it goes. */
export interface Progress {
  stage: ConnectStage;
}

export interface Way {
  readonly hostname: string;
  readonly secure: boolean;
  readonly proxied: boolean;
}

/** A name is looked up first; with a proxy its part comes before all of ours. */
export const startOf = ({ hostname, proxied }: Way): Progress => ({
  stage: proxied ? 'proxy' : isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? 'resolve' : 'connect',
});

/** A connection that is open already, or that the proxy's tunnel has brought, is at the exchange itself. */
export function followRequest(request: ClientRequest, progress: Progress, { secure }: Way): void {
  request.once('socket', (socket: Socket) => {
    if (!socket.connecting) {
      progress.stage = 'http';
      return;
    }
    socket.once('lookup', () => {
      progress.stage = 'connect';
    });
    socket.once('connect', () => {
      progress.stage = secure ? 'tls' : 'http';
    });
    socket.once('secureConnect', () => {
      progress.stage = 'http';
    });
  });
}
