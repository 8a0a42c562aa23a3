// How well this Windows machine is protected right now: engine and firewall by the fixed script of PowerShell, the
// sensor by the registry. Reads only; what cannot be read is not said.

import type { Posture } from '../../src/model/posture.js';
import type { Result } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { Answers } from './ask-powershell.js';
import { askPowershell, toMap } from './ask-powershell.js';
import { STATUS } from './judge-engine.js';
import { SENSOR } from './probe-fit.js';
import { createRegistryQueries, queriedNumber, queriedText } from './query-registry.js';
import type { WindowsPlace } from './windows-programs.js';

const PROFILES = 'Get-NetFirewallProfile';

export async function readPosture(host: Host, place: WindowsPlace, signal: AbortSignal): Promise<Posture> {
  const [answers, sensor] = await Promise.all([
    askPowershell(host, place, { read: [STATUS, PROFILES] }, signal),
    readSensor(host, place, signal),
  ]);
  const engine = engineOf(answerOf(answers, STATUS));
  return { engine, sensor, firewall: firewallOf(answerOf(answers, PROFILES)) };
}

function answerOf(answers: Result<Answers>, name: string): unknown {
  const answer = answers.ok ? answers.value.get(name) : undefined;
  return answer?.ok === true ? answer.value : undefined;
}

function engineOf(answer: unknown): Posture['engine'] {
  const status = toMap(answer) ?? new Map<string, unknown>();
  const flag = (name: string): boolean | undefined => {
    const value = status.get(name);
    return typeof value === 'boolean' ? value : undefined;
  };
  const version = status.get('AntivirusSignatureVersion');
  return {
    signatureVersion:
      typeof version === 'string' && /^\d+(?:\.\d+){1,3}$/.test(version) && !/^[0.]+$/.test(version)
        ? version
        : undefined,
    signaturesAt: timeOf(status.get('AntivirusSignatureLastUpdated')),
    realTime: flag('RealTimeProtectionEnabled'),
    passive: passiveOf(status.get('AMRunningMode')),
    tamperProtected: flag('IsTamperProtected'),
  };
}

/** The script gives times in UTC. An engine without signatures names the first moment that it can. */
function timeOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return undefined;
  const time = Date.parse(value);
  return time > 0 ? time : undefined;
}

/** Source: Microsoft Learn, `AMRunningMode`: Normal, Passive Mode, SxS Passive Mode, EDR Block Mode, Not running. */
function passiveOf(mode: unknown): boolean | undefined {
  if (typeof mode !== 'string') return undefined;
  if (/^normal(?: mode)?$/i.test(mode)) return false;
  return /^(?:(?:sxs )?passive mode|edr block mode|edr blocked)$/i.test(mode) ? true : undefined;
}

/** One word for the three profiles; one that says neither leaves the whole unsaid. */
function firewallOf(answer: unknown): Posture['firewall'] {
  const profiles = Array.isArray(answer) ? answer.map((profile) => toMap(profile)?.get('Enabled')) : [];
  const on = profiles.map((enabled) => ENABLED.get(String(enabled).toLowerCase()));
  if (on.length === 0 || on.includes(undefined)) return undefined;
  if (on.every((one) => one === true)) return 'on';
  return on.includes(true) ? 'partly' : 'off';
}

const ENABLED: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

async function readSensor(host: Host, place: WindowsPlace, signal: AbortSignal): Promise<Posture['sensor']> {
  const key = await createRegistryQueries(host, place, signal).query(SENSOR);
  // A key without values and an answer that says nothing look alike.
  if (!key.ok || key.value?.values.size === 0) return { onboarded: undefined, organisation: undefined };
  const state = queriedNumber(key.value, 'OnboardingState');
  const organisation = queriedText(key.value, 'OrgId');
  return {
    onboarded: Number.isNaN(state) ? undefined : state === 1,
    organisation:
      organisation !== undefined && /^[0-9a-f-]{36}$/i.test(organisation)
        ? organisation.toLowerCase()
        : undefined,
  };
}
