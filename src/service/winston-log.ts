// The log port over winston: one JSON line an event, to the writer given.

import { Writable } from 'node:stream';
import { createLogger, format, transports } from 'winston';
import type { Log } from '../model/ports.js';

export function createWinstonLog(write: (text: string) => void): Log {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: unknown, _encoding, done) => {
      write(String(chunk));
      done();
    },
  });
  const logger = createLogger({
    level: 'info',
    format: format.combine(format.timestamp(), format.json()),
    transports: [new transports.Stream({ stream })],
  });
  return {
    info: (event, facts) => void logger.info(event, { facts }),
    warn: (event, facts) => void logger.warn(event, { facts }),
    error: (event, facts) => void logger.error(event, { facts }),
  };
}
