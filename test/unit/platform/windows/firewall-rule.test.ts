// Firewall rules: the text of the store, the fields of a policy, and what cannot be said in a rule.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../../platform/windows/firewall-address.js';
import {
  canonicalItem,
  itemFromRule,
  ruleFromItem,
  ruleId,
} from '../../../../platform/windows/firewall-item.js';
import { parseRule, ruleOf, writeRule } from '../../../../platform/windows/firewall-rule.js';
import type { Item } from '../../../../src/model/value.js';

function textOf(item: Item): string {
  const rule = ruleFromItem(item);
  const text = rule.ok ? writeRule(rule.value) : rule;
  if (!text.ok) throw new Error(text.error);
  return text.value;
}

const IN: Item = { name: 'A', enabled: true, direction: 'in', action: 'allow' };

describe('a rule in the store', () => {
  test('always says action, state and direction, and ends each field with a bar', () => {
    expect(textOf({ name: 'A' })).toBe('v2.10|Action=Allow|Active=FALSE|Dir=Out|Name=A|EmbedCtxt=Holdfast|');
  });

  test('names the protocol before its ports, single ports and ranges apart', () => {
    const text = textOf({ ...IN, protocol: 6, localPorts: ['443', '8000-8010'], remotePorts: ['1-1'] });
    expect(text).toContain('|Protocol=6|LPort=443|LPort2_10=8000-8010|RPort=1|');
  });

  test('says an address word once for each family, with the capitals of the store', () => {
    const text = textOf({ ...IN, remoteAddresses: ['localsubnet', 'Internet', '10.0.0.0/255.0.0.0'] });
    expect(text).toContain('|RA4=LocalSubnet|RA6=LocalSubnet|RA42=IntErnet|RA62=IntErnet|RA4=10.0.0.0/8|');
    expect(text.startsWith('v2.20|')).toBe(true);
  });

  test('that an older Windows would take for a wider one is skipped there', () => {
    const text = textOf({ ...IN, packageFamilyName: 'Example.App_0abcdefghijkm' });
    expect(text.startsWith('v2.33|')).toBe(true);
    expect(text).toContain('|SkipVer=2.32|');
  });

  test('leaves out what says nothing: all profiles, any address, all interfaces', () => {
    const open = {
      profiles: ['public', 'private', 'domain'],
      localAddresses: ['*'],
      interfaceTypes: ['all'],
    };
    expect(textOf({ ...IN, ...open })).toBe(textOf(IN));
  });

  test('of the same name has the same value name, in whatever case', () => {
    expect(ruleId({ name: 'Web' })).toBe(ruleId({ name: 'WEB', enabled: true }));
    expect(ruleId({ name: 'Web' })).not.toBe(ruleId({ name: 'Web2' }));
  });
});

describe('what a rule cannot say is refused', () => {
  test.each<readonly [string, Item]>([
    ['a bar in a name', { ...IN, name: 'a|Action=Allow' }],
    ['a bar in a description', { ...IN, description: 'a|b' }],
    ['a line break in a path', { ...IN, program: 'C:\\a\nb' }],
    ['an indirect name', { ...IN, name: '@x.dll,-1' }],
    ['ports without TCP or UDP', { ...IN, localPorts: ['80'] }],
    ['a range that runs downwards', { ...IN, protocol: 6, localPorts: ['90-80'] }],
    ['ICMP types without ICMP', { ...IN, protocol: 6, icmp: ['8'] }],
    ['an address that is none', { ...IN, remoteAddresses: ['10.0.0.300'] }],
    ['an address word on the local side', { ...IN, localAddresses: ['LocalSubnet'] }],
    ['edge traversal outbound', { ...IN, direction: 'out', edgeTraversal: true }],
    ['mobile broadband', { ...IN, interfaceTypes: ['mobile-broadband'] }],
    ['a condition without a token', { ...IN, fqbn: 'x' }],
    ['users in two entries', { ...IN, localUsers: ['O:LSD:(A;;CC;;;WD)', 'O:LSD:(A;;CC;;;BA)'] }],
  ])('%s', (_, item) => {
    expect(ruleFromItem(item)).toMatchObject({ ok: false });
    expect(canonicalItem(item)).toBe(item);
  });
});

describe('reading back', () => {
  const port = fc.nat(65_535).map(String);
  const item = fc.record(
    {
      name: fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
        .filter((name) => !/^@|^all$|[|\p{C}]/iu.test(name)),
      enabled: fc.boolean(),
      direction: fc.constantFrom('in', 'out'),
      action: fc.constantFrom('allow', 'block'),
      profiles: fc.subarray(['domain', 'private', 'public'], { minLength: 1 }),
      protocol: fc.constantFrom(6, 17),
      localPorts: fc.uniqueArray(port, { minLength: 1, maxLength: 4 }),
      remoteAddresses: fc.uniqueArray(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('DNS')), {
        minLength: 1,
        maxLength: 4,
      }),
      program: fc.constantFrom('%SystemRoot%\\a=b.exe', 'C:\\x y\\z.exe'),
      description: fc.constantFrom('a = b', 'quotes " and $(x)'),
    },
    { requiredKeys: ['name', 'enabled', 'direction', 'action', 'protocol'] },
  );

  test('gives the one spelling of the rule, and that spelling gives itself', () => {
    fc.assert(
      fc.property(item, (given) => {
        const parsed = parseRule(textOf(given));
        if (!parsed.ok) throw new Error(parsed.error);
        const canonical = canonicalItem(given);
        expect(itemFromRule(parsed.value)).toEqual(canonical);
        expect(canonicalItem(canonical)).toEqual(canonical);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('cuts a field at its first "=" and refuses what is no rule', () => {
    expect(parseRule('v2.10|Name=a=b|')).toMatchObject({ ok: true, value: { fields: [['Name', 'a=b']] } });
    for (const text of ['', 'v2.10', 'v2.10|Name=a', 'v2.10|=a|', '2.10|Name=a|'])
      expect(parseRule(text).ok).toBe(false);
  });

  test('a field that would end the rule is never written', () => {
    expect(writeRule(ruleOf([['Name', 'a|Action=Allow']])).ok).toBe(false);
  });
});

test.each([
  ['10.1.2.3/255.255.0.0', '10.1.2.3/16'],
  ['10.0.0.1/32', '10.0.0.1'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['fd00::/8', 'fd00::/8'],
  ['10.0.0.1-10.0.0.9', '10.0.0.1-10.0.0.9'],
  ['10.0.0.0/0', undefined],
  ['10.0.0.0/255.0.255.0', undefined],
  ['10.0.0.1-fd00::1', undefined],
  ['example.com', undefined],
])('%s is read as %s', (text, spelling) => {
  expect(parseAddress(text)?.text).toBe(spelling);
});
