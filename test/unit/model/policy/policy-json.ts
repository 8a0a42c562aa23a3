// Policies of the real format for tests, built as their JSON.

import type { PolicyDocument } from '../../../../src/model/policy/document.js';
import { parsePolicy } from '../../../../src/model/policy/parse-policy.js';

export type Json = Readonly<Record<string, unknown>>;

const value = (type: string, content: unknown): Json => ({
  '@odata.type': `#microsoft.graph.deviceManagementConfiguration${type}SettingValue`,
  value: content,
});

export const choice = (id: string, suffix: string, children: readonly Json[] = []): Json => ({
  settingDefinitionId: id,
  choiceSettingValue: { value: `${id}${suffix}`, children },
});
export const integer = (id: string, content: unknown): Json => ({
  settingDefinitionId: id,
  simpleSettingValue: value('Integer', content),
});
export const text = (id: string, content: string): Json => ({
  settingDefinitionId: id,
  simpleSettingValue: value('String', content),
});
export const secret = (id: string, valueState: string, content: string): Json => ({
  settingDefinitionId: id,
  simpleSettingValue: { ...value('Secret', content), valueState },
});
export const texts = (id: string, ...contents: readonly string[]): Json => ({
  settingDefinitionId: id,
  simpleSettingCollectionValue: contents.map((content) => value('String', content)),
});
export const items = (id: string, ...list: readonly (readonly Json[])[]): Json => ({
  settingDefinitionId: id,
  groupSettingCollectionValue: list.map((children) => ({ children })),
});

/** A Linux antivirus policy, unless `head` says otherwise. */
export function policy(settings: readonly Json[], head: Json = {}): PolicyDocument {
  const body = {
    name: 'Test policy',
    platforms: 'linux',
    technologies: 'microsoftSense',
    templateReference: { templateId: '4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4_1' },
    settings: settings.map((settingInstance) => ({ settingInstance })),
    ...head,
  };
  const parsed = parsePolicy(new TextEncoder().encode(JSON.stringify(body)));
  if (!parsed.ok) {
    throw new Error(JSON.stringify(parsed.error));
  }
  return parsed.value;
}
