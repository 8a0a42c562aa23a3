// Simulated Windows machines of several versions, and what happens to them: programs, joins, services, enrollments.
import { describe, expect, test } from 'vitest';
import { findKey, numberAt } from '../../../../platform/simulated/registry.js';
import type { WindowsPreset } from '../../../../platform/simulated/windows-editions-table.js';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { LIMITS, REG } from '../../../support/simulated-windows.js';

const DSREGCMD = 'C:\\Windows\\System32\\dsregcmd.exe';
const SERVICES = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';
const JOIN = {
  tenant: '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5',
  device: '5f0d2c11-77ab-4e0e-9d3a-0c1b2a394857',
};

async function statusOf(preset: WindowsPreset): Promise<string> {
  const machine = createSimulatedWindows({ preset });
  machine.join({ ...JOIN, domain: 'orchard.example' });
  const done = await machine.run(DSREGCMD, ['/status'], LIMITS);
  return done.ok ? Buffer.from(done.value.stdout).toString() : done.error.kind;
}

describe('dsregcmd', () => {
  test('prints all in its first section on Server 2016, and in sections of their own later', async () => {
    expect(await statusOf('server-2016')).not.toContain('| Tenant Details');
    expect(await statusOf('server-2016')).toContain(`                  TenantId : ${JOIN.tenant}`);
    expect(await statusOf('server-2019')).toContain('| Tenant Details');
  });

  test('tells of the directory from 21H1 on, and of virtual desktops on later systems only', async () => {
    expect(await statusOf('server-2019')).not.toContain('DeviceAuthStatus');
    expect(await statusOf('windows-10')).toContain('DeviceAuthStatus : SUCCESS');
    expect(await statusOf('windows-10')).not.toContain('Virtual Desktop');
    expect(await statusOf('windows-11')).toContain('Virtual Desktop : NOT SET');
  });

  test('is not there on Server 2012 R2, neither to run nor in its folder', async () => {
    expect(await statusOf('server-2012r2')).toBe('missing');
    const machine = createSimulatedWindows({ preset: 'server-2012r2' });
    expect(await machine.stat(DSREGCMD)).toEqual({ ok: true, value: undefined });
  });
});

test('a program that was taken away is missing, and one that lies says what it is told to say', async () => {
  const machine = createSimulatedWindows();
  machine.setFaults({ missingPrograms: ['REG.exe'], says: { 'dsregcmd.exe': 'Hello' } });
  expect(await machine.run(REG, ['query', 'HKLM\\SOFTWARE'], LIMITS)).toMatchObject({
    error: { kind: 'missing' },
  });
  expect(await machine.run(DSREGCMD, ['/status'], LIMITS)).toMatchObject({
    value: { exitCode: 0, stdout: Buffer.from('Hello') },
  });
});

test('services have a key each, which goes with them; the feature that is removed takes its own', () => {
  const machine = createSimulatedWindows();
  const key = (name: string) => findKey(machine.state().registry, `${SERVICES}\\${name}`);
  machine.setService('CcmExec', 'stopped');
  expect(key('CcmExec')).toBeDefined();
  machine.setService('CcmExec', undefined);
  expect(key('CcmExec')).toBeUndefined();
  machine.setFaults({ defenderMissing: true });
  expect([key('WinDefend'), machine.state().services['WinDefend']]).toEqual([undefined, undefined]);
  machine.setFaults({ defenderMissing: false });
  expect(machine.state().services['WinDefend']).toBe('running');
});

test('a restart is counted in the registry', () => {
  const machine = createSimulatedWindows();
  machine.restart();
  machine.restart();
  const key =
    'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management\\PrefetchParameters';
  expect(numberAt(machine.state().registry, key, 'BootId')).toBe(3);
});

test('leaving an MDM takes enrollment, account and policies; a remnant keeps the enrollment alone', () => {
  const paths = (leaves: 'nothing' | 'remnant') => {
    const machine = createSimulatedWindows({ preset: 'windows-11' });
    const before = Object.keys(machine.state().registry);
    machine.enroll('intune');
    machine.setMdmPolicy('Defender', { AllowSomething: 1 });
    machine.unenroll(leaves);
    return Object.keys(machine.state().registry).filter((path) => !before.includes(path));
  };
  expect(paths('nothing').filter((path) => /enrollments|accounts\\|device\\|intune/.test(path))).toEqual([]);
  expect(paths('remnant').filter((path) => /enrollments|accounts\\|device\\/.test(path))).toEqual([
    'hkey_local_machine\\software\\microsoft\\enrollments\\7b5c2a10-1111-4222-8333-944455556666',
  ]);
});
