// The simulated Mac and its agent behave as the documents say of the real ones.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'plist';
import { describe, expect, test } from 'vitest';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { createSimulatedMac } from '../../../../platform/simulated/mac-machine.js';
import { MAC_MDATP } from '../../../../platform/simulated/mac-state.js';
import { mobileconfig } from '../../../support/mac-profiles.js';

const limits = { timeoutMs: 1000, maxOutputBytes: 1_000_000, signal: new AbortController().signal };
const PREFERENCES = '/Library/Managed Preferences/com.microsoft.wdav.plist';

function newMac() {
  const machine = createSimulatedMac();
  const run = async (program: string, args: readonly string[]) => {
    const result = await machine.run(program, args, limits);
    if (!result.ok) throw new Error(result.error.kind);
    const { exitCode, stdout } = result.value;
    return { exitCode, text: Buffer.from(stdout).toString() };
  };
  const mdatp = (...args: readonly string[]) => run(MAC_MDATP, args);
  const health = async (): Promise<Readonly<Record<string, unknown>>> =>
    JSON.parse((await mdatp('health', '--output', 'json')).text);
  return { machine, run, mdatp, health };
}

const member = (value: unknown, isManaged: boolean) => ({ displayValue: true, isManaged, value });

describe('a simulated Mac', () => {
  test('says that it is simulated, and which macOS it pretends to be', async () => {
    expect(await createSimulatedMac().facts()).toEqual({
      os: 'macos',
      arch: 'arm64',
      simulated: true,
      hardware: expect.objectContaining({ model: 'Simulated machine' }),
      distribution: undefined,
      version: '15.6.1',
      prettyName: 'macOS 15.6.1',
      hostname: 'simulated-mac.local',
      machineId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      bootId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      init: undefined,
      container: undefined,
      hardwareId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('is enrolled only when an administrator has enrolled it', async () => {
    const { machine, run } = newMac();
    const status = async () => (await run('/usr/bin/profiles', ['status', '-type', 'enrollment'])).text;
    expect(await status()).toBe('Enrolled via DEP: No\nMDM enrollment: No\n');
    machine.setMdmServer('https://mdm.example/server');
    expect(await status()).toMatch(/^MDM enrollment: Yes \(User Approved\)\nMDM server: https:/m);
  });

  test('rebuilds its managed preferences from the profiles, whatever stood there', async () => {
    const { machine } = newMac();
    machine.setFile('/Library/Managed Preferences/stray.plist', 'x');
    machine.installProfile(mobileconfig({ cloudService: { enabled: false } }));
    expect(await machine.list('/Library/Managed Preferences')).toEqual({
      ok: true,
      value: ['com.microsoft.wdav.plist'],
    });
    const file = await machine.read(PREFERENCES, { maxBytes: 10_000 });
    const bytes = file.ok ? (file.value?.bytes ?? new Uint8Array()) : new Uint8Array();
    expect(Buffer.from(bytes.subarray(0, 8)).toString()).toBe('bplist00');
    expect(parse(new Uint8Array(bytes))).toEqual({ cloudService: { enabled: false } });
    machine.removeProfile('example.defender');
    expect(await machine.stat(PREFERENCES)).toEqual({ ok: true, value: undefined });
  });

  test.each([
    ['not a plist', 'nonsense'],
    ['for one user', mobileconfig({}, { outer: { PayloadScope: 'User' } })],
    ['without a UUID', mobileconfig({}, { outer: { PayloadUUID: 'x' } })],
    ['of another type', mobileconfig({}, { outer: { PayloadType: 'com.apple.mdm' } })],
    [
      'with one UUID twice',
      mobileconfig({}, { outer: { PayloadUUID: '7B0A5A3E-4C1D-4E57-9A0B-2F6C1D8E9A02' } }),
    ],
  ])('refuses a profile that is %s', (_, text) => {
    expect(() => createSimulatedMac().installProfile(text)).toThrow(/refused/);
  });

  test('is kept in a file that no other kind of machine takes for its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-simulated-'));
    try {
      const statePath = join(folder, 'machine.json');
      createSimulatedMac({ statePath }).setMdmServer('https://mdm.example');
      expect(createSimulatedMac({ statePath }).state().mac?.mdmServer).toBe('https://mdm.example');
      expect(() => createSimulatedLinux({ statePath }).state()).toThrow(/not hold a simulated machine/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the agent of a simulated Mac', () => {
  test('protects in real time by default, and knows no member for the level', async () => {
    const { health } = newMac();
    const seen = await health();
    expect(seen).toMatchObject({
      realTimeProtectionEnabled: member(true, false),
      passiveModeEnabled: member(false, false),
    });
    expect(seen).not.toHaveProperty('antivirusEnforcementLevel');
    expect(seen).not.toHaveProperty('managedBy');
  });

  test('a profile beats what was set by hand, and the older switches count where the level is not managed', async () => {
    const { machine, mdatp, health } = newMac();
    await mdatp('config', 'cloud', '--value', 'disabled');
    await mdatp('config', 'tamper-protection', 'enforcement-level', '--value', 'block');
    expect(await health()).toMatchObject({
      cloudEnabled: member(false, false),
      tamperProtection: member('block', false),
    });
    machine.installProfile(
      mobileconfig({ cloudService: { enabled: true }, antivirusEngine: { passiveMode: true } }),
    );
    expect(await health()).toMatchObject({
      cloudEnabled: member(true, true),
      passiveModeEnabled: member(true, true),
      realTimeProtectionEnabled: member(false, false),
    });
  });

  test('takes up the diagnostic level at once, and shows behavior monitoring among the features', async () => {
    const { machine, mdatp, health } = newMac();
    machine.installProfile(mobileconfig({ cloudService: { diagnosticLevel: 'required' } }));
    expect(await health()).toMatchObject({ cloudDiagnosticEnabled: member(false, true) });
    expect((await mdatp('health', '--details', 'features')).text).toMatch(/behavior_monitoring : "enabled"/);
    expect(await health()).not.toHaveProperty('behaviorMonitoring');
  });

  test('knows no scopes of exclusions', async () => {
    const { mdatp } = newMac();
    expect(await mdatp('exclusion', 'folder', 'add', '--path', '/a', '--scope', 'epp')).toMatchObject({
      exitCode: 1,
    });
    await mdatp('exclusion', 'folder', 'add', '--path', '/a');
    expect((await mdatp('exclusion', 'list')).text).toMatch(/Excluded folder\nPath: "\/a"\n=/);
  });

  test('takes the commands that only a Mac has', async () => {
    const { machine, mdatp, health } = newMac();
    for (const args of [
      ['config', 'scheduled-scan', 'settings', 'feature', '--value', 'disabled'],
      ['config', 'scheduled-scan', 'quick-scan', 'time-of-day', '--value', '180'],
      [
        'config',
        'scheduled-scan',
        'weekly-scan',
        '--day-of-week',
        '8',
        '--time-of-day',
        '60',
        '--scan-type',
        'full',
      ],
      ['edr', 'early-preview', 'enabled'],
      ['threat', 'policy', 'set', '--type', 'potentially_unwanted_application', '--action', 'block'],
    ]) {
      expect(await mdatp(...args), args.join(' ')).toMatchObject({ exitCode: 0 });
    }
    expect((await mdatp('health', '--details', 'scheduled_scan')).text).toMatch(/"disabled".*: 180.*: 8/s);
    expect(await health()).toMatchObject({ edrEarlyPreviewEnabled: member('enabled', false) });
    expect(machine.state().agent.threatPolicy).toEqual({ potentially_unwanted_application: 'block' });
    for (const args of [
      ['config', 'scheduled-scan', 'quick-scan', 'time-of-day', '--value', 'noon'],
      ['config', 'scheduled-scan', 'settings', 'feature'],
      ['threat', 'policy', 'set', '--type', 'virus', '--action', 'block'],
    ]) {
      expect(await mdatp(...args), args.join(' ')).toMatchObject({ exitCode: 1 });
    }
  });
});
