// Which certificate authorities a TLS server may chain to. Reads the system's store.

import { getCACertificates } from 'node:tls';

/**
 * `quick`: the private authority of the onboarding file if there is one, else the roots that come with the runtime.
 * `full`: those, the runtime's and the system's store together, so that an inspecting proxy which the administrator
 * made the machine trust is trusted here too.
 */
export function trustRoots(level: 'quick' | 'full', ca: string | undefined): readonly string[] {
  if (level === 'quick') return ca === undefined ? getCACertificates('bundled') : [ca];
  const own = ca === undefined ? [] : [ca];
  return [...new Set([...own, ...getCACertificates('system'), ...getCACertificates('bundled')])];
}
