// Makes this machine fit to be copied: former values back, and nothing left that two copies would share (keys,
// registration, counters, schedule). Never asks the service: it may be a copy that is prepared, and a word to the
// service would end the original.

import { identityOf } from '../../enroll/lifecycle.js';
import type { DeviceId } from '../../model/ids.js';
import { tenantId } from '../../model/ids.js';
import { removeLeftovers } from '../files/leftovers.js';
import { removeQuietly } from '../files/own-files.js';
import type { Onboarding } from '../store/facts.js';
import { FACTS } from '../store/facts.js';
import type { Draft } from './draft.js';
import { openDraft } from './draft.js';
import { openTarget } from './held-assignment.js';
import { giveAllBack, whatStays } from './offboard.js';
import type { TurnPorts } from './ports.js';
import { recover } from './recover.js';

export interface ImageOrder {
  readonly keepOnboarding: boolean;
  /** For the copies; `undefined`: the one that is still at hand, if there is one. A secret. */
  readonly secret: string | undefined;
}

export interface ImagePrepared {
  /** The service still lists it. */
  readonly device: DeviceId | undefined;
  readonly wrote: boolean;
  readonly failed: number;
  readonly stays: readonly string[];
  readonly onboarding: 'kept' | 'kept-without-secret' | 'removed' | 'none-to-keep';
}

export async function prepareImage(
  ports: TurnPorts,
  order: ImageOrder,
  signal: AbortSignal,
): Promise<ImagePrepared> {
  const { store, machine } = ports;
  const draft = openDraft(store);
  recover(ports, draft);
  await openTarget(ports, draft);
  const device = identityOf(draft.state)?.device;
  const stays = whatStays(store.memory, machine);
  await giveAllBack(ports, draft, signal);
  const kept = order.keepOnboarding ? onboardingOf(draft, order.secret) : undefined;
  await wipe(ports, draft, kept);
  const failed = draft.outcome?.findings.filter(({ state }) => state === 'error').length ?? 0;
  return {
    device,
    wrote: draft.outcome?.wrote ?? false,
    failed,
    stays,
    onboarding: whatIsKept(order, kept),
  };
}

function whatIsKept(
  { keepOnboarding }: ImageOrder,
  kept: Onboarding | undefined,
): ImagePrepared['onboarding'] {
  if (kept === undefined) return keepOnboarding ? 'none-to-keep' : 'removed';
  return kept.secret === undefined ? 'kept-without-secret' : 'kept';
}

function onboardingOf({ onboarding }: Draft, secret: string | undefined): Onboarding | undefined {
  return onboarding === undefined || secret === undefined ? onboarding : { ...onboarding, secret };
}

/** What could not be given back stays known to the copies; all other memory goes, and is overwritten. */
async function wipe(ports: TurnPorts, draft: Draft, kept: Onboarding | undefined): Promise<void> {
  const { store, files, config, forgetKeys } = ports;
  const { paths } = config;
  await forgetKeys();
  if (kept === undefined) files.removeSigned('onboarding');
  files.removeSigned('assignment');
  files.removeSigned('epoch');
  files.removeKeySets();
  files.keepOnly(new Set());
  for (const file of [paths.enrolledMarker, paths.lastingFile, paths.offboardingMarker, paths.scheduleFile])
    removeQuietly(file);
  for (const file of [paths.wakeFile, paths.wakeSeenFile]) removeQuietly(file);
  removeQuietly(paths.statusFile);
  removeLeftovers(paths);
  const { outcome, claims } = draft;
  store.write((writer) => {
    if (outcome !== undefined) writer.remember(outcome.change);
    for (const fact of Object.values(FACTS)) writer.drop(fact);
    writer.putOutbox([]);
    writer.keepDocuments(new Set());
    if (kept === undefined || claims === undefined) return;
    writer.put(FACTS.onboarding, kept);
    writer.put(FACTS.lifecycle, { is: 'eligible', tenant: tenantId(claims.tid) });
  });
}
