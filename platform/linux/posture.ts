// How well a Linux machine is protected right now, by the agent's own word. Starts one program at most, and none when an
// answer of the agent is at hand.

import type { Posture } from '../../src/model/posture.js';
import { NOTHING_SAID } from '../../src/model/posture.js';
import type { Host } from '../host.js';
import type { AgentAnswer, AgentWord } from './agent-word.js';
import { askAgent } from './agent-word.js';
import { MDATP_PATHS } from './mdatp.js';

/**
 * The firewall is left unsaid: a Linux has several ways to be filtered (nftables, iptables, ufw, firewalld, filters of
 * its cloud), and that one of them runs does not say that it filters.
 */
export async function readPosture(host: Host, signal: AbortSignal, agent?: AgentAnswer): Promise<Posture> {
  return postureOf(agent ?? (await askAgent(host, MDATP_PATHS, signal)));
}

/** Of an agent that is not there it is known that no sensor is onboarded; of one that is silent, nothing. */
export function postureOf(agent: AgentAnswer): Posture {
  if (agent.is === 'silent') return NOTHING_SAID;
  if (agent.is === 'missing')
    return { ...NOTHING_SAID, sensor: { onboarded: false, organisation: undefined } };
  const { word } = agent;
  return {
    engine: {
      signatureVersion: word.signatureVersion ?? undefined,
      signaturesAt: word.signaturesAt ?? undefined,
      realTime: word.realTime ?? undefined,
      passive: word.passive ?? undefined,
      tamperProtected: word.tamperProtected ?? undefined,
    },
    sensor: { onboarded: isOnboarded(word), organisation: word.organisation ?? undefined },
    firewall: undefined,
  };
}

/** Licensed by its organisation: the agent has no other word for it. */
export const isOnboarded = ({ licensed, organisation }: AgentWord): boolean | undefined =>
  licensed === null ? undefined : licensed && organisation !== null;
