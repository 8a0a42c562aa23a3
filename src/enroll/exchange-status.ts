// What a failed exchange with the service means for the enrollment status: which step failed, whose fault it is, what
// helps. The vendor's number where it has one for this, and none where it has not. Pure.

import { isLostKey } from '../model/lost-key.js';
import type { ConnectStage, Fault } from '../model/result.js';
import { describeFault } from '../model/result.js';
import { TENANT_MISMATCH } from '../model/wire/problem-codes.js';
import { ENROLLMENT_REMEDIES } from './secret-refusals.js';
import type { EnrollmentStatus } from './status-words.js';
import { ours, vendor } from './status-words.js';

export interface Known {
  /** Registered with the service. */
  readonly registered: boolean;
  /** It has answered this registration before. */
  readonly heard: boolean;
}

/** `undefined`: nobody's fault, and nothing to say. */
export function statusOfFault(fault: Fault, known: Known): EnrollmentStatus | undefined {
  const cause = `${describeFault(fault)}.`;
  switch (fault.kind) {
    case 'unreachable':
      return statusOfUnreachable(fault, known, cause);
    case 'timeout':
      return statusOfSilence(fault, known, cause);
    case 'refused':
      return statusOfRefusal(fault.code, cause);
    case 'untrusted':
      return fault.code === 'from-the-future' ? vendor(40, cause) : ours('untrusted', cause, UNTRUSTED);
    case 'cancelled':
      return undefined;
    case 'missing':
      return isLostKey(fault)
        ? ours('key-lost', cause, KEY_LOST)
        : ours('last-exchange-failed', cause, 'Put it there, or back; it is tried again by itself.');
    default:
      return ours('last-exchange-failed', cause, BY_ITSELF);
  }
}

export const BY_ITSELF =
  'It is tried again by itself. If it lasts, "holdfast sync --verbose" says what happens.';
const KEY_LOST =
  'What was in force stays. Onboard the device again with a new onboarding file, and retire the old one in the service.';
const UNTRUSTED = 'What was in force stays. If the service was rebuilt, onboard the device again.';
const SLOW =
  'See that the service is up and that the network is not overloaded; it is asked again by itself.';

type Unreachable = Extract<Fault, { kind: 'unreachable' }>;

/** A certificate from the future is a clock that runs behind; one that has expired may be just that. */
function statusOfUnreachable(
  { stage, code = '' }: Unreachable,
  known: Known,
  cause: string,
): EnrollmentStatus {
  if (code === 'CERT_NOT_YET_VALID') return vendor(40, cause);
  if (stage === 'resolve') return vendor(41, cause);
  const words = Object.hasOwn(BY_RUNTIME_CODE, code) ? BY_RUNTIME_CODE[code] : undefined;
  return { ...vendor(connectivityNumber(known), cause), ...(words ?? BY_STAGE[stage]) };
}

/** A step that never ended has the remedies of one that failed; a service that was reached and is slow has its own. */
function statusOfSilence(
  { stage = 'http' }: Extract<Fault, { kind: 'timeout' }>,
  known: Known,
  cause: string,
): EnrollmentStatus {
  if (stage === 'resolve') return vendor(41, cause);
  const words = stage === 'http' ? { code: 'service-timeout', remedy: SLOW } : BY_STAGE[stage];
  return { ...vendor(connectivityNumber(known), cause), ...words };
}

type Words = Pick<EnrollmentStatus, 'code' | 'remedy'>;

const BY_STAGE: Readonly<Record<Exclude<ConnectStage, 'resolve'>, Words>> = {
  connect: {
    code: 'connection-failed',
    remedy: 'See that the service runs, and that firewalls on the way let its address and port through.',
  },
  tls: {
    code: 'tls-failed',
    remedy: 'See which certificate the service shows, and that nothing on the way answers in its place.',
  },
  proxy: {
    code: 'proxy-failed',
    remedy: 'Check "proxy" in config.json, and that the proxy lets the address of the service through.',
  },
  http: {
    code: 'exchange-cut',
    remedy: 'See whether a proxy or firewall on the way cuts connections; it is asked again by itself.',
  },
};

const OTHER_AUTHORITY: Words = {
  code: 'authority-not-trusted',
  remedy:
    'Name the private authority in "caFile" of config.json. If something on the way inspects TLS, exclude the address of the service from that.',
};

const BY_RUNTIME_CODE: Readonly<Record<string, Words>> = {
  UNABLE_TO_GET_ISSUER_CERT: OTHER_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: OTHER_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: OTHER_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: OTHER_AUTHORITY,
  DEPTH_ZERO_SELF_SIGNED_CERT: OTHER_AUTHORITY,
  CERT_HAS_EXPIRED: {
    code: 'certificate-expired',
    remedy: "Renew the service's certificate; if it is still good, set this device's clock.",
  },
  PROXY_AUTHENTICATION: {
    code: 'proxy-authentication',
    remedy: 'Give the proxy its user name and password in "proxy" of config.json.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    code: 'certificate-of-another-name',
    remedy: 'Use the name that stands in the certificate of the service, or give it one for the name in use.',
  },
};

/** 14: neither registered nor enrolled; 13: registered, and the first check-in did not come through; 24: later. */
const connectivityNumber = ({ registered, heard }: Known): number => (registered ? (heard ? 24 : 13) : 14);

function statusOfRefusal(code: string, cause: string): EnrollmentStatus {
  switch (code) {
    case 'service-not-allowed':
      return vendor(8, cause);
    case 'out-of-scope':
      return vendor(2, cause);
    case 'agent-too-old':
      return ours(code, cause, 'Update Holdfast on this device.');
    case 'device-unknown':
      return ours(code, cause, 'Onboard the device again.');
    case 'seq-regressed':
    case 'clone-suspected':
      return ours(
        'clone-suspected',
        cause,
        'Nothing to do: what was in force stays, and the copy takes a key of its own and becomes a device of its own, once a day at most; "holdfast sync" does it now.',
      );
    case 'invalid_client':
    case 'device-disabled':
      return ours('disabled', cause, 'Enable the device in the service; it asks once a day.');
    case TENANT_MISMATCH:
      return vendor(15, cause);
    default: {
      const remedy = ENROLLMENT_REMEDIES.get(code);
      return remedy === undefined
        ? ours('refused', cause, 'See the log of the service for this device.')
        : ours(code, cause, remedy);
    }
  }
}
