// Outputs of dsregcmd, sc.exe and reg.exe of many versions and languages, each read by the real parsers and probes. The
// layouts are those of documentation and public reports, names and ids are invented; the translated labels are too.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../platform/host.js';
import { createSimulatedWindows } from '../../../platform/simulated/windows-machine.js';
import { readWindowsFacts } from '../../../platform/windows/facts.js';
import { joinField, parseJoinStatus } from '../../../platform/windows/parse-dsregcmd.js';
import { parseServiceState } from '../../../platform/windows/probe-configmgr.js';
import { probeVirtualDesktop } from '../../../platform/windows/probe-fit.js';
import { judgeJoin } from '../../../platform/windows/probe-join.js';
import { parseQueried, queriedNumber, queriedText } from '../../../platform/windows/query-registry.js';
import { ok } from '../../../src/model/result.js';
import { managerOf, probesNow, told } from '../../support/windows-probes.js';

const recorded = (name: string): Buffer => readFileSync(new URL(`recorded/${name}`, import.meta.url));

const TENANT = '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5';
const DEVICE = '5f0d2c11-77ab-4e0e-9d3a-0c1b2a394857';

describe('dsregcmd /status', () => {
  const statusOf = (name: string) => parseJoinStatus(recorded(name).toString('latin1'));
  const joined = { is: 'joined', tenant: TENANT, device: DEVICE } as const;

  test.each<readonly [string, object, string]>([
    ['dsregcmd-14393-hybrid.txt', { ...joined, trust: 'ServerAd' }, `joined (hybrid) to ${TENANT}`],
    ['dsregcmd-17763-workgroup.txt', { is: 'none' }, 'not joined to a directory'],
    ['dsregcmd-17763-domain.txt', { is: 'none' }, 'not joined to a directory; member of a domain'],
    ['dsregcmd-17763-on-premises.txt', { is: 'none' }, 'not joined to a directory; registered on premises'],
    ['dsregcmd-19045-registered.txt', { is: 'none' }, 'not joined to a directory; registered by a user only'],
    ['dsregcmd-19045-joined-german.txt', { ...joined, trust: 'AzureAd' }, `joined to ${TENANT}`],
    [
      'dsregcmd-19045-deleted-japanese.txt',
      { is: 'joined', tenant: TENANT, trust: 'ServerAd' },
      `joined (hybrid) to ${TENANT}; the directory has disabled or deleted the device`,
    ],
    ['dsregcmd-22631-offline-french.txt', { ...joined, trust: 'ServerAd' }, `joined (hybrid) to ${TENANT}`],
    ['dsregcmd-26100-joined.txt', { ...joined, trust: 'AzureAd' }, `joined to ${TENANT}`],
    ['dsregcmd-26100-truncated.txt', { is: 'unknown' }, 'joined, and the tenant is not named'],
  ])('%s', (name, answer, says) => {
    const probe = judgeJoin(statusOf(name));
    expect(probe.answer).toEqual(answer);
    expect(probe.evidence[0]?.says).toBe(says);
  });

  test.each<readonly [string, 'yes' | 'no' | 'unknown']>([
    ['dsregcmd-14393-hybrid.txt', 'no'],
    ['dsregcmd-19045-joined-german.txt', 'no'],
    ['dsregcmd-26100-joined.txt', 'no'],
    ['dsregcmd-22631-non-persistent.txt', 'yes'],
    ['dsregcmd-22631-invalid-desktop.txt', 'unknown'],
  ])('%s: a desktop that does not last? %s', (name, answer) => {
    expect(probeVirtualDesktop(ok(statusOf(name))).answer).toBe(answer);
  });

  test('keeps each section apart: a work account of a user is not the device', () => {
    const status = statusOf('dsregcmd-19045-registered.txt');
    expect([...status.keys()]).toEqual(['Device State', 'User State', 'SSO State', 'Work Account 1']);
    expect(status.get('Work Account 1')?.get('WorkplaceTenantId')).toMatch(/^99999999-/);
    expect(joinField(status, 'WorkplaceTenantId')).toBeUndefined();
  });

  test('shows empty values as not there, and times with colons whole', () => {
    const status = statusOf('dsregcmd-26100-joined.txt');
    expect(joinField(status, 'MdmTouUrl')).toBeUndefined();
    expect(joinField(status, 'DeviceCertificateValidity')).toBe(
      '[ 2025-02-03 08:15:00.000 UTC -- 2035-02-03 08:45:00.000 UTC ]',
    );
  });

  test('cut anywhere is never taken for another tenant or device', () => {
    const whole = recorded('dsregcmd-26100-joined.txt').toString('latin1');
    for (let length = 0; length <= whole.length; length += 1) {
      const { answer } = judgeJoin(parseJoinStatus(whole.slice(0, length)));
      if (answer.is !== 'joined') expect(answer).toEqual({ is: 'unknown' });
      else expect({ device: DEVICE, ...answer }).toMatchObject(joined);
    }
  });
});

describe('sc query', () => {
  test.each<readonly [string, string | undefined]>([
    ['sc-english-running.txt', 'running'],
    ['sc-english-stopped.txt', 'stopped'],
    ['sc-english-starting.txt', 'starting'],
    ['sc-english-truncated.txt', undefined],
    ['sc-german-running.txt', 'running'],
    ['sc-german-none.txt', undefined],
    ['sc-german-denied.txt', undefined],
    ['sc-french-running.txt', 'running'],
    ['sc-spanish-stopped.txt', 'stopped'],
    ['sc-japanese-running.txt', 'running'],
  ])('%s is %s', (name, state) => {
    expect(parseServiceState(recorded(name))).toBe(state);
  });
});

describe('reg query', () => {
  const NT = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

  test.each<readonly [string, object]>([
    [
      'reg-version-20348.txt',
      {
        version: '10.0.20348.3807',
        prettyName: 'Windows Server 2022 Standard',
        installation: 'Server Core',
        edition: 'ServerStandard',
      },
    ],
    [
      'reg-version-9600-german.txt',
      { version: '6.3.9600.18971', prettyName: 'Windows Server 2012 R2 Standard', installation: 'Server' },
    ],
  ])('%s names its version', async (name, facts) => {
    const host: Pick<Host, 'run'> = {
      run: async (_, args) => {
        const asked = args[1] === NT;
        const stdout = asked ? recorded(name) : Buffer.from('');
        return ok({ exitCode: asked ? 0 : 1, stdout, stderr: Buffer.from('') });
      },
    };
    expect(await readWindowsFacts(host)).toMatchObject(facts);
  });

  test('lists keys below a key, and not the key itself', () => {
    expect([...(parseQueried(recorded('reg-version-20348.txt'), NT)?.children ?? [])]).toEqual([
      'accessibility',
      'adaptivedisplaybrightness',
      'winlogon',
    ]);
  });

  test('with tabs between name, type and data, as old systems print, is read too', () => {
    const key = parseQueried(
      recorded('reg-environment-tabs.txt'),
      'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment',
    );
    expect(queriedText(key, '__pslockdownpolicy')).toBe('4');
    expect(queriedText(key, 'PROCESSOR_ARCHITECTURE')).toBe('x86');
    expect(queriedText(key, 'Two lines')).toBe('one');
    expect(queriedNumber(key, '__PSLockdownPolicy')).toBeNaN();
  });
});

describe('reg export of enrollments', () => {
  const EXPORTS: Readonly<Record<string, string>> = {
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments': 'enrollments',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Provisioning\\OMADM\\Accounts': 'accounts',
  };

  /** A machine whose reg.exe gives recorded files for what is recorded. */
  async function probesWith(files: { readonly enrollments: string; readonly accounts: string }) {
    const machine = createSimulatedWindows({ preset: 'windows-11' });
    const run: Host['run'] = async (program, args, options) => {
      const part = args[0] === 'export' ? EXPORTS[args[1] ?? ''] : undefined;
      if (part !== 'enrollments' && part !== 'accounts') return machine.run(program, args, options);
      await machine.writeAtomic(args[2] ?? '', recorded(files[part]), 'keep');
      return ok({ exitCode: 0, stdout: Buffer.from(''), stderr: Buffer.from('') });
    };
    return probesNow({ ...machine, run });
  }

  test.each<readonly [string, string, string, readonly [string, string], string]>([
    [
      'of Intune, with an account',
      'enrollments-intune.reg',
      'accounts.reg',
      ['managed', 'not-managed'],
      'enrolled at enrollment.manage.microsoft.com; its account is there, last session ended with 0x0',
    ],
    [
      'of Intune, without one',
      'enrollments-intune.reg',
      'accounts-none.reg',
      ['not-managed', 'not-managed'],
      'left behind: enrolled at enrollment.manage.microsoft.com, and has no account',
    ],
    [
      "of the vendor's channel",
      'enrollments-channel.reg',
      'accounts.reg',
      ['not-managed', 'not-managed'],
      'left by settings management of the vendor, at discovery.dm.microsoft.com: not an MDM enrollment',
    ],
    [
      'of another MDM, by a hostile name, with a failing last session',
      'enrollments-other.reg',
      'accounts.reg',
      ['not-managed', 'managed'],
      'enrolled with Orchard "MDM"; $(x); its account is there, last session ended with 0x80072efd',
    ],
    [
      'of nobody: what Windows keeps there by itself',
      'enrollments-none.reg',
      'accounts.reg',
      ['not-managed', 'not-managed'],
      'names no provider: not an MDM enrollment',
    ],
  ])('%s', async (_, enrollments, accounts, answers, says) => {
    const probes = await probesWith({ enrollments, accounts });
    const both = (['intune', 'other-mdm'] as const).map((name) => managerOf(probes, name));
    expect(both.map((probe) => probe?.answer)).toEqual(answers);
    expect(both.map(told).join('\n')).toContain(says);
  });
});

describe('a machine in another language', () => {
  test.each<readonly [string, string, number, string]>([
    ['a German client that runs', 'sc-german-running.txt', 0, 'managed'],
    ['a German answer that there is none', 'sc-german-none.txt', 1060, 'not-managed'],
    ['a German answer that access is denied', 'sc-german-denied.txt', 5, 'unknown'],
    ['a French client that runs', 'sc-french-running.txt', 0, 'managed'],
    ['a Spanish client that is stopped', 'sc-spanish-stopped.txt', 0, 'not-managed'],
    ['a Japanese client that runs', 'sc-japanese-running.txt', 0, 'managed'],
    ['half an answer', 'sc-english-truncated.txt', 0, 'unknown'],
  ])('%s', async (_, file, exitCode, answer) => {
    const machine = createSimulatedWindows();
    machine.installConfigMgr();
    const run: Host['run'] = async (program, args, options) =>
      program.endsWith('sc.exe')
        ? ok({ exitCode, stdout: recorded(file), stderr: Buffer.from('') })
        : machine.run(program, args, options);
    expect(managerOf(await probesNow({ ...machine, run }), 'configmgr')?.answer).toBe(answer);
  });
});
