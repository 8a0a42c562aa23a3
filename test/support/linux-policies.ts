// Policies for Linux of any size, in the form that people build by hand: some scalars, and exclusions for the rest.
// With each of them, what the agent says when it is in force. Pure.

export interface PolicyFile {
  /** Of the file. */
  readonly name: string;
  /** Of the policy. */
  readonly title: string;
  readonly text: string;
}

export interface LinuxPolicies {
  readonly files: readonly PolicyFile[];
  /** A text that stands in the managed file exactly while these policies are in force. */
  readonly mark: string;
  /** Paths excluded for the antivirus alone, and for all features. */
  readonly excluded: Readonly<Record<'epp' | 'global', readonly string[]>>;
  /** How many settings and list items there are. */
  readonly values: number;
}

/** Definition id without its common beginning -> the suffix of the choice, or the number. */
const SCALARS: Readonly<Record<string, string | number>> = {
  antivirusengine_enforcementlevel: '_0',
  antivirusengine_behaviormonitoring: '_1',
  antivirusengine_scanafterdefinitionupdate: '_true',
  antivirusengine_scanarchives: '_true',
  antivirusengine_maximumondemandscanthreads: 3,
  antivirusengine_exclusionsmergepolicy: '_0',
  antivirusengine_nonexecmountpolicy: '_0',
  antivirusengine_enablefilehashcomputation: '_true',
  antivirusengine_threattypesettingsmergepolicy: '_0',
  antivirusengine_offlinedefinitionupdate: '_Enabled',
  antivirusengine_scanresultsretentiondays: 90,
  antivirusengine_scanhistorymaximumitems: 10_000,
  scheduledscan_weeklyconfiguration_dayofweek: '_1',
  scheduledscan_weeklyconfiguration_scantype: '_quick',
  scheduledscan_weeklyconfiguration_timeofday: 120,
  scheduledscan_runscanwhenidle: '_true',
  scheduledscan_lowpriorityscheduledscan: '_true',
  scheduledscan_checkfordefinitionsupdate: '_true',
  scheduledscan_ignoreexclusions: '_false',
  cloudservice_enabled: '_true',
  cloudservice_diagnosticlevel: '_1',
  cloudservice_cloudblocklevel: '_high',
  cloudservice_automaticsamplesubmissionconsent: '_safe',
  cloudservice_automaticdefinitionupdateenabled: '_true',
  cloudservice_definitionupdatesinterval: 28_800,
  networkprotection_enforcementlevel: '_2',
};

/** What `mdatp health --output json` shows of an agent; `inForce`: of one that these policies configure. */
export function healthOf(inForce: boolean): Readonly<Record<string, unknown>> {
  const member = (value: unknown) => ({ displayValue: String(value), isManaged: inForce, value });
  return {
    appVersion: '101.26072.0003',
    licensed: true,
    healthy: true,
    managedBy: '',
    realTimeProtectionEnabled: member(inForce),
    passiveModeEnabled: member(!inForce),
    antivirusEnforcementLevel: member(inForce ? 'real_time' : 'passive'),
    behaviorMonitoring: member(inForce ? 'enabled' : 'disabled'),
    cloudEnabled: member(true),
    cloudDiagnosticEnabled: member(!inForce),
    cloudAutomaticSampleSubmissionConsent: member(inForce ? 'safe' : 'none'),
    automaticDefinitionUpdateEnabled: member(true),
    networkProtectionEnforcementLevel: member(inForce ? 'block' : 'disabled'),
    edrDeviceTags: member([]),
  };
}

/** A list takes at most 600 entries; a bigger one is two policies, which unite. */
const ITEMS_IN_A_POLICY = 500;
const PREFIX = 'linux_mdatp_managed_';
const TEMPLATES = {
  antivirus: '4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4_1',
  epp: '8a17a1e5-3df4-4e07-9d20-3878267a79b8_1',
  global: 'dfa57610-d11d-4bf8-89d6-1f5cb1679506_1',
} as const;
const LISTS = { epp: 'antivirusengine_exclusions', global: 'exclusionsettings_exclusions' } as const;

/** `label` tells one set of policies from another: it is part of their names and of every path. */
export function linuxPolicies(values: number, label: string): LinuxPolicies {
  const scalars = Object.entries(SCALARS);
  const files = [policyFile(`${label} antivirus`, TEMPLATES.antivirus, scalars.map(scalarInstance))];
  const excluded: Record<'epp' | 'global', string[]> = { epp: [], global: [] };
  for (let done = scalars.length, part = 0; done < values; part++) {
    const scope = part % 2 === 0 ? 'epp' : 'global';
    const size = Math.min(ITEMS_IN_A_POLICY, values - done);
    const paths = Array.from({ length: size }, (_, at) => `/srv/${label}/${part}/data-${at}/`);
    files.push(
      policyFile(`${label} exclusions ${part}`, TEMPLATES[scope], [exclusions(LISTS[scope], paths)]),
    );
    excluded[scope].push(...paths);
    done += size;
  }
  return { files, excluded, values, mark: `/srv/${label}/0/data-0/` };
}

function policyFile(title: string, templateId: string, settings: readonly object[]): PolicyFile {
  const document = {
    name: title,
    description: '',
    platforms: 'linux',
    technologies: 'microsoftSense',
    roleScopeTagIds: ['0'],
    templateReference: { templateId },
    settings: settings.map((settingInstance) => ({ settingInstance })),
  };
  return { name: `${title.replaceAll(' ', '-')}.json`, title, text: JSON.stringify(document) };
}

function scalarInstance([id, value]: readonly [string, string | number]): object {
  return typeof value === 'number'
    ? simple(id, 'IntegerSettingValue', value)
    : choice(id, `${PREFIX}${id}${value}`, []);
}

function exclusions(list: string, paths: readonly string[]): object {
  const item = (field: string): string => `${list}_item_${field}`;
  const directory = choice(item('isdirectory'), `${PREFIX}${item('isdirectory')}_true`, []);
  return {
    '@odata.type': type('GroupSettingCollectionInstance'),
    settingDefinitionId: PREFIX + list,
    groupSettingCollectionValue: paths.map((path) => ({
      children: [
        choice(item('$type'), `${PREFIX}${item('$type')}_excludedPath`, [
          simple(item('path'), 'StringSettingValue', path),
          directory,
        ]),
      ],
    })),
  };
}

const type = (name: string): string => `#microsoft.graph.deviceManagementConfiguration${name}`;

const choice = (id: string, value: string, children: readonly object[]): object => ({
  '@odata.type': type('ChoiceSettingInstance'),
  settingDefinitionId: PREFIX + id,
  choiceSettingValue: { value, children },
});

const simple = (id: string, valueType: string, value: string | number): object => ({
  '@odata.type': type('SimpleSettingInstance'),
  settingDefinitionId: PREFIX + id,
  simpleSettingValue: { '@odata.type': type(valueType), value },
});
