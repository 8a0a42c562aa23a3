// How a Windows machine is joined: every row of the join table, on each generation of systems.
import { describe, expect, test } from 'vitest';
import { textValue } from '../../../../platform/simulated/registry-value.js';
import type { WindowsPreset } from '../../../../platform/simulated/windows-editions-table.js';
import { parseJoinStatus } from '../../../../platform/windows/parse-dsregcmd.js';
import { judgeJoin } from '../../../../platform/windows/probe-join.js';
import { surveyVerdict } from '../../../../src/enroll/survey.js';
import { tenantId } from '../../../../src/model/ids.js';
import type { Probe } from '../../../../src/model/probe.js';
import type { Change } from '../../../support/windows-probes.js';
import { probesOf } from '../../../support/windows-probes.js';

const TENANT = '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5';
const DEVICE = '5f0d2c11-77ab-4e0e-9d3a-0c1b2a394857';
const JOIN_INFO = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo';

type TenantProbe = Extract<Probe, { asks: 'tenant' }>;

async function joinOf(change: Change, preset: WindowsPreset = 'server-2022'): Promise<TenantProbe> {
  const found = (await probesOf(change, preset)).find((probe) => probe.asks === 'tenant');
  if (found?.asks !== 'tenant') throw new Error('nothing was asked of the join');
  return found;
}

describe('a machine', () => {
  test.each<WindowsPreset>(['server-2016', 'server-2019', 'server-2022', 'windows-10', 'windows-11'])(
    'of %s in a workgroup, in a domain, joined, hybrid: each its own answer',
    async (preset) => {
      const joined = { is: 'joined', tenant: TENANT, device: DEVICE } as const;
      const cloud = { tenant: TENANT, device: DEVICE };
      expect((await joinOf(() => undefined, preset)).answer).toEqual({ is: 'none' });
      const member = await joinOf((machine) => machine.joinDomain('orchard.example'), preset);
      expect(member.answer).toEqual({ is: 'none' });
      expect(member.evidence[0]?.says).toBe('not joined to a directory; member of a domain');
      expect((await joinOf((machine) => machine.join(cloud), preset)).answer).toEqual({
        ...joined,
        trust: 'AzureAd',
      });
      const hybrid = await joinOf((machine) => machine.join({ ...cloud, domain: 'orchard.example' }), preset);
      expect(hybrid.answer).toEqual({ ...joined, trust: 'ServerAd' });
      expect(hybrid.evidence[0]?.says).toBe(`joined (hybrid) to ${TENANT}`);
    },
  );

  test('that leaves its directory is joined no more', async () => {
    const left = await joinOf((machine) => {
      machine.join({ tenant: TENANT, device: DEVICE });
      machine.join(undefined);
    });
    expect(left.answer).toEqual({ is: 'none' });
  });

  test('of another tenant is a mismatch, of ours is free', async () => {
    const probes = await probesOf(
      (machine) => machine.join({ tenant: TENANT, device: DEVICE }),
      'server-2022',
    );
    expect(
      surveyVerdict(probes, { tenant: tenantId('00000000-0000-4000-8000-000000000001') }).verdict,
    ).toEqual({
      fit: 'tenant-mismatch',
      other: TENANT,
    });
    expect(surveyVerdict(probes, { tenant: tenantId(TENANT) }).verdict).toEqual({ fit: 'free' });
  });

  test('that its directory disabled or deleted has no id to reuse', async () => {
    const auth = 'FAILED. Device is either disabled or deleted';
    const { answer, evidence } = await joinOf((machine) =>
      machine.join({ tenant: TENANT, device: DEVICE, auth }),
    );
    expect(answer).toEqual({ is: 'joined', tenant: TENANT, trust: 'AzureAd' });
    expect(evidence[0]?.says).toContain('the directory has disabled or deleted the device');
  });

  test('that could not reach its directory keeps its id', async () => {
    const auth = 'FAILED. ERROR (0x80072ee7)';
    expect(
      (await joinOf((machine) => machine.join({ tenant: TENANT, device: DEVICE, auth }))).answer,
    ).toMatchObject({
      device: DEVICE,
    });
  });

  test('where dsregcmd is gone is joined as the registry says', async () => {
    const { answer, evidence } = await joinOf((machine) => {
      machine.join({ tenant: TENANT, device: DEVICE });
      machine.setFaults({ missingPrograms: ['dsregcmd.exe'] });
    });
    expect(answer).toEqual({ is: 'joined', tenant: TENANT, trust: 'AzureAd' });
    expect(evidence[0]?.source).toContain('CloudDomainJoin\\JoinInfo');
  });
});

describe('Server 2012 R2, which has no dsregcmd', () => {
  const here = (change: Change) => joinOf(change, 'server-2012r2');

  test('is joined to nothing where the registry holds no join', async () => {
    expect((await here(() => undefined)).answer).toEqual({ is: 'none' });
    expect((await here((machine) => machine.joinDomain('orchard.example'))).answer).toEqual({ is: 'none' });
  });

  test('is hybrid in a domain; its device id stands only in a certificate', async () => {
    const { answer } = await here((machine) =>
      machine.join({ tenant: TENANT.toUpperCase(), device: DEVICE, domain: 'orchard.example' }),
    );
    expect(answer).toEqual({ is: 'joined', tenant: TENANT, trust: 'ServerAd' });
  });

  test.each<readonly [string, Change]>([
    [
      'a join that names no tenant',
      (machine) => machine.changeRegistry([{ do: 'make-key', path: `${JOIN_INFO}\\AA` }]),
    ],
    [
      'two joins at once',
      (machine) => {
        machine.join({ tenant: TENANT, device: DEVICE });
        machine.changeRegistry([
          { do: 'set', path: `${JOIN_INFO}\\AA`, value: textValue('TenantId', TENANT) },
        ]);
      },
    ],
    [
      'joins that nobody may read',
      (machine) => {
        machine.join({ tenant: TENANT, device: DEVICE });
        machine.setFaults({ unreadableKeys: [JOIN_INFO.replace('\\JoinInfo', '')] });
      },
    ],
    ['a registry that gives no answer', (machine) => machine.setFaults({ hangs: ['reg.exe'] })],
  ])('is unsure with %s', async (_, change) => {
    expect((await here(change)).answer).toEqual({ is: 'unknown' });
  });
});

describe('an answer of dsregcmd', () => {
  const judge = (fields: readonly string[]) =>
    judgeJoin(
      parseJoinStatus(
        [`+${'-'.repeat(70)}+`, '| Device State |', `+${'-'.repeat(70)}+`, ...fields].join('\r\n'),
      ),
    );

  test.each<readonly [string, readonly string[], string]>([
    ['registered on premises', ['EnterpriseJoined : YES', 'DomainJoined : YES'], '; registered on premises'],
    ['registered by a user', ['DomainJoined : NO', 'WorkplaceJoined : YES'], '; registered by a user only'],
  ])('of a machine %s is no join', (_, fields, says) => {
    const { answer, evidence } = judge(['AzureAdJoined : NO', ...fields]);
    expect(answer).toEqual({ is: 'none' });
    expect(evidence[0]?.says).toBe(`not joined to a directory${says}`);
  });

  test.each<readonly [string, readonly string[]]>([
    ['nothing', []],
    ['another word', ['AzureAdJoined : JA']],
    ['an empty value', ['AzureAdJoined :']],
    ['a join without a tenant', ['AzureAdJoined : YES', 'DomainJoined : NO']],
    ['half a tenant', ['AzureAdJoined : YES', 'DomainJoined : NO', 'TenantId : 1c9e6f20-3b4a']],
    ['an empty tenant', ['AzureAdJoined : YES', 'TenantId : ', 'DomainJoined : NO']],
  ])('that says %s is unknown', (_, fields) => {
    expect(judge(fields).answer).toEqual({ is: 'unknown' });
  });

  test('without a whole device id, or a word on the domain, leaves these out', () => {
    const joined = ['AzureAdJoined : YES', `TenantId : ${TENANT}`, 'DeviceId : 5f0d2c11-77ab'];
    expect(judge(joined).answer).toEqual({ is: 'joined', tenant: TENANT });
    expect(judge(joined).evidence[0]?.says).toContain('its device id is not named');
  });

  test.each<readonly [string, Change]>([
    [
      'that it does not know its switch',
      (machine) => machine.setFaults({ says: { 'dsregcmd.exe': 'Usage\r\n' } }),
    ],
    ['nothing', (machine) => machine.setFaults({ says: { 'dsregcmd.exe': '' } })],
    [
      'bytes of another kind',
      (machine) => machine.setFaults({ says: { 'dsregcmd.exe': '\u0000\uffff+--' } }),
    ],
    ['nothing in time', (machine) => machine.setFaults({ hangs: ['dsregcmd.exe'] })],
  ])('that says %s is unknown', async (_, change) => {
    expect((await joinOf(change)).answer).toEqual({ is: 'unknown' });
  });
});
