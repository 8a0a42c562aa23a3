// The Windows adapter over a real registry: Wine's, with Windows' own Node and reg.exe. PowerShell there is a stub that
// ends well and says nothing; where an answer is needed, simulated cmdlets give it over what the real registry holds.
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseReg } from '../../platform/windows/parse-reg.js';
import type { RegistryTree } from '../../platform/windows/registry-value.js';
import { listData, numberOf, REG, textData, textOf, valueAt } from '../../platform/windows/registry-value.js';
import type { RegistryEdit } from '../../platform/windows/write-reg.js';
import { writeReg } from '../../platform/windows/write-reg.js';
import type { CatalogRow } from '../../src/model/catalog/row.js';
import { windowsCatalog } from '../../src/model/catalog/windows.js';
import { settingKey } from '../../src/model/ids.js';
import type { AgentInWine } from '../support/agent-in-wine.js';
import { bundleAgent } from '../support/agent-in-wine.js';
import type { Passed } from '../support/windows-agent.js';
import type { Wine } from '../support/wine.js';
import { startWine } from '../support/wine.js';

const project = join(import.meta.dirname, '../..');
const MICROSOFT = 'HKLM\\SOFTWARE\\Policies\\Microsoft';
const DEFENDER = `${MICROSOFT}\\Windows Defender`;
const FIREWALL = `${MICROSOFT}\\WindowsFirewall`;
const NOTHING = { type: 0, hex: '' };
const HOSTILE = 'one "two" C:\\three\\\r\nfour\n%PATH% ; $(x) | [k] @="é" Ω 日本 \u{1f512}';

let wine: Wine;
let agent: AgentInWine;

beforeAll(async () => {
  wine = await startWine();
  agent = await bundleAgent(wine);
  mkdirSync(agent.workFolder);
  // Every Windows has this key; a new Wine does not.
  await agent.importText(`[${MICROSOFT.replace('HKLM', 'HKEY_LOCAL_MACHINE')}]`);
});

afterAll(() => wine?.stop());

/** Whatever is of us there goes; what others have there is the test's own. */
async function giveBack() {
  return agent.pass([]);
}

async function readTree(key: string, view?: '/reg:64' | '/reg:32'): Promise<RegistryTree> {
  const exported = await agent.exportTree(key, view);
  if (exported === undefined) return new Map();
  const tree = parseReg(exported);
  if (!tree.ok) throw new Error(tree.error);
  return tree.value;
}

function sample(name: string): string {
  copyFileSync(join(project, `samples/policies/windows-${name}.json`), join(wine.folder, `${name}.json`));
  return `${wine.windowsFolder}\\${name}.json`;
}

const samples = (): readonly string[] =>
  [
    'antivirus-baseline',
    'asr-audit-first',
    'edr-samples',
    'exclusions-sql',
    'firewall-rules',
    'firewall',
    'updates-pilot',
  ].map(sample);

const statesOf = (findings: readonly { readonly state: string }[]): readonly string[] =>
  [...new Set(findings.map(({ state }) => state))].sort();

/** A setting of one text that stands anywhere in the registry. */
function textRow(key: string, value: string): CatalogRow {
  const like = windowsCatalog().rows.find(({ key: known }) => known.endsWith('_supportloglocation'));
  if (like === undefined) throw new Error('the catalog has lost a row');
  const place = { by: 'registry', root: 'HKLM', key, value } as const;
  return {
    ...like,
    key: settingKey(`test_${value.toLowerCase()}`),
    name: value,
    write: [{ ...place, type: 'REG_SZ', confidence: 'documented' }],
    read: place,
  };
}

describe('the text form of the registry', () => {
  const TOP = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Holdfast forms';
  const set = (name: string, type: number, hex: string, key = TOP): RegistryEdit => ({
    do: 'set',
    key,
    value: { name, type, hex },
  });
  const every = [...Array(256).keys()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  // Left out: texts without a closing NUL or with one inside, numbers of the wrong length. Wine exports them as if
  // they were well formed.
  const edits: readonly RegistryEdit[] = [
    set('', REG.SZ, textData('of the key itself').hex),
    set('plain', REG.SZ, textData('text').hex),
    set('empty', REG.SZ, textData('').hex),
    set('hostile', REG.SZ, textData(HOSTILE).hex),
    set('half a character', REG.SZ, textData('a\ud800b').hex),
    set('expand', REG.EXPAND_SZ, textData('%SystemRoot%\\"x"').hex),
    set('list', REG.MULTI_SZ, listData(['a', 'ü "b"', 'c\nd']).hex),
    set('empty list', REG.MULTI_SZ, listData([]).hex),
    set('number', REG.DWORD, '78563412'),
    set('wide number', 11, '0102030405060708'),
    set('bytes', REG.BINARY, every),
    set('no bytes', REG.BINARY, ''),
    set('much', REG.BINARY, every.repeat(64)),
    set('no type', 0, 'ff00'),
    set('odd type', 0x1234, 'ff00'),
    set('a "quoted" \\ name=[x] é 日本 \u{1f512}', REG.SZ, textData('by name').hex),
    set('inner', REG.DWORD, '01000000', `${TOP}\\a [key] "quoted" é\\and below`),
  ];

  test('what goes in comes out exact: every type, names and texts with quotes, line breaks and any script', async () => {
    const file = `${wine.windowsFolder}\\forms.reg`;
    writeFileSync(join(wine.folder, 'forms.reg'), writeReg(edits));
    expect(await wine.run('reg.exe', 'import', file, '/reg:64')).toMatchObject({ exitCode: 0 });
    const tree = await readTree(TOP);
    for (const edit of edits)
      if (edit.do === 'set') expect(valueAt(tree, edit.key, edit.value.name)).toEqual(edit.value);
    const values = [...tree.values()].flatMap((key) => [...key.values.values()]);
    expect(values).toHaveLength(edits.length);
  });

  test('values and keys go again, and nothing else with them', async () => {
    const away: readonly RegistryEdit[] = [
      { do: 'unset', key: TOP, name: '' },
      { do: 'unset', key: TOP, name: 'a "quoted" \\ name=[x] é 日本 \u{1f512}' },
      { do: 'remove-key', key: `${TOP}\\a [key] "quoted" é` },
    ];
    writeFileSync(join(wine.folder, 'forms.reg'), writeReg(away));
    await wine.run('reg.exe', 'import', `${wine.windowsFolder}\\forms.reg`, '/reg:64');
    const tree = await readTree(TOP);
    expect([...tree.keys()]).toEqual([TOP.toLowerCase()]);
    expect(tree.get(TOP.toLowerCase())?.values.size).toBe(edits.length - 3);
    await wine.run('reg.exe', 'delete', TOP, '/f', '/reg:64');
    expect(await agent.exportTree(TOP)).toBeUndefined();
  });
});

describe('a pass with every sample policy', () => {
  test('a PowerShell that ends well and says nothing: all unknown, with the reason, and nothing is written', async () => {
    const before = await agent.exportTree(MICROSOFT);
    const { wrote, findings } = await agent.pass(samples(), { powershell: 'real' });
    expect(findings.length).toBeGreaterThan(50);
    expect(statesOf(findings)).toEqual(['unknown']);
    for (const { why } of findings) expect(why).toContain('it ended well and said nothing');
    expect(wrote).toBe(false);
    expect(await agent.exportTree(MICROSOFT)).toEqual(before);
  });

  describe('and cmdlets that answer, one pass after the other', () => {
    let before: Buffer | undefined;
    let first: Passed;

    beforeAll(async () => {
      before = await agent.exportTree(MICROSOFT);
      first = await agent.pass(samples());
    });

    test('the first is one import, and another hand reads back what it wrote', () => {
      expect(first.wrote).toBe(true);
      const unproven = first.findings.filter(({ state }) => state !== 'remediated');
      expect(unproven.map(({ state, why }) => `${state} ${why.split(':')[0]}`)).toEqual([
        'unknown unverifiable',
        'unknown unverifiable',
      ]);
      expect(first.ran.filter((program) => program === 'reg.exe import')).toHaveLength(1);
    });

    test('what is stored is what the documents say', async () => {
      const tree = await readTree(MICROSOFT);
      const number = (key: string, name: string) => numberOf(valueAt(tree, key, name) ?? NOTHING);
      const names = (key: string) => [
        ...(tree.get(key.replace('HKLM', 'HKEY_LOCAL_MACHINE').toLowerCase())?.values.values() ?? []),
      ];
      expect(number(`${DEFENDER}\\Real-Time Protection`, 'DisableRealtimeMonitoring')).toBe(0);
      expect(number(`${DEFENDER}\\Exclusions`, 'Exclusions_Paths')).toBe(1);
      expect(names(`${DEFENDER}\\Exclusions\\Paths`).length).toBeGreaterThan(0);
      const asr = `${DEFENDER}\\Windows Defender Exploit Guard\\ASR`;
      expect(textOf(valueAt(tree, `${asr}\\Rules`, '9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2') ?? NOTHING)).toBe(
        '1',
      );
      for (const profile of ['DomainProfile', 'PrivateProfile', 'PublicProfile'])
        expect(number(`${FIREWALL}\\${profile}`, 'EnableFirewall')).toBe(1);
      const rules = names(`${FIREWALL}\\FirewallRules`).map((value) => textOf(value) ?? '');
      expect(rules).toHaveLength(2);
      for (const rule of rules) expect(rule).toMatch(/^v2\.\d+\|Action=Allow\|Active=TRUE\|Dir=In\|.*\|$/);
    });

    test('the second is silent, with five programs at most', async () => {
      const second = await agent.pass(samples());
      expect(second).toMatchObject({ wrote: false, planned: 0 });
      expect(second.ran).not.toContain('reg.exe import');
      expect(second.ran.length).toBeLessThanOrEqual(5);
      expect(statesOf(second.findings)).toEqual(['compliant', 'unknown']);
    });

    test('what somebody deletes is repaired, and only that', async () => {
      const whole = await agent.exportTree(MICROSOFT);
      await wine.run('reg.exe', 'delete', `${FIREWALL}\\FirewallRules`, '/f', '/reg:64');
      await wine.run('reg.exe', 'delete', `${DEFENDER}\\Scan`, '/v', 'AvgCPULoadFactor', '/f', '/reg:64');
      const { findings, planned } = await agent.pass(samples());
      expect(planned).toBe(2);
      expect(findings.filter(({ state }) => state === 'remediated')).toHaveLength(2);
      expect((await agent.exportTree(MICROSOFT))?.equals(whole ?? Buffer.alloc(0))).toBe(true);
    });

    test('without policies all is as it was before the first, byte for byte, and nothing of ours is left', async () => {
      const back = await giveBack();
      expect(new Set(back.findings.map(({ why }) => why.split(':')[0]))).toEqual(new Set(['restored']));
      expect((await agent.exportTree(MICROSOFT))?.equals(before ?? Buffer.alloc(0))).toBe(true);
      expect(JSON.parse(agent.memory())).toEqual([]);
      expect(readdirSync(agent.workFolder)).toEqual(['read-settings.ps1']);
    });
  });
});

describe('what others have there', () => {
  const THEIRS = [
    `[${DEFENDER}]`,
    '"SupportLogLocation"="theirs \\"quoted\\" é 日本"',
    '"Untouched"=hex(7):61,00,00,00,00,00',
    `[${DEFENDER}\\Exclusions]`,
    '"Exclusions_Paths"=dword:00000000',
    `[${DEFENDER}\\Exclusions\\Paths]`,
    '"D:\\\\Их \\"data\\""="0"',
    '"E:\\\\odd"=dword:00000007',
    `[${FIREWALL}]`,
    '"PolicyVersion"=dword:0000021f',
    `[${FIREWALL}\\FirewallRules]`,
    '"{theirs}"="v2.31|Action=Block|Active=TRUE|Dir=Out|Name=Их é \\"rule\\"|"',
    `[${FIREWALL}\\DomainProfile]`,
    '"EnableFirewall"="1"',
  ].map((line) => line.replace('[HKLM', '[HKEY_LOCAL_MACHINE'));

  test('stands beside ours while ours is in force, and comes back byte for byte', async () => {
    await agent.importText(THEIRS.join('\r\n'));
    await agent.importText(
      `[${DEFENDER.replace('HKLM', 'HKEY_LOCAL_MACHINE')}]\r\n"Lines"=hex(1):${(textData(HOSTILE).hex.match(/../g) ?? []).join(',')}`,
    );
    const before = await agent.exportTree(MICROSOFT);
    const wanted = [{ key: 'device_vendor_msft_defender_configuration_supportloglocation', value: HOSTILE }];
    const policies = samples();
    await agent.pass(policies, { wanted });

    const during = await readTree(MICROSOFT);
    expect(textOf(valueAt(during, DEFENDER, 'SupportLogLocation') ?? NOTHING)).toBe(HOSTILE);
    expect(textOf(valueAt(during, DEFENDER, 'Lines') ?? NOTHING)).toBe(HOSTILE);
    expect(valueAt(during, `${DEFENDER}\\Exclusions\\Paths`, 'D:\\Их "data"')).toBeDefined();
    expect(numberOf(valueAt(during, `${DEFENDER}\\Exclusions`, 'Exclusions_Paths') ?? NOTHING)).toBe(1);
    expect(valueAt(during, `${FIREWALL}\\FirewallRules`, '{theirs}')).toBeDefined();
    expect(numberOf(valueAt(during, FIREWALL, 'PolicyVersion') ?? NOTHING)).toBe(0x21f);
    expect(numberOf(valueAt(during, `${FIREWALL}\\DomainProfile`, 'EnableFirewall') ?? NOTHING)).toBe(1);
    expect((await agent.pass(policies, { wanted })).wrote).toBe(false);

    await giveBack();
    expect((await agent.exportTree(MICROSOFT))?.equals(before ?? Buffer.alloc(0))).toBe(true);
    for (const tree of [DEFENDER, FIREWALL]) await wine.run('reg.exe', 'delete', tree, '/f', '/reg:64');
  });
});

test('the text of a secret reaches the registry exact, and nothing that we keep or say', async () => {
  const secret = `{"body":"{\\"orgId\\":\\"5e6c\\"}",\r\n"sig":"${'Ab+/'.repeat(400)}"}`;
  const key = 'device_vendor_msft_windowsadvancedthreatprotection_onboarding';
  const onboarded = {
    key: 'device_vendor_msft_windowsadvancedthreatprotection_configurationtype',
    value: 'onboarded',
  };
  const said = await agent.pass([], { wanted: [onboarded, { key, secret }] });
  const sensor = `${MICROSOFT}\\Windows Advanced Threat Protection`;
  const tree = await readTree(sensor);
  expect(textOf(valueAt(tree, sensor, 'OnboardingInfo') ?? NOTHING)).toBe(secret);
  expect(JSON.stringify(said)).not.toContain('Ab+/');
  expect(agent.memory()).not.toContain('Ab+/');
  expect(readdirSync(agent.workFolder).filter((name) => name.endsWith('.reg'))).toEqual([]);
  await giveBack();
  await wine.run('reg.exe', 'delete', sensor, '/f', '/reg:64');
});

test('values go to the 64-bit view; where Windows shows one store in both views, they stand in both', async () => {
  const split = textRow('SOFTWARE\\Holdfast views', 'Split');
  const shared = textRow('SOFTWARE\\Policies\\Microsoft\\Holdfast views', 'Shared');
  const wanted = [
    { key: split.key, value: HOSTILE },
    { key: shared.key, value: HOSTILE },
  ];
  const { findings } = await agent.pass([], { rows: [split, shared], wanted });
  expect(statesOf(findings)).toEqual(['remediated']);
  const seen = async (key: string, name: string, view: '/reg:64' | '/reg:32') =>
    textOf(valueAt(await readTree(key, view), key, name) ?? NOTHING);
  expect(await seen('HKLM\\SOFTWARE\\Holdfast views', 'Split', '/reg:64')).toBe(HOSTILE);
  expect(await seen('HKLM\\SOFTWARE\\Holdfast views', 'Split', '/reg:32')).toBeUndefined();
  expect(await seen(`${MICROSOFT}\\Holdfast views`, 'Shared', '/reg:64')).toBe(HOSTILE);
  expect(await seen(`${MICROSOFT}\\Holdfast views`, 'Shared', '/reg:32')).toBe(HOSTILE);
  await agent.pass([], { rows: [split, shared] });
  expect(await agent.exportTree('HKLM\\SOFTWARE\\Holdfast views')).toBeUndefined();
  expect(await agent.exportTree(`${MICROSOFT}\\Holdfast views`)).toBeUndefined();
});

test('a key that the registry refuses is an error of its setting; its neighbours stand', async () => {
  const refused = textRow('HARDWARE\\Holdfast refused', 'Refused');
  const fine = textRow('SOFTWARE\\Policies\\Microsoft\\Holdfast fine', 'Fine');
  const wanted = [
    { key: refused.key, value: 'a' },
    { key: fine.key, value: 'b' },
  ];
  const { findings } = await agent.pass([], { rows: [refused, fine], wanted });
  expect(findings).toMatchObject([
    { key: refused.key, state: 'error' },
    { key: fine.key, state: 'remediated' },
  ]);
  await agent.pass([], { rows: [refused, fine] });
});

describe('access denied', () => {
  const SCAN = `${DEFENDER}\\Scan`;
  const SET_VALUE = 2;
  const QUERY_VALUE = 1;

  test('by a key: its settings are errors, the others stand, and all is well once access is given', async () => {
    await agent.importText(`[${SCAN.replace('HKLM', 'HKEY_LOCAL_MACHINE')}]\r\n"Theirs"=dword:00000001`);
    const before = await agent.exportTree(MICROSOFT);
    await wine.refuseAccess(SCAN, SET_VALUE);
    const policies = [sample('antivirus-baseline')];
    const { findings } = await agent.pass(policies);
    const errors = findings.filter(({ state }) => state === 'error');
    expect(errors).toHaveLength(5);
    for (const { why } of errors) expect(why).toMatch(/^write-failed: .* was not written/);
    expect(findings.filter(({ state }) => state === 'remediated').length).toBeGreaterThan(10);
    const tree = await readTree(MICROSOFT);
    const inScan = tree.get(SCAN.replace('HKLM', 'HKEY_LOCAL_MACHINE').toLowerCase());
    expect([...(inScan?.values.keys() ?? [])]).toEqual(['theirs']);

    await wine.refuseAccess(SCAN, 0);
    const next = await agent.pass(policies);
    expect(next.planned).toBe(errors.length);
    expect(statesOf(next.findings)).toEqual(['compliant', 'remediated', 'unknown']);
    await giveBack();
    expect((await agent.exportTree(MICROSOFT))?.equals(before ?? Buffer.alloc(0))).toBe(true);
    await wine.run('reg.exe', 'delete', DEFENDER, '/f', '/reg:64');
  });

  test('to a tree that may not be read: unknown, and nothing is written into it', async () => {
    await agent.importText(`[${FIREWALL.replace('HKLM', 'HKEY_LOCAL_MACHINE')}]\r\n"Theirs"=dword:00000001`);
    const before = await agent.exportTree(FIREWALL);
    await wine.refuseAccess(FIREWALL, QUERY_VALUE);
    const { findings } = await agent.pass([sample('firewall')]);
    // What the program says of a key that it may not read is that there is none.
    expect(statesOf(findings)).toEqual(['unknown']);
    await wine.refuseAccess(FIREWALL, 0);
    expect(await agent.exportTree(FIREWALL)).toEqual(before);
    await wine.run('reg.exe', 'delete', FIREWALL, '/f', '/reg:64');
  });
});

test('an agent that cannot use its own folder: all unknown, with the reason, and nothing is written', async () => {
  const before = await agent.exportTree(MICROSOFT);
  const { wrote, findings } = await agent.pass(samples(), { work: `${wine.windowsFolder}\\agent.cjs` });
  expect(wrote).toBe(false);
  expect(statesOf(findings)).toEqual(['unknown']);
  for (const { why } of findings) expect(why).toMatch(/^read-failed: /);
  expect((await agent.exportTree(MICROSOFT))?.equals(before ?? Buffer.alloc(0))).toBe(true);
});
