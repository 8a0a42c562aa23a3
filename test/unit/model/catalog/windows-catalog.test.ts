// The Windows rows: complete, with the documented homes, data and read-back of each, and why some are not carried.

import { describe, expect, test } from 'vitest';
import type { CatalogRow, WriteHome } from '../../../../src/model/catalog/row.js';
import { windowsCatalog } from '../../../../src/model/catalog/windows.js';
import { WINDOWS_NUMBERS, WINDOWS_OPTIONS } from '../policy/windows-options-table.js';
import { WINDOWS_SETTINGS } from './windows-settings-table.js';

const windows = windowsCatalog();
const { rows } = windows;

describe('completeness', () => {
  test('has each of the 203 documented settings, with its CSP path and registry home, and no other', () => {
    expect(WINDOWS_SETTINGS).toHaveLength(203);
    expect(rows.map((row) => [row.id, row.csp, homeOf(row)])).toEqual(WINDOWS_SETTINGS);
  });

  test('each profile has its settings', () => {
    const count = (profile: string) => rows.filter(({ profiles }) => profiles.includes(profile)).length;
    expect({
      antivirus: count('windows-av'),
      exclusions: count('windows-av-exclusions'),
      updates: count('windows-update-controls'),
      asr: count('windows-asr'),
      edr: count('windows-edr'),
      firewall: count('windows-firewall'),
      rules: count('windows-firewall-rules'),
      experience: count('windows-security-experience'),
    }).toEqual({
      antivirus: 58,
      exclusions: 3,
      updates: 3,
      asr: 42,
      edr: 6,
      firewall: 62,
      rules: 22,
      experience: 1,
    });
  });

  test('the kinds are those of the templates', () => {
    const kinds = Object.fromEntries(
      [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, some]) => [kind, some.length]),
    );
    expect(kinds).toEqual({
      choice: 127,
      integer: 14,
      string: 5,
      'string-list': 27,
      'choice-list': 3,
      group: 2,
      items: 1,
      secret: 3,
      field: 21,
    });
  });

  test('the other systems know each of these ids as one of Windows', () => {
    expect(rows.filter(({ id }) => !/^(?:device_)?vendor_msft_/.test(id ?? ''))).toEqual([]);
  });
});

describe('what is written and read', () => {
  test.each(WINDOWS_OPTIONS)(
    '%s%s: value, registry data and read-back',
    (id, suffix, value, stored, shown) => {
      const row = windows.byId(id);
      const chosen = row?.choices?.find(({ suffixes }) => suffixes.includes(suffix));
      expect(chosen?.value).toBe(value);
      const home = row?.write.find(({ by }) => by === 'registry');
      const written = home?.by === 'registry' ? (home.map?.[String(value)] ?? null) : null;
      expect(written).toBe(stored);
      const { read } = row ?? {};
      expect(shown.map((text) => (read?.by === 'cmdlet' ? read.map?.[String(text)] : undefined))).toEqual(
        shown.map(() => value),
      );
    },
  );

  test.each(WINDOWS_NUMBERS)('%s takes %i to %i', (id, min, max) => {
    expect(windows.byId(id)?.range).toEqual([min, max]);
  });

  test('a number is stored as a double word, a text as a text', () => {
    const wrong = registryHomes().filter(
      ([row, home]) => (row.kind === 'integer') !== (home.type === 'REG_DWORD' && home.map === undefined),
    );
    expect(wrong.map(([row]) => row.key)).toEqual([]);
    const types = registryHomes().filter(([, { type }]) => type !== 'REG_DWORD' && type !== 'REG_SZ');
    expect(types).toEqual([]);
  });

  test('data in a map is of the type of its value', () => {
    const wrong = registryHomes().filter(([, { type, map = {} }]) =>
      Object.values(map).some((data) => typeof data !== (type === 'REG_DWORD' ? 'number' : 'string')),
    );
    expect(wrong.map(([row]) => row.key)).toEqual([]);
  });

  test('lists are laid out as the administrative template does it, and turned on by their switch', () => {
    const lists = registryHomes().flatMap(([row, home]) =>
      home.layout === undefined || home.layout === 'asr-rule' || home.layout === 'flags'
        ? []
        : [[shortKey(row), home.layout, home.delimiter ?? '', home.turnedOnBy?.value ?? '']],
    );
    expect(lists.filter(([key]) => !String(key).endsWith('_perruleexclusions'))).toEqual([
      ['signatureupdatefallbackorder', 'joined', '|', ''],
      ['signatureupdatefilesharessources', 'joined', '|', ''],
      ['excludedextensions', 'value-per-item', '', 'Exclusions_Extensions'],
      ['excludedpaths', 'value-per-item', '', 'Exclusions_Paths'],
      ['excludedprocesses', 'value-per-item', '', 'Exclusions_Processes'],
      ['attacksurfacereductiononlyexclusions', 'value-per-item', '', 'ExploitGuard_ASR_ASROnlyExclusions'],
      [
        'controlledfolderaccessprotectedfolders',
        'value-per-item',
        '',
        'ExploitGuard_ControlledFolderAccess_ProtectedFolders',
      ],
      [
        'controlledfolderaccessallowedapplications',
        'value-per-item',
        '',
        'ExploitGuard_ControlledFolderAccess_AllowedApplications',
      ],
      ['{firewallrulename}', 'firewall-rule', '', ''],
    ]);
    expect(lists.filter(([key]) => String(key).endsWith('_perruleexclusions'))).toHaveLength(18);
  });

  test('the 19 attack surface reduction rules are named by their GUID, read beside it, turned on together', () => {
    const rules = registryHomes().filter(([, { layout }]) => layout === 'asr-rule');
    expect(rules).toHaveLength(19);
    const wrong = rules.filter(
      ([row, home]) =>
        !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(home.value) ||
        home.turnedOnBy?.value !== 'ExploitGuard_ASR_Rules' ||
        row.read.by !== 'cmdlet' ||
        row.read.property !== 'AttackSurfaceReductionRules_Actions' ||
        row.read.beside?.id !== home.value,
    );
    expect(wrong.map(([row]) => row.key)).toEqual([]);
    expect(new Set(rules.map(([, { value }]) => value)).size).toBe(19);
  });

  test('a home that is only inferred can be read back, or the row is left alone', () => {
    const inferred = rows.filter((row) => row.confidence['write'] === 'inferred' && row.read.by === 'none');
    expect(inferred.map(shortKey)).toEqual([
      'hideexclusionsfromlocalusers',
      'packagefamilyname',
      'fqbn',
      'policyappid',
      'remoteaddressdynamickeywords',
    ]);
  });

  test('what no policy value is known for is written as a preference', () => {
    const preferences = rows.flatMap((row) => {
      const home = row.write.find(({ by }) => by === 'cmdlet');
      return home?.by === 'cmdlet' && row.channel.carried ? [home.parameter] : [];
    });
    expect(preferences).toEqual([
      'DisableDnsOverTcpParsing',
      'DisableHttpParsing',
      'DisableSshParsing',
      'DisableTlsParsing',
      'DisableCoreServiceECSIntegration',
      'DisableCoreServiceTelemetry',
    ]);
  });

  test('no row has two homes, and what is carried has one or is only read', () => {
    expect(rows.filter(({ write }) => write.length > 1)).toEqual([]);
    const homeless = rows.filter((row) => row.channel.carried && row.write.length === 0);
    expect(homeless.map(shortKey)).toEqual([
      'threatseveritydefaultaction',
      'attacksurfacereductionrules',
      'configurationtype',
    ]);
  });
});

describe('the channel', () => {
  test('does not carry these, each with its reason', () => {
    const why = rows.flatMap((row) => (row.channel.carried ? [] : [[shortKey(row), row.channel.why]]));
    expect(why.map(([key]) => key)).toEqual([
      'allowintrusionpreventionsystem',
      'enablednssinkhole',
      'enableconvertwarntoblock',
      'enablefilehashcomputation',
      'hideexclusionsfromlocaladmins',
      'hideexclusionsfromlocalusers',
      'oobeenablertpandsigupdate',
      'quickscanincludeexclusions',
      'passiveremediation',
      'remoteencryptionprotectionconfiguredstate',
      'daysuntilaggressivecatchupquickscan',
      'inteltdtenabled',
      'supportloglocation',
      'enabledynamicsignaturedroppedeventreporting',
      'telemetryreportingfrequency',
      'options',
      'allowlocalpolicymerge',
      'allowlocalpolicymerge',
      'allowlocalpolicymerge',
      'auditfilteringplatformconnection',
      'auditfilteringplatformpacketdrop',
      'allowedtlsauthenticationendpoints',
      'configuredtlsauthenticationnetworkname',
      'fqbn',
      'policyappid',
      'remoteaddressdynamickeywords',
    ]);
    expect(why.filter(([, reason]) => (reason ?? '').length < 30)).toEqual([]);
  });

  test('tamper protection guards these', () => {
    expect(rows.filter(({ tamper }) => tamper === 'guarded').map(shortKey)).toEqual([
      'allowarchivescanning',
      'allowbehaviormonitoring',
      'allowcloudprotection',
      'allowintrusionpreventionsystem',
      'allowioavprotection',
      'allowonaccessprotection',
      'allowrealtimemonitoring',
      'allowscriptscanning',
      'cloudblocklevel',
      'threatseveritydefaultaction',
      'lowseveritythreats',
      'moderateseveritythreats',
      'highseveritythreats',
      'severethreats',
    ]);
  });

  test('these lists unite, firewall rules are all delivered, everything else conflicts', () => {
    const merged = rows.flatMap((row) =>
      row.merge.rule === 'conflict' || row.kind === 'field' || row.kind === 'group'
        ? []
        : [[shortKey(row), row.merge.rule]],
    );
    expect(merged).toEqual([
      ['excludedextensions', 'union'],
      ['excludedpaths', 'union'],
      ['excludedprocesses', 'union'],
      ['attacksurfacereductiononlyexclusions', 'union'],
      ['controlledfolderaccessprotectedfolders', 'union'],
      ['controlledfolderaccessallowedapplications', 'union'],
      ['{firewallrulename}', 'deliver-all'],
    ]);
  });

  test('three settings are deprecated', () => {
    expect(rows.filter(({ deprecated }) => deprecated).map(shortKey)).toEqual([
      'allowintrusionpreventionsystem',
      'enablednssinkhole',
      'telemetryreportingfrequency',
    ]);
  });

  test('onboarding blobs are secrets whose effect the sensor confirms', () => {
    const secrets = rows.filter(({ kind }) => kind === 'secret');
    expect(
      secrets.map(({ read, write: [home] }) => [
        home?.by === 'registry' ? home.value : undefined,
        read.by === 'registry' ? read.confirms : undefined,
      ]),
    ).toEqual([
      ['OnboardingInfo', 1],
      ['OnboardingInfo', 1],
      ['OffboardingInfo', 0],
    ]);
  });
});

type RegistryHome = Extract<WriteHome, { by: 'registry' }>;

function registryHomes(): readonly (readonly [CatalogRow, RegistryHome])[] {
  return rows.flatMap((row) => {
    const home = row.write.find(({ by }) => by === 'registry');
    return home?.by === 'registry' ? [[row, home] as const] : [];
  });
}

/** `*` stands for the name of an entry. */
function homeOf(row: CatalogRow): string | null {
  const home = row.write.find(({ by }) => by === 'registry');
  return home?.by === 'registry' ? `${home.key}\\${home.value === '' ? '*' : home.value}` : null;
}

const shortKey = ({ key }: CatalogRow): string =>
  key.endsWith('_perruleexclusions') ? key : (key.split('_').at(-1) ?? key);
