// Days that pass in a moment for the device and the service of one process, and for what answers say of the date.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ServerResponse } from 'node:http';
import { installVirtualTime } from '../../scripts/demo/virtual-time.js';

export interface VirtualDays {
  pass(ms: number): void;
  /** Gives the process its own time back. */
  restore(): void;
}

const BEGUN = 'http.server.request.start';

export function installVirtualDays(): VirtualDays {
  const time = installVirtualTime();
  subscribe(BEGUN, tellVirtualDate);
  return {
    pass: (ms) => {
      const timers = time.createTimers();
      timers.timer.after(ms, () => undefined);
      timers.runNext();
    },
    restore: () => {
      unsubscribe(BEGUN, tellVirtualDate);
      time.restore();
    },
  };
}

/** What stands in the header `Date` comes from the runtime, which knows nothing of virtual time. */
export function tellVirtualDate(message: unknown): void {
  if (typeof message !== 'object' || message === null || !('response' in message)) return;
  if (message.response instanceof ServerResponse)
    message.response.setHeader('date', new Date().toUTCString());
}
