// Numbers and words that read the other way round than one expects: each trap of the vendor's settings by name.

import { describe, expect, test } from 'vitest';
import { linuxCatalog } from '../../../../src/model/catalog/linux.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import type { Scalar } from '../../../../src/model/value.js';
import {
  ASR,
  CONFIGURATION,
  DEFENDER,
  dataOf,
  EDR,
  FIREWALL,
  field,
  MAC,
  macos,
  meaningOf,
  onWindows,
  RULES,
  read,
  rule,
  valuesOf,
  windows,
} from './interpret-windows.js';
import { choice, items, policy, secret, text } from './policy-json.js';

const linux = linuxCatalog();
const win = (id: string): CatalogRow | undefined => windows.byId(id);

/** What an option means, what is stored for it, and what an answer of the cmdlet means. */
const optionOf = (row: CatalogRow | undefined, suffix: string): Scalar | undefined =>
  row?.choices?.find(({ suffixes }) => suffixes.includes(suffix))?.value;

describe('Windows', () => {
  test('1: antivirus is written where Group Policy writes, not under the key of the policy manager', () => {
    const homes = windows.rows.flatMap(({ write }) => write.filter(({ by }) => by === 'registry'));
    const keys = homes.flatMap((home) => (home.by === 'registry' ? [`${home.root}\\${home.key}`] : []));
    expect(keys.length).toBeGreaterThan(150);
    expect(
      keys.filter(
        (key) => !key.startsWith('HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows') || /Manager/.test(key),
      ),
    ).toEqual([]);
  });

  test('2: no setting with a policy value is written as a preference, the weakest layer', () => {
    const both = windows.rows.filter(
      ({ write }) => write.some(({ by }) => by === 'registry') && write.some(({ by }) => by === 'cmdlet'),
    );
    expect(both).toEqual([]);
    expect(win(`${CONFIGURATION}_disablelocaladminmerge`)?.notes.join()).toContain('Add-MpPreference');
  });

  test.each(['extensions', 'paths', 'processes'])('3: excluded %s are read from Get-MpPreference', (list) => {
    expect(win(`${DEFENDER}_excluded${list}`)?.read).toMatchObject({ cmdlet: 'Get-MpPreference' });
  });

  test.each([
    `${DEFENDER}_allowintrusionpreventionsystem`,
    `${EDR}_configuration_telemetryreportingfrequency`,
    'vendor_msft_defender_configuration_tamperprotection_options',
    `${FIREWALL}_publicprofile_allowlocalpolicymerge`,
  ])('5: %s is not carried, and says why', (id) => {
    expect(win(id)?.channel).toEqual({
      carried: false,
      why: expect.stringMatching(/settings management|vendor/),
    });
  });

  test.each(['domain', 'private', 'public'])(
    '6: default action 0 is allow and 1 is block (%s profile)',
    (name) => {
      for (const direction of ['inbound', 'outbound']) {
        const row = win(`${FIREWALL}_${name}profile_default${direction}action`);
        expect([optionOf(row, '_0'), optionOf(row, '_1')]).toEqual(['allow', 'block']);
        expect([dataOf(row, 'allow'), dataOf(row, 'block')]).toEqual([0, 1]);
        expect([meaningOf(row, 'Allow'), meaningOf(row, 'Block')]).toEqual(['allow', 'block']);
      }
    },
  );

  test('6: the action of a rule runs the other way: 0 is block and 1 is allow', () => {
    const row = win(`${RULES}_action_type`);
    expect([optionOf(row, '_0'), optionOf(row, '_1')]).toEqual(['block', 'allow']);
  });

  test('6: tamper protection 0 is on', () => {
    const row = win('vendor_msft_defender_configuration_tamperprotection_options');
    expect([optionOf(row, '_0'), optionOf(row, '_1')]).toEqual(['on', 'off']);
    expect([meaningOf(row, true), meaningOf(row, false)]).toEqual(['on', 'off']);
  });

  test.each(['full', 'quick'])(
    '6: disabling the catch-up %s scan is 1 everywhere, whatever the label says',
    (scan) => {
      const row = win(`${DEFENDER}_disablecatchup${scan}scan`);
      expect([optionOf(row, '_0'), optionOf(row, '_1')]).toEqual([false, true]);
      expect([dataOf(row, false), dataOf(row, true)]).toEqual([0, 1]);
      expect([meaningOf(row, false), meaningOf(row, true)]).toEqual([false, true]);
    },
  );

  test.each([
    ['off', '0', 0],
    ['block', '1', 1],
    ['audit', '2', 2],
    ['warn', '6', 6],
  ])('6: an attack surface reduction rule that is to %s is stored as the text %s', (word, data, shown) => {
    const rules = windows.childrenOf(win(ASR)?.key ?? windows.rows[0]?.key ?? neverKey());
    expect(rules).toHaveLength(19);
    expect(rules.map((row) => optionOf(row, `_${word}`))).toEqual(rules.map(() => word));
    expect(rules.map((row) => dataOf(row, word))).toEqual(rules.map(() => data));
    expect(rules.map((row) => meaningOf(row, shown))).toEqual(rules.map(() => word));
  });

  test('6: 5, a rule that is not configured, exists on the wire only', () => {
    const rules = windows.rows.filter(({ key }) => key.startsWith(`${ASR}_`));
    expect(rules.filter((row) => meaningOf(row, 5) !== undefined)).toEqual([]);
  });

  test.each([
    ['allowarchivescanning', 'DisableArchiveScanning'],
    ['allowbehaviormonitoring', 'DisableBehaviorMonitoring'],
    ['allowemailscanning', 'DisableEmailScanning'],
    ['allowfullscanonmappednetworkdrives', 'DisableScanningMappedNetworkDrivesForFullScan'],
    ['allowfullscanremovabledrivescanning', 'DisableRemovableDriveScanning'],
    ['allowioavprotection', 'DisableIOAVProtection'],
    ['allowrealtimemonitoring', 'DisableRealtimeMonitoring'],
    ['allowscanningnetworkfiles', 'DisableScanningNetworkFiles'],
    ['allowscriptscanning', 'DisableScriptScanning'],
  ])('7: %s is stored the other way round, in %s, and read back so', (id, value) => {
    const row = win(`${DEFENDER}_${id}`);
    expect(row?.write).toMatchObject([{ by: 'registry', value, map: { true: 0, false: 1 } }]);
    expect(row?.read).toMatchObject({ property: value, map: { true: false, false: true } });
  });

  test('7: access to the user interface is stored as its lock-down, on-access in the registry only', () => {
    const access = win(`${DEFENDER}_allowuseruiaccess`);
    expect(access?.write).toMatchObject([{ value: 'UILockdown', map: { true: 0, false: 1 } }]);
    expect(access?.notes.join()).toContain('disagree on the polarity');
    const onAccess = win(`${DEFENDER}_allowonaccessprotection`);
    expect(onAccess?.write).toMatchObject([
      { value: 'DisableOnAccessProtection', map: { true: 0, false: 1 } },
    ]);
    expect(onAccess?.read).toMatchObject({
      cmdlet: 'Get-MpComputerStatus',
      property: 'OnAccessProtectionEnabled',
      map: { true: true, false: false },
    });
  });

  test.each([
    ['disableinboundnotifications', 'DisableNotifications', 'NotifyOnListen'],
    [
      'disableunicastresponsestomulticastbroadcast',
      'DisableUnicastResponsesToMulticastBroadcast',
      'AllowUnicastResponseToMulticast',
    ],
    ['shielded', 'DoNotAllowExceptions', 'AllowInboundRules'],
  ])('7: the firewall stores %s straight and shows it the other way round', (id, value, property) => {
    const row = win(`${FIREWALL}_publicprofile_${id}`);
    expect(row?.write).toMatchObject([{ value, map: { true: 1, false: 0 } }]);
    expect(row?.read).toMatchObject({ property, instance: 'Public', map: { True: false, False: true } });
  });

  test.each([
    ['disablestatefulftp', 'EnableStatefulFtp'],
    ['opportunisticallymatchauthsetperkm', 'RequireFullAuthSupport'],
  ])('7: the firewall as a whole shows %s the other way round, as %s', (id, property) => {
    const row = win(`${FIREWALL}_global_${id}`);
    expect([dataOf(row, true), dataOf(row, false)]).toEqual([1, 0]);
    expect(row?.read).toMatchObject({ property, map: { True: false, False: true } });
  });

  test('8: a rule without fields is outbound, allow, disabled, unlike one that a cmdlet makes', () => {
    expect(win(RULES)?.sameItem?.absentIs).toMatchObject({
      direction: 'out',
      action: 'allow',
      enabled: false,
    });
    const bare = items(RULES, rule('A'), [
      text(`${RULES}_name`, 'A'),
      choice(field('direction'), '_out'),
      choice(field('action_type'), '_1'),
      choice(field('enabled'), '_0'),
    ]);
    expect(onWindows(bare).refused).toEqual([]);
    expect(valuesOf(onWindows(bare))).toEqual([[RULES, [{ name: 'A' }]]]);
  });

  test('9: firewall rules go to the policy store, where the merging of local rules cannot undo them', () => {
    expect(win(RULES)?.write).toMatchObject([
      { by: 'registry', key: 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules' },
    ]);
    expect(win(RULES)?.read).toEqual({ by: 'firewall-rules' });
  });

  test('10: an exclusion list is one setting in both of its templates', () => {
    for (const list of ['extensions', 'paths', 'processes']) {
      expect(win(`${DEFENDER}_excluded${list}`)?.profiles).toEqual(['windows-av-exclusions', 'windows-av']);
    }
  });

  test.each([
    'enablelogdroppedpackets',
    'enablelogsuccessconnections',
    'enablelogignoredrules',
    'logfilepath',
    'logmaxfilesize',
  ])('11: %s needs Windows 11 22H2 as an MDM setting, and not where we write it', (id) => {
    const row = win(`${FIREWALL}_domainprofile_${id}`);
    expect([row?.minimum, row?.notes.join().includes('much older')]).toEqual([{ mdm: '10.0.22621' }, true]);
  });

  test.each([
    'blockcredentialstealingfromwindowslocalsecurityauthoritysubsystem',
    'blockofficeapplicationsfrominjectingcodeintootherprocesses',
  ])('12: %s takes warn, which is documented as not supported there', (id) => {
    const row = win(`${ASR}_${id}`);
    expect(row?.choices?.find(({ value }) => value === 'warn')?.meaning).toContain('not supported');
    expect(row?.notes.join()).toContain('unsupported');
  });

  test('13: WMI persistence has no exclusions of its own; webshells concern servers alone', () => {
    const wmi = `${ASR}_blockpersistencethroughwmieventsubscription`;
    expect(win(`${wmi}_perruleexclusions`)).toBeUndefined();
    expect(win(wmi)?.minimum.server).toBe('10.0.18362');
    const webshell = win(`${ASR}_blockwebshellcreationforservers`);
    expect([webshell?.minimum, webshell?.notes.join().includes('Exchange')]).toEqual([
      { server: '10.0.14393' },
      true,
    ]);
  });

  test.each([`${DEFENDER}_allowonaccessprotection`, `${CONFIGURATION}_disablelocaladminmerge`])(
    '15: %s may come into force only with a restart',
    (id) => {
      expect(win(id)?.restart).toBe('reboot');
    },
  );

  test('cloud protection is a switch in the policy and a level on the device: on is 2, and 1 or 2 are on', () => {
    const row = win(`${DEFENDER}_allowcloudprotection`);
    expect([dataOf(row, false), dataOf(row, true)]).toEqual([0, 2]);
    expect([0, 1, 2].map((level) => meaningOf(row, level))).toEqual([false, true, true]);
  });

  test('the actions by severity are numbers with gaps, under the numbers 1, 2, 4 and 5', () => {
    const names = ['lowseveritythreats', 'moderateseveritythreats', 'highseveritythreats', 'severethreats'];
    const rows = names.map((name) => win(`${DEFENDER}_threatseveritydefaultaction_${name}`));
    expect(rows.map((row) => row?.write)).toMatchObject(['1', '2', '4', '5'].map((value) => [{ value }]));
    expect(rows.map((row) => [dataOf(row, 'userdefined'), dataOf(row, 'block')])).toEqual(
      rows.map(() => ['8', '10']),
    );
  });

  test('the switches of network protection parsing keep their polarity', () => {
    for (const name of ['dnsovertcp', 'http', 'ssh', 'tls']) {
      const row = win(`${CONFIGURATION}_disable${name}parsing`);
      expect(row?.write).toMatchObject([{ by: 'cmdlet', map: { true: true, false: false } }]);
    }
  });

  test('times of day are minutes in the policy and a clock time in the answer', () => {
    for (const name of ['schedulescantime', 'schedulequickscantime']) {
      expect(win(`${DEFENDER}_${name}`)?.read).toMatchObject({ as: 'minutes-of-day' });
    }
  });

  test('where nobody knows the polarity, the home is inferred and the read-back decides', () => {
    const row = win(`${FIREWALL}_publicprofile_disablestealthmodeipsecsecuredpacketexemption`);
    expect([row?.confidence['write'], row?.read.by]).toEqual(['inferred', 'cmdlet']);
    expect(row?.notes.join()).toContain('polarity unclear');
  });

  test('an onboarding token of another tenant is no secret', () => {
    const token = secret(`${EDR}_onboarding`, 'encryptedValueToken', 'token');
    expect(onWindows(token).refused).toMatchObject([{ reason: { code: 'secret-token' } }]);
  });
});

describe('macOS and Linux', () => {
  test('1: the numbers of the enforcement level run in opposite directions', () => {
    const mac = macos.byId(`${MAC}_enforcementlevel_antivirusengine`);
    const other = linux.byId('linux_mdatp_managed_antivirusengine_enforcementlevel');
    const words = (row: CatalogRow | undefined) => ['_0', '_1', '_2'].map((suffix) => optionOf(row, suffix));
    expect(words(mac)).toEqual(['passive', 'on_demand', 'real_time']);
    expect(words(other)).toEqual(['real_time', 'on_demand', 'passive']);
  });

  test('2: day 0 is every day on macOS and off on Linux, 8 the other way round', () => {
    const day = (row: CatalogRow | undefined, value: number) =>
      row?.choices?.find((option) => option.value === value)?.meaning;
    const mac = macos.rows.find(({ key }) => key.endsWith('weeklyConfiguration.dayOfWeek'));
    const other = linux.byId('linux_mdatp_managed_scheduledscan_weeklyconfiguration_dayofweek');
    expect([day(mac, 0), day(mac, 8)]).toEqual(['every day', 'never']);
    expect([day(other, 0), day(other, 8)]).toEqual(['off', 'every day']);
  });

  test('3: the switch of scheduled scans is a feature on macOS and part of the engine on Linux', () => {
    const mac = macos.byId(`${MAC}_scheduledscan`);
    expect(mac?.write.at(-1)).toMatchObject({ by: 'profile', path: ['features', 'scheduledScan'] });
    const homes = linux.rows.flatMap(({ write }) => write.filter(({ by }) => by === 'json-file'));
    expect(homes).toContainEqual(expect.objectContaining({ path: ['antivirusEngine', 'scheduledScan'] }));
  });

  test('4: an exclusion of macOS has no scope', () => {
    const exclusions = macos.byId(`${MAC}_exclusions`);
    const fields = macos.childrenOf(exclusions?.key ?? neverKey());
    expect(fields.map(({ key }) => key).filter((key) => /scope/i.test(key))).toEqual([]);
  });

  test('6: protection is on by default on macOS and passive on Linux', () => {
    expect(macos.byId(`${MAC}_enforcementlevel_antivirusengine`)?.default).toBe('real_time');
    expect(linux.byId('linux_mdatp_managed_antivirusengine_enforcementlevel')?.default).toBe('passive');
  });

  test('one word in three sections: the id tells which enforcement level is meant', () => {
    const path = (suffix: string) =>
      macos
        .byId(`${MAC}_enforcementlevel${suffix}`)
        ?.write.flatMap((home) => (home.by === 'profile' ? [home.path[0]] : []));
    expect([path(''), path('_antivirusengine'), path('_tamperprotection')]).toEqual([
      ['networkProtection'],
      ['antivirusEngine'],
      ['tamperProtection'],
    ]);
  });

  test('one word in two sections: the id tells which exclusions are meant', () => {
    const home = (suffix: string) =>
      macos.byId(`${MAC}_exclusions${suffix}`)?.write.find(({ by }) => by === 'profile');
    expect(home('')).toMatchObject({ path: ['antivirusEngine', 'exclusions'] });
    expect(home('_tamperprotection')).toMatchObject({ path: ['tamperProtection', 'exclusions'] });
  });

  test('diagnostic data is a level in the policy and a switch in the agent: on is optional', () => {
    const row = macos.byId(`${MAC}_diagnosticlevel`);
    expect([optionOf(row, '_0'), optionOf(row, '_1')]).toEqual(['optional', 'required']);
    expect(row?.read).toMatchObject({ map: { true: 'optional', false: 'required' } });
  });

  test('enabled is _0 and disabled _1 in the user interface, disabled _0 in the protections', () => {
    expect(optionOf(macos.byId(`${MAC}_consumerexperience`), '_0')).toBe('enabled');
    expect(optionOf(macos.byId(`${MAC}_enforcementlevel`), '_0')).toBe('disabled');
    expect(optionOf(macos.byId(`${MAC}_enforcementlevel_tamperprotection`), '_2')).toBe('block');
  });

  test('a policy of one system says nothing on another, whatever the numbers', () => {
    const one = choice(`${MAC}_enforcementlevel_antivirusengine`, '_2');
    expect(valuesOf(read(macos, one))).toEqual([[`${MAC}_enforcementlevel_antivirusengine`, 'real_time']]);
    expect(read(linux, one).refused).toMatchObject([{ reason: { code: 'other-platform' } }]);
    expect(policy([one]).settings).toHaveLength(1);
  });
});

function neverKey(): never {
  throw new Error('the catalog lacks the row');
}
