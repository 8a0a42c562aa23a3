// The antivirus engine of the simulated machine: polarity, precedence, lists, tamper and configuration protection.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeRegText } from '../../../../platform/simulated/reg-text.js';
import { dwordValue, textValue } from '../../../../platform/simulated/registry-value.js';
import { LIMITS, newTestWindows, POLICIES, REG } from '../../../support/simulated-windows.js';

const AV = 'Windows Defender';
const GUARD = `${AV}\\Windows Defender Exploit Guard`;

describe('polarity', () => {
  test.each([
    ['Scan', 'DisableArchiveScanning'],
    ['Real-Time Protection', 'DisableBehaviorMonitoring'],
    ['Scan', 'DisableEmailScanning'],
    ['Scan', 'DisableScanningMappedNetworkDrivesForFullScan'],
    ['Scan', 'DisableRemovableDriveScanning'],
    ['Real-Time Protection', 'DisableIOAVProtection'],
    ['Real-Time Protection', 'DisableRealtimeMonitoring'],
    ['Scan', 'DisableScanningNetworkFiles'],
    ['Real-Time Protection', 'DisableScriptScanning'],
    ['UX Configuration', 'UILockdown'],
    ['Scan', 'DisableCatchupFullScan'],
    ['Scan', 'DisableCatchupQuickScan'],
  ])('%s\\%s says the same in policy as the preference does: 1 is true', async (key, name) => {
    const { policy, preference } = newTestWindows();
    await policy(`${AV}\\${key}`, name, 1);
    expect(await preference(name)).toBe(true);
    await policy(`${AV}\\${key}`, name, 0);
    expect(await preference(name)).toBe(false);
  });

  test('on-access protection is switched off in policy and shown as switched on or not', async () => {
    const { policy, status } = newTestWindows();
    expect(await status('OnAccessProtectionEnabled')).toBe(true);
    await policy(`${AV}\\Real-Time Protection`, 'DisableOnAccessProtection', 1);
    expect(await status('OnAccessProtectionEnabled')).toBe(false);
  });

  test('real-time monitoring that is off shows in the status as protection that is off', async () => {
    const { policy, status } = newTestWindows();
    await policy(`${AV}\\Real-Time Protection`, 'DisableRealtimeMonitoring', 1);
    expect(await status('RealTimeProtectionEnabled')).toBe(false);
  });

  test.each([
    ['Spynet', 'SpynetReporting', 'MAPSReporting', 1],
    ['Scan', 'AvgCPULoadFactor', 'ScanAvgCPULoadFactor', 30],
    ['MpEngine', 'MpCloudBlockLevel', 'CloudBlockLevel', 6],
    ['MpEngine', 'MpBafsExtendedTimeout', 'CloudExtendedTimeout', 50],
    ['Quarantine', 'PurgeItemsAfterDelay', 'QuarantinePurgeItemsAfterDelay', 7],
    ['Scan', 'ScheduleDay', 'ScanScheduleDay', 8],
    [
      'Windows Defender Exploit Guard\\Network Protection',
      'EnableNetworkProtection',
      'EnableNetworkProtection',
      2,
    ],
  ])('%s\\%s has another name as the preference %s', async (key, name, property, number) => {
    const { policy, preference } = newTestWindows();
    await policy(`${AV}\\${key}`, name, number);
    expect(await preference(property)).toBe(number);
  });

  test('low priority of scans is a switch whose two names differ', async () => {
    const { policy, preference } = newTestWindows();
    await policy(`${AV}\\Scan`, 'LowCpuPriority', 1);
    expect(await preference('EnableLowCpuPriority')).toBe(true);
  });

  test('times are minutes in policy and a time of day as a preference', async () => {
    const { policy, preference } = newTestWindows();
    await policy(`${AV}\\Scan`, 'ScheduleTime', 1379);
    expect(await preference('ScanScheduleTime')).toBe('22:59:00');
  });

  test('actions for threats are numbers in texts, by level', async () => {
    const { policy, preference } = newTestWindows();
    await policy(`${AV}\\Threats\\ThreatSeverityDefaultAction`, '5', '10');
    await policy(`${AV}\\Threats\\ThreatSeverityDefaultAction`, '4', '7');
    expect(await preference('SevereThreatDefaultAction')).toBe(10);
    expect(await preference('HighThreatDefaultAction')).toBe(0);
  });

  test('a number of the wrong type or out of range is as if it were not there', async () => {
    const { policy, preference } = newTestWindows();
    await policy(AV, 'PUAProtection', 3);
    await policy(`${AV}\\MpEngine`, 'MpCloudBlockLevel', 'high');
    expect([await preference('PUAProtection'), await preference('CloudBlockLevel')]).toEqual([0, 0]);
  });
});

describe('precedence', () => {
  test('policy beats a preference of an administrator, which beats the default', async () => {
    const { machine, policy, preference } = newTestWindows();
    expect(await preference('PUAProtection')).toBe(0);
    machine.setPreference('PUAProtection', 2);
    expect(await preference('PUAProtection')).toBe(2);
    await policy(AV, 'PUAProtection', 1);
    expect(await preference('PUAProtection')).toBe(1);
  });

  test('lists of policy and administrators are in force together, unless policy disables the merge', async () => {
    const { machine, policy, preference } = newTestWindows();
    machine.setPreference('ExclusionPath', ['C:\\Local', 'c:\\both']);
    await policy(`${AV}\\Exclusions`, 'Exclusions_Paths', 1);
    await policy(`${AV}\\Exclusions\\Paths`, 'C:\\Both', '0');
    expect(await preference('ExclusionPath')).toEqual(['C:\\Both', 'C:\\Local']);
    await policy(AV, 'DisableLocalAdminMerge', 1);
    expect(await preference('ExclusionPath')).toEqual(['C:\\Both']);
  });

  test.each([
    ['Exclusions', 'Exclusions_Paths', 'Exclusions\\Paths', 'ExclusionPath'],
    ['Exclusions', 'Exclusions_Extensions', 'Exclusions\\Extensions', 'ExclusionExtension'],
    ['Exclusions', 'Exclusions_Processes', 'Exclusions\\Processes', 'ExclusionProcess'],
    [
      'Windows Defender Exploit Guard\\ASR',
      'ExploitGuard_ASR_ASROnlyExclusions',
      'Windows Defender Exploit Guard\\ASR\\ASROnlyExclusions',
      'AttackSurfaceReductionOnlyExclusions',
    ],
  ])('a list of policy counts only while %s\\%s is 1', async (switchKey, name, key, property) => {
    const { policy, preference } = newTestWindows();
    await policy(`${AV}\\${key}`, 'item', '0');
    expect(await preference(property)).toBeNull();
    await policy(`${AV}\\${switchKey}`, name, 1);
    expect(await preference(property)).toEqual(['item']);
  });

  test('rules against the attack surface are two lists side by side, off until policy turns them on', async () => {
    const { machine, policy, preference } = newTestWindows();
    machine.setPreference('AttackSurfaceReductionRules_Ids', ['AAAAAAAA-0000-0000-0000-000000000001', 'b']);
    machine.setPreference('AttackSurfaceReductionRules_Actions', [2, 6]);
    await policy(`${GUARD}\\ASR\\Rules`, 'aaaaaaaa-0000-0000-0000-000000000001', '1');
    expect(await preference('AttackSurfaceReductionRules_Actions')).toEqual([2, 6]);
    await policy(`${GUARD}\\ASR`, 'ExploitGuard_ASR_Rules', 1);
    expect(await preference('AttackSurfaceReductionRules_Ids')).toEqual([
      'aaaaaaaa-0000-0000-0000-000000000001',
      'b',
    ]);
    expect(await preference('AttackSurfaceReductionRules_Actions')).toEqual([1, 6]);
    await policy(`${GUARD}\\ASR\\Rules`, 'b', 'block');
    await policy(AV, 'DisableLocalAdminMerge', 1);
    expect(await preference('AttackSurfaceReductionRules_Actions')).toEqual([1]);
  });

  test('exclusions of one rule stand beside its identifier', async () => {
    const { policy, preference } = newTestWindows();
    await policy(`${GUARD}\\ASR\\ASROnlyPerRuleExclusions`, 'id', 'C:\\a>C:\\b');
    expect(await preference('AttackSurfaceReductionRules_RuleSpecificExclusions_Id')).toEqual(['id']);
    expect(await preference('AttackSurfaceReductionRules_RuleSpecificExclusions')).toEqual(['C:\\a>C:\\b']);
  });

  test('exclusions are hidden from users, and from administrators where policy says so', async () => {
    const { machine, policy, preference } = newTestWindows();
    machine.setPreference('ExclusionPath', ['C:\\x']);
    machine.setFaults({ readerIs: 'user' });
    expect(await preference('ExclusionPath')).toEqual([expect.stringMatching(/^N\/A/)]);
    machine.setFaults({ readerIs: 'administrator' });
    expect(await preference('ExclusionPath')).toEqual(['C:\\x']);
    await policy(AV, 'HideExclusionsFromLocalAdmins', 1);
    expect(await preference('ExclusionPath')).toEqual([expect.stringMatching(/^N\/A/)]);
    machine.setFaults({ readerIs: 'system' });
    expect(await preference('ExclusionPath')).toEqual(['C:\\x']);
  });
});

describe('protection', () => {
  test('under tamper protection a guarded value is accepted, does not take, and leaves event 5013', async () => {
    const { machine, policy, preference, status } = newTestWindows();
    machine.setDefender({ tamperProtected: true });
    await policy(`${AV}\\Real-Time Protection`, 'DisableRealtimeMonitoring', 1);
    await policy(AV, 'PUAProtection', 1);
    expect(await preference('DisableRealtimeMonitoring')).toBe(false);
    expect(await preference('PUAProtection')).toBe(1);
    expect(await status('IsTamperProtected')).toBe(true);
    expect(machine.state().events).toEqual([
      { log: expect.any(String), id: 5013, about: expect.stringMatching(/\\DisableRealtimeMonitoring$/) },
    ]);
    machine.setDefender({ tamperProtected: false });
    expect(await preference('DisableRealtimeMonitoring')).toBe(true);
  });

  test('under tamper protection a guarded preference of an administrator is swallowed', async () => {
    const { machine, preference } = newTestWindows();
    machine.setDefender({ tamperProtected: true });
    machine.setPreference('CloudBlockLevel', 2);
    machine.setDefender({ tamperProtected: false });
    expect(await preference('CloudBlockLevel')).toBe(0);
    expect(machine.state().events.map(({ id }) => id)).toEqual([5013]);
  });

  test('tamper protection holds exclusions only where one manager alone manages the device', async () => {
    const { machine, policy, preference } = newTestWindows();
    const own = 'HKLM\\SOFTWARE\\Microsoft\\Windows Defender';
    await policy(`${AV}\\Exclusions`, 'Exclusions_Paths', 1);
    await policy(`${AV}\\Exclusions\\Paths`, 'C:\\Before', '0');
    await policy(AV, 'DisableLocalAdminMerge', 1);
    machine.setDefender({ tamperProtected: true });
    await policy(`${AV}\\Exclusions\\Paths`, 'C:\\Then', '0');
    expect(await preference('ExclusionPath')).toEqual(['C:\\Before', 'C:\\Then']);
    machine.changeRegistry([
      { do: 'set', path: own, value: dwordValue('ManagedDefenderProductType', 6) },
      { do: 'set', path: `${own}\\Features`, value: dwordValue('TPExclusions', 1) },
    ]);
    await policy(`${AV}\\Exclusions\\Paths`, 'C:\\After', '0');
    expect(await preference('ExclusionPath')).toEqual(['C:\\Before', 'C:\\Then']);
    machine.setDefender({ tamperProtected: false });
    expect(await preference('ExclusionPath')).toEqual(['C:\\Before', 'C:\\Then', 'C:\\After']);
  });

  test('the switch of tamper protection can be read and never written', async () => {
    const { machine } = newTestWindows();
    const args = ['HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Features', '/v', 'TamperProtection'];
    const limits = { timeoutMs: 1, maxOutputBytes: 1000, signal: new AbortController().signal };
    const reg = (...rest: readonly string[]) => machine.run('C:\\Windows\\System32\\reg.exe', rest, limits);
    expect(await reg('add', ...args, '/t', 'REG_DWORD', '/d', '5', '/f')).toMatchObject({
      value: { exitCode: 1 },
    });
    machine.setDefender({ tamperProtected: true });
    const asked = await reg('query', ...args);
    expect(asked.ok && Buffer.from(asked.value.stdout).toString()).toContain('0x5');
  });

  test('under configuration protection all is at its default, whatever policy and administrators say', async () => {
    const { machine, policy, preference, status } = newTestWindows();
    await policy(AV, 'PUAProtection', 1);
    machine.setPreference('ExclusionPath', ['C:\\x']);
    machine.setDefender({ controlledConfiguration: true });
    expect(await status('ControlledConfigurationState')).toBeUndefined();
    expect(await preference('PUAProtection')).toBe(1);
    machine.setDefender({ platformVersion: '4.18.26060.3004' });
    expect(await status('ControlledConfigurationState')).toBe('Enabled');
    expect(await preference('PUAProtection')).toBe(0);
    expect(await preference('ExclusionPath')).toBeNull();
  });

  test('what is bound to a restart is in force after it, not before', async () => {
    const { machine, policy, preference, status } = newTestWindows();
    machine.setPreference('ExclusionPath', ['C:\\x']);
    machine.setDefender({ rebootBound: true });
    await policy(AV, 'DisableLocalAdminMerge', 1);
    await policy(`${AV}\\Real-Time Protection`, 'DisableOnAccessProtection', 1);
    expect(await preference('ExclusionPath')).toEqual(['C:\\x']);
    expect(await status('OnAccessProtectionEnabled')).toBe(true);
    const before = (await machine.facts()).bootId;
    machine.restart();
    expect(await preference('ExclusionPath')).toBeNull();
    expect(await status('OnAccessProtectionEnabled')).toBe(false);
    expect((await machine.facts()).bootId).not.toBe(before);
  });
});

describe('an engine that does not answer', () => {
  test('that is removed has no cmdlets; the firewall has its own', async () => {
    const { machine, read } = newTestWindows();
    machine.setFaults({ defenderMissing: true });
    expect(await read('Get-MpPreference')).toEqual({
      error: expect.objectContaining({ id: 'CommandNotFoundException' }),
    });
    expect(await read('Get-NetFirewallProfile')).toHaveLength(3);
  });

  test('that is stopped says 0x800106ba', async () => {
    const { machine, read } = newTestWindows();
    machine.setService('WinDefend', 'stopped');
    expect(await read('Get-MpComputerStatus')).toEqual({
      error: expect.objectContaining({ message: expect.stringContaining('0x800106ba') }),
    });
  });

  test('beside another antivirus it is passive with the sensor onboarded, else off on a client', async () => {
    const { machine, status, read } = newTestWindows('windows-11');
    machine.setFaults({ thirdPartyAntivirus: true });
    expect(await status('AMRunningMode')).toBe('Passive Mode');
    expect(await status('RealTimeProtectionEnabled')).toBe(false);
    const path = 'HKLM\\SOFTWARE\\Microsoft\\Windows Advanced Threat Protection\\Status';
    machine.changeRegistry([{ do: 'delete-value', path, name: 'OnboardingState' }]);
    expect(await read('Get-MpPreference')).toEqual({
      error: expect.objectContaining({ message: expect.stringContaining('0x800106ba') }),
    });
  });
});

test('an exclusion of any text that came in by one import is shown exactly', async () => {
  const hostile = fc.constantFrom(
    '"',
    '\\',
    '$(calc)',
    '`',
    ';',
    '\r\n[-HKLM]',
    '..',
    "'",
    '日',
    '%TEMP%',
    '"=-',
    '|',
  );
  const item = fc
    .array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join('').replaceAll('\0', ''))
    .filter((text) => text !== '');
  const items = fc.uniqueArray(item, { maxLength: 8, selector: (text) => text.toLowerCase() });
  await fc.assert(
    fc.asyncProperty(items, async (wanted) => {
      const { machine, preference } = newTestWindows();
      const key = `${POLICIES}\\${AV}\\Exclusions`;
      const text = writeRegText([
        { path: key, values: [dwordValue('Exclusions_Paths', 1)] },
        { path: `${key}\\Paths`, values: wanted.map((one) => textValue(one, '0')) },
      ]);
      machine.setFile('C:\\in.reg', text);
      expect(await machine.run(REG, ['import', 'C:\\in.reg'], LIMITS)).toMatchObject({
        value: { exitCode: 0 },
      });
      expect(await preference('ExclusionPath')).toEqual(wanted.length === 0 ? null : wanted);
    }),
    { seed: 5013, numRuns: 200 },
  );
});
