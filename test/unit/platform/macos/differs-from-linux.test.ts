// Where a Mac and a Linux machine mean different things by the same number or name: one test for each trap, from the
// policy to what stands on the machine.
import { describe, expect, test } from 'vitest';
import { createSimulatedMac } from '../../../../platform/simulated/mac-machine.js';
import { linuxCatalog } from '../../../../src/model/catalog/linux.js';
import { macosCatalog } from '../../../../src/model/catalog/macos.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import { policyId } from '../../../../src/model/ids.js';
import { interpret } from '../../../../src/model/policy/interpret.js';
import { parsePolicy } from '../../../../src/model/policy/parse-policy.js';
import type { Value } from '../../../../src/model/value.js';
import { createMacDevice, macRow } from '../../../support/mac-pass.js';
import { choice, macPolicy } from '../../../support/mac-policies.js';
import { mobileconfig } from '../../../support/mac-profiles.js';

/** What a policy with this option asks of a Mac. */
function asked(leaf: string, option: string): Value | undefined {
  const document = parsePolicy(Buffer.from(macPolicy('one', [choice(leaf, option)])));
  if (!document.ok) throw new Error(JSON.stringify(document.error));
  const ref = { id: policyId('one'), name: 'one', revision: 1 };
  return interpret(document.value, ref, macosCatalog()).settings[0]?.value;
}

function linuxRow(id: string): CatalogRow {
  const row = linuxCatalog().byId(`linux_mdatp_managed_${id}`);
  if (row === undefined) throw new Error(`no Linux row ${id}`);
  return row;
}

const optionOf = (row: CatalogRow, suffix: string): Value | undefined =>
  row.choices?.find(({ suffixes }) => suffixes.includes(suffix))?.value;

const meaningOf = (row: CatalogRow, value: Value): string | undefined =>
  row.choices?.find((one) => one.value === value)?.meaning;

describe('on a Mac', () => {
  test('option 0 of the enforcement level is passive, and 2 is real-time; on Linux it is the other way round', async () => {
    const linux = linuxRow('antivirusengine_enforcementlevel');
    expect([optionOf(linux, '_0'), optionOf(linux, '_2')]).toEqual(['real_time', 'passive']);
    const [zero = '', two = ''] = ['0', '2'].map((option) =>
      asked('enforcementlevel_antivirusengine', option),
    );
    const device = createMacDevice();
    await device.pass({ 'antivirusEngine.enforcementLevel': zero });
    expect(device.machine.state().agent.local).toEqual({
      'antivirusEngine.enableRealTimeProtection': false,
      'antivirusEngine.passiveMode': true,
    });
    await device.pass({ 'antivirusEngine.enforcementLevel': two });
    expect(device.machine.state().agent.local).toEqual({
      'antivirusEngine.enableRealTimeProtection': true,
      'antivirusEngine.passiveMode': false,
    });
  });

  test('option 1 of the enforcement level is on demand on both', () => {
    expect(asked('enforcementlevel_antivirusengine', '1')).toBe('on_demand');
    expect(optionOf(linuxRow('antivirusengine_enforcementlevel'), '_1')).toBe('on_demand');
  });

  test('option 0 of behavior monitoring is on, and off on Linux', async () => {
    expect(optionOf(linuxRow('antivirusengine_behaviormonitoring'), '_0')).toBe('disabled');
    const device = createMacDevice();
    await device.pass({ 'antivirusEngine.behaviorMonitoring': asked('behaviormonitoring', '1') ?? '' });
    expect(device.machine.state().agent.local).toEqual({ 'antivirusEngine.behaviorMonitoring': 'disabled' });
    await device.pass({ 'antivirusEngine.behaviorMonitoring': asked('behaviormonitoring', '0') ?? '' });
    expect(device.machine.state().agent.local).toEqual({ 'antivirusEngine.behaviorMonitoring': 'enabled' });
  });

  test('day 0 of the weekly scan is every day and 8 never; on Linux 0 is off and 8 every day', () => {
    const mac = macRow('scheduledScan.weeklyConfiguration.dayOfWeek');
    const linux = linuxRow('scheduledscan_weeklyconfiguration_dayofweek');
    expect([meaningOf(mac, 0), meaningOf(mac, 8)]).toEqual(['every day', 'never']);
    expect([meaningOf(linux, 0), meaningOf(linux, 8)]).toEqual(['off', 'every day']);
    expect([meaningOf(mac, 1), meaningOf(linux, 1)]).toEqual(['Sunday', 'Sunday']);
  });

  test('the switch of scheduled scans stands under features, not under the antivirus engine', async () => {
    expect(macRow('features.scheduledScan').id).toBe('com.apple.managedclient.preferences_scheduledscan');
    expect(() => macRow('antivirusEngine.scheduledScan')).toThrow();
    const machine = createSimulatedMac();
    machine.installProfile(mobileconfig({ antivirusEngine: { scheduledScan: 'disabled' } }));
    const device = createMacDevice(machine);
    const pass = await device.pass({ 'features.scheduledScan': 'enabled' });
    expect(pass.finding('features.scheduledScan')).not.toMatchObject({ reason: { code: 'profile-managed' } });
  });

  test('protection is real-time by default; on Linux it is passive', async () => {
    const pass = await createMacDevice().pass({ 'antivirusEngine.enforcementLevel': 'real_time' });
    expect(pass.writes).toEqual([]);
    expect(pass.finding('antivirusEngine.enforcementLevel')?.state).toBe('compliant');
    expect(macRow('antivirusEngine.enforcementLevel').default).toBe('real_time');
    expect(linuxRow('antivirusengine_enforcementlevel').default).toBe('passive');
  });

  test('optional diagnostic data is sent by default, and taken up without a restart', async () => {
    expect([
      macRow('cloudService.diagnosticLevel').default,
      linuxRow('cloudservice_diagnosticlevel').default,
    ]).toEqual(['optional', 'required']);
    const pass = await createMacDevice().pass({ 'cloudService.diagnosticLevel': 'required' });
    expect(pass.finding('cloudService.diagnosticLevel')?.state).toBe('remediated');
  });

  test('the three enforcement levels are told apart by the end of their ids', () => {
    const paths = [
      'enforcementlevel',
      'enforcementlevel_antivirusengine',
      'enforcementlevel_tamperprotection',
    ].map((leaf) => macosCatalog().byId(`com.apple.managedclient.preferences_${leaf}`));
    expect(
      paths.map((row) => row?.write.flatMap((home) => (home.by === 'profile' ? home.path : []))),
    ).toEqual([
      ['networkProtection', 'enforcementLevel'],
      ['antivirusEngine', 'enforcementLevel'],
      ['tamperProtection', 'enforcementLevel'],
    ]);
  });
});
