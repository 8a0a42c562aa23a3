// Who manages this Mac and what kind of machine it is, with the evidence. Reads only. One short program a survey; the
// agent is asked again only when its files have moved, else once a day.
// Source: the public probes of MDM enrollment and of Microsoft Defender for Endpoint on macOS.

import type { EpochMs } from '../../src/model/ids.js';
import type { Probe } from '../../src/model/probe.js';
import type { Host } from '../host.js';
import { probeDefender } from '../linux/probe-defender.js';
import type { ProbeRound } from '../linux/probe-round.js';
import { askSeldom, fingerprintOf, isFresh } from '../linux/probe-round.js';
import { MAC_AGENT } from './mac-agent.js';
import { CHANNEL_FILES, probeChannel } from './probe-channel.js';
import { probeEnrollment, probeJamf } from './probe-enrollment.js';
import { probeSystem, readSystemVersion } from './probe-fit.js';

export async function probeMac(
  host: Host,
  previous: ProbeRound | undefined,
  now: EpochMs,
  signal: AbortSignal,
): Promise<ProbeRound> {
  const version = await readSystemVersion(host);
  const fingerprint = await fingerprintOf(host, CHANNEL_FILES);
  const asking = { host, paths: MAC_AGENT.paths, previous, fingerprint, now, signal };
  const kept = isFresh(asking) ? previous?.profileOf : undefined;
  const enrollment = await probeEnrollment({ host, version: version?.parts, profileOf: kept, signal });
  const { agent, askedAt } = await askSeldom(asking);
  const probes: readonly Probe[] = [
    ...enrollment.probes,
    await probeChannel(host, agent),
    NO_JOIN,
    ...probeSystem(version),
    ...probeDefender(agent, MAC_AGENT.paths.at(-1) ?? '', MAC_AGENT.minimum),
    ...(await probeJamf(host)),
  ];
  const { profileOf } = enrollment;
  return { probes, fingerprint, askedAt, agent, ...(profileOf === undefined ? {} : { profileOf }) };
}

/** A directory account on a Mac is its user's, not the machine's. */
const NO_JOIN: Probe = { asks: 'tenant', answer: { is: 'none' }, evidence: [] };
