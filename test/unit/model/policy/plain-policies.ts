// Policies for the parser's tests, and what they must become; the document's form is written out by hand here.

import { policyId } from '../../../../src/model/ids.js';
import type { Choice, Instance, PolicyDocument } from '../../../../src/model/policy/document.js';
import type { Dialect, PlainChoice, PlainPolicy, PlainSetting } from '../../../support/policy-dialects.js';

export const EVERY_KIND: readonly PlainSetting[] = [
  { kind: 'choice', id: 'a_switch', option: 'a_switch_-2147483648' },
  {
    kind: 'choice',
    id: 'b_profile',
    option: 'b_profile_true',
    children: [
      { kind: 'simple', id: 'b_limit', value: { type: 'integer', value: 42 } },
      { kind: 'simple', id: 'b_low', value: { type: 'integer', value: -2147483648 } },
      { kind: 'simple', id: 'b_high', value: { type: 'integer', value: 4294967295 } },
    ],
  },
  { kind: 'choice-collection', id: 'c_flags', choices: [{ option: 'c_flags_1' }, { option: 'c_flags_4' }] },
  { kind: 'choice-collection', id: 'c_none', choices: [] },
  { kind: 'simple', id: 'd_text', value: { type: 'string', value: 'Größe "x" \\ \'y\' \u{1F600}\u0000\n' } },
  { kind: 'simple', id: 'd_ref', value: { type: 'reference', value: 'other-object' } },
  {
    kind: 'simple-collection',
    id: 'e_paths',
    values: [
      { type: 'string', value: 'D:\\lab\\one\\' },
      { type: 'string', value: '' },
    ],
  },
  { kind: 'simple', id: 'f_open', value: { type: 'secret', state: 'notEncrypted', value: 'shh' } },
  { kind: 'simple', id: 'f_token', value: { type: 'secret', state: 'encryptedValueToken', value: 'guid' } },
  { kind: 'simple', id: 'f_empty', value: { type: 'secret', state: 'invalid', value: '' } },
  { kind: 'group', id: 'g_group', children: [{ kind: 'choice', id: 'g_in', option: 'g_in_0' }] },
  {
    kind: 'group-collection',
    id: 'h_rules',
    items: [
      [
        {
          kind: 'choice',
          id: 'h_rule',
          option: 'h_rule_block',
          children: [
            { kind: 'simple-collection', id: 'h_not', values: [{ type: 'string', value: 'C:\\t.exe' }] },
          ],
        },
      ],
      [],
    ],
  },
];

export const plainPolicy = (settings: readonly PlainSetting[]): PlainPolicy => ({
  id: '11111111-2222-3333-4444-555555555555',
  name: 'Lab "AV"',
  description: "what it's for",
  platforms: 'linux',
  technologies: ['mdm', 'microsoftSense'],
  template: {
    id: '4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4',
    version: 1,
    family: 'endpointSecurityAntivirus',
    displayName: 'Microsoft Defender Antivirus',
  },
  settings,
});

/** A hand-built body names neither id nor family. */
export function documentOf(policy: PlainPolicy, dialect: Dialect): PolicyDocument {
  const { name, description, platforms, technologies, template, settings } = policy;
  const byHand = dialect === 'hand-built';
  return {
    id: byHand ? undefined : policyId(policy.id),
    name,
    description,
    platforms,
    technologies,
    template: { id: template.id, version: template.version, family: byHand ? '' : template.family },
    settings: settings.map((setting, index) => instanceOf(setting, `$.settings[${index}].settingInstance`)),
    mistakes: [],
    warnings: [],
  };
}

function instanceOf(setting: PlainSetting, path: string): Instance {
  const { id } = setting;
  switch (setting.kind) {
    case 'choice':
      return { kind: 'choice', id, path, choice: choiceOf(setting, `${path}.choiceSettingValue`) };
    case 'choice-collection': {
      const at = `${path}.choiceSettingCollectionValue`;
      const choices = setting.choices.map((choice, index) => choiceOf(choice, `${at}[${index}]`));
      return { kind: 'choice-collection', id, path, choices };
    }
    case 'simple':
      return { kind: 'simple', id, path, value: setting.value };
    case 'simple-collection':
      return { kind: 'simple-collection', id, path, values: setting.values };
    case 'group':
      return { kind: 'group', id, path, children: childrenOf(setting.children, `${path}.groupSettingValue`) };
    case 'group-collection': {
      const at = `${path}.groupSettingCollectionValue`;
      const items = setting.items.map((children, index) => childrenOf(children, `${at}[${index}]`));
      return { kind: 'group-collection', id, path, items };
    }
    default:
      return setting satisfies never;
  }
}

const choiceOf = ({ option, children }: PlainChoice, path: string): Choice => ({
  option,
  children: childrenOf(children ?? [], path),
});

const childrenOf = (children: readonly PlainSetting[], path: string): readonly Instance[] =>
  children.map((child, index) => instanceOf(child, `${path}.children[${index}]`));
