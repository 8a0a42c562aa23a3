// Every form of a Windows policy: nested profiles, rules in a group, lists, firewall rules, secrets.

import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../../src/model/secret.js';
import {
  ASR,
  CONFIGURATION,
  choices,
  DEFENDER,
  EDR,
  FIREWALL,
  field,
  inbound,
  onWindows,
  RULES,
  reasonsOf,
  rule,
  valuesOf,
} from './interpret-windows.js';
import type { Json } from './policy-json.js';
import { choice, integer, items, secret, text, texts } from './policy-json.js';

describe('nesting', () => {
  test('the settings of a firewall profile are children of its switch, and settings of their own', () => {
    const profile = `${FIREWALL}_publicprofile`;
    const nested = choice(`${profile}_enablefirewall`, '_true', [
      choice(`${profile}_defaultinboundaction`, '_1'),
      integer(`${profile}_logmaxfilesize`, '16384'),
      text(`${profile}_logfilepath`, '%systemroot%\\firewall.log'),
    ]);
    expect(valuesOf(onWindows(nested))).toEqual([
      [`${profile}_enablefirewall`, true],
      [`${profile}_defaultinboundaction`, 'block'],
      [`${profile}_logmaxfilesize`, 16384],
      [`${profile}_logfilepath`, '%systemroot%\\firewall.log'],
    ]);
  });

  test('the rules of attack surface reduction are one group, their exclusions children of a rule', () => {
    const usb = `${ASR}_blockuntrustedunsignedprocessesthatrunfromusb`;
    const adobe = `${ASR}_blockadobereaderfromcreatingchildprocesses`;
    const group = items(ASR, [
      choice(usb, '_block', [texts(`${usb}_perruleexclusions`, 'C:\\Tools\\a.exe', 'c:\\tools\\A.EXE')]),
      choice(adobe, '_warn'),
    ]);
    expect(valuesOf(onWindows(group))).toEqual([
      [usb, 'block'],
      [`${usb}_perruleexclusions`, ['C:\\Tools\\a.exe']],
      [adobe, 'warn'],
    ]);
  });

  test('the actions by threat severity are one group', () => {
    const group = `${DEFENDER}_threatseveritydefaultaction`;
    const list = items(group, [
      choice(`${group}_severethreats`, '_remove'),
      choice(`${group}_lowseveritythreats`, '_userdefined'),
    ]);
    expect(valuesOf(onWindows(list))).toEqual([
      [`${group}_severethreats`, 'remove'],
      [`${group}_lowseveritythreats`, 'userdefined'],
    ]);
  });

  test('a rule that a policy gives in two ways is refused at both places, the others stay', () => {
    const usb = `${ASR}_blockuntrustedunsignedprocessesthatrunfromusb`;
    const adobe = `${ASR}_blockadobereaderfromcreatingchildprocesses`;
    const twice = items(ASR, [choice(usb, '_block'), choice(adobe, '_audit')], [choice(usb, '_audit')]);
    const read = onWindows(twice);
    expect(valuesOf(read)).toEqual([[adobe, 'audit']]);
    expect(read.refused).toHaveLength(2);
  });

  test('an empty group is an error of its own', () => {
    expect(reasonsOf(onWindows(items(ASR, [])))).toMatchObject([
      [expect.any(String), 'error', 'invalid-value', expect.stringContaining('holds no setting')],
    ]);
  });
});

describe('lists', () => {
  test('exclusions fold what Windows takes for the same', () => {
    expect(
      valuesOf(
        onWindows(
          texts(`${DEFENDER}_excludedextensions`, '.tmp', 'TMP', 'log'),
          texts(`${DEFENDER}_excludedpaths`, 'D:\\Data', 'd:\\data'),
        ),
      ),
    ).toEqual([
      [`${DEFENDER}_excludedextensions`, ['.tmp', 'log']],
      [`${DEFENDER}_excludedpaths`, ['D:\\Data']],
    ]);
  });

  test('a pipe in an exclusion is refused, the others stay', () => {
    const read = onWindows(texts(`${DEFENDER}_excludedpaths`, 'C:\\a|C:\\', 'C:\\b'));
    expect(valuesOf(read)).toEqual([[`${DEFENDER}_excludedpaths`, ['C:\\b']]]);
    expect(read.refused[0]?.path).toContain('simpleSettingCollectionValue[0]');
  });

  test.each(['|', '=', '>'])('an exclusion of a rule cannot hold %s', (character) => {
    const usb = `${ASR}_blockuntrustedunsignedprocessesthatrunfromusb_perruleexclusions`;
    expect(onWindows(texts(usb, `C:\\a${character}b`)).settings).toEqual([]);
  });

  test('the order of update sources is kept, and only the four words count', () => {
    const id = `${DEFENDER}_signatureupdatefallbackorder`;
    expect(valuesOf(onWindows(texts(id, 'MMPC', 'FileShares')))).toEqual([[id, ['MMPC', 'FileShares']]]);
    expect(onWindows(texts(id, 'Elsewhere')).settings).toEqual([]);
  });

  test('"none" beside another flag means nothing', () => {
    const id = `${FIREWALL}_global_ipsecexempt`;
    expect(valuesOf(onWindows(choices(id, '_1', '_8')))).toEqual([[id, ['neighbor_discovery', 'dhcp']]]);
    expect(reasonsOf(onWindows(choices(id, '_0', '_8')))[0]?.[3]).toContain('stands with no other');
    expect(onWindows(choices(id, '_0', '_8')).settings).toEqual([]);
  });
});

describe('firewall rules', () => {
  const one = (...fields: readonly Json[]) => onWindows(items(RULES, rule('Rule', ...fields)));
  const tcp = integer(field('protocol'), 6);

  test('a rule has its fields under their names, and says no more than the policy', () => {
    const full = one(
      choice(field('enabled'), '_1'),
      inbound,
      choice(field('action_type'), '_0'),
      choices(field('profiles'), '_1', '_4'),
      choices(field('interfacetypes'), '_lan', '_remoteaccess'),
      integer(field('protocol'), '6'),
      texts(field('localportranges'), '80, 443', '8000-8010'),
      texts(field('remoteaddressranges'), '10.0.0.0/8,LocalSubnet', 'fd12::/48'),
      text(field('app_filepath'), '%ProgramFiles%\\App\\app.exe'),
      text(field('app_servicename'), 'AppSvc'),
      choice(field('edgetraversal'), '_1'),
      text(field('description'), 'What for'),
    );
    expect(full.refused).toEqual([]);
    expect(valuesOf(full)).toEqual([
      [
        RULES,
        [
          {
            name: 'Rule',
            enabled: true,
            direction: 'in',
            action: 'block',
            profiles: ['domain', 'public'],
            interfaceTypes: ['lan', 'remote_access'],
            protocol: 6,
            localPorts: ['80', '443', '8000-8010'],
            remoteAddresses: ['10.0.0.0/8', 'LocalSubnet', 'fd12::/48'],
            program: '%ProgramFiles%\\App\\app.exe',
            service: 'AppSvc',
            edgeTraversal: true,
            description: 'What for',
          },
        ],
      ],
    ]);
  });

  test('an empty list says no more than no list', () => {
    expect(valuesOf(one(texts(field('localportranges')), texts(field('remoteaddressranges'))))).toEqual([
      [RULES, [{ name: 'Rule' }]],
    ]);
  });

  test.each<[string, readonly Json[], string]>([
    ['a port without a protocol', [texts(field('localportranges'), '80')], 'with protocol 6 or 17'],
    [
      'a port of ICMP',
      [integer(field('protocol'), 1), texts(field('localportranges'), '80')],
      'with protocol 6 or 17',
    ],
    ['an ICMP type of TCP', [tcp, texts(field('icmptypesandcodes'), '8:0')], 'with protocol 1 or 58'],
    ['a range of ports downwards', [tcp, texts(field('localportranges'), '90-80')], 'runs downwards'],
    ['a port above 65535', [tcp, texts(field('remoteportranges'), '65536')], 'a port'],
    ['a port by name', [tcp, texts(field('localportranges'), 'RPC')], 'a port'],
    [
      'an ICMP type above 255',
      [integer(field('protocol'), 1), texts(field('icmptypesandcodes'), '256')],
      '255',
    ],
    ['edge traversal outbound', [choice(field('edgetraversal'), '_1')], 'inbound rules only'],
    ['an octet above 255', [texts(field('remoteaddressranges'), '10.0.0.256')], 'no IP address'],
    ['a prefix above 32', [texts(field('remoteaddressranges'), '10.0.0.0/33')], 'no IP address'],
    ['a mask with holes', [texts(field('remoteaddressranges'), '10.0.0.0/255.0.255.0')], 'no IP address'],
    ['a range of two families', [texts(field('localaddressranges'), '10.0.0.1-fd12::1')], 'no IP address'],
    ['a word that is none', [texts(field('remoteaddressranges'), 'Everywhere')], 'an IP address'],
    ['* beside an address', [texts(field('remoteaddressranges'), '*', '10.0.0.1')], 'every address'],
    ['all networks and one more', [choices(field('profiles'), '_2147483647', '_1')], 'stands with no other'],
    ['the networks of the moment', [choices(field('profiles'), '_-2147483648')], 'no condition'],
    ['mobile broadband', [choices(field('interfacetypes'), '_lan', '_mbb')], 'no documented word'],
    ['a pipe in a path', [text(field('app_filepath'), 'C:\\a|Active=TRUE')], 'a pipe'],
    ['a pipe in the description', [text(field('description'), 'a|b')], 'a pipe'],
    ['a line break', [text(field('description'), 'a\nb')], 'control characters'],
  ])('%s refuses the rule: a weaker one would let more through', (_what, fields, said) => {
    const read = one(...fields);
    expect(read.settings).toEqual([]);
    expect(reasonsOf(read)).toEqual([
      [expect.any(String), 'error', 'invalid-value', expect.stringContaining(said)],
    ]);
  });

  test.each<[string, Json]>([
    ['app_fqbn', text(field('app_fqbn'), 'O=Contoso')],
    ['policyappid', text(field('policyappid'), 'Contoso.App')],
    ['remoteaddressdynamickeywords', texts(field('remoteaddressdynamickeywords'), 'x')],
  ])('a rule with %s is not applicable as a whole, the others stay', (_name, condition) => {
    const read = onWindows(items(RULES, rule('Narrow', condition), rule('Plain')));
    expect(valuesOf(read)).toEqual([[RULES, [{ name: 'Plain' }]]]);
    expect(reasonsOf(read)).toMatchObject([
      [expect.stringContaining('[0]'), 'notApplicable', 'not-carried', expect.stringContaining('rule')],
    ]);
  });

  test.each(['', 'a|b', '@res.dll,-1', 'all', 'ALL'])('a rule cannot be called %j', (name) => {
    expect(onWindows(items(RULES, rule(name))).settings).toEqual([]);
  });

  test('two rules of one name that differ refuse each other, and equal ones are one', () => {
    const read = onWindows(items(RULES, rule('A', inbound), rule('A'), rule('B')));
    expect(valuesOf(read)).toEqual([[RULES, [{ name: 'B' }]]]);
    expect(read.refused).toHaveLength(2);
    const allNetworks = rule('A', choices(field('profiles'), '_1', '_2', '_4'));
    expect(valuesOf(onWindows(items(RULES, rule('A'), allNetworks)))).toEqual([[RULES, [{ name: 'A' }]]]);
  });
});

describe('endpoint detection and response', () => {
  const blob = '{"body":"{\\"orgId\\":\\"not-a-real-one\\"}"}';

  test('an onboarding blob goes apart, its setting holds the fingerprint', () => {
    const read = onWindows(
      choice(`${EDR}_configurationtype`, '_onboard', [secret(`${EDR}_onboarding`, 'notEncrypted', blob)]),
    );
    expect(valuesOf(read)).toEqual([
      [`${EDR}_configurationtype`, 'onboarded'],
      [`${EDR}_onboarding`, fingerprintOf(blob)],
    ]);
    expect(read.settings[1]?.secret?.reveal()).toBe(blob);
    expect(JSON.stringify(read)).not.toContain('orgId');
  });

  test('the token that an export leaves is refused, what stands beside it is not', () => {
    const read = onWindows(
      choice(`${EDR}_configurationtype`, '_autofromconnector', [
        secret(`${EDR}_onboarding_fromconnector`, 'encryptedValueToken', 'opaque-4711'),
      ]),
      choice(`${EDR}_configuration_samplesharing`, '_0'),
    );
    expect(valuesOf(read)).toEqual([
      [`${EDR}_configurationtype`, 'onboarded'],
      [`${EDR}_configuration_samplesharing`, false],
    ]);
    expect(reasonsOf(read)).toMatchObject([
      [expect.any(String), 'error', 'secret-token', expect.any(String)],
    ]);
    expect(JSON.stringify(read)).not.toContain('4711');
  });
});

describe('what the channel does not carry', () => {
  test.each<[string, string]>([
    [`${DEFENDER}_allowintrusionpreventionsystem`, '_1'],
    [`${CONFIGURATION}_enablednssinkhole`, '_0'],
    [`${CONFIGURATION}_enablefilehashcomputation`, '_1'],
    [`${EDR}_configuration_telemetryreportingfrequency`, '_2'],
    ['vendor_msft_defender_configuration_tamperprotection_options', '_0'],
    [`${FIREWALL}_domainprofile_allowlocalpolicymerge`, '_false'],
    ['device_vendor_msft_policy_config_audit_objectaccess_auditfilteringplatformpacketdrop', '_3'],
  ])('%s is not applicable, with its reason', (id, suffix) => {
    const read = onWindows(choice(id, suffix));
    expect(read.settings).toEqual([]);
    expect(reasonsOf(read)).toMatchObject([
      [
        '$.settings[0].settingInstance',
        'notApplicable',
        'not-carried',
        expect.stringContaining('is not carried'),
      ],
    ]);
  });
});

describe('a text that would not come back as it was written', () => {
  const ASR_RULE =
    'device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockwebshellcreationforservers';

  test.each([' C:\\x', 'C:\\x ', 'C:\\x\u00a0'])(
    'among joined paths, with a space at an end, is refused: %j',
    (path) => {
      const outcome = onWindows(texts(`${ASR_RULE}_perruleexclusions`, 'C:\\good', path));
      expect(valuesOf(outcome)).toEqual([[`${ASR_RULE}_perruleexclusions`, ['C:\\good']]]);
      expect(reasonsOf(outcome)).toEqual([
        [
          expect.stringContaining('[1]'),
          'error',
          'invalid-value',
          expect.stringContaining('space at either end'),
        ],
      ]);
    },
  );

  test.each(['DOMAIN\\user', 'D:(A;;CC;;;BU) ', 'x'])(
    'as the users of a firewall rule is refused: %j',
    (users) => {
      const outcome = onWindows(items(RULES, rule('R', texts(field('localuserauthorizedlist'), users))));
      expect(outcome.settings).toEqual([]);
      expect(reasonsOf(outcome)[0]?.[3]).toContain('a security descriptor (O:... or D:...)');
    },
  );
});
