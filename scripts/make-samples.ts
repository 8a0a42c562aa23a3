// Writes samples/policies/: our own policies in the real format, in its three dialects and its encodings.
// Run after a change of samples-table.ts: node scripts/make-samples.ts (a test says when they differ).

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Dialect, Sample, Setting } from './samples-table.js';

const TEMPLATES = {
  'windows-av': [
    '804339ad-1553-4478-a742-138fb5807418_1',
    'Microsoft Defender Antivirus',
    'endpointSecurityAntivirus',
  ],
  'windows-av-exclusions': [
    '45fea5e9-280d-4da1-9792-fb5736da0ca9_1',
    'Microsoft Defender Antivirus exclusions',
    'endpointSecurityAntivirus',
  ],
  'windows-update-controls': [
    'e3f74c5a-a6de-411d-aef6-eb15628f3a0a_1',
    'Defender Update controls',
    'endpointSecurityAntivirus',
  ],
  'windows-asr': [
    'e8c053d6-9f95-42b1-a7f1-ebfd71c67a4b_1',
    'Attack Surface Reduction Rules',
    'endpointSecurityAttackSurfaceReduction',
  ],
  'windows-edr': [
    '0385b795-0f2f-44ac-8602-9f65bf6adede_1',
    'Endpoint detection and response',
    'endpointSecurityEndpointDetectionAndResponse',
  ],
  'windows-firewall': [
    '6078910e-d808-4a9f-a51d-1b8a7bacb7c0_1',
    'Windows Firewall',
    'endpointSecurityFirewall',
  ],
  'windows-firewall-rules': [
    '19c8aa67-f286-4861-9aa0-f23541d31680_1',
    'Windows Firewall Rules',
    'endpointSecurityFirewall',
  ],
  'linux-av': [
    '4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4_1',
    'Microsoft Defender Antivirus',
    'endpointSecurityAntivirus',
  ],
  'linux-av-exclusions': [
    '8a17a1e5-3df4-4e07-9d20-3878267a79b8_1',
    'Microsoft Defender Antivirus exclusions',
    'endpointSecurityAntivirus',
  ],
  'linux-edr': [
    '3514388a-d4d1-4aa8-bd64-c317776008f5_1',
    'Endpoint detection and response',
    'endpointSecurityEndpointDetectionAndResponse',
  ],
  'linux-global-exclusions': [
    'dfa57610-d11d-4bf8-89d6-1f5cb1679506_1',
    'Microsoft Defender Global Exclusions (AV+EDR)',
    'endpointSecurityEndpointDetectionAndResponse',
  ],
  'macos-av': [
    '2d345ec2-c817-49e5-9156-3ed416dc972a_1',
    'Microsoft Defender Antivirus',
    'endpointSecurityAntivirus',
  ],
  'macos-av-exclusions': [
    '43397174-2244-4006-b5ad-421b369e90d4_1',
    'Microsoft Defender Antivirus exclusions',
    'endpointSecurityAntivirus',
  ],
  'macos-edr': [
    'a6ff37f6-c841-4264-9249-1ecf793d94ef_1',
    'Endpoint detection and response',
    'endpointSecurityEndpointDetectionAndResponse',
  ],
} as const;
export type TemplateKey = keyof typeof TEMPLATES;

/** Ids that the templates give to instances; an instance without one here has none in the samples either. */
const INSTANCE_TEMPLATES: Readonly<Record<string, string>> = {
  device_vendor_msft_policy_config_defender_allowcloudprotection: '7da139f1-9b7e-407d-853a-c2e5037cdc70',
  device_vendor_msft_policy_config_defender_allowrealtimemonitoring: 'f0790e28-9231-4d37-8f44-84bb47ca1b3e',
  device_vendor_msft_policy_config_defender_puaprotection: 'c0135c2a-f802-44f4-9b71-b0b976411b8c',
  device_vendor_msft_policy_config_defender_threatseveritydefaultaction:
    'f6394bc5-6486-4728-b510-555f5c161f2b',
  device_vendor_msft_defender_configuration_engineupdateschannel: 'f7e1409d-9c85-4a3f-85a6-ad05cc8ccf13',
  device_vendor_msft_defender_configuration_platformupdateschannel: 'e78b3ace-75d0-4aad-b3fa-4f49390d6483',
  device_vendor_msft_defender_configuration_securityintelligenceupdateschannel:
    'ba273649-e186-4377-89d5-87405bc9a87c',
  device_vendor_msft_policy_config_defender_attacksurfacereductionrules:
    '19600663-e264-4c02-8f55-f2983216d6d7',
  vendor_msft_firewall_mdmstore_publicprofile_enablefirewall: 'e2714734-708e-4286-8ae9-d56821e306a3',
  linux_mdatp_managed_cloudservice_enabled: 'ad8554ce-16d5-44a5-9686-d286844755b0',
  linux_mdatp_managed_antivirusengine_exclusions: 'e2d557ab-357e-4727-978e-0d655facbb23',
  linux_mdatp_managed_antivirusengine_disallowedthreatactions: 'd1673a55-f037-4eca-b037-89392341d1b8',
  linux_mdatp_managed_antivirusengine_threattypesettings: '2e407734-2d3a-4cc2-9a81-4d1c54718096',
  linux_mdatp_managed_edr_tags: 'd0eb0a92-3807-4d9d-8432-6edd1aa108ce',
  'com.apple.managedclient.preferences_tags': 'd0eb0a92-3807-4d9d-8432-6edd1aa108ce',
};

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const GRAPH = '#microsoft.graph.deviceManagementConfiguration';

/** The bytes of one sample file. */
export function sampleBytes(sample: Sample): Buffer {
  const json = `${JSON.stringify(policyJson(sample), null, 2)}\n`;
  switch (sample.encoding) {
    case 'utf8':
      return Buffer.from(json, 'utf8');
    case 'utf8-bom':
      return Buffer.from(`\uFEFF${json}`, 'utf8');
    case 'utf16le-bom':
      return Buffer.from(`\uFEFF${json}`, 'utf16le');
  }
}

function policyJson(sample: Sample): Json {
  const { name, description, platforms, dialect, settings } = sample;
  const [templateId, templateDisplayName, templateFamily] = TEMPLATES[sample.template];
  const technologies = platforms === 'linux' ? 'microsoftSense' : 'mdm,microsoftSense';
  const body = { name, description, platforms, technologies, roleScopeTagIds: ['0'] };
  if (dialect === 'hand') {
    const entries = settings.map((setting) => ({ settingInstance: instanceJson(setting, dialect) }));
    return { ...body, templateReference: { templateId }, settings: entries };
  }
  const id = `5a3b1c00-0000-4000-8000-${String(sample.number).padStart(12, '0')}`;
  const time = '2026-11-02T08:00:00.0000000Z';
  const entries = settings.map((setting, index) => ({
    id: String(index),
    settingInstance: instanceJson(setting, dialect),
  }));
  const template = {
    templateId,
    templateFamily,
    templateDisplayName,
    templateDisplayVersion: 'Version 1',
  };
  const rest = {
    createdDateTime: time,
    creationSource: null,
    lastModifiedDateTime: time,
    settingCount: settings.length,
    priorityMetaData: null,
    id,
  };
  if (dialect === 'native') {
    return { ...body, ...rest, templateReference: template, settings: entries };
  }
  const link = `deviceManagement/configurationPolicies('${id}')`;
  return {
    '@odata.context':
      'https://graph.microsoft.com/beta/$metadata#deviceManagement/configurationPolicies/$entity',
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationPolicy',
    '@odata.id': link,
    '@odata.editLink': link,
    ...body,
    'platforms@odata.type': '#microsoft.graph.deviceManagementConfigurationPlatforms',
    'technologies@odata.type': '#microsoft.graph.deviceManagementConfigurationTechnologies',
    'roleScopeTagIds@odata.type': '#Collection(String)',
    'createdDateTime@odata.type': '#DateTimeOffset',
    ...rest,
    templateReference: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationPolicyTemplateReference',
      'templateFamily@odata.type': '#microsoft.graph.deviceManagementConfigurationTemplateFamily',
      ...template,
    },
    'settings@odata.associationLink': `${link}/settings/$ref`,
    settings: entries,
    'assignments@odata.navigationLink': `${link}/assignments`,
    assignments: [],
    '#microsoft.graph.assign': { target: `${link}/microsoft.graph.assign` },
  };
}

function instanceJson(setting: Setting, dialect: Dialect): Json {
  const template = INSTANCE_TEMPLATES[setting.id];
  const reference = template === undefined ? null : { settingInstanceTemplateId: template };
  const common = (kind: string) => ({
    '@odata.type': `${GRAPH}${kind}Instance`,
    settingDefinitionId: setting.id,
    settingInstanceTemplateReference: reference,
  });
  switch (setting.is) {
    case 'choice': {
      const value = choiceJson(setting.id, setting.suffix, setting.children, dialect);
      return { ...common('ChoiceSetting'), choiceSettingValue: value };
    }
    case 'choices': {
      const values = setting.suffixes.map((suffix) => choiceJson(setting.id, suffix, [], dialect));
      return { ...common('ChoiceSettingCollection'), choiceSettingCollectionValue: values };
    }
    case 'integer': {
      const value = dialect === 'hand' ? String(setting.value) : setting.value;
      return { ...common('SimpleSetting'), simpleSettingValue: simpleJson('IntegerSettingValue', value) };
    }
    case 'text':
      return {
        ...common('SimpleSetting'),
        simpleSettingValue: simpleJson('StringSettingValue', setting.value),
      };
    case 'texts': {
      const values = setting.values.map((value) => simpleJson('StringSettingValue', value));
      return { ...common('SimpleSettingCollection'), simpleSettingCollectionValue: values };
    }
    case 'items': {
      const values = setting.items.map((children) => ({
        ...typed('GroupSettingValue', dialect),
        settingValueTemplateReference: null,
        children: children.map((child) => instanceJson(child, dialect)),
      }));
      return { ...common('GroupSettingCollection'), groupSettingCollectionValue: values };
    }
  }
}

const choiceJson = (id: string, suffix: string, children: readonly Setting[], dialect: Dialect): Json => ({
  ...typed('ChoiceSettingValue', dialect),
  value: `${id}${suffix}`,
  settingValueTemplateReference: null,
  children: children.map((child) => instanceJson(child, dialect)),
});

const simpleJson = (type: string, value: string | number): Json => ({
  '@odata.type': `${GRAPH}${type}`,
  value,
  settingValueTemplateReference: null,
});

/** Only the full export names the type of choice and group values. */
const typed = (type: string, dialect: Dialect): { readonly [key: string]: Json } =>
  dialect === 'full' ? { '@odata.type': `${GRAPH}${type}` } : {};

if (import.meta.main) {
  const folder = new URL('../samples/policies/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const table: { readonly SAMPLES: readonly Sample[] } = await import(
    new URL('samples-table.ts', import.meta.url).href
  );
  for (const sample of table.SAMPLES) {
    writeFileSync(fileURLToPath(new URL(sample.file, folder)), sampleBytes(sample));
  }
}
