// How well a Mac is protected right now, by the agent's word and the application firewall's. Two programs at most.

import type { Posture } from '../../src/model/posture.js';
import type { Host } from '../host.js';
import type { AgentAnswer } from '../linux/agent-word.js';
import { askAgent } from '../linux/agent-word.js';
import { postureOf } from '../linux/posture.js';
import { MAC_AGENT } from './mac-agent.js';

const FIREWALL = '/usr/libexec/ApplicationFirewall/socketfilterfw';
const LIMITS = { timeoutMs: 10_000, maxOutputBytes: 65_536 } as const;

export async function readPosture(host: Host, signal: AbortSignal, agent?: AgentAnswer): Promise<Posture> {
  const [said, firewall] = await Promise.all([
    agent ?? askAgent(host, MAC_AGENT.paths, signal),
    readFirewall(host, signal),
  ]);
  return { ...postureOf(said), firewall };
}

async function readFirewall(host: Host, signal: AbortSignal): Promise<Posture['firewall']> {
  const done = await host.run(FIREWALL, ['--getglobalstate'], { ...LIMITS, signal });
  return done.ok && done.value.exitCode === 0
    ? parseFirewall(Buffer.from(done.value.stdout).toString('utf8'))
    : undefined;
}

/** `Firewall is enabled. (State = 1)`: 0 off, 1 on, 2 all incoming connections blocked. The number counts, not the words. */
export function parseFirewall(text: string): Posture['firewall'] {
  const state = /\(State = ([012])\)/.exec(text)?.[1];
  return state === undefined ? undefined : state === '0' ? 'off' : 'on';
}
