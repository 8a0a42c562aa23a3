// The policies and settings that the story is told with, by name; and the server as its administrator left it.

/** As the samples call them. */
export const POLICIES = {
  baseline: 'Linux servers: antivirus baseline',
  passive: 'Linux database servers: passive antivirus',
  postgresql: 'Linux servers: exclusions for PostgreSQL',
  backup: 'Linux servers: exclusions for the backup agent',
  tag: 'Linux servers: production tag',
  global: 'Linux servers: exclusions from antivirus and EDR',
} as const;

/** All but the one that contradicts the baseline. */
export const ASSIGNED: readonly string[] = [
  POLICIES.baseline,
  POLICIES.postgresql,
  POLICIES.backup,
  POLICIES.tag,
  POLICIES.global,
];

/** For the Windows server, as the samples call them. */
export const WINDOWS_POLICIES = [
  'Windows servers: antivirus baseline',
  'Windows servers: exclusions for SQL Server',
  'Windows servers: attack surface reduction, audit first',
  'Windows servers: firewall on',
  'Windows servers: firewall rules of the web tier',
  'Windows: Defender updates, pilot ring',
  'Windows: EDR sample sharing',
] as const;

export const MAC_POLICIES = [
  'Mac notebooks: antivirus baseline',
  'Mac notebooks: exclusions for developers',
  'Mac notebooks: contractors tag',
] as const;

const DEFENDER = 'device_vendor_msft_policy_config_defender';

export const WINDOWS_SETTINGS = {
  realTime: `${DEFENDER}_allowrealtimemonitoring`,
  cloudBlock: `${DEFENDER}_cloudblocklevel`,
} as const;

export const MAC_SETTINGS = {
  statusMenu: 'com.apple.managedclient.preferences_hidestatusmenuicon',
} as const;

export const SETTINGS = {
  level: 'linux_mdatp_managed_antivirusengine_enforcementlevel',
  cloud: 'linux_mdatp_managed_cloudservice_enabled',
  archives: 'linux_mdatp_managed_antivirusengine_scanarchives',
  exclusions: 'linux_mdatp_managed_antivirusengine_exclusions',
  globalExclusions: 'linux_mdatp_managed_exclusionsettings_exclusions',
  tags: 'linux_mdatp_managed_edr_tags',
} as const;

/** Written by hand long before Holdfast came: other values than the policies', a key of their own, tabs. */
export const FORMER_FILE = `{
\t"_owner": "ask Dana in operations before you change this",
\t"antivirusEngine": {
\t\t"enforcementLevel": "on_demand",
\t\t"scanArchives": false
\t},
\t"cloudService": { "enabled": false }
}
`;
