// An enrolled device whose database is new: corrupt and set aside, or emptied. What the signed files and the
// identity beside it say is taken up again, so that the last good policies are enforced. And for each device: counts
// that must not fall back, of two memories the higher. Changes the draft only.

import { identityOf } from '../../enroll/lifecycle.js';
import { higherFloor } from '../../enroll/trust.js';
import type { DeviceId } from '../../model/ids.js';
import { deviceId, epochMs, tenantId } from '../../model/ids.js';
import { validateOnboardingClaims } from '../../model/wire/validators.js';
import { decodeDocument } from '../net/signed-document.js';
import type { BootCount } from '../store/facts.js';
import { FACTS } from '../store/facts.js';
import { readLasting } from '../store/lasting.js';
import type { Draft } from './draft.js';
import { happened } from './draft.js';
import { readIdentity } from './identity-file.js';
import type { TurnPorts } from './ports.js';

export function recover(ports: TurnPorts, draft: Draft): void {
  rebuild(ports, draft);
  const { device, floor, boot, trustedTime } = readLasting(ports.config.paths.lastingFile);
  if (device === identityOf(draft.state)?.device) draft.floor = higherFloor(draft.floor, floor);
  draft.boot = higherCount(draft.boot, boot);
  if (trustedTime !== undefined) draft.trustedTime = epochMs(Math.max(trustedTime, draft.trustedTime ?? 0));
}

const higherCount = (a: BootCount | undefined, b: BootCount | undefined): BootCount | undefined =>
  a === undefined || (b !== undefined && b.count > a.count) ? b : a;

function rebuild({ config, files, store, clock, log }: TurnPorts, draft: Draft): void {
  if (identityOf(draft.state) !== undefined || draft.state.is === 'offboarded') return;
  const registration = readIdentity(config.paths.enrolledMarker);
  const jws = files.getSigned('onboarding');
  const tenant = jws === undefined ? undefined : tenantIn(jws);
  if (registration === undefined || jws === undefined || tenant === undefined) return;
  const now = clock.now();
  enroll(draft, tenant, deviceId(registration.device));
  draft.onboarding = { jws, at: now };
  // The counter is lost. Seconds since 1970 are above every count that was ever sent.
  draft.seq = Math.max(draft.seq, Math.floor(now / 1000));
  draft.answered = undefined;
  draft.warnings.push('The state was rebuilt from the signed documents; former values of settings are lost.');
  store.write((writer) => writer.put(FACTS.net, { registration, clockSkewSeconds: 0 }));
  log.error('state-rebuilt', { device: registration.device });
}

function enroll(draft: Draft, tenant: string, device: DeviceId): void {
  happened(draft, { on: 'onboarded', tenant: tenantId(tenant) });
  happened(draft, { on: 'registration-started' });
  happened(draft, { on: 'registered', device });
}

/** Its signature is checked where the target is opened, before anything is believed. */
function tenantIn(jws: string): string | undefined {
  const decoded = decodeDocument('the onboarding file', jws);
  if (!decoded.ok || !validateOnboardingClaims(decoded.value.payload)) return undefined;
  return decoded.value.payload.tid;
}
