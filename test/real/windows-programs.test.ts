// The built programs on Windows' own Node under Wine, started as an administrator starts them: SQLite, lock, folders of
// Windows, probes, registry. PowerShell there ends well and says nothing, so nothing may be claimed and nothing written.
import { copyFileSync, cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Wine } from '../support/wine.js';
import { startWine } from '../support/wine.js';
import type { Ended } from '../support/wine-root.js';

const project = join(import.meta.dirname, '../..');
const SETTING = 'device_vendor_msft_policy_config_defender_allowrealtimemonitoring';
const DATA = 'C:\\ProgramData\\Holdfast';

let wine: Wine;
let policy: string;

beforeAll(async () => {
  wine = await startWine();
  cpSync(join(project, 'dist/agent'), join(wine.folder, 'agent'), { recursive: true });
  // The build puts the one for this machine there; a package for Windows has this one.
  const native = join(project, 'node_modules/better-sqlite3/prebuilds/win32-x64.node');
  copyFileSync(native, join(wine.folder, 'agent/better_sqlite3.node'));
  const sample = 'windows-antivirus-baseline.json';
  copyFileSync(join(project, 'samples/policies', sample), join(wine.folder, sample));
  policy = `${wine.windowsFolder}\\${sample}`;
});

afterAll(() => wine?.stop());

const run = (...args: readonly string[]): Promise<Ended> =>
  wine.node(`${wine.windowsFolder}\\agent\\holdfast.cjs`, ...args);

/** What the survey warns of stands beside whatever a command has to say. */
const withoutWarnings = ({ stderr }: Ended): string => stderr.replaceAll(/^Warning: .*\.\r?\n/gm, '');

async function runJson(...args: readonly string[]): Promise<unknown> {
  const { exitCode, stdout, stderr } = await run(...args, '--json');
  if (stdout === '') throw new Error(`${args.join(' ')} ended with ${exitCode} and said nothing: ${stderr}`);
  return JSON.parse(stdout);
}

test('where nothing ever ran, status ends with 3 and names the file of this system', async () => {
  const { exitCode, stdout, stderr } = await run('status', '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ enrollment: null, statusFile: `${DATA}\\status.json` });
});

test('the probes ask the registry and the services, and say what they looked at', async () => {
  const { exitCode, stdout } = await run('probe');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^intune\s+not-managed\s+HKLM\\SOFTWARE\\Microsoft\\Enrollments/m);
  expect(stdout).toMatch(/^configmgr\s+not-managed\s+service CcmExec/m);
});

test('what a real registry holds of an enrollment is found: alive with its account, a remnant without', async () => {
  const id = '7B5C2A10-1111-4222-8333-944455556666';
  const enrollment = `HKLM\\SOFTWARE\\Microsoft\\Enrollments\\${id}`;
  const account = `HKLM\\SOFTWARE\\Microsoft\\Provisioning\\OMADM\\Accounts\\${id}`;
  const add = async (key: string, name: string, type: string, data: string) => {
    const added = await wine.run('reg.exe', 'add', key, '/v', name, '/t', type, '/d', data, '/f', '/reg:64');
    expect(added.exitCode).toBe(0);
  };
  const url = 'https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc';
  await add(enrollment, 'ProviderID', 'REG_SZ', 'MS DM Server');
  await add(enrollment, 'EnrollmentState', 'REG_DWORD', '1');
  await add(enrollment, 'DiscoveryServiceFullURL', 'REG_SZ', url);
  expect((await run('probe')).stdout).toMatch(/^intune\s+not-managed\s.*left behind: enrolled at/m);
  await add(`${account}\\Protected\\ConnInfo`, 'LastSessionResult', 'REG_DWORD', '0');
  expect((await run('probe')).stdout).toMatch(/^This device is managed by Intune: Holdfast stands aside\.$/m);
  expect(await runJson('probe')).toMatchObject({
    verdict: { fit: 'managed-elsewhere', by: 'intune' },
    policySeen: false,
    managers: expect.arrayContaining([
      expect.objectContaining({ manager: 'intune', answer: 'managed', policySeen: false }),
    ]),
    tenant: [expect.objectContaining({ answer: { is: 'none' } })],
    fit: expect.arrayContaining([
      expect.objectContaining({ case: '32-bit', answer: 'no' }),
      expect.objectContaining({ case: 'domain-controller', answer: 'no' }),
      expect.objectContaining({ case: 'powershell-missing', answer: 'no' }),
      expect.objectContaining({ case: 'sensor-not-onboarded', answer: 'yes' }),
    ]),
  });
  for (const key of [enrollment, account])
    expect((await wine.run('reg.exe', 'delete', key, '/f', '/reg:64')).exitCode).toBe(0);
});

test('apply claims nothing, writes nothing and keeps what it was told; status, why and restore agree', async () => {
  const before = await wine.run('reg.exe', 'query', 'HKLM\\SOFTWARE\\Policies', '/s', '/reg:64');
  const planned = await run('plan', policy);
  expect(planned).toMatchObject({ exitCode: 0, stderr: '' });
  expect(planned.stdout).toContain('ended well and said nothing');
  const applied = await run('apply', policy);
  expect(withoutWarnings(applied)).toBe('');
  const rows = applied.stdout.split('\n').filter((line) => line.includes('ended well and said nothing'));
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) expect(row).toMatch(/^unknown\t/);
  expect(applied.stdout).not.toMatch(/^(?:compliant|remediated|nonCompliant)\t/m);
  expect(await wine.run('reg.exe', 'query', 'HKLM\\SOFTWARE\\Policies', '/s', '/reg:64')).toEqual(before);

  expect(await runJson('status')).toMatchObject({
    engine: { state: expect.stringMatching(/^unreadable/) },
  });
  expect((await run('why', SETTING)).stdout).toMatch(/^State\s+unknown: read-failed$/m);
  const restored = await run('restore');
  expect([restored.exitCode, withoutWarnings(restored)]).toEqual([0, '']);
  const kept = readdirSync(wine.linuxPath(`${DATA}\\state`));
  expect(kept).toEqual(expect.arrayContaining(['documents', 'locks', 'state.db', 'work']));
  expect(readdirSync(wine.linuxPath(`${DATA}\\state\\work`))).toEqual(['read-settings.ps1']);
});
