// Who manages this Linux machine and what kind of machine it is, with the evidence. Reads only; starts one program at
// most, and only when its files have moved, else once a day.
// Source: the public probes of Intune and of Microsoft Defender for Endpoint on Linux.

import type { EpochMs } from '../../src/model/ids.js';
import type { Probe } from '../../src/model/probe.js';
import type { Host } from '../host.js';
import { MDATP_PATHS } from './mdatp.js';
import { CHANNEL_FILES, probeChannel } from './probe-channel.js';
import { probeBoardVendor, probeDefender } from './probe-defender.js';
import { probeFit } from './probe-fit.js';
import { probeIntune } from './probe-intune.js';
import { probeRivals } from './probe-rivals.js';
import type { ProbeRound } from './probe-round.js';
import { askSeldom, fingerprintOf, look } from './probe-round.js';
import { MINIMUM_AGENT } from './version.js';

export type { ProbeRound } from './probe-round.js';

export async function probeLinux(
  host: Host,
  previous: ProbeRound | undefined,
  now: EpochMs,
  signal: AbortSignal,
): Promise<ProbeRound> {
  const facts = await host.facts();
  const fingerprint = await fingerprintOf(host, CHANNEL_FILES);
  const asking = { host, paths: MDATP_PATHS, previous, fingerprint, now, signal };
  const { agent, askedAt } = await askSeldom(asking);
  const vendor = await look(host, '/sys/class/dmi/id/board_vendor');
  const probes: readonly Probe[] = [
    await probeIntune(host, facts),
    await probeChannel(host, agent),
    NO_JOIN,
    ...(await probeFit(host, facts)),
    ...probeDefender(agent, MDATP_PATHS[0], MINIMUM_AGENT),
    ...probeBoardVendor(agent, vendor),
    ...(await probeRivals(host)),
  ];
  return { probes, fingerprint, askedAt, agent };
}

/** Linux has no directory join of its own. */
const NO_JOIN: Probe = { asks: 'tenant', answer: { is: 'none' }, evidence: [] };
