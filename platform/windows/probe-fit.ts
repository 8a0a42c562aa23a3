// Special cases of machines: what this Windows is, and what stands on it. Reads only; whether a case is managed is the
// decision table's word.

import type { Result } from '../../src/model/result.js';
import { describeFault, ok } from '../../src/model/result.js';
import type { JoinStatus } from './parse-dsregcmd.js';
import { joinField } from './parse-dsregcmd.js';
import type { FitProbe, Look } from './probe-look.js';
import { fitProbe, lists, MICROSOFT, SERVICES } from './probe-look.js';
import { buildOf } from './probe-required.js';
import { queriedNumber, queriedText } from './query-registry.js';
import type { FloorVerdict } from './windows-floors.js';
import { judgeVersion } from './windows-floors.js';
import { powershellProgram, printable, systemFile } from './windows-programs.js';

const VERSION = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const ROLE = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions ProductType';
const ENVIRONMENT = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';
export const SENSOR = `${MICROSOFT}\\Windows Advanced Threat Protection\\Status`;

export async function probeFit(
  look: Look,
  join: Promise<Result<JoinStatus | undefined>>,
): Promise<readonly FitProbe[]> {
  const groups = await Promise.all([
    probeEnvironment(look),
    probeVersion(look),
    probeCore(look),
    [probeRole(look)],
    probePowershell(look),
    join.then((status) => [probeVirtualDesktop(status)]),
    probeHints(look),
    probeSessions(look),
    probeDefender(look),
    probeSensor(look),
  ]);
  return groups.flat();
}

/** Of the system as a whole: our own process may be a 32-bit one on a 64-bit Windows. */
async function probeEnvironment(look: Look): Promise<readonly FitProbe[]> {
  const key = await look.query(ENVIRONMENT);
  const processor = `${ENVIRONMENT} PROCESSOR_ARCHITECTURE`;
  const lockdown = `${ENVIRONMENT} __PSLockdownPolicy`;
  const architecture = key.ok ? queriedText(key.value, 'PROCESSOR_ARCHITECTURE') : undefined;
  // Every Windows names it there: where it is not, the environment was not read.
  if (!key.ok || architecture === undefined) {
    const says = key.ok ? 'the environment names no processor' : describeFault(key.error);
    return [
      fitProbe('32-bit', 'unknown', processor, says),
      fitProbe('constrained-language', 'unknown', lockdown, says),
    ];
  }
  const policy = queriedText(key.value, '__PSLockdownPolicy');
  const forced = policy?.trim() === '4';
  return [
    fitProbe('32-bit', /^x86$/i.test(architecture) ? 'yes' : 'no', processor, `it is ${shown(architecture)}`),
    // Application control forces it without a trace here: the pass, which asks PowerShell, says so then.
    fitProbe(
      'constrained-language',
      forced ? 'yes' : 'no',
      lockdown,
      policy === undefined ? 'not there: nothing forces it here' : `it is ${shown(policy)}`,
    ),
  ];
}

/** Anybody with the rights may write there whatever he likes. */
const shown = (text: string): string => printable(Buffer.from(text)).slice(0, 32);

type Answer = FitProbe['answer'];

const NOT_SUPPORTED: Readonly<Record<FloorVerdict['is'], Answer>> = {
  supported: 'no',
  'below-2025': 'no',
  'below-all': 'yes',
  'revision-unknown': 'no',
  unknown: 'unknown',
};
const BELOW_FLOOR: Readonly<Record<FloorVerdict['is'], Answer>> = {
  supported: 'no',
  'below-2025': 'yes',
  'below-all': 'no',
  'revision-unknown': 'unknown',
  unknown: 'unknown',
};

function probeVersion({ facts }: Look): readonly FitProbe[] {
  const { is, says } = judgeVersion(facts);
  return [
    fitProbe('os-not-supported', NOT_SUPPORTED[is], VERSION, says),
    fitProbe('os-below-floor', BELOW_FLOOR[is], VERSION, says),
  ];
}

const SERVER_2019 = 17_763;

async function probeCore(look: Look): Promise<readonly FitProbe[]> {
  const { installation, version } = look.facts;
  const source = `${VERSION} InstallationType`;
  const build = buildOf(version);
  const isCore = installation === undefined ? undefined : installation === 'Server Core';
  const cases = [
    ['server-core-before-2019', build !== undefined && build < SERVER_2019],
    ['server-core-2019', build === SERVER_2019],
    ['server-core', build !== undefined && build > SERVER_2019],
  ] as const;
  const unsure = isCore === undefined || (isCore && build === undefined);
  const says = installation === undefined ? 'not there' : `it is ${installation}`;
  const beside = isCore === true && build === SERVER_2019 ? await compatibilitySign(look) : '';
  return cases.map(([name, fits]) =>
    fitProbe(name, unsure ? 'unknown' : isCore && fits ? 'yes' : 'no', source, `${says}${beside}`),
  );
}

/** Server Core has no management console of its own: App Compatibility brings it. */
async function compatibilitySign({ host, place }: Look): Promise<string> {
  const found = await host.stat(systemFile(place, 'mmc.exe'));
  if (!found.ok) return '';
  return found.value === undefined
    ? '; without the App Compatibility feature'
    : '; the App Compatibility feature is there';
}

function probeRole({ facts }: Look): FitProbe {
  const { role } = facts;
  if (role === undefined) return fitProbe('domain-controller', 'unknown', ROLE, 'it could not be read');
  return fitProbe('domain-controller', role === 'domain-controller' ? 'yes' : 'no', ROLE, `it says ${role}`);
}

async function probePowershell({ host, place }: Look): Promise<readonly FitProbe[]> {
  const program = powershellProgram(place);
  const there = await host.stat(program);
  if (!there.ok) return [fitProbe('powershell-missing', 'unknown', program, describeFault(there.error))];
  const missing = there.value?.type !== 'file';
  return [fitProbe('powershell-missing', missing ? 'yes' : 'no', program, missing ? 'not there' : 'there')];
}

/** Only a joined machine says it, and only on newer systems: no word is no sign. */
export function probeVirtualDesktop(status: Result<JoinStatus | undefined>): FitProbe {
  const say = (answer: Answer, says: string) =>
    fitProbe('vdi-non-persistent', answer, 'dsregcmd /status, Virtual Desktop', says);
  if (!status.ok) return say('unknown', describeFault(status.error));
  const desktop = status.value === undefined ? undefined : joinField(status.value, 'Virtual Desktop');
  if (status.value === undefined || desktop === undefined) return say('no', 'nothing is said of it');
  if (/^NOT SET$/i.test(desktop)) return say('no', 'not set');
  const type = joinField(status.value, 'Type') ?? '';
  if (!/^YES$/i.test(desktop) || type === '') return say('unknown', 'it says neither yes nor of which type');
  if (/^non[- ]?persistent/i.test(type)) return say('yes', 'a non-persistent virtual desktop');
  return /^persistent/i.test(type)
    ? say('no', 'a persistent virtual desktop')
    : say('unknown', 'a virtual desktop of a type that is not known');
}

/** Agents of virtual desktops, by the names of their services. None proves that a desktop does not last. */
const HINTS: readonly (readonly [service: string, product: string])[] = [
  ['bnistack', 'Citrix Provisioning'],
  ['BrokerAgent', 'Citrix Virtual Delivery Agent'],
  ['WSNM', 'Horizon Agent'],
];

async function probeHints(look: Look): Promise<readonly FitProbe[]> {
  const asked = await Promise.all(HINTS.map(([name]) => lists(look, SERVICES, name)));
  const say = (answer: Answer, says: string) => [fitProbe('vdi-hints', answer, SERVICES, says)];
  const failed = asked.find((answer) => !answer.ok);
  if (failed?.ok === false) return say('unknown', describeFault(failed.error));
  const found = HINTS.filter((_, at) => asked[at]?.ok === true && asked[at].value);
  const hints = found.map(([name, product]) => `${product} (service ${name})`).join(', ');
  return found.length > 0 ? say('yes', hints) : say('no', 'no agent of a virtual desktop');
}

const AVD = `${MICROSOFT}\\RDInfraAgent`;

async function probeSessions(look: Look): Promise<readonly FitProbe[]> {
  const { edition } = look.facts;
  const say = (answer: Answer, source: string, says: string) => [
    fitProbe('multi-session', answer, source, says),
  ];
  if (edition === 'ServerRdsh')
    return say('yes', `${VERSION} EditionID`, 'it is ServerRdsh: several users at once');
  const agent = await lists(look, MICROSOFT, 'RDInfraAgent');
  if (!agent.ok) return say('unknown', AVD, describeFault(agent.error));
  if (agent.value) return say('yes', AVD, 'there: the agent of Azure Virtual Desktop');
  return edition === undefined
    ? say('unknown', `${VERSION} EditionID`, 'it could not be read')
    : say('no', AVD, 'not there');
}

async function probeDefender(look: Look): Promise<readonly FitProbe[]> {
  const source = 'service WinDefend';
  const there = await lists(look, SERVICES, 'WinDefend');
  if (!there.ok) return [fitProbe('defender-missing', 'unknown', source, describeFault(there.error))];
  const [answer, says] = there.value ? (['no', 'installed'] as const) : (['yes', 'not installed'] as const);
  return [fitProbe('defender-missing', answer, source, says)];
}

async function probeSensor(look: Look): Promise<readonly FitProbe[]> {
  const say = (answer: Answer, says: string) => [
    fitProbe('sensor-not-onboarded', answer, `${SENSOR} OnboardingState`, says),
  ];
  const there = await lists(look, MICROSOFT, 'Windows Advanced Threat Protection');
  if (!there.ok) return say('unknown', describeFault(there.error));
  const key = there.value ? await look.query(SENSOR) : ok(undefined);
  if (!key.ok) return say('unknown', describeFault(key.error));
  const state = queriedNumber(key.value, 'OnboardingState');
  if (state === undefined) return say('yes', 'not there');
  return Number.isNaN(state)
    ? say('unknown', 'it is no number')
    : say(state === 1 ? 'no' : 'yes', `it is ${state}`);
}
