// Special cases of Linux machines that the vendor's texts name: kind of machine, distribution, kernel, virtual desktop.
// File reads only. What is done about each is the decision table's word.

import type { Evidence, FitCase, Probe } from '../../src/model/probe.js';
import { describeFault } from '../../src/model/result.js';
import type { Host, HostFacts } from '../host.js';
import { printable } from './agent-word.js';
import { judgeDistribution } from './distributions.js';
import { look } from './probe-round.js';
import { isOlder } from './version.js';

export type FitProbe = Extract<Probe, { asks: 'fit' }>;

export const fitProbe = (
  name: FitCase,
  answer: FitProbe['answer'],
  ...evidence: readonly Evidence[]
): FitProbe => ({ asks: 'fit', case: name, answer, evidence });

export async function probeFit(host: Host, facts: HostFacts): Promise<readonly FitProbe[]> {
  return [
    probeContainer(facts),
    probeArchitecture(facts),
    await probeDistribution(host, facts),
    probeKernel(facts),
    await probeSystemd(host, facts),
    await probeDesktop(host, facts),
  ];
}

/** Process 1 of a machine or of a system container. An application container runs the application there. */
const INITS: readonly string[] = [
  'systemd',
  'init',
  'openrc-init',
  'runit',
  'runit-init',
  's6-svscan',
  'dinit',
];

function probeContainer({ container, init }: HostFacts): FitProbe {
  const inApplication = container !== undefined && (init === undefined || !INITS.includes(init));
  return fitProbe(
    'application-container',
    inApplication ? 'yes' : 'no',
    { source: '/proc/1/comm', says: init ?? 'not readable' },
    { source: 'container', says: container ?? 'none' },
  );
}

/** In the words of Node. */
const NARROW: readonly string[] = ['ia32', 'arm', 'mips', 'mipsel', 'ppc'];

const probeArchitecture = ({ arch }: HostFacts): FitProbe =>
  fitProbe('32-bit', NARROW.includes(arch) ? 'yes' : 'no', { source: 'architecture', says: arch });

/** One case for what is in no list and for a release older than its list begins: the engine decides in both. */
async function probeDistribution(host: Host, facts: HostFacts): Promise<FitProbe> {
  const version = await releaseOf(host, facts);
  const { is, says } = judgeDistribution({ ...facts, version });
  const answer = is === 'unknown' ? 'unknown' : is === 'listed' ? 'no' : 'yes';
  return fitProbe('distribution-not-listed', answer, {
    source: '/etc/os-release',
    says: printable(says),
  });
}

const RED_HAT_RELEASE = '/etc/redhat-release';

/** CentOS names only its major release in os-release; the floor is a minor one. */
async function releaseOf(host: Host, { distribution, version }: HostFacts): Promise<string | undefined> {
  if (distribution !== 'centos' || version !== '7') return version;
  const file = await host.read(RED_HAT_RELEASE, { maxBytes: 4096, follow: true });
  const text = file.ok && file.value !== undefined ? Buffer.from(file.value.bytes).toString('utf8') : '';
  return / release (7\.\d{1,2})/.exec(text)?.[1] ?? undefined;
}

/** Source: Microsoft Learn, "Prerequisites for Microsoft Defender for Endpoint on Linux": 3.10.0-327. */
const KERNEL_FLOOR = [3, 10, 0, 327] as const;

function probeKernel({ kernel }: HostFacts): FitProbe {
  const source = '/proc/sys/kernel/osrelease';
  const parts = kernel === undefined ? undefined : parseKernel(kernel);
  const answer = parts === undefined ? 'unknown' : isOlder(parts, KERNEL_FLOOR) ? 'yes' : 'no';
  return fitProbe('kernel-below-floor', answer, { source, says: printable(kernel ?? 'not readable') });
}

/** Three numbers and a build after a dash, before the words of the distribution. */
export function parseKernel(release: string): readonly number[] | undefined {
  const found = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,6}))?(?:-(\d{1,6}))?(?![\d])/.exec(release);
  return found?.slice(1).map((part) => Number(part ?? 0));
}

/** Source: sd_booted(3): this folder is there exactly when systemd runs the machine. */
async function probeSystemd(host: Host, { init }: HostFacts): Promise<FitProbe> {
  const { is, evidence } = await look(host, '/run/systemd/system');
  const answer = is === 'there' || init === 'systemd' ? 'no' : is === 'absent' ? 'yes' : 'unknown';
  return fitProbe('no-systemd', answer, evidence, { source: '/proc/1/comm', says: init ?? 'not readable' });
}

/** Source: install paths of Citrix' and Omnissa's agents for Linux. */
const DESKTOP_AGENTS = [
  '/opt/Citrix/VDA',
  '/usr/lib/vmware/viewagent',
  '/etc/vmware/viewagent-config.txt',
] as const;
const MOUNTS = '/proc/self/mounts';

/**
 * Signs of a virtual desktop or of a disk that is thrown away. None of them is sure: that a device does not last is for
 * its operator to say. The root of a container is an overlay as a matter of course.
 */
async function probeDesktop(host: Host, facts: HostFacts): Promise<FitProbe> {
  const looks = await Promise.all(DESKTOP_AGENTS.map((path) => look(host, path)));
  const hints: Evidence[] = looks.filter(({ is }) => is === 'there').map(({ evidence }) => evidence);
  const root = await rootType(host);
  if (facts.container === undefined && root.throwaway) hints.push(root.evidence);
  if (facts.machineId === undefined || facts.machineId === 'uninitialized')
    hints.push({ source: '/etc/machine-id', says: facts.machineId ?? 'empty or not there' });
  if (hints.length > 0) return fitProbe('vdi-hints', 'yes', ...hints);
  const blind = looks.find(({ is }) => is === 'unreadable')?.evidence;
  return blind === undefined
    ? fitProbe('vdi-hints', 'no', root.evidence)
    : fitProbe('vdi-hints', 'unknown', blind);
}

const THROWAWAY: readonly string[] = ['overlay', 'tmpfs', 'ramfs', 'aufs', 'squashfs'];

/** The last mount on `/` is the one that is seen. Source: proc(5), fstab(5). */
async function rootType(host: Host): Promise<{ readonly throwaway: boolean; readonly evidence: Evidence }> {
  const file = await host.read(MOUNTS, { maxBytes: 1_048_576 });
  if (!file.ok) return { throwaway: false, evidence: { source: MOUNTS, says: describeFault(file.error) } };
  const lines = Buffer.from(file.value?.bytes ?? [])
    .toString('utf8')
    .split('\n');
  const root = lines.map((line) => line.split(' ')).findLast(([, place]) => place === '/');
  const type = root?.[2];
  const says =
    type === undefined ? 'no root file system is named' : `the root file system is ${printable(type)}`;
  return { throwaway: type !== undefined && THROWAWAY.includes(type), evidence: { source: MOUNTS, says } };
}
