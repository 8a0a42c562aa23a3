// Who manages this Windows machine, with the evidence. Reads only.
// Source: the public probes of MDM enrollment, Configuration Manager and Microsoft Defender for Endpoint on Windows.

import type { EpochMs } from '../../src/model/ids.js';
import type { Evidence, OtherManager, Probe } from '../../src/model/probe.js';
import type { Result } from '../../src/model/result.js';
import { describeFault } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { ProbeRound } from '../linux/probe.js';
import { placeScript } from './ask-powershell.js';
import { readTrees } from './registry-access.js';
import type { RegistryKey, RegistryTree } from './registry-value.js';
import { foldPath, numberOf, parentOf, textOf, valueAt } from './registry-value.js';
import type { WindowsPlace } from './windows-programs.js';
import { joinProgram, printable, serviceProgram } from './windows-programs.js';

const ENROLLMENTS = 'HKLM\\SOFTWARE\\Microsoft\\Enrollments';
const CHANNEL = 'HKLM\\SOFTWARE\\Microsoft\\SenseCM';
const LIMITS = { timeoutMs: 30_000, maxOutputBytes: 262_144 } as const;

type ManagerAnswer = Extract<Probe, { asks: 'manager' }>['answer'];

export async function probeWindows(
  host: Host,
  place: WindowsPlace,
  now: EpochMs,
  signal: AbortSignal,
): Promise<ProbeRound> {
  // Exports are written where the script lies; a folder that cannot be made shows in them.
  await placeScript(host, place);
  const trees = await readTrees({ host, place, signal }, [ENROLLMENTS, CHANNEL]);
  const probes: readonly Probe[] = [
    await probeJoin(host, place, signal),
    ...readable(trees.get(ENROLLMENTS), ENROLLMENTS, ['intune', 'other-mdm'], enrollmentProbes),
    ...readable(trees.get(CHANNEL), CHANNEL, ['mde-channel'], channelProbes),
    await probeConfigurationManager(host, place, signal),
  ];
  return { probes, fingerprint: '', askedAt: now };
}

function managerProbe(manager: OtherManager, answer: ManagerAnswer, source: string, says: string): Probe {
  return { asks: 'manager', manager, answer, required: true, evidence: [{ source, says }] };
}

function readable(
  tree: Result<RegistryTree> | undefined,
  source: string,
  managers: readonly OtherManager[],
  probes: (tree: RegistryTree) => readonly Probe[],
): readonly Probe[] {
  if (tree?.ok === true) return probes(tree.value);
  const says = tree === undefined ? 'it was not read' : describeFault(tree.error);
  return managers.map((manager) => managerProbe(manager, 'unknown', source, says));
}

const GUID = /\\\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

/** The vendor's own channel leaves an enrollment too, at another host: that is no MDM. */
function enrollmentProbes(tree: RegistryTree): readonly Probe[] {
  const found = [...tree.values()]
    .filter(({ path }) => GUID.test(path) && foldPath(parentOf(path)) === foldPath(ENROLLMENTS))
    .map((key) => ({ key, ...enrollmentOf(tree, key) }));
  const say = (manager: OtherManager): Probe => {
    const ours = found.filter((one) => one.manager === manager);
    const first = ours.find(({ answer }) => answer === 'managed') ?? ours[0];
    return first === undefined
      ? managerProbe(manager, 'not-managed', ENROLLMENTS, 'no enrollment')
      : managerProbe(manager, first.answer, first.key.path, first.says);
  };
  return [say('intune'), say('other-mdm')];
}

interface Enrollment {
  readonly manager: 'intune' | 'other-mdm' | undefined;
  readonly answer: ManagerAnswer;
  readonly says: string;
}

const NO_MDM: Enrollment = { manager: undefined, answer: 'not-managed', says: 'not an MDM enrollment' };

function enrollmentOf(tree: RegistryTree, { path }: RegistryKey): Enrollment {
  const provider = textAt(tree, path, 'ProviderID');
  const state = valueAt(tree, path, 'EnrollmentState');
  if (provider === undefined || provider === '' || state === undefined || numberOf(state) !== 1)
    return NO_MDM;
  const name = printable(Buffer.from(provider));
  if (provider !== 'MS DM Server')
    return { manager: 'other-mdm', answer: 'managed', says: `enrolled with ${name}` };
  const server = hostOf(textAt(tree, path, 'DiscoveryServiceFullURL'));
  if (server === undefined)
    return { manager: 'intune', answer: 'unknown', says: `enrolled with ${name}, the server is not named` };
  if (isHostOf(server, 'dm.microsoft.com')) return NO_MDM;
  return isHostOf(server, 'manage.microsoft.com')
    ? { manager: 'intune', answer: 'managed', says: `enrolled at ${server}` }
    : { manager: 'intune', answer: 'unknown', says: `enrolled with ${name} at ${server}` };
}

function textAt(tree: RegistryTree, key: string, name: string): string | undefined {
  const value = valueAt(tree, key, name);
  return value === undefined ? undefined : textOf(value);
}

const hostOf = (text: string | undefined): string | undefined =>
  text === undefined || !URL.canParse(text) ? undefined : new URL(text).hostname || undefined;

const isHostOf = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** 1: enrolled through settings management. Source: Microsoft Learn, enrollment status codes of the sensor. */
function channelProbes(tree: RegistryTree): readonly Probe[] {
  const source = `${CHANNEL} EnrollmentStatus`;
  const value = valueAt(tree, CHANNEL, 'EnrollmentStatus');
  if (value === undefined) return [managerProbe('mde-channel', 'not-managed', source, 'not there')];
  const status = numberOf(value);
  if (status === undefined) return [managerProbe('mde-channel', 'unknown', source, 'it is no number')];
  return [managerProbe('mde-channel', status === 1 ? 'managed' : 'not-managed', source, `it is ${status}`)];
}

const NO_SUCH_SERVICE = 1060;

/** What it leaves in the registry outlives it: only its service counts. */
async function probeConfigurationManager(
  host: Host,
  place: WindowsPlace,
  signal: AbortSignal,
): Promise<Probe> {
  const source = 'service CcmExec';
  const done = await host.run(serviceProgram(place), ['query', 'CcmExec'], { ...LIMITS, signal });
  if (!done.ok) return managerProbe('configmgr', 'unknown', source, describeFault(done.error));
  const { exitCode, stdout } = done.value;
  if (exitCode === NO_SUCH_SERVICE) return managerProbe('configmgr', 'not-managed', source, 'not installed');
  // The words are translated, the number of the state is not.
  const state = /:\s*(\d)\s{2}/.exec(Buffer.from(stdout).toString('latin1').split(/\r?\n/)[3] ?? '')?.[1];
  if (exitCode !== 0 || state === undefined)
    return managerProbe('configmgr', 'unknown', source, `sc.exe ended with ${exitCode} and showed no state`);
  const running = state === '4';
  return managerProbe(
    'configmgr',
    running ? 'managed' : 'not-managed',
    source,
    running ? 'running' : 'stopped',
  );
}

async function probeJoin(host: Host, place: WindowsPlace, signal: AbortSignal): Promise<Probe> {
  const source = 'dsregcmd /status';
  const tenant = (answer: Extract<Probe, { asks: 'tenant' }>['answer'], says: string): Probe => {
    const evidence: readonly Evidence[] = [{ source, says }];
    return { asks: 'tenant', answer, evidence };
  };
  const done = await host.run(joinProgram(place), ['/status'], { ...LIMITS, signal });
  // Windows before 10 has no such program, and no such join.
  if (!done.ok && done.error.kind === 'missing') return tenant({ is: 'none' }, 'not there');
  if (!done.ok) return tenant({ is: 'unknown' }, describeFault(done.error));
  const fields = parseJoin(Buffer.from(done.value.stdout).toString('latin1'));
  const joined = fields.get('AzureAdJoined');
  if (done.value.exitCode !== 0 || (joined !== 'YES' && joined !== 'NO'))
    return tenant({ is: 'unknown' }, 'it does not say whether the device is joined');
  if (joined === 'NO') return tenant({ is: 'none' }, 'not joined to a directory');
  const id = fields.get('TenantId') ?? '';
  return /^[0-9a-f-]{36}$/i.test(id)
    ? tenant({ is: 'joined', tenant: id }, `joined to ${id}`)
    : tenant({ is: 'unknown' }, 'joined, and the tenant is not named');
}

/** Fields stand as `name : value`; the first of a name counts. */
export function parseJoin(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = /^\s*([A-Za-z][A-Za-z ]*?) : (.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !fields.has(name)) fields.set(name, value.trim());
  }
  return fields;
}
