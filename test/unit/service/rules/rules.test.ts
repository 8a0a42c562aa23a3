// The grammar of device rules: what is documented, and what was decided where nothing is.
import { describe, expect, test } from 'vitest';
import type { Attribute } from '../../../../src/service/rules/evaluate.js';
import { matches } from '../../../../src/service/rules/evaluate.js';
import { LONGEST_RULE, parseRule } from '../../../../src/service/rules/parse.js';
import { findProperty } from '../../../../src/service/rules/properties.js';

type Device = Readonly<Record<string, Attribute>>;

const server: Device = {
  deviceOSType: 'Windows Server',
  deviceOSVersion: '10.0.20348',
  displayName: 'DB-01',
  managementType: 'MicrosoftSense',
  accountEnabled: true,
  systemLabels: ['MDE-Management', 'tier:0'],
  devicePhysicalIds: [],
};

function asks(rule: string, device: Device = server, groups: readonly string[] = []): boolean {
  const parsed = parseRule(rule);
  if (!parsed.ok) throw new Error(`${parsed.error.at}: ${parsed.error.why}`);
  const attributes = new Map(
    Object.entries(device).flatMap(([name, value]) => {
      const property = findProperty(name);
      return property === undefined ? [] : [[property, value] as const];
    }),
  );
  return matches(parsed.value.expression, { attributes, groups: new Set(groups) });
}

const whyNot = (rule: string) => {
  const parsed = parseRule(rule);
  return parsed.ok ? 'it is a rule' : `${parsed.error.at}: ${parsed.error.why}`;
};

/** Of the documentation and of published rules: [rule, matches the server above]. */
const documented: readonly (readonly [string, boolean])[] = [
  ['(device.deviceOSType -eq "Windows") or (device.deviceOSType -eq "Windows Server")', true],
  ['device.objectId -ne null', true],
  ['device.accountEnabled -eq true', true],
  ['device.accountEnabled eq false', false],
  ['(device.accountEnabled -eq True)', true],
  ['(device.accountEnabled -eq "true")', true],
  ['device.displayName -eq "db-01"', true],
  ['device.displayName -ne "db-01"', false],
  ['device.displayName -startsWith "DB"', true],
  ['device.displayName -notStartsWith "DB"', false],
  ['device.displayName -EndsWith "01"', true],
  ['device.displayName -notEndsWith "01"', false],
  ['device.deviceOSType -contains "server"', true],
  ['device.deviceOSType -notContains "Linux"', true],
  ['device.deviceOSType -in ["Linux", "windows server"]', true],
  ['device.deviceOSType -notIn ["Linux", "macOS"]', true],
  ["device.deviceOSType -in ['Linux']", false],
  ['device.displayName -match "^db-[0-9]+$"', true],
  ['device.displayName -match "b-0"', true],
  ['device.displayName -notMatch "^web"', true],
  ['device.deviceOSVersion -startsWith "10.0.2"', true],
  ['device.deviceOSVersion -startsWith 10.0', true],
  ['((device.displayName -match "^*-1") or (device.displayName -match "^*C*.1$"))', true],
  ['device.systemLabels -any _ -startswith"tier:"', true],
  ['device.systemLabels -any (_ -eq "mde-management")', true],
  ['device.systemLabels -any (_ -startsWith "tier:" -and _ -endsWith "1")', false],
  ['device.systemLabels -any _ -startsWith "tier:"', true],
  ['device.systemLabels -all (_ -contains "e")', true],
  ['device.systemLabels -all (_ -startsWith "tier")', false],
  ['device.systemLabels -contains "MDE"', true],
  ['device.systemLabels -startsWith "tier"', true],
  ['(device.devicePhysicalIDs -any _ -startsWith "[ZTDId]")', false],
  ["device.memberOf -any (group.objectId -in ['g1', 'g2'])", true],
  ["device.memberOf -any (group.objectId -in ['g3'])", false],
  ['device.deviceOSType –eq "Windows Server"', true],
  ['-not (device.deviceOSType -eq "Linux")', true],
  ['not device.deviceOSType eq "Linux"', true],
];

describe('a documented form', () => {
  test.each(documented)('%s', (rule, expected) => {
    expect(asks(rule, { ...server, objectId: 'x' }, ['g2'])).toBe(expected);
  });
});

describe('precedence', () => {
  const [yes, no] = ['device.displayName -eq "DB-01"', 'device.displayName -eq "other"'];
  test.each([
    ['and binds closer than or', `${yes} -or ${no} -and ${no}`, true],
    ['parentheses bind closer', `(${yes} -or ${no}) -and ${no}`, false],
    ['not binds closer than and', `-not ${no} -and ${yes}`, true],
    ['not binds closer than or', `-not ${yes} -or ${yes}`, true],
    [
      'a quantifier without parentheses takes one comparison',
      `device.devicePhysicalIds -any _ -eq "a" -or ${yes}`,
      true,
    ],
  ])('%s', (_, rule, expected) => {
    expect(asks(rule)).toBe(expected);
  });
});

describe('texts', () => {
  test.each([
    ['a quote after a backtick', 'device.displayName -eq "a`"b"', 'a"b'],
    ['a doubled single quote', "device.displayName -eq 'a''b'", "a'b"],
    ['a backtick before anything else', 'device.displayName -eq "a`b"', 'a`b'],
    ['other quotes inside', `device.displayName -eq 'a"b'`, 'a"b'],
    ['a backslash', 'device.displayName -eq "a\\b"', 'a\\b'],
    ['letters of another script', 'device.displayName -eq "ÄRGER-ΣΑΣ"', 'ärger-σασ'],
  ])('%s', (_, rule, displayName) => {
    expect(asks(rule, { displayName })).toBe(true);
  });
});

/** Nothing is documented for these: [rule, matches a device that has nothing]. */
const decided: readonly (readonly [string, boolean])[] = [
  ['device.deviceModel -eq null', true],
  ['device.deviceModel -ne null', false],
  ['device.deviceModel -ne "x"', true],
  ['device.deviceModel -eq ""', false],
  ['device.deviceModel -startsWith ""', false],
  ['device.deviceModel -notContains "x"', true],
  ['device.deviceModel -notMatch ".*"', true],
  ['device.deviceModel -notIn ["x"]', true],
  ['device.deviceModel -in []', false],
  ['device.deviceModel -notIn []', true],
  ['device.isRooted -eq false', false],
  ['device.isRooted -ne true', true],
  ['device.systemLabels -eq null', true],
  ['device.systemLabels -all (_ -eq "x")', true],
  ['device.systemLabels -any (_ -ne "x")', false],
  ['device.systemLabels -notContains "x"', true],
  ['device.organizationalUnit -eq "x"', false],
];

describe('of a device that has nothing', () => {
  test.each(decided)('%s', (rule, expected) => {
    expect(asks(rule, {})).toBe(expected);
  });
});

test('a negated test on a collection holds where no element meets it', () => {
  expect(asks('device.systemLabels -ne "tier:0"')).toBe(false);
  expect(asks('device.systemLabels -ne "tier:1"')).toBe(true);
});

/** Each with the place and a word of the message. */
const refused: readonly (readonly [string, string])[] = [
  ['', '1: the rule ends too early'],
  ['device.displayName', '19: the rule ends too early: an operator'],
  ['device.displayName -eq', '23: the rule ends too early'],
  ['device.displayName -eq "x', '24: a text in quotes is not closed'],
  ['device.displayName -eq "x`"', '24: a text in quotes is not closed'],
  ['device.displayName -eq “x”', '24: write straight quotes'],
  ['device.displayName -eq x', '24: a text in quotes'],
  ['device.displayName -eq true', '24: a text in quotes'],
  ['device.displayName -eq ["x"]', '24: a list goes with -in'],
  ['device.displayName -in "x"', '24: -in and -notIn take a list'],
  ['device.displayName -in ["x" "y"]', '29: "," should stand here'],
  ['device.displayName -in ["x", null]', '30: a list holds texts'],
  ['device.displayName -startsWith null', '32: null goes with -eq and -ne only'],
  ['-not device.displayName -eq null', '1: -not cannot be used with null'],
  ['-not (device.displayName -ne null)', '1: -not cannot be used with null'],
  ['device.displayName -ge "a"', '20: -ge is not for devices'],
  ['device.displayName -like "a"', '20: an operator such as -eq'],
  ['device.accountEnabled -eq "yes"', '27: accountEnabled is compared with true, false or null'],
  ['device.isManaged -eq true', '1: a device has no property "device.isManaged"'],
  ['device.accountEnabled -contains "t"', '23: accountEnabled is true or false'],
  ['device.displayName -any (_ -eq "x")', '1: -any asks for a collection'],
  [
    'device.systemLabels -any (device.systemLabels -any (_ -eq "x"))',
    '27: -any and -all do not stand within',
  ],
  ['_ -eq "x"', '1: _ has a meaning only after'],
  ['device.nothing -eq "x"', '1: a device has no property "device.nothing"'],
  ['user.department -eq "x"', '1: "user.department" is a property of users'],
  ['device.displayName -eq "x" -and user.city -eq "y"', '33: "user.city" is a property of users'],
  ['Direct Reports for "x"', '1: a "Direct Reports" rule is for users'],
  ['displayName -eq "x"', '1: "displayName" is no property'],
  ['(device.displayName -eq "x"', '28: the rule ends too early: ")"'],
  ['device.displayName -eq "x")', '27: here the rule should end'],
  ['device.displayName -eq "x" device.displayName -eq "y"', '28: here the rule should end'],
  ['device.displayName -eq "x"; 1', '27: ";" has no meaning here'],
  ['device.displayName -match "a(?=b)"', '27: look-around is not supported'],
  ['device.displayName -match "(?<!a)b"', '27: look-around is not supported'],
  ['device.displayName -match "(a)\\1"', '27: back-references are not supported'],
  ['device.displayName -match "(?<n>a)\\k<n>"', '27: back-references are not supported'],
  ['device.displayName -match "("', '27: the regular expression is not valid'],
  ["device.memberOf -all (group.objectId -in ['x'])", '17: write device.memberOf -any'],
  ["device.memberOf -any (group.displayName -in ['x'])", 'write device.memberOf -any'],
];

describe('no rule, with its place and reason', () => {
  test.each(refused)('%s', (rule, why) => {
    expect(whyNot(rule)).toContain(why);
  });

  test('is one of more characters than the documentation allows', () => {
    const long = (length: number) => `device.displayName -eq "${'x'.repeat(length - 25)}"`;
    expect(whyNot(long(LONGEST_RULE))).toBe('it is a rule');
    expect(whyNot(long(LONGEST_RULE + 1))).toContain('3072 characters at most');
  });

  test('is one with thousands of parentheses, which must not end the process', () => {
    expect(whyNot(`${'('.repeat(1500)}device.displayName -eq "x"${')'.repeat(1500)}`)).toContain(
      'parentheses',
    );
  });
});

test('a regular expression that backtracking engines choke on is answered at once', () => {
  const displayName = `${'a'.repeat(5000)}!`;
  expect(asks('device.displayName -match "^(a+)+$"', { displayName })).toBe(false);
});

describe('the author is told', () => {
  const hints = (rule: string) => {
    const parsed = parseRule(rule);
    return parsed.ok ? parsed.value.hints : [];
  };

  test.each([
    ['device.deviceOSType -eq "windows"', 'does not cover servers'],
    ['device.deviceOSType -in ["Windows", "Linux"]', 'does not cover servers'],
    ['device.organizationalUnit -eq "x"', 'retired'],
    ['device.extensionAttribute3 -eq "x"', 'No device of this service has extensionAttribute3'],
    ['device.devicePhysicalIds -any _ -contains "[OrderID]"', 'devicePhysicalIds'],
  ])('%s', (rule, hint) => {
    expect(hints(rule)).toEqual([expect.stringContaining(hint)]);
  });

  test.each([
    '(device.deviceOSType -eq "Windows") -or (device.deviceOSType -eq "Windows Server")',
    'device.deviceOSType -startsWith "Windows"',
    'device.deviceOSType -ne "Windows"',
    'device.managementType -eq "MicrosoftSense"',
  ])('nothing of %s', (rule) => {
    expect(hints(rule)).toEqual([]);
  });
});
