// The os-release of every listed distribution, and of some that are not: read by the real parsers, then judged.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeDistribution } from '../../../platform/linux/distributions.js';
import { DISTRIBUTIONS } from '../../../platform/linux/distributions-table.js';
import { probeLinux } from '../../../platform/linux/probe.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { epochMs } from '../../../src/model/ids.js';
import { fitOf } from '../../support/probe-answers.js';

const FOLDER = new URL('os-release/', import.meta.url);
const recorded = (name: string): string => readFileSync(new URL(`${name}.txt`, FOLDER), 'utf8');
const { signal } = new AbortController();

const MACHINES = [
  ['rhel-7.1', 'below-floor'],
  ['rhel-7.9', 'listed'],
  ['rhel-8.10', 'listed'],
  ['rhel-9.4', 'listed'],
  ['rhel-10.0', 'listed'],
  ['centos-8', 'listed'],
  ['centos-stream-9', 'listed'],
  ['centos-stream-10', 'listed'],
  ['ubuntu-14.04', 'below-floor'],
  ['ubuntu-16.04', 'listed'],
  ['ubuntu-18.04', 'listed'],
  ['ubuntu-20.04', 'listed'],
  ['ubuntu-22.04', 'listed'],
  ['ubuntu-23.10', 'not-listed'],
  ['ubuntu-24.04', 'listed'],
  ['debian-8', 'below-floor'],
  ['debian-9', 'listed'],
  ['debian-12', 'listed'],
  ['debian-13', 'listed'],
  ['debian-testing', 'unknown'],
  ['sles-12.5', 'listed'],
  ['sles-15.6', 'listed'],
  ['sles-11.4', 'below-floor'],
  ['sles-16.0', 'not-listed'],
  ['opensuse-leap', 'not-listed'],
  ['ol-7.9', 'listed'],
  ['ol-8.9', 'listed'],
  ['ol-9.5', 'listed'],
  ['ol-7.1', 'below-floor'],
  ['amzn-2018.03', 'not-listed'],
  ['amzn-2', 'listed'],
  ['amzn-2023', 'listed'],
  ['fedora-32', 'below-floor'],
  ['fedora-42', 'listed'],
  ['fedora-43', 'not-listed'],
  ['rocky-8.6', 'below-floor'],
  ['rocky-8.10', 'listed'],
  ['rocky-9.1', 'below-floor'],
  ['rocky-9.4', 'listed'],
  ['almalinux-8.4', 'listed'],
  ['almalinux-9.4', 'listed'],
  ['almalinux-10', 'not-listed'],
  ['mariner-2.0', 'listed'],
  ['azurelinux-3', 'not-listed'],
  ['linuxmint', 'not-listed'],
  ['arch', 'not-listed'],
  ['nonsense', 'unknown'],
] as const;

const survey = async (osRelease: string, redHat?: string, arch = 'x64') => {
  const machine = createSimulatedLinux();
  machine.setFile('/etc/os-release', osRelease);
  if (redHat !== undefined) machine.setFile('/etc/redhat-release', redHat);
  const host = { ...machine, facts: async () => ({ ...(await machine.facts()), arch }) };
  const round = await probeLinux(host, undefined, epochMs(3_600_000_000_000), signal);
  const found = round.probes.find((one) => one.asks === 'fit' && one.case === 'distribution-not-listed');
  const [evidence] = found?.evidence ?? [];
  return {
    answer: fitOf(round, 'distribution-not-listed'),
    tooOld: /is older than/.test(evidence?.says ?? ''),
  };
};

/** A release older than its list begins is not listed either, and its evidence says why. */
const ANSWERS = {
  listed: { answer: 'no', tooOld: false },
  'not-listed': { answer: 'yes', tooOld: false },
  'below-floor': { answer: 'yes', tooOld: true },
  unknown: { answer: 'unknown', tooOld: false },
} as const;

test.each(MACHINES)('%s is %s', async (name, expected) => {
  expect(await survey(recorded(name))).toEqual(ANSWERS[expected]);
});

test('each recorded file and each distribution of the table has its line', () => {
  const names: readonly string[] = MACHINES.map(([name]) => name);
  expect(readdirSync(FOLDER).map((file) => file.replace(/\.txt$/, ''))).toEqual(names.toSorted());
  const ids = names.map((name) => name.split('-')[0]);
  expect(Object.keys(DISTRIBUTIONS).filter((id) => !ids.includes(id))).toEqual([]);
});

describe('CentOS 7, which names only its major release', () => {
  const CENTOS_7 = 'NAME="CentOS Linux"\nVERSION="7 (Core)"\nID="centos"\nVERSION_ID="7"\n';

  test.each([
    ['CentOS Linux release 7.9.2009 (Core)\n', 'listed'],
    ['CentOS Linux release 7.1.1503 (Core)\n', 'below-floor'],
    ['something else\n', 'unknown'],
    [undefined, 'unknown'],
  ] as const)('with the release file %j is %s', async (file, expected) => {
    expect(await survey(CENTOS_7, file)).toEqual(ANSWERS[expected]);
  });
});

describe('on ARM64, whose list is its own,', () => {
  test.each([
    ['rhel-7.9', 'below-floor'],
    ['rhel-8.10', 'listed'],
    ['centos-stream-9', 'listed'],
    ['ubuntu-18.04', 'below-floor'],
    ['ubuntu-20.04', 'listed'],
    ['debian-12', 'listed'],
    ['debian-13', 'not-listed'],
    ['sles-15.6', 'listed'],
    ['sles-12.5', 'below-floor'],
    ['ol-9.5', 'listed'],
    ['amzn-2', 'listed'],
    ['fedora-42', 'not-listed'],
    ['rocky-9.4', 'not-listed'],
  ] as const)('%s is %s', async (name, expected) => {
    expect(await survey(recorded(name), undefined, 'arm64')).toEqual(ANSWERS[expected]);
  });

  test('and no other architecture has one', async () => {
    expect(await survey(recorded('rhel-9.4'), undefined, 's390x')).toEqual(ANSWERS['not-listed']);
  });
});

test('what the list of 2023 said is told too', () => {
  const says = (distribution: string, version: string) =>
    judgeDistribution({ distribution, version, arch: 'x64' }).says;
  expect(says('rocky', '9.4')).toBe('Rocky Linux 9.4 is listed; not in the list of 2023');
  expect(says('ubuntu', '22.04')).toBe('Ubuntu 22.04 is listed; in the list of 2023 too');
  expect(says('fedora', '43')).toBe('Fedora 43 is in no list of x64 of 2026; in the list of 2023 too');
});
