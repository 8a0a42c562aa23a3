// The simulated agent behaves as the vendor's documents say of the real one.
import { describe, expect, test } from 'vitest';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { MANAGED_FILE, MDATP } from '../../../../platform/simulated/machine-state.js';

const { signal } = new AbortController();

function newAgent(managed?: unknown) {
  const machine = createSimulatedLinux();
  if (managed !== undefined) {
    machine.setFile(MANAGED_FILE, typeof managed === 'string' ? managed : JSON.stringify(managed));
  }
  const mdatp = async (...args: readonly string[]) => {
    const result = await machine.run(MDATP, args, { timeoutMs: 1000, maxOutputBytes: 1_000_000, signal });
    if (!result.ok) throw new Error(result.error.kind);
    const { exitCode, stdout } = result.value;
    return { exitCode, text: Buffer.from(stdout).toString() };
  };
  const health = async (): Promise<Readonly<Record<string, unknown>>> =>
    JSON.parse((await mdatp('health', '--output', 'json')).text);
  return { machine, mdatp, health, list: async () => (await mdatp('exclusion', 'list')).text };
}

const member = (value: unknown, isManaged: boolean) => ({ displayValue: true, isManaged, value });

describe('what is in force', () => {
  test('the managed file beats what was set by hand, that beats the default', async () => {
    const { machine, mdatp, health } = newAgent();
    expect(await health()).toMatchObject({ $type: 'getHealthAllResult', cloudEnabled: member(true, false) });
    await mdatp('config', 'cloud', '--value', 'disabled');
    expect(await health()).toMatchObject({ cloudEnabled: member(false, false) });
    machine.setFile(MANAGED_FILE, '{"cloudService":{"enabled":true}}');
    expect(await health()).toMatchObject({ cloudEnabled: member(true, true) });
    expect((await mdatp('config', 'cloud', '--value', 'disabled')).exitCode).toBe(0);
    expect(await health()).toMatchObject({ cloudEnabled: member(true, true) });
  });

  test('a file that is no JSON object is ignored whole, a value of the wrong type alone', async () => {
    for (const text of ['{"cloudService":{"enabled":false},}', '[]', '', 'null']) {
      expect(await newAgent(text).health()).toMatchObject({ cloudEnabled: member(true, false) });
    }
    const mixed = newAgent({ cloudService: { enabled: 'no', automaticDefinitionUpdateEnabled: false } });
    expect(await mixed.health()).toMatchObject({
      cloudEnabled: member(true, false),
      automaticDefinitionUpdateEnabled: member(false, true),
    });
  });

  test('a key that the agent is too old for is ignored', async () => {
    const { machine, mdatp } = newAgent({ antivirusEngine: { offlineDefinitionUpdate: 'enabled' } });
    expect((await mdatp('health', '--details', 'definitions')).text).toMatch(
      /^offline_definition_update +: "enabled" \[managed\]$/m,
    );
    machine.setAgent({ version: '101.23122.0002' });
    expect((await mdatp('health', '--details', 'definitions')).text).not.toMatch(/offline_definition_update/);
  });

  test('the enforcement level shows as two switches, and as a member of its own on new agents', async () => {
    const { machine, health } = newAgent({ antivirusEngine: { enforcementLevel: 'real_time' } });
    expect(await health()).toMatchObject({
      realTimeProtectionEnabled: member(true, true),
      passiveModeEnabled: member(false, true),
      antivirusEnforcementLevel: member('real_time', true),
    });
    machine.setAgent({ version: '101.24052.0002' });
    expect(await health()).not.toHaveProperty('antivirusEnforcementLevel');
  });

  test('without a word the level is passive, real-time before 101.23062.0001; audit is for the newest only', async () => {
    const { machine, health } = newAgent({ antivirusEngine: { enforcementLevel: 'audit' } });
    expect(await health()).toMatchObject({ antivirusEnforcementLevel: member('passive', false) });
    machine.setAgent({ version: '101.26062.0007' });
    expect(await health()).toMatchObject({ antivirusEnforcementLevel: member('audit', true) });
    machine.setAgent({ version: '101.23052.0009' });
    expect(await health()).toMatchObject({ realTimeProtectionEnabled: member(true, false) });
  });

  test('by hand: real-time on is enough, on demand needs both switches off', async () => {
    const { mdatp, health } = newAgent();
    await mdatp('config', 'real-time-protection', '--value', 'enabled');
    expect(await health()).toMatchObject({ antivirusEnforcementLevel: member('real_time', false) });
    await mdatp('config', 'real-time-protection', '--value', 'disabled');
    expect(await health()).toMatchObject({ antivirusEnforcementLevel: member('passive', false) });
    await mdatp('config', 'passive-mode', '--value', 'disabled');
    expect(await health()).toMatchObject({ antivirusEnforcementLevel: member('on_demand', false) });
    await mdatp('config', 'passive-mode', '--value', 'enabled');
    expect(await health()).toMatchObject({ antivirusEnforcementLevel: member('passive', false) });
  });

  test('the diagnostic level is taken up when the daemon starts again', async () => {
    const { machine, health } = newAgent({ cloudService: { diagnosticLevel: 'optional' } });
    expect(await health()).toMatchObject({ cloudDiagnosticEnabled: member(false, false) });
    machine.restartDaemon();
    expect(await health()).toMatchObject({ cloudDiagnosticEnabled: member(true, true) });
  });
});

describe('exclusions', () => {
  const folder = { $type: 'excludedPath', path: '/srv', isDirectory: true };
  const merge = (policy: string) => ({
    antivirusEngine: { exclusionsMergePolicy: policy, exclusions: [folder] },
  });

  test('of the managed file and by hand are merged, by hand only where the policy lets them', async () => {
    const merged = newAgent(merge('merge'));
    await merged.mdatp('exclusion', 'file', 'add', '--path', '/var/log/x.log');
    expect(await merged.list()).toMatch(
      /Path: "\/srv"\nScope: \["epp"\]\n---\nExcluded file\nPath: "\/var\/log\/x.log"/,
    );
    const alone = newAgent(merge('admin_only'));
    await alone.mdatp('exclusion', 'file', 'add', '--path', '/var/log/x.log');
    await alone.mdatp('exclusion', 'process', 'add', '--path', '/usr/bin/x', '--scope', 'global');
    expect(await alone.list()).not.toContain('x.log');
    expect(await alone.list()).toContain('/usr/bin/x');
  });

  test('those of the managed file cannot be removed by hand, those by hand can', async () => {
    const { mdatp, list } = newAgent(merge('merge'));
    expect((await mdatp('exclusion', 'folder', 'remove', '--path', '/srv')).exitCode).not.toBe(0);
    await mdatp('exclusion', 'extension', 'add', '--name', '.tmp');
    expect(await list()).toContain('Extension: ".tmp"');
    await mdatp('exclusion', 'extension', 'remove', '--name', '.tmp');
    expect(await list()).not.toContain('.tmp');
  });

  test('without scopes they are epp in one section and global in the other', async () => {
    const { list } = newAgent({
      antivirusEngine: { exclusions: [{ $type: 'excludedFileName', name: 'cat' }] },
      exclusionSettings: { exclusions: [{ $type: 'excludedFileName', name: '/usr/bin/dog' }] },
    });
    expect(await list()).toMatch(
      /name: cat\nScope: \["epp"\]\n---\nExcluded process\nProcess name: \/usr\/bin\/dog\nScope: \["global"\]/,
    );
  });

  test('global takes no wildcards, extensions or bare process names', async () => {
    const entries = [
      { $type: 'excludedFileName', name: 'cat' },
      { $type: 'excludedFileExtension', extension: 'tmp' },
      { $type: 'excludedPath', path: '/var/*/x', isDirectory: true },
    ];
    expect(await newAgent({ exclusionSettings: { exclusions: entries } }).list()).toBe('No exclusions\n');
    const { mdatp } = newAgent();
    expect(
      (await mdatp('exclusion', 'process', 'add', '--name', 'cat', '--scope', 'global')).exitCode,
    ).not.toBe(0);
  });
});

describe('the command line', () => {
  test('one field is printed alone, text in quotes; unknown fields, groups and commands fail', async () => {
    const { mdatp } = newAgent();
    expect(await mdatp('health', '--field', 'app_version')).toEqual({
      exitCode: 0,
      text: '"101.26042.0003"\n',
    });
    expect(await mdatp('health', '--field', 'licensed')).toEqual({ exitCode: 0, text: 'true\n' });
    for (const args of [
      ['health', '--field', 'appVersion'],
      ['health', '--details', 'nothing'],
      ['health', '--output', 'xml'],
      ['health', 'x'],
      ['config', 'constructor', '--value', 'enabled'],
      ['config', 'cloud', '--value', 'constructor'],
      ['exclusion', 'disk', 'add', '--path', '/'],
      ['fly'],
      [],
    ]) {
      expect(await mdatp(...args)).toMatchObject({ exitCode: 1, text: '' });
    }
  });

  test('the text table hides what JSON marks as hidden, and says [managed]', async () => {
    const { mdatp } = newAgent({ networkProtection: { enforcementLevel: 'block' } });
    const { text } = await mdatp('health');
    expect(text).toMatch(/^network_protection_enforcement_level +: "block" \[managed\]$/m);
    expect(text).not.toMatch(/^managed_by/m);
  });

  test('tags, groups and allowed threats are kept', async () => {
    const { machine, mdatp, health } = newAgent();
    await mdatp('edr', 'tag', 'set', '--name', 'GROUP', '--value', 'web');
    await mdatp('edr', 'group-ids', '--group-id', 'g1');
    await mdatp('threat', 'allowed', 'add', '--name', 'EICAR');
    expect(await health()).toMatchObject({
      edrDeviceTags: member([{ key: 'GROUP', value: 'web' }], false),
      edrGroupIds: member('g1', false),
    });
    expect((await mdatp('threat', 'allowed', 'list')).text).toContain('Name: "EICAR"');
    machine.setFile(MANAGED_FILE, '{"edr":{"tags":[{"key":"GROUP","value":"db"}]}}');
    expect(await health()).toMatchObject({ edrDeviceTags: member([{ key: 'GROUP', value: 'db' }], true) });
    await mdatp('edr', 'tag', 'remove', '--tag-name', 'GROUP');
    expect(machine.state().agent.tags).toEqual({});
  });

  test('while tamper protected it keeps what was in force and refuses changes by hand', async () => {
    const { machine, mdatp, health } = newAgent({ cloudService: { enabled: false } });
    machine.setFaults({ tamperProtected: true });
    machine.setFile(MANAGED_FILE, '{"cloudService":{"enabled":true}}');
    expect(await health()).toMatchObject({ cloudEnabled: member(false, true) });
    expect((await mdatp('config', 'passive-mode', '--value', 'enabled')).exitCode).not.toBe(0);
    machine.setFaults({ failsWith: null });
    expect(await health()).toMatchObject({ cloudEnabled: member(false, true) });
    machine.setFaults({ tamperProtected: false });
    expect(await health()).toMatchObject({ cloudEnabled: member(true, true) });
  });
});
