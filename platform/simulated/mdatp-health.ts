// `mdatp health` of the simulated agent: as JSON, as a text table, one field, one group. Pure.

import type { Scalar } from '../../src/model/value.js';
import { MAC_SETTINGS } from './mac-settings-table.js';
import type { MachineState } from './machine-state.js';
import { at, enforcement, inForce, isSection, managedConfig, olderThan } from './mdatp-effective.js';
import type { AgentSetting } from './mdatp-settings-table.js';
import { AGENT_SETTINGS } from './mdatp-settings-table.js';

/** One line of health. `json` is the whole member where it differs from the usual forms. */
interface Field {
  readonly name: string;
  readonly value: Scalar | readonly (Scalar | object)[];
  /** Fields that can be managed are objects in JSON. */
  readonly managed?: boolean;
  readonly hidden?: true;
  readonly json?: unknown;
}

/** The member of its own came with these agents (assumed). */
const LEVEL_SINCE = '101.26032.0000';
/** Without eBPF, events come from netlink; from auditd before this version. */
const NETLINK_SINCE = '101.24082.0004';

export function healthJson(state: MachineState): string {
  const members = healthFields(state).map(({ name, value, managed, hidden, json }) => {
    const plain =
      managed === undefined ? value : { displayValue: hidden !== true, isManaged: managed, value };
    return [camelCase(name), json ?? plain];
  });
  return `${JSON.stringify({ $type: 'getHealthAllResult', ...Object.fromEntries(members) })}\n`;
}

export function healthText(state: MachineState): string {
  const first = state.faults.notLicensed
    ? 'ATTENTION: No license found. Contact your administrator for help.\n\n'
    : '';
  return first + table(healthFields(state).filter(({ hidden }) => hidden !== true));
}

/** `undefined`: there is no such field. */
export function healthField(state: MachineState, name: string): string | undefined {
  const found = [...healthFields(state), ...allDetails(state)].find((field) => field.name === name);
  return found === undefined ? undefined : `${cell(found)}\n`;
}

const LINUX_GROUPS = [
  'antivirus',
  'cloud',
  'definitions',
  'edr',
  'engine',
  'features',
  'network_protection',
  'permissions',
  'scheduled_scan',
];
const MAC_GROUPS = [
  'definitions',
  'edr',
  'features',
  'permissions',
  'scheduled_scan',
  'system_extensions',
  'tamper_protection',
];

const groupsOf = ({ mac }: MachineState): readonly string[] =>
  mac === undefined ? LINUX_GROUPS : MAC_GROUPS;
const settingsOf = ({ mac }: MachineState): readonly AgentSetting[] =>
  mac === undefined ? AGENT_SETTINGS : MAC_SETTINGS;

/** `undefined`: there is no such group. */
export function healthDetails(state: MachineState, group: string): string | undefined {
  if (group === 'help') return `${groupsOf(state).join('\n')}\n`;
  if (!groupsOf(state).includes(group)) return undefined;
  return table([...groupExtras(state, group), ...detailFields(state, group)]);
}

function healthFields(state: MachineState): readonly Field[] {
  const { version, orgId } = state.agent;
  const licensed = !state.faults.notLicensed;
  const { level, realTime, passive } = enforcement(state);
  return [
    { name: 'healthy', value: licensed },
    { name: 'health_issues', value: licensed ? [] : ['missing license'] },
    { name: 'licensed', value: licensed },
    { name: 'engine_version', value: '1.1.26030.3' },
    { name: 'app_version', value: version },
    { name: 'org_id', value: licensed ? orgId : '' },
    { name: 'log_level', value: 'info' },
    { name: 'machine_guid', value: '2f6b8c14-95d3-4e70-a1b8-3c5d7e9f0a12' },
    { name: 'release_ring', value: 'Production' },
    { name: 'product_expiration', value: '1830297600000' },
    { name: 'passive_mode_enabled', ...passive },
    { name: 'real_time_protection_enabled', ...realTime },
    { name: 'real_time_protection_available', value: true },
    {
      name: 'real_time_protection_subsystem',
      value: state.mac === undefined ? 'fanotify' : 'endpoint_security_extension',
    },
    ...(state.mac !== undefined || olderThan(version, LEVEL_SINCE)
      ? []
      : [
          { name: 'antivirus_enforcement_level', value: level, managed: realTime.managed && passive.managed },
        ]),
    ...detailFields(state, undefined),
    { name: 'network_protection_status', value: 'stopped' },
    ...tagField(state),
    { name: 'edr_machine_id', value: licensed ? 'a4c1e7059b2d4f83a6c0' : '' },
    { name: 'edr_configuration_version', value: '30.199999.main.2026.04.02.01' },
    { name: 'conflicting_applications', value: [] },
    { name: 'definitions_status', value: 'up_to_date', json: { $type: 'upToDate' } },
    { name: 'definitions_version', value: '1.441.217.0' },
    { name: 'definitions_updated', value: '1775000000000' },
    { name: 'definitions_updated_minutes_ago', value: 42 },
    { name: 'functionality_mode', value: 'full', managed: false, hidden: true },
    ...(state.mac === undefined ? linuxFields(state) : MAC_FIELDS),
  ];
}

function linuxFields(state: MachineState): readonly Field[] {
  const mode = state.faults.tamperProtected === null ? 'disabled' : 'block';
  return [
    { name: 'supplementary_events_subsystem', value: eventProvider(state) },
    { name: 'edr_early_preview_enabled', value: 'disabled', managed: false },
    { name: 'tamper_protection', value: mode, managed: false },
    { name: 'managed_by', value: state.agent.managedBy ?? '', managed: false, hidden: true },
    { name: 'proxy', value: 'None', managed: false, hidden: true },
  ];
}

/** Source: recorded output of agent 101.98.30 and the vendor's table of health fields. */
const MAC_FIELDS: readonly Field[] = [
  { name: 'full_disk_access_enabled', value: true },
  { name: 'network_events_subsystem', value: 'network_filter_extension' },
  { name: 'device_control_enforcement_level', value: 'unavailable' },
  { name: 'data_loss_prevention_status', value: 'disabled' },
  { name: 'troubleshooting_mode', value: false },
];

function detailFields(state: MachineState, group: string | undefined): readonly Field[] {
  return settingsOf(state).flatMap((setting): Field[] => {
    if (setting.field === undefined || setting.group !== group) return [];
    // A field of a group is not there before its setting is (assumed).
    if (group !== undefined && setting.since !== undefined && olderThan(state.agent.version, setting.since))
      return [];
    const { value, managed } = inForce(state, setting);
    const local = setting.path === 'edr.groupIds' && !managed ? state.agent.groupIds : value;
    const blocked = setting.field === 'tamper_protection' && state.faults.tamperProtected !== null;
    const shown = blocked ? 'block' : (setting.shown?.[String(local)] ?? local);
    return [{ name: setting.field, value: shown, managed }];
  });
}

function groupExtras(state: MachineState, group: string): readonly Field[] {
  if (group === 'definitions') return [{ name: 'definitions_status', value: 'up_to_date' }];
  if (group === 'engine') return [{ name: 'engine_load_status', value: 'Engine load succeeded' }];
  if (group === 'edr') return tagField(state);
  return group === 'permissions' ? [{ name: 'root', value: true }] : [];
}

const allDetails = (state: MachineState): readonly Field[] =>
  groupsOf(state).flatMap((group) => [...groupExtras(state, group), ...detailFields(state, group)]);

function eventProvider(state: MachineState): string {
  const setting = AGENT_SETTINGS.find(({ path }) => path === 'features.ebpfSupplementaryEventProvider');
  if (setting === undefined || inForce(state, setting).value === 'enabled') return 'ebpf';
  return olderThan(state.agent.version, NETLINK_SINCE) ? 'auditd' : 'netlink';
}

/** Managed tags beat local ones of the same key; entries of key and value. */
function tagField(state: MachineState): readonly Field[] {
  const list = at(managedConfig(state), 'edr.tags');
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  const managed = new Map<string, string>();
  for (const entry of entries.filter(isSection)) {
    const { key, value } = entry;
    if (typeof key === 'string' && typeof value === 'string') managed.set(key, value);
  }
  const tags = new Map([...Object.entries(state.agent.tags), ...managed]);
  const value = [...tags].map(([key, text]) => ({ key, value: text }));
  return [{ name: 'edr_device_tags', value, managed: managed.size > 0 }];
}

function table(fields: readonly Field[]): string {
  const width = Math.max(0, ...fields.map(({ name }) => name.length));
  return fields.map((field) => `${field.name.padEnd(width)} : ${cell(field)}\n`).join('');
}

function cell({ value, managed }: Field): string {
  return `${JSON.stringify(value)}${managed === true ? ' [managed]' : ''}`;
}

const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
