// Policies for a Mac as Graph JSON, put together by hand.

export type MacSetting = Readonly<Record<string, unknown>>;

const GRAPH = '#microsoft.graph.deviceManagementConfiguration';
const idOf = (leaf: string): string => `com.apple.managedclient.preferences_${leaf}`;

export const choice = (leaf: string, option: string): MacSetting => ({
  '@odata.type': `${GRAPH}ChoiceSettingInstance`,
  settingDefinitionId: idOf(leaf),
  choiceSettingValue: { value: `${idOf(leaf)}_${option}`, children: [] },
});

export const text = (leaf: string, value: string): MacSetting => ({
  '@odata.type': `${GRAPH}SimpleSettingInstance`,
  settingDefinitionId: idOf(leaf),
  simpleSettingValue: { '@odata.type': `${GRAPH}StringSettingValue`, value },
});

export const secretToken = (leaf: string): MacSetting => ({
  '@odata.type': `${GRAPH}SimpleSettingInstance`,
  settingDefinitionId: idOf(leaf),
  simpleSettingValue: {
    '@odata.type': `${GRAPH}SecretSettingValue`,
    value: '0c7e7d2a-5d0e-4b57-9a3b-5a3b1c000000',
    valueState: 'encryptedValueToken',
  },
});

/** `id` is left out where it is undefined. */
export function macPolicy(name: string, settings: readonly MacSetting[], id?: string): string {
  return JSON.stringify({
    ...(id === undefined ? {} : { id }),
    name,
    description: '',
    platforms: 'macOS',
    technologies: 'mdm,microsoftSense',
    templateReference: {
      templateId: '2d345ec2-c817-49e5-9156-3ed416dc972a_1',
      templateFamily: 'endpointSecurityAntivirus',
    },
    settings: settings.map((settingInstance, index) => ({ id: String(index), settingInstance })),
  });
}
