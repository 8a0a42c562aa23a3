// Which policies this channel carries, and the one reason that each other one gets.
import { describe, expect, test } from 'vitest';
import profilesTable from '../../../../catalog/profiles.json' with { type: 'json' };
import type { Profile } from '../../../../src/model/catalog/row.js';
import { checkChannel } from '../../../../src/model/policy/channel.js';
import type { PolicyDocument } from '../../../../src/model/policy/document.js';
import { documentOf, plainPolicy } from './plain-policies.js';

const CARRIED: Profile = {
  key: 'linux-av',
  os: 'linux',
  name: 'Antivirus',
  templateId: '4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4',
  family: 'endpointSecurityAntivirus',
  carried: true,
};
const NOT_CARRIED: Profile = {
  key: 'windows-device-control',
  os: 'windows',
  name: 'Device Control',
  templateId: '0f2034c6-3cd6-4ee1-bd37-f3c0693e9548',
  family: 'endpointSecurityAttackSurfaceReduction',
  carried: false,
  why: 'it is shown and not applied',
};
const PROFILES = [CARRIED, NOT_CARRIED];

const document: PolicyDocument = documentOf(plainPolicy([]), 'portal');
const template = (id: string, family = '') => ({ template: { id, version: 1, family } });

function refusal(change: Partial<PolicyDocument>): readonly [string, string] {
  const result = checkChannel({ ...document, ...change }, PROFILES);
  if (result.ok) throw new Error('was accepted');
  return [result.error.code, result.error.text];
}

test('a policy of a carried template, of its platform and with microsoftSense is accepted', () => {
  expect(checkChannel(document, PROFILES)).toEqual({ ok: true, value: CARRIED });
});

test('the template is known by its GUID alone, whatever its version', () => {
  expect(checkChannel({ ...document, template: { ...document.template, version: 7 } }, PROFILES).ok).toBe(
    true,
  );
});

describe('each refusal has its own reason', () => {
  test.each<readonly [string, Partial<PolicyDocument>, string, string]>([
    ['another platform', { platforms: 'iOS' }, 'other-platform', 'platform "iOS"'],
    ['no platform', { platforms: '' }, 'other-platform', 'platform ""'],
    ['a platform by an inherited name', { platforms: 'constructor' }, 'other-platform', '"constructor"'],
    ['no microsoftSense', { technologies: ['mdm'] }, 'not-carried', '("mdm") lack microsoftSense'],
    [
      'a word that only contains it',
      { technologies: ['microsoftSenseX'] },
      'not-carried',
      'lack microsoftSense',
    ],
    ['a plain policy', template(''), 'not-carried', 'plain settings-catalog policy'],
    ['an unknown template', template('aaaa', 'fam'), 'not-carried', '"aaaa" (family "fam") is not one'],
    [
      'a known template that is not carried',
      { platforms: 'windows10', ...template(NOT_CARRIED.templateId) },
      'not-carried',
      '"Device Control" is not carried by this channel (it is shown and not applied)',
    ],
    [
      'a template of another platform',
      { platforms: 'macOS' },
      'other-platform',
      '"Antivirus" is for linux, but its platform is "macOS"',
    ],
  ])('%s', (_, change, code, text) => {
    expect(refusal(change)).toEqual([code, expect.stringContaining(text)]);
  });

  test('what the document says is printable in the reason', () => {
    expect(refusal({ platforms: '\u001b[2Jlinux\u202e\n' })[1]).not.toMatch(/\p{C}/u);
  });
});

test('every template of the catalog is known once', () => {
  const ids = profilesTable.map(({ templateId }) => templateId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
