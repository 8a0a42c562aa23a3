// Is a Configuration Manager client at work here, who shares the machine with it, and what did the sensor record of the
// vendor's own channel? Reads only.

import type { Evidence } from '../../src/model/probe.js';
import type { Result } from '../../src/model/result.js';
import { describeFault, ok } from '../../src/model/result.js';
import type { Look, ManagerProbe } from './probe-look.js';
import { evidence, lists, MICROSOFT, managerProbe, SERVICES, softwareKey } from './probe-look.js';
import { queriedNumber } from './query-registry.js';
import { serviceProgram } from './windows-programs.js';

const CLIENT = `${MICROSOFT}\\CCM`;
const CHANNEL = `${MICROSOFT}\\SenseCM`;
const STATUS = `${CHANNEL} EnrollmentStatus`;
const FLAGS = `${CLIENT} CoManagementFlags`;
const ENGINE = `${MICROSOFT}\\Windows Defender`;
const MANAGED_BY_CLIENT = 7;
const SERVICE = 'service CcmExec';
const LIMITS = { timeoutMs: 10_000, maxOutputBytes: 262_144 } as const;

/**
 * Bits of `CoManagementFlags`. Antivirus policy follows the endpoint protection workload, and that of device
 * configuration moves it along. Source: public descriptions of co-management workloads.
 */
const CO_MANAGEMENT = { configured: 1, deviceConfiguration: 8, endpointProtection: 32 } as const;

/** 1: enrolled through settings management. Source: Microsoft Learn, enrollment status codes of the sensor. */
export async function probeChannel(look: Look): Promise<ManagerProbe> {
  const say = (answer: ManagerProbe['answer'], says: string) =>
    managerProbe(look, 'mde-channel', answer, [evidence(STATUS, says)]);
  const status = await channelStatus(look);
  if (!status.ok) return say('unknown', describeFault(status.error));
  if (status.value === undefined) return say('not-managed', 'not there');
  if (Number.isNaN(status.value)) return say('unknown', 'it is no number');
  return say(status.value === 1 ? 'managed' : 'not-managed', `it is ${status.value}`);
}

/** `undefined`: there is none; NaN: it is no number. */
async function channelStatus(look: Look): Promise<Result<number | undefined>> {
  const key = await softwareKey(look, 'SenseCM');
  return key.ok ? ok(queriedNumber(key.value, 'EnrollmentStatus')) : key;
}

/** What it leaves in the registry outlives it: only its service counts. */
export async function probeConfigurationManager(look: Look): Promise<ManagerProbe> {
  const service = await readService(look);
  const beside = [...(await remnants(look, service.answer)), ...(await sensorWord(look))];
  const probe = managerProbe(look, 'configmgr', service.answer, [evidence(SERVICE, service.says), ...beside]);
  return service.answer === 'managed' ? withPolicy(look, probe) : probe;
}

/**
 * The engine's own word on who manages it: 6 Intune, 7 Configuration Manager, alone or beside Intune.
 * Source: Microsoft Learn, "Manage tamper protection". That 7 means its policy is in force is inferred.
 */
async function withPolicy(look: Look, probe: ManagerProbe): Promise<ManagerProbe> {
  const key = await softwareKey(look, 'Windows Defender');
  const type = key.ok ? queriedNumber(key.value, 'ManagedDefenderProductType') : Number.NaN;
  if (Number.isNaN(type)) return probe;
  const says = type === undefined ? 'not there' : `it is ${type}`;
  const told = evidence(`${ENGINE} ManagedDefenderProductType`, says);
  return { ...probe, policySeen: type === MANAGED_BY_CLIENT, evidence: [...probe.evidence, told] };
}

interface ServiceAnswer {
  readonly answer: ManagerProbe['answer'];
  readonly says: string;
}

const NO_SUCH_SERVICE = 1060;
const NOT_INSTALLED: ServiceAnswer = { answer: 'not-managed', says: 'not installed' };

async function readService(look: Look): Promise<ServiceAnswer> {
  const there = await lists(look, SERVICES, 'CcmExec');
  if (there.ok && !there.value) return NOT_INSTALLED;
  const { host, place, signal } = look;
  const done = await host.run(serviceProgram(place), ['query', 'CcmExec'], { ...LIMITS, signal });
  if (!done.ok) return { answer: 'unknown', says: describeFault(done.error) };
  const { exitCode, stdout } = done.value;
  if (exitCode === NO_SUCH_SERVICE) return NOT_INSTALLED;
  const state = parseServiceState(stdout);
  if (exitCode !== 0 || state === undefined)
    return { answer: 'unknown', says: `sc.exe ended with ${exitCode} and showed no state` };
  return state === 'stopped'
    ? { answer: 'not-managed', says: 'stopped' }
    : { answer: 'managed', says: state };
}

/** Source: Microsoft Learn, `SERVICE_STATUS`; one that starts or pauses is there too. */
const STATES: Readonly<Record<string, 'stopped' | 'running' | 'starting' | 'paused'>> = {
  '1': 'stopped',
  '2': 'starting',
  '3': 'stopped',
  '4': 'running',
  '5': 'starting',
  '6': 'paused',
  '7': 'paused',
};

/** Labels and words are translated, the numbers are not: the first is that of the type, the second that of the state. */
export function parseServiceState(stdout: Uint8Array) {
  const numbers = Buffer.from(stdout)
    .toString('latin1')
    .split(/\r?\n/)
    .flatMap((line) => /:\s*([0-9a-f]{1,4})\s{2,}[^\s(]/i.exec(line)?.[1] ?? []);
  const state = numbers[1];
  return state !== undefined && Object.hasOwn(STATES, state) ? STATES[state] : undefined;
}

async function remnants(look: Look, answer: ManagerProbe['answer']): Promise<readonly Evidence[]> {
  const key = await lists(look, MICROSOFT, 'CCM');
  if (answer !== 'not-managed' || !key.ok || !key.value) return [];
  return [evidence(CLIENT, 'left behind: a key without a running client')];
}

/** Numbers of the sensor that name somebody else. Source: Microsoft Learn, enrollment status codes of the sensor. */
const SENSOR_WORDS: Readonly<Record<number, string>> = {
  3: 'an MDM agent manages this device',
  4: 'a Configuration Manager client manages this device',
  21: 'an MDM agent manages this device',
  22: 'a Configuration Manager client manages this device',
  43: 'Configuration Manager and settings management both manage this device',
};

async function sensorWord(look: Look): Promise<readonly Evidence[]> {
  const status = await channelStatus(look);
  const word = status.ok && status.value !== undefined ? SENSOR_WORDS[status.value] : undefined;
  return word === undefined ? [] : [evidence(STATUS, `the sensor recorded: ${word}`)];
}

/** Only a client that is there can share the machine; `undefined`: there is none. */
export async function probeCoManagement(
  look: Look,
  client: ManagerProbe,
  intune: ManagerProbe | undefined,
): Promise<ManagerProbe | undefined> {
  if (client.answer !== 'managed') return undefined;
  const say = (answer: ManagerProbe['answer'], says: string) =>
    managerProbe(look, 'co-managed', answer, [evidence(FLAGS, says)]);
  const key = await softwareKey(look, 'CCM');
  if (!key.ok) return say('unknown', describeFault(key.error));
  const flags = queriedNumber(key.value, 'CoManagementFlags');
  if (flags === undefined) return say('not-managed', 'not there: the client does not share this device');
  if (Number.isNaN(flags)) return say('unknown', 'it is no number');
  if ((flags & CO_MANAGEMENT.configured) === 0) return say('not-managed', `it is ${flags}: not configured`);
  const { endpointProtection, deviceConfiguration } = CO_MANAGEMENT;
  const owner =
    (flags & (endpointProtection | deviceConfiguration)) === 0 ? 'Configuration Manager' : 'Intune';
  const says = `it is ${flags}: ${owner} owns endpoint protection`;
  if (intune?.answer === 'managed') {
    const { policySeen } = intune;
    const shared = say('managed', says);
    return policySeen === undefined || owner !== 'Intune' ? shared : { ...shared, policySeen };
  }
  return intune?.answer === 'unknown'
    ? say('unknown', `${says}, and whether it is enrolled is not known`)
    : say('not-managed', `${says}, but the device is not enrolled with Intune`);
}
