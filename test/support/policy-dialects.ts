// Writes a policy, given without any dialect, as the bytes that real tools write: three dialects, four encodings.
// Written from the description of the format, never from the parser.

import type { Simple } from '../../src/model/policy/document.js';

export const DIALECTS = ['full-metadata', 'portal', 'hand-built'] as const;
export type Dialect = (typeof DIALECTS)[number];

export const ENCODINGS = ['utf-8', 'utf-8-bom', 'utf-16le-bom', 'utf-16be-bom'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface PlainPolicy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly platforms: string;
  readonly technologies: readonly string[];
  readonly template: {
    readonly id: string;
    readonly version: number;
    readonly family: string;
    readonly displayName: string;
  };
  readonly settings: readonly PlainSetting[];
}

export interface PlainChoice {
  readonly option: string;
  readonly children?: readonly PlainSetting[];
}

export type PlainSetting =
  | ({ readonly kind: 'choice'; readonly id: string } & PlainChoice)
  | { readonly kind: 'choice-collection'; readonly id: string; readonly choices: readonly PlainChoice[] }
  | { readonly kind: 'simple'; readonly id: string; readonly value: Simple }
  | { readonly kind: 'simple-collection'; readonly id: string; readonly values: readonly Simple[] }
  | { readonly kind: 'group'; readonly id: string; readonly children: readonly PlainSetting[] }
  | {
      readonly kind: 'group-collection';
      readonly id: string;
      readonly items: readonly (readonly PlainSetting[])[];
    };

type Json = Readonly<Record<string, unknown>>;

/** The file as the tool of that dialect writes it. */
export function renderPolicy(policy: PlainPolicy, dialect: Dialect, encoding: Encoding): Uint8Array {
  const text = JSON.stringify(policyJson(policy, dialect), null, dialect === 'hand-built' ? undefined : 2);
  return encodeText(dialect === 'full-metadata' ? withEscapedQuotes(text) : text, encoding);
}

/** Quotes and apostrophes inside strings, as the tools of that dialect write them. */
const withEscapedQuotes = (json: string): string =>
  json
    .replaceAll(/\\(.)/g, (whole, character) => (character === '"' ? '\\u0022' : whole))
    .replaceAll("'", '\\u0027');

export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8-bom') return new TextEncoder().encode(`\uFEFF${text}`);
  const bytes = new Uint8Array(2 * (text.length + 1));
  const view = new DataView(bytes.buffer);
  const littleEndian = encoding === 'utf-16le-bom';
  view.setUint16(0, 0xfeff, littleEndian);
  for (let at = 0; at < text.length; at += 1) {
    view.setUint16(2 * (at + 1), text.charCodeAt(at), littleEndian);
  }
  return bytes;
}

/** The JSON of the policy in a dialect, not yet text: for tests that spoil it first. */
export function policyJson(policy: PlainPolicy, dialect: Dialect): Json {
  const body = {
    name: policy.name,
    description: policy.description,
    platforms: policy.platforms,
    technologies: policy.technologies.join(','),
    roleScopeTagIds: ['0'],
  };
  const templateId = `${policy.template.id}_${policy.template.version}`;
  const settings = policy.settings.map((setting, index) => settingJson(setting, index, policy.id, dialect));
  if (dialect === 'hand-built') return { ...body, templateReference: { templateId }, settings };
  const templateReference = {
    templateId,
    templateFamily: policy.template.family,
    templateDisplayName: policy.template.displayName,
    templateDisplayVersion: `Version ${policy.template.version}`,
  };
  const exported = {
    id: policy.id,
    createdDateTime: '2024-03-05T09:41:27.1234567Z',
    lastModifiedDateTime: '2024-03-06T10:02:11.7654321Z',
    creationSource: null,
    priorityMetaData: null,
    settingCount: policy.settings.length,
    ...body,
  };
  if (dialect === 'portal') return { ...exported, templateReference, settings };
  return fullMetadata(exported, templateReference, settings, policy.id);
}

function fullMetadata(exported: Json, templateReference: Json, settings: readonly Json[], id: string): Json {
  const link = `deviceManagement/configurationPolicies('${id}')`;
  return {
    '@odata.context':
      'https://graph.microsoft.com/beta/$metadata#deviceManagement/configurationPolicies/$entity',
    '@odata.type': `${GRAPH}Policy`,
    '@odata.id': link,
    '@odata.editLink': link,
    'createdDateTime@odata.type': '#DateTimeOffset',
    'lastModifiedDateTime@odata.type': '#DateTimeOffset',
    'platforms@odata.type': `${GRAPH}Platforms`,
    'technologies@odata.type': `${GRAPH}Technologies`,
    'roleScopeTagIds@odata.type': '#Collection(String)',
    ...exported,
    templateReference: {
      '@odata.type': `${GRAPH}PolicyTemplateReference`,
      'templateFamily@odata.type': `${GRAPH}TemplateFamily`,
      ...templateReference,
    },
    'assignments@odata.context': `https://graph.microsoft.com/beta/$metadata#${link}/assignments`,
    'assignments@odata.associationLink': `https://graph.microsoft.com/beta/${link}/assignments/$ref`,
    'assignments@odata.navigationLink': `https://graph.microsoft.com/beta/${link}/assignments`,
    assignments: [],
    'settings@odata.context': `https://graph.microsoft.com/beta/$metadata#${link}/settings`,
    'settings@odata.navigationLink': `https://graph.microsoft.com/beta/${link}/settings`,
    settings,
    '#microsoft.graph.assign': { target: `https://graph.microsoft.com/beta/${link}/assign` },
    '#microsoft.graph.createCopy': { target: `https://graph.microsoft.com/beta/${link}/createCopy` },
  };
}

const GRAPH = '#microsoft.graph.deviceManagementConfiguration';

function settingJson(setting: PlainSetting, index: number, policyId: string, dialect: Dialect): Json {
  const settingInstance = instanceJson(setting, dialect);
  if (dialect === 'hand-built') return { settingInstance };
  if (dialect === 'portal') return { id: String(index), settingInstance };
  const link = `deviceManagement/configurationPolicies('${policyId}')/settings('${index}')`;
  return {
    '@odata.type': `${GRAPH}Setting`,
    '@odata.id': link,
    '@odata.editLink': link,
    id: String(index),
    settingInstance,
    'settingDefinitions@odata.navigationLink': `https://graph.microsoft.com/beta/${link}/settingDefinitions`,
  };
}

const KINDS = {
  choice: { type: 'ChoiceSettingInstance', property: 'choiceSettingValue' },
  'choice-collection': {
    type: 'ChoiceSettingCollectionInstance',
    property: 'choiceSettingCollectionValue',
  },
  simple: { type: 'SimpleSettingInstance', property: 'simpleSettingValue' },
  'simple-collection': {
    type: 'SimpleSettingCollectionInstance',
    property: 'simpleSettingCollectionValue',
  },
  group: { type: 'GroupSettingInstance', property: 'groupSettingValue' },
  'group-collection': { type: 'GroupSettingCollectionInstance', property: 'groupSettingCollectionValue' },
} as const;

function instanceJson(setting: PlainSetting, dialect: Dialect): Json {
  const { type, property } = KINDS[setting.kind];
  return {
    '@odata.type': `${GRAPH}${type}`,
    settingDefinitionId: setting.id,
    ...(dialect === 'hand-built' ? {} : { settingInstanceTemplateReference: null }),
    ...(dialect === 'full-metadata' ? { auditRuleInformation: null } : {}),
    [property]: valueJson(setting, dialect),
  };
}

function valueJson(setting: PlainSetting, dialect: Dialect): Json | readonly Json[] {
  switch (setting.kind) {
    case 'choice':
      return choiceJson(setting, dialect);
    case 'choice-collection':
      return setting.choices.map((choice) => choiceJson(choice, dialect));
    case 'simple':
      return simpleJson(setting.value, dialect);
    case 'simple-collection':
      return setting.values.map((value) => simpleJson(value, dialect));
    case 'group':
      return groupJson(setting.children, dialect);
    case 'group-collection':
      return setting.items.map((children) => groupJson(children, dialect));
    default:
      return setting satisfies never;
  }
}

function choiceJson({ option, children }: PlainChoice, dialect: Dialect): Json {
  const written = (children ?? []).map((child) => instanceJson(child, dialect));
  return {
    ...(dialect === 'full-metadata' ? { '@odata.type': `${GRAPH}ChoiceSettingValue` } : {}),
    ...(dialect === 'hand-built' ? {} : { settingValueTemplateReference: null }),
    value: option,
    ...(dialect === 'hand-built' && children === undefined ? {} : { children: written }),
  };
}

function groupJson(children: readonly PlainSetting[], dialect: Dialect): Json {
  return {
    ...(dialect === 'full-metadata' ? { '@odata.type': `${GRAPH}GroupSettingValue` } : {}),
    ...(dialect === 'hand-built' ? {} : { settingValueTemplateReference: null }),
    children: children.map((child) => instanceJson(child, dialect)),
  };
}

const SIMPLE_TYPES = {
  string: 'StringSettingValue',
  integer: 'IntegerSettingValue',
  secret: 'SecretSettingValue',
  reference: 'ReferenceSettingValue',
} as const;

function simpleJson(simple: Simple, dialect: Dialect): Json {
  const digits = simple.type === 'integer' && dialect === 'hand-built';
  return {
    '@odata.type': `${GRAPH}${SIMPLE_TYPES[simple.type]}`,
    ...(dialect === 'hand-built' ? {} : { settingValueTemplateReference: null }),
    ...(simple.type === 'secret' ? { valueState: simple.state } : {}),
    value: digits ? String(simple.value) : simple.value,
  };
}
