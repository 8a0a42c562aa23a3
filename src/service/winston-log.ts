// The log port over winston: one JSON line an event, on the stream given.

import { createLogger, format, transports } from 'winston';
import type { Log } from '../model/ports.js';

export function createWinstonLog(stream: NodeJS.WritableStream): Log {
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
