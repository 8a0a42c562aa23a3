// Small catalog rows of our own, for tests of the Linux adapter alone.
import type { CatalogRow, ReadBack } from '../../src/model/catalog/row.js';
import { settingKey } from '../../src/model/ids.js';

export const MANAGED = '/etc/opt/microsoft/mdatp/managed/mdatp_managed.json';

export function linuxRow(path: string, read: ReadBack, more: Partial<CatalogRow> = {}): CatalogRow {
  return {
    key: settingKey(path),
    id: null,
    os: 'linux',
    name: path,
    profiles: ['linux-av'],
    kind: 'string',
    parent: null,
    default: null,
    merge: { rule: 'conflict' },
    tamper: 'unknown',
    channel: { carried: true },
    minimum: {},
    requires: [],
    csp: null,
    write: [{ by: 'json-file', file: MANAGED, path: path.split('.') }],
    read,
    restart: 'none',
    deprecated: false,
    source: {},
    confidence: {},
    notes: [],
    ...more,
  };
}

export const CLOUD = linuxRow('cloudService.enabled', { by: 'health', member: 'cloudEnabled' });
export const LEVEL = linuxRow('antivirusEngine.enforcementLevel', {
  by: 'health',
  member: 'antivirusEnforcementLevel',
  fallback: [
    { value: 'real_time', when: { realTimeProtectionEnabled: true, passiveModeEnabled: false } },
    { value: 'on_demand', when: { realTimeProtectionEnabled: false, passiveModeEnabled: false } },
    { value: 'passive', when: { realTimeProtectionEnabled: false, passiveModeEnabled: true } },
  ],
});
export const EXCLUSIONS = linuxRow('antivirusEngine.exclusions', { by: 'exclusion-list', scope: 'epp' });
export const GLOBAL_EXCLUSIONS = linuxRow('exclusionSettings.exclusions', {
  by: 'exclusion-list',
  scope: 'global',
});
export const THREATS = linuxRow('antivirusEngine.allowedThreats', { by: 'threat-allowed-list' });
export const TAGS = linuxRow('edr.tags', { by: 'device-tags' });
export const OFFLINE = linuxRow('antivirusEngine.offlineDefinitionUpdate', {
  by: 'health-details',
  group: 'definitions',
  field: 'offline_definition_update',
});
export const OFFLINE_URL = linuxRow('antivirusEngine.offlineDefinitionUpdateUrl', {
  by: 'health-details',
  group: 'definitions',
  field: 'offline_definition_url_configured',
});
export const DIAGNOSTIC = linuxRow(
  'cloudService.diagnosticLevel',
  { by: 'health', member: 'cloudDiagnosticEnabled', map: { true: 'optional', false: 'required' } },
  { restart: 'daemon' },
);
export const PROXY = linuxRow('cloudService.proxy', { by: 'none', why: 'no command shows it' });

export const ALL_ROWS: readonly CatalogRow[] = [
  CLOUD,
  LEVEL,
  EXCLUSIONS,
  GLOBAL_EXCLUSIONS,
  THREATS,
  TAGS,
  OFFLINE,
  OFFLINE_URL,
  DIAGNOSTIC,
  PROXY,
];
