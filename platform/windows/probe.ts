// Who manages this Windows machine, how it is joined and what it is, with the evidence. Reads only: a handful of small
// programs, the independent ones at once, and nothing of PowerShell.
// Source: the public probes of MDM enrollment, Configuration Manager and Microsoft Defender for Endpoint on Windows.

import type { EpochMs } from '../../src/model/ids.js';
import type { Evidence, Probe } from '../../src/model/probe.js';
import type { Host } from '../host.js';
import type { ProbeRound } from '../linux/probe.js';
import { placeScript } from './ask-powershell.js';
import { probeChannel, probeCoManagement, probeConfigurationManager } from './probe-configmgr.js';
import { probeEnrollments, readIntent } from './probe-enrollment.js';
import { probeFit } from './probe-fit.js';
import { probeJoin, readJoinStatus } from './probe-join.js';
import type { Look, ManagerProbe } from './probe-look.js';
import { MICROSOFT, SERVICES } from './probe-look.js';
import { createRegistryQueries } from './query-registry.js';
import type { WindowsPlace } from './windows-programs.js';

export async function probeWindows(
  host: Host,
  place: WindowsPlace,
  now: EpochMs,
  signal: AbortSignal,
): Promise<ProbeRound> {
  // Exports are written where the script lies; a folder that cannot be made shows in them.
  await placeScript(host, place);
  const facts = await host.facts();
  const look: Look = { host, place, signal, facts, ...createRegistryQueries(host, place, signal) };
  // Asked first: what these two do not list need not be asked.
  await Promise.all([look.query(MICROSOFT), look.query(SERVICES)]);
  const status = readJoinStatus(look);
  const [fit, join, channel, client, enrollments] = await Promise.all([
    probeFit(look, status),
    status.then((read) => probeJoin(look, read)),
    probeChannel(look),
    probeConfigurationManager(look),
    probeEnrollments(look),
  ]);
  const intune = enrollments.find(({ manager }) => manager === 'intune');
  const shared = await probeCoManagement(look, client, intune);
  const mayEnroll = join.answer.is !== 'none' && intune?.answer === 'not-managed';
  const intent = mayEnroll ? await readIntent(look) : [];
  const managers = [...enrollments, channel, client].map((probe) => withIntent(probe, intent));
  const probes: readonly Probe[] = [join, ...managers, ...(shared === undefined ? [] : [shared]), ...fit];
  return { probes, fingerprint: '', askedAt: now };
}

/** A joined device that policy means to enroll is not enrolled yet: said with the answer of Intune. */
const withIntent = (probe: ManagerProbe, intent: readonly Evidence[]): ManagerProbe =>
  probe.manager === 'intune' ? { ...probe, evidence: [...probe.evidence, ...intent] } : probe;
