// What stands of Defender for Endpoint on a machine, from the answer that its health command gave. Pure.

import type { Engine } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import type { Health } from './read-health.js';
import { isOlder, MINIMUM_AGENT, parseVersion } from './version.js';

/** A command that ends badly means a daemon that is down; one that hangs or talks nonsense tells nothing. */
export function judgeEngine(health: Result<Health>, minimum: string = MINIMUM_AGENT): Engine {
  if (!health.ok) {
    return health.error.kind === 'failed'
      ? { is: 'not-running', fault: health.error }
      : { is: 'unreadable', fault: health.error };
  }
  const version = health.value.get('appVersion')?.value;
  const parts = typeof version === 'string' ? parseVersion(version) : undefined;
  if (typeof version !== 'string' || parts === undefined) return unreadable('appVersion is no version');
  if (isOlder(parts, parseVersion(minimum) ?? [])) {
    return { is: 'too-old', version, needs: minimum };
  }
  const licensed = health.value.get('licensed')?.value;
  if (typeof licensed !== 'boolean') return unreadable('licensed is neither true nor false');
  return licensed ? { is: 'ready', version } : { is: 'not-licensed', version };
}

function unreadable(why: string): Engine {
  const fault: Fault = { kind: 'bad-reply', from: 'mdatp health', why };
  return { is: 'unreadable', fault };
}
