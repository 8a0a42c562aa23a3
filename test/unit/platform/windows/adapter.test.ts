// The Windows adapter in passes over the simulated machine: batches, neighbours, owners, guards, and coming back.
import { describe, expect, test } from 'vitest';
import { writeRegText } from '../../../../platform/simulated/reg-text.js';
import { treeOf } from '../../../../platform/simulated/registry.js';
import { dwordValue, textValue } from '../../../../platform/simulated/registry-value.js';
import type { SimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import type { Value } from '../../../../src/model/value.js';
import { valuesOf } from '../../../support/registry-of.js';
import {
  createWindowsDevice,
  legalValues,
  RULES_ROW,
  firewallRules as rules,
  WINDOWS,
  windowsRow,
} from '../../../support/windows-rows.js';

const POLICIES = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft';
const DEFENDER = `${POLICIES}\\Windows Defender`;
const RULES_KEY = `${POLICIES}\\WindowsFirewall\\FirewallRules`;

const ARCHIVES = windowsRow('_allowarchivescanning');
const PUA = windowsRow('_puaprotection');
const PATHS = windowsRow('_excludedpaths');
const ASR = windowsRow('_useadvancedprotectionagainstransomware');
const ONBOARDING = windowsRow('windowsadvancedthreatprotection_onboarding');
const FIREWALL_ON = windowsRow('_publicprofile_enablefirewall');

const exported = (machine: SimulatedWindows): string =>
  writeRegText(treeOf(machine.state().registry, POLICIES)).toString('utf16le');

const everySetting = (): readonly (readonly [CatalogRow, Value])[] =>
  WINDOWS.rows
    .filter(
      ({ channel, write, kind }) =>
        channel.carried && write.length > 0 && kind !== 'field' && kind !== 'secret',
    )
    .flatMap((row) =>
      legalValues(row)
        .slice(0, 1)
        .map((value) => [row, value] as const),
    );

describe('a batch', () => {
  test('of every setting and 500 rules is one import, and a second pass is silent with five processes at most', async () => {
    const device = createWindowsDevice();
    const wanted = everySetting().map(
      ([row, value]) => [row, row === RULES_ROW ? rules(500) : value] as const,
    );
    const before = device.machine.runs.length;
    await device.pass(wanted);
    const runs = device.machine.runs.slice(before);
    expect(runs.filter(([, verb]) => verb === 'import')).toHaveLength(1);
    expect(valuesOf(device.machine, RULES_KEY)).toHaveLength(500);
    const settled = device.machine.runs.length;
    const state = device.machine.state().registry;
    const second = await device.pass(wanted);
    expect(second.wrote).toBe(false);
    expect(device.machine.state().registry).toBe(state);
    expect(device.machine.runs.length - settled).toBeLessThanOrEqual(5);
  });

  test('starts its programs by absolute path, and no value of a policy is among the arguments', async () => {
    const device = createWindowsDevice();
    await device.pass([
      [PATHS, ['C:\\"; calc $(calc) `calc`']],
      [RULES_ROW, rules(1)],
    ]);
    for (const [program, ...args] of device.machine.runs) {
      expect(program).toMatch(/^C:\\Windows\\System32\\/);
      expect(args.join(' ')).not.toMatch(/calc|Rule 0/);
    }
  });

  test('leaves no file of the registry behind in the work folder', async () => {
    const device = createWindowsDevice();
    await device.pass([[PATHS, ['C:\\a']]]);
    expect(Object.keys(device.machine.state().files).filter((path) => path.endsWith('.reg'))).toEqual([]);
  });

  test('of which the system refuses a part says so of that part alone', async () => {
    const device = createWindowsDevice();
    device.machine.setFaults({ deniedKeys: [`${DEFENDER}\\Scan`] });
    const done = await device.pass([
      [ARCHIVES, false],
      [PUA, legalValues(PUA)[1] ?? 0],
    ]);
    expect(done.finding(ARCHIVES)).toMatchObject({ state: 'error', reason: { code: 'write-failed' } });
    expect(done.finding(PUA)?.state).toBe('remediated');
  });
});

describe('coming back', () => {
  test('gives the same export again, neighbours and former values included', async () => {
    const machine = createSimulatedWindows();
    machine.changeRegistry([
      { do: 'set', path: DEFENDER, value: textValue('PUAProtection', 'not a number') },
      { do: 'set', path: `${DEFENDER}\\Exclusions\\Paths`, value: textValue('C:\\Theirs', 'x') },
      { do: 'set', path: RULES_KEY, value: textValue('Theirs', 'v2.10|Action=Allow|Dir=In|Name=Theirs|') },
      { do: 'make-key', path: `${DEFENDER}\\Empty` },
    ]);
    const before = exported(machine);
    const device = createWindowsDevice(machine);
    await device.pass(everySetting());
    expect(exported(machine)).not.toBe(before);
    await device.restore();
    expect(exported(machine).split('\r\n')).toEqual(before.split('\r\n'));
    expect(device.memory.owned.size).toBe(0);
  });

  test('one setting after the other, the last one takes the keys and switches with it', async () => {
    const device = createWindowsDevice();
    const before = exported(device.machine);
    const other = windowsRow('_blockrebootingmachineinsafemode');
    const mode = legalValues(ASR)[1] ?? '';
    await device.pass([
      [ASR, mode],
      [other, mode],
    ]);
    await device.pass([[other, mode]]);
    expect(valuesOf(device.machine, `${DEFENDER}\\Windows Defender Exploit Guard\\ASR`)).toHaveLength(1);
    await device.pass([]);
    expect(exported(device.machine)).toBe(before);
  });

  test('leaves alone what somebody else has changed since', async () => {
    const device = createWindowsDevice();
    await device.pass([[PUA, legalValues(PUA)[1] ?? 0]]);
    device.machine.changeRegistry([{ do: 'set', path: DEFENDER, value: dwordValue('PUAProtection', 2) }]);
    const done = await device.pass([]);
    expect(done.finding(PUA)?.reason?.code).toBe('left-alone');
    expect(valuesOf(device.machine, DEFENDER)).toContain('PUAProtection');
  });

  test('takes entries of ours out of a shared list and keeps theirs', async () => {
    const device = createWindowsDevice();
    await device.pass([[PATHS, ['C:\\Ours']]]);
    device.machine.changeRegistry([
      { do: 'set', path: `${DEFENDER}\\Exclusions\\Paths`, value: textValue('C:\\Theirs', '0') },
    ]);
    await device.pass([]);
    expect(valuesOf(device.machine, `${DEFENDER}\\Exclusions\\Paths`)).toEqual(['C:\\Theirs']);
  });
});

describe('between look and write', () => {
  test('what somebody else writes is not written over, and the next pass looks again', async () => {
    const device = createWindowsDevice();
    const path = `${DEFENDER}\\Exclusions\\Paths`;
    const run = device.machine.run;
    let exports = 0;
    Object.assign(device.machine, {
      run: (...args: Parameters<typeof run>) => {
        if (args[1][0] === 'export') exports += 1;
        if (exports === 2)
          device.machine.changeRegistry([{ do: 'set', path, value: textValue('C:\\Theirs', '0') }]);
        return run(...args);
      },
    });
    const first = await device.pass([
      [PATHS, ['C:\\Ours']],
      [PUA, legalValues(PUA)[1] ?? 0],
    ]);
    expect(first.finding(PATHS)).toMatchObject({ state: 'error', reason: { code: 'write-failed' } });
    expect(first.finding(PUA)?.state).toBe('remediated');
    expect(valuesOf(device.machine, path)).toEqual(['C:\\Theirs']);
    const second = await device.pass([[PATHS, ['C:\\Ours']]]);
    expect(second.finding(PATHS)?.state).toBe('remediated');
    expect(valuesOf(device.machine, path)).toEqual(['C:\\Theirs', 'C:\\Ours']);
  });

  test('a value that only a restart takes up is at-reboot until then', async () => {
    const onAccess = windowsRow('_allowonaccessprotection');
    const device = createWindowsDevice();
    device.machine.setDefender({ rebootBound: true });
    const before = await device.pass([[onAccess, false]]);
    expect(before.finding(onAccess)).toMatchObject({ state: 'nonCompliant', reason: { code: 'at-reboot' } });
    device.machine.restart();
    expect((await device.pass([[onAccess, false]])).finding(onAccess)?.state).toBe('compliant');
  });
});

describe('firewall rules', () => {
  test('of others are neither shown as ours nor touched, and ours bear our prefix and group', async () => {
    const machine = createSimulatedWindows();
    const theirs = textValue('Theirs', 'v2.10|Action=Allow|Active=TRUE|Dir=In|Name=Theirs|');
    machine.changeRegistry([{ do: 'set', path: RULES_KEY, value: theirs }]);
    const device = createWindowsDevice(machine);
    const done = await device.pass([[RULES_ROW, rules(2)]]);
    expect(done.finding(RULES_ROW)).toMatchObject({ state: 'remediated', readBack: { is: 'value' } });
    const names = valuesOf(machine, RULES_KEY);
    expect(names[0]).toBe('Theirs');
    expect(names.slice(1).every((name) => /^Holdfast-[0-9a-f]{24}$/.test(name))).toBe(true);
    await device.pass([[RULES_ROW, rules(1)]]);
    expect(valuesOf(machine, RULES_KEY)).toHaveLength(2);
  });

  test('in another spelling of the same are neither drift nor a conflict', async () => {
    const rule = { name: 'A', enabled: true, direction: 'in', action: 'allow', protocol: 6 };
    const device = createWindowsDevice();
    await device.pass([[RULES_ROW, [{ ...rule, remoteAddresses: ['10.0.0.0/255.0.0.0', 'localsubnet'] }]]]);
    const again = await device.pass([
      [RULES_ROW, [{ ...rule, remoteAddresses: ['LocalSubnet', '10.0.0.0/8'] }], 'A'],
      [RULES_ROW, [{ ...rule, remoteAddresses: ['10.0.0.0/8', 'LOCALSUBNET'] }], 'B'],
    ]);
    expect(again.wrote).toBe(false);
    expect(again.finding(RULES_ROW)?.state).toBe('compliant');
  });
});

describe('evidence', () => {
  test('a guarded value that did not take is tamper protection, with its code', async () => {
    const device = createWindowsDevice();
    device.machine.setDefender({ tamperProtected: true });
    const done = await device.pass([
      [ARCHIVES, false],
      [PUA, legalValues(PUA)[1] ?? 0],
    ]);
    expect(done.finding(ARCHIVES)).toMatchObject({
      state: 'error',
      reason: { code: 'tamper-protected' },
      errorCode: -2147024891,
    });
    expect(done.finding(PUA)?.state).toBe('remediated');
  });

  test('a guarded value that is in force all the same is compliant', async () => {
    const device = createWindowsDevice();
    device.machine.setDefender({ tamperProtected: true });
    expect((await device.pass([[ARCHIVES, true]])).finding(ARCHIVES)?.state).toBe('remediated');
  });

  test('under configuration protection only the firewall is written, and the rest is read back', async () => {
    const device = createWindowsDevice();
    device.machine.setDefender({ controlledConfiguration: true, platformVersion: '4.18.26060.3004' });
    const done = await device.pass([
      [ARCHIVES, false],
      [ASR, 'block'],
      [FIREWALL_ON, false],
    ]);
    expect(done.finding(ARCHIVES)).toMatchObject({
      state: 'nonCompliant',
      reason: { code: 'configuration-protected' },
    });
    expect(done.finding(FIREWALL_ON)?.state).toBe('remediated');
    expect(valuesOf(device.machine, `${DEFENDER}\\Scan`)).toEqual([]);
    expect((await device.pass([[ARCHIVES, true]])).finding(ARCHIVES)?.state).toBe('compliant');
  });

  test.each([
    ['the local object', 'C:\\Windows\\System32\\GroupPolicy\\Machine\\Registry.pol'],
    ['a domain, by what was applied', 'C:\\ProgramData\\ntuser.pol'],
  ])('a value that Group Policy of %s sets is named, and not fought', async (_, file) => {
    const machine = createSimulatedWindows();
    machine.changeRegistry([{ do: 'set', path: DEFENDER, value: dwordValue('PUAProtection', 0) }]);
    machine.setFile(file, registryPol('PUAProtection', 0));
    const device = createWindowsDevice(machine);
    const wanted = legalValues(PUA).find((value) => value !== 'off' && value !== 0) ?? 0;
    const done = await device.pass([[PUA, wanted]]);
    expect(done.finding(PUA)).toMatchObject({ state: 'nonCompliant', reason: { code: 'other-owner' } });
    expect(done.finding(PUA)?.reason?.text).toContain('Group Policy');
    expect(done.wrote).toBe(false);
  });

  test('a switch that somebody took away beside a list is set again', async () => {
    const device = createWindowsDevice();
    await device.pass([[ASR, 'block']]);
    device.machine.changeRegistry([
      {
        do: 'delete-value',
        path: `${DEFENDER}\\Windows Defender Exploit Guard\\ASR`,
        name: 'ExploitGuard_ASR_Rules',
      },
    ]);
    const done = await device.pass([[ASR, 'block']]);
    expect(done.finding(ASR)).toMatchObject({ state: 'remediated', drift: true });
  });

  test('without the antivirus engine its settings do not apply, and the firewall is set', async () => {
    const device = createWindowsDevice();
    device.machine.setFaults({ defenderMissing: true });
    const done = await device.pass([
      [ARCHIVES, false],
      [FIREWALL_ON, false],
    ]);
    expect(done.finding(ARCHIVES)).toMatchObject({
      state: 'notApplicable',
      reason: { code: 'engine-missing' },
    });
    expect(done.finding(FIREWALL_ON)?.state).toBe('remediated');
  });
});

test('a value of others whose name would break a registry file is neither shown nor touched', async () => {
  const machine = createSimulatedWindows();
  const name = 'C:\\x"=-\r\n\r\n[-HKEY_LOCAL_MACHINE\\SOFTWARE]';
  const path = `${DEFENDER}\\Exclusions\\Paths`;
  machine.changeRegistry([{ do: 'set', path, value: textValue(name, '0') }]);
  const device = createWindowsDevice(machine);
  // Exports cannot say it either, so the tree may be unreadable: then nothing is written at all.
  await device.pass([[PATHS, ['C:\\Ours']]]);
  await device.restore();
  expect(valuesOf(machine, path)).toEqual([name]);
});

test('a sensor does not leave when its blob is no longer wanted, and that is said', async () => {
  const device = createWindowsDevice();
  await device.pass([[ONBOARDING, '{"body":"hush-hush"}']]);
  const done = await device.pass([]);
  expect(done.finding(ONBOARDING)?.reason?.text).toContain('onboarding a sensor) stays');
  expect(JSON.stringify(done.findings)).not.toContain('hush');
});

test('the onboarding blob is written as it is and shows nowhere else', async () => {
  const device = createWindowsDevice();
  const text = '{"body":"hush-hush","sig":"x"}';
  const done = await device.pass([[ONBOARDING, text]]);
  const shown = JSON.stringify([done.findings, [...device.memory.owned.values()], device.machine.runs]);
  expect(shown).not.toContain('hush');
  expect(done.finding(ONBOARDING)?.state).toBe('remediated');
  const values = treeOf(device.machine.state().registry, `${POLICIES}\\Windows Advanced Threat Protection`);
  expect(JSON.stringify(values)).toContain('OnboardingInfo');
});

function registryPol(name: string, value: number): Uint8Array {
  const text = (words: string) => Buffer.from(`${words}\0`, 'utf16le');
  const mark = (sign: string) => Buffer.from(sign, 'utf16le');
  const number = (n: number) => Buffer.from(new Uint32Array([n]).buffer);
  const key = text('Software\\Policies\\Microsoft\\Windows Defender');
  const parts = [key, text(name), number(4), number(4), number(value)];
  const body = parts.flatMap((part, at) => (at === 0 ? [part] : [mark(';'), part]));
  return Buffer.concat([Buffer.from('PReg'), number(1), mark('['), ...body, mark(']')]);
}
