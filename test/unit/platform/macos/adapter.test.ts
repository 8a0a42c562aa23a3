// Passes of the Mac adapter over a simulated Mac: what the command line sets, what profiles own, what comes back.
import { buildBinary } from 'plist';
import { describe, expect, test } from 'vitest';
import { createMacAdapter } from '../../../../platform/macos/adapter.js';
import { createSimulatedMac } from '../../../../platform/simulated/mac-machine.js';
import { createMacDevice, macRow } from '../../../support/mac-pass.js';
import { mobileconfig } from '../../../support/mac-profiles.js';

const PREFERENCES = '/Library/Managed Preferences/com.microsoft.wdav.plist';
const { signal } = new AbortController();
const folder = { $type: 'excludedPath', path: '/Users/Shared/build', isDirectory: true };

describe('what the command line can set', () => {
  test('is set with its own command, read back, and left in peace the second time', async () => {
    const device = createMacDevice();
    const desired = { 'cloudService.enabled': false, 'networkProtection.enforcementLevel': 'block' };
    const first = await device.pass(desired);
    expect(first.writes).toEqual([
      'config cloud --value disabled',
      'config network-protection enforcement-level --value block',
    ]);
    expect(first.finding('cloudService.enabled')).toMatchObject({ state: 'remediated' });
    const second = await device.pass(desired);
    expect(second.writes).toEqual([]);
    expect(second.finding('cloudService.enabled')).toMatchObject({
      state: 'compliant',
      readBack: { is: 'value', value: false },
    });
  });

  test('costs one process for each kind of answer, whatever the number of rows', async () => {
    const device = createMacDevice();
    await device.pass({
      'antivirusEngine.exclusions': [],
      'antivirusEngine.allowedThreats': [],
      'antivirusEngine.behaviorMonitoring': 'enabled',
      'antivirusEngine.offlineDefinitionUpdate': 'disabled',
      'cloudService.enabled': true,
      'cloudService.diagnosticLevel': 'optional',
      'tamperProtection.enforcementLevel': 'audit',
    });
    expect(device.machine.runs.map(([, ...args]) => args.join(' ')).sort()).toEqual([
      '-productVersion',
      'exclusion list',
      'health --details definitions',
      'health --details features',
      'health --output json',
      'threat allowed list',
    ]);
  });

  test('has its former value again when no policy wants it any more', async () => {
    const device = createMacDevice();
    await device.machine.run('/usr/local/bin/mdatp', ['config', 'cloud', '--value', 'disabled'], {
      timeoutMs: 1,
      maxOutputBytes: 1000,
      signal,
    });
    await device.pass({ 'cloudService.enabled': true });
    const back = await device.pass({});
    expect(back.writes).toEqual(['config cloud --value disabled']);
    expect(back.finding('cloudService.enabled')).toMatchObject({ reason: { code: 'restored' } });
    expect((await device.pass({})).findings).toEqual([]);
  });

  test('is repaired when somebody undoes it, and left alone when he did so after we gave it up', async () => {
    const device = createMacDevice();
    const undo = { local: { 'tamperProtection.enforcementLevel': 'disabled' } };
    await device.pass({ 'tamperProtection.enforcementLevel': 'block' });
    device.machine.setAgent(undo);
    const repaired = await device.pass({ 'tamperProtection.enforcementLevel': 'block' });
    expect(repaired.finding('tamperProtection.enforcementLevel')).toMatchObject({
      state: 'remediated',
      drift: true,
    });
    device.machine.setAgent(undo);
    const left = await device.pass({});
    expect(left.writes).toEqual([]);
    expect(left.finding('tamperProtection.enforcementLevel')).toMatchObject({
      reason: { code: 'left-alone' },
    });
  });

  test('that nothing shows is written once, said to be unverifiable, and ends at its default', async () => {
    const device = createMacDevice();
    const first = await device.pass({ 'antivirusEngine.scanArchives': false });
    expect(first.finding('antivirusEngine.scanArchives')).toMatchObject({
      state: 'unknown',
      reason: { code: 'unverifiable' },
    });
    expect((await device.pass({ 'antivirusEngine.scanArchives': false })).writes).toEqual([]);
    const back = await device.pass({});
    expect(back.writes).toEqual(['config scan-archives --value enabled']);
    expect(back.finding('antivirusEngine.scanArchives')?.reason?.text).toMatch(/its default true was set/);
  });

  test('with a value that has no command needs a profile', async () => {
    const device = createMacDevice();
    const pass = await device.pass({ 'cloudService.automaticSampleSubmissionConsent': 'all' });
    expect(pass.writes).toEqual([]);
    expect(pass.finding('cloudService.automaticSampleSubmissionConsent')).toMatchObject({
      state: 'notApplicable',
      reason: { code: 'needs-profile' },
    });
  });

  test('that tamper protection refuses is an error with the words of the agent', async () => {
    const device = createMacDevice();
    device.machine.setFaults({ tamperProtected: true });
    const pass = await device.pass({ 'cloudService.enabled': false });
    expect(pass.finding('cloudService.enabled')).toMatchObject({
      state: 'error',
      reason: { code: 'write-failed', text: expect.stringContaining('Blocked by tamper protection') },
    });
  });
});

describe('lists', () => {
  test('change entry by entry, and the entries of others stay', async () => {
    const device = createMacDevice();
    device.machine.setAgent({ exclusions: [{ kind: 'file', value: '/theirs', scopes: ['epp'] }] });
    const both = [folder, { $type: 'excludedFileName', name: '/usr/bin/make' }];
    const first = await device.pass({ 'antivirusEngine.exclusions': both });
    expect(first.writes).toEqual([
      'exclusion folder add --path /Users/Shared/build',
      'exclusion process add --path /usr/bin/make',
    ]);
    const second = await device.pass({ 'antivirusEngine.exclusions': [folder] });
    expect(second.writes).toEqual(['exclusion process remove --path /usr/bin/make']);
    const last = await device.pass({});
    expect(last.writes).toEqual(['exclusion folder remove --path /Users/Shared/build']);
    expect(device.machine.state().agent.exclusions).toEqual([
      { kind: 'file', value: '/theirs', scopes: ['epp'] },
    ]);
  });

  test('an entry that came after the look is not taken out with ours', async () => {
    const machine = createSimulatedMac();
    const row = macRow('antivirusEngine.exclusions');
    machine.setAgent({ exclusions: [{ kind: 'file', value: '/late', scopes: ['epp'] }] });
    const change = { row, was: [], to: { do: 'set', value: [folder] } as const };
    await createMacAdapter(machine).write({ changes: [change], giveBack: [] }, signal);
    expect(machine.state().agent.exclusions.map(({ value }) => value)).toEqual(['/late', folder.path]);
  });

  test('of tags: a new value of the same key overwrites, and the former comes back', async () => {
    const device = createMacDevice();
    device.machine.setAgent({ tags: { GROUP: 'before' } });
    const pass = await device.pass({ 'edr.tags': [{ key: 'GROUP', value: 'MDE-Management' }] });
    expect(pass.writes).toEqual(['edr tag set --name GROUP --value MDE-Management']);
    expect((await device.pass({})).writes).toEqual(['edr tag set --name GROUP --value before']);
  });

  test('an entry that the command line would take for an option, or cannot list, is not passed to it', async () => {
    for (const name of ['--value', '-x', 'a\nb', 'a\u0000b', 'a"b', 'a\\b', ' a']) {
      const device = createMacDevice();
      const pass = await device.pass({ 'antivirusEngine.allowedThreats': [name] });
      expect(pass.writes).toEqual([]);
      expect(pass.finding('antivirusEngine.allowedThreats')).toMatchObject({
        reason: { code: 'needs-profile' },
      });
    }
  });

  test('whatever else an entry holds reaches the agent as one argument, and nothing else runs', async () => {
    for (const name of ["'; touch /tmp/x #", '$(id)', '`id`', 'a b', '../../x', '%n', '{value}']) {
      const device = createMacDevice();
      await device.pass({ 'antivirusEngine.allowedThreats': [name] });
      expect(device.machine.state().agent.allowedThreats).toEqual([name]);
    }
  });
});

describe('what a profile owns', () => {
  test('needs a profile until one is installed, and is as wanted afterwards because of it', async () => {
    const device = createMacDevice();
    const desired = {
      'userInterface.hideStatusMenuIcon': true,
      'cloudService.automaticDefinitionUpdateEnabled': false,
    };
    const before = await device.pass(desired);
    for (const { state, reason } of before.findings) {
      expect({ state, code: reason?.code }).toEqual({ state: 'notApplicable', code: 'needs-profile' });
    }
    device.machine.installProfile(
      mobileconfig({
        userInterface: { hideStatusMenuIcon: true },
        cloudService: { automaticDefinitionUpdateEnabled: false },
      }),
    );
    const after = await device.pass(desired);
    for (const { state, reason } of after.findings) {
      expect({ state, code: reason?.code }).toEqual({ state: 'compliant', code: 'profile-managed' });
    }
  });

  test('and differs where only a profile can set it, is not as wanted, and no new profile is asked for', async () => {
    const device = createMacDevice();
    device.machine.installProfile(mobileconfig({ userInterface: { hideStatusMenuIcon: true } }));
    const pass = await device.pass({ 'userInterface.hideStatusMenuIcon': false });
    expect(pass.finding('userInterface.hideStatusMenuIcon')).toMatchObject({
      state: 'nonCompliant',
      reason: { code: 'other-owner' },
      readBack: { is: 'value', value: true },
    });
  });

  test('is unknown where it cannot be read, and no profile is asked for', async () => {
    const device = createMacDevice();
    device.machine.setFile(PREFERENCES, 'no property list');
    const pass = await device.pass({ 'userInterface.hideStatusMenuIcon': false });
    expect(pass.finding('userInterface.hideStatusMenuIcon')).toMatchObject({
      state: 'unknown',
      reason: { code: 'layout' },
    });
  });

  test('is never fought when it differs, also where we had set it before', async () => {
    const device = createMacDevice();
    await device.pass({ 'cloudService.enabled': false });
    device.machine.installProfile(mobileconfig({ cloudService: { enabled: true } }));
    const pass = await device.pass({ 'cloudService.enabled': false });
    expect(pass.writes).toEqual([]);
    expect(pass.finding('cloudService.enabled')).toMatchObject({
      state: 'nonCompliant',
      reason: { code: 'other-owner', text: expect.stringContaining('by a configuration profile') },
    });
  });

  test('hides a value of ours, which goes all the same when no policy wants it any more', async () => {
    const device = createMacDevice();
    await device.pass({ 'cloudService.enabled': false });
    device.machine.installProfile(mobileconfig({ cloudService: { enabled: true } }));
    expect((await device.pass({})).writes).toEqual(['config cloud --value enabled']);
    device.machine.removeProfile('example.defender');
    expect(device.machine.state().agent.local).toEqual({ 'cloudService.enabled': true });
    expect((await device.pass({})).findings).toEqual([]);
  });

  test('hides entries of ours in a list until it is gone; then they are taken out', async () => {
    const device = createMacDevice();
    await device.pass({ 'antivirusEngine.exclusions': [folder] });
    device.machine.installProfile(
      mobileconfig({ antivirusEngine: { exclusionsMergePolicy: 'admin_only', exclusions: [] } }),
    );
    const hidden = await device.pass({});
    expect(hidden.writes).toEqual([]);
    expect(hidden.finding('antivirusEngine.exclusions')).toMatchObject({ reason: { code: 'other-owner' } });
    device.machine.removeProfile('example.defender');
    expect((await device.pass({})).writes).toEqual(['exclusion folder remove --path /Users/Shared/build']);
  });

  test('closes the list of exclusions when it says that only its own count', async () => {
    const device = createMacDevice();
    const antivirusEngine = { exclusionsMergePolicy: 'admin_only', exclusions: [] };
    device.machine.installProfile(mobileconfig({ antivirusEngine }));
    const closed = await device.pass({ 'antivirusEngine.exclusions': [folder] });
    expect(closed.writes).toEqual([]);
    expect(closed.finding('antivirusEngine.exclusions')).toMatchObject({ reason: { code: 'other-owner' } });
    device.machine.installProfile(
      mobileconfig({ antivirusEngine: { ...antivirusEngine, exclusionsMergePolicy: 'merge' } }),
    );
    const open = await device.pass({ 'antivirusEngine.exclusions': [folder] });
    expect(open.finding('antivirusEngine.exclusions')).toMatchObject({ state: 'remediated' });
  });

  test('is read from a binary and from an XML file alike', async () => {
    const row = macRow('userInterface.hideStatusMenuIcon');
    const settings = { userInterface: { hideStatusMenuIcon: true } };
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>userInterface</key><dict><key>hideStatusMenuIcon</key><true/></dict></dict></plist>`;
    for (const content of [buildBinary(settings), xml]) {
      const machine = createSimulatedMac();
      machine.setFile(PREFERENCES, content);
      const seen = await createMacAdapter(machine).observe([row], signal);
      expect(seen.settings.get(row.key)).toMatchObject({
        effective: { is: 'value', value: true },
        managed: true,
      });
    }
  });

  test.each([
    ['text', 'hello'],
    ['cut', '<plist version="1.0"><dict>'],
    ['badly nested', '<plist><dict></plist></dict>'],
    ['of foreign elements', '<plist><script>1</script></plist>'],
    ['with entities of its own', '<!DOCTYPE plist [<!ENTITY a "b">]><plist><string>&a;</string></plist>'],
    ['a list', '<plist><array/></plist>'],
    ['binary in name only', 'bplist00\u0001\u0002'],
    ['deep', `<plist>${'<array>'.repeat(5000)}${'</array>'.repeat(5000)}</plist>`],
  ])('cannot be told from a file that is %s: unknown, never absent', async (_, content) => {
    const machine = createSimulatedMac();
    machine.setFile(PREFERENCES, content);
    const row = macRow('userInterface.hideStatusMenuIcon');
    const seen = await createMacAdapter(machine).observe([row], signal);
    expect(seen.settings.get(row.key)?.effective).toMatchObject({
      is: 'unreadable',
      fault: { kind: 'bad-reply' },
    });
  });

  test('in a file that is not root’s is not believed', async () => {
    const machine = createSimulatedMac();
    await machine.writeAtomic(PREFERENCES, buildBinary({}), { mode: 0o644, uid: 501, gid: 20 });
    const row = macRow('userInterface.hideStatusMenuIcon');
    const seen = await createMacAdapter(machine).observe([row], signal);
    expect(seen.settings.get(row.key)?.effective).toMatchObject({ fault: { kind: 'unsafe' } });
  });
});

describe('an agent', () => {
  test('that is missing, too old, down or silent is told apart, and nothing is written', async () => {
    const engineOf = async (prepare: (machine: ReturnType<typeof createSimulatedMac>) => void) => {
      const device = createMacDevice();
      prepare(device.machine);
      const pass = await device.pass({ 'cloudService.enabled': false });
      expect(pass.writes).toEqual([]);
      return pass.before.engine;
    };
    expect(await engineOf((machine) => machine.setFaults({ notInstalled: true }))).toEqual({ is: 'missing' });
    expect(await engineOf((machine) => machine.setAgent({ version: '101.23042.0001' }))).toMatchObject({
      is: 'too-old',
      needs: '101.23052.0004',
    });
    expect((await engineOf((machine) => machine.setFaults({ daemonDown: true }))).is).toBe('not-running');
    expect((await engineOf((machine) => machine.setFaults({ hangs: true }))).is).toBe('unreadable');
    expect((await engineOf((machine) => machine.setFaults({ lies: '' }))).is).toBe('unreadable');
  });
});
