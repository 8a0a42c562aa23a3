// The sample policies as data: what each asks for, in which dialect and encoding it is written. Pure.
// scripts/make-samples.ts writes them to samples/policies/.

import type { TemplateKey } from './make-samples.js';

/** `full`: every metadata member; `native`: the portal's own export; `hand`: the body that scripts post. */
export type Dialect = 'full' | 'native' | 'hand';
type Encoding = 'utf8' | 'utf8-bom' | 'utf16le-bom';

export interface Sample {
  /** Ends the policy's id, so that it stays the same. */
  readonly number: number;
  readonly file: string;
  readonly name: string;
  readonly description: string;
  readonly platforms: 'windows10' | 'macOS' | 'linux';
  readonly template: TemplateKey;
  readonly dialect: Dialect;
  readonly encoding: Encoding;
  readonly settings: readonly Setting[];
}

export type Setting =
  | {
      readonly is: 'choice';
      readonly id: string;
      readonly suffix: string;
      readonly children: readonly Setting[];
    }
  | { readonly is: 'choices'; readonly id: string; readonly suffixes: readonly string[] }
  | { readonly is: 'integer'; readonly id: string; readonly value: number }
  | { readonly is: 'text'; readonly id: string; readonly value: string }
  | { readonly is: 'texts'; readonly id: string; readonly values: readonly string[] }
  | { readonly is: 'items'; readonly id: string; readonly items: readonly (readonly Setting[])[] };

const choice = (id: string, suffix: string, children: readonly Setting[] = []): Setting => ({
  is: 'choice',
  id,
  suffix,
  children,
});
const choices = (id: string, ...suffixes: readonly string[]): Setting => ({ is: 'choices', id, suffixes });
const integer = (id: string, value: number): Setting => ({ is: 'integer', id, value });
const text = (id: string, value: string): Setting => ({ is: 'text', id, value });
const texts = (id: string, ...values: readonly string[]): Setting => ({ is: 'texts', id, values });
const items = (id: string, ...list: readonly (readonly Setting[])[]): Setting => ({
  is: 'items',
  id,
  items: list,
});

const linuxAv = (name: string): string => `linux_mdatp_managed_antivirusengine_${name}`;
const linuxCloud = (name: string): string => `linux_mdatp_managed_cloudservice_${name}`;
const mac = (name: string): string => `com.apple.managedclient.preferences_${name}`;
const winAv = (name: string): string => `device_vendor_msft_policy_config_defender_${name}`;
const winDefender = (name: string): string => `device_vendor_msft_defender_configuration_${name}`;
const asr = (name: string): string => `${winAv('attacksurfacereductionrules')}_${name}`;
const firewall = (name: string): string => `vendor_msft_firewall_mdmstore_${name}`;

/** The fields of an exclusion stand inside the choice of its kind. */
function exclusion(list: string, kind: readonly [string, string, string]) {
  const [path, extension, name] = kind;
  return {
    directory: (value: string) => [
      choice(`${list}_item_$type`, path, [
        text(`${list}_item_path`, value),
        choice(`${list}_item_isdirectory`, '_true'),
      ]),
    ],
    file: (value: string) => [
      choice(`${list}_item_$type`, path, [
        text(`${list}_item_path`, value),
        choice(`${list}_item_isdirectory`, '_false'),
      ]),
    ],
    extension: (value: string) => [
      choice(`${list}_item_$type`, extension, [text(`${list}_item_extension`, value)]),
    ],
    process: (value: string) => [choice(`${list}_item_$type`, name, [text(`${list}_item_name`, value)])],
  };
}
const linuxExclusions = linuxAv('exclusions');
const byNumber = exclusion(linuxExclusions, ['_0', '_1', '_2']);
const byName = exclusion(linuxExclusions, ['_excludedPath', '_excludedFileExtension', '_excludedFileName']);
const linuxGlobal = 'linux_mdatp_managed_exclusionsettings_exclusions';
const global = exclusion(linuxGlobal, ['_0', '', '_1']);
const macExclusion = exclusion(mac('exclusions'), ['_0', '_1', '_2']);

const threatType = (id: string, key: string, value: string): readonly Setting[] => [
  choice(`${id}_item_key`, key),
  choice(`${id}_item_value`, value),
];
const tag = (id: string, value: string): readonly Setting[] => [
  choice(`${id}_item_key`, '_0'),
  text(`${id}_item_value`, value),
];

const firewallProfile = (name: string, ...more: readonly Setting[]): Setting =>
  choice(firewall(`${name}_enablefirewall`), '_true', [
    choice(firewall(`${name}_defaultinboundaction`), '_1'),
    choice(firewall(`${name}_defaultoutboundaction`), '_0'),
    choice(firewall(`${name}_enablelogdroppedpackets`), '_true'),
    integer(firewall(`${name}_logmaxfilesize`), 16384),
    ...more,
  ]);

const RULE = firewall('firewallrules_{firewallrulename}');
const inboundRule = (
  name: string,
  ports: readonly string[],
  ...more: readonly Setting[]
): readonly Setting[] => [
  text(`${RULE}_name`, name),
  choice(`${RULE}_enabled`, '_1'),
  choice(`${RULE}_direction`, '_in'),
  choice(`${RULE}_action_type`, '_1'),
  choices(`${RULE}_profiles`, '_1', '_2'),
  integer(`${RULE}_protocol`, 6),
  texts(`${RULE}_localportranges`, ...ports),
  ...more,
];

const LINUX: readonly Sample[] = [
  {
    number: 1,
    file: 'linux-antivirus-baseline.json',
    name: 'Linux servers: antivirus baseline',
    description: 'Real-time protection with cloud protection for servers that run no other antivirus.',
    platforms: 'linux',
    template: 'linux-av',
    dialect: 'full',
    encoding: 'utf8',
    settings: [
      choice(linuxAv('enforcementlevel'), '_0'),
      choice(linuxAv('behaviormonitoring'), '_1'),
      choice(linuxAv('scanafterdefinitionupdate'), '_true'),
      choice(linuxAv('scanarchives'), '_true'),
      integer(linuxAv('maximumondemandscanthreads'), 2),
      choice(linuxAv('exclusionsmergepolicy'), '_1'),
      texts(linuxAv('unmonitoredfilesystems'), 'nfs', 'nfs4', 'fuse'),
      texts(linuxAv('disallowedthreatactions'), 'allow', 'restore'),
      items(
        linuxAv('threattypesettings'),
        threatType(linuxAv('threattypesettings'), '_0', '_1'),
        threatType(linuxAv('threattypesettings'), '_1', '_0'),
      ),
      integer(linuxAv('scanresultsretentiondays'), 90),
      integer(linuxAv('scanhistorymaximumitems'), 10000),
      choice(linuxCloud('enabled'), '_true'),
      choice(linuxCloud('cloudblocklevel'), '_high'),
      choice(linuxCloud('automaticsamplesubmissionconsent'), '_safe'),
      choice(linuxCloud('automaticdefinitionupdateenabled'), '_true'),
      choice(linuxCloud('diagnosticlevel'), '_1'),
      choice('linux_mdatp_managed_networkprotection_enforcementlevel', '_1'),
    ],
  },
  {
    number: 2,
    file: 'linux-antivirus-passive.json',
    name: 'Linux database servers: passive antivirus',
    description: 'For servers where another product protects. Conflicts with the baseline in one setting.',
    platforms: 'linux',
    template: 'linux-av',
    dialect: 'native',
    encoding: 'utf8-bom',
    settings: [
      choice(linuxAv('enforcementlevel'), '_2'),
      choice(linuxCloud('enabled'), '_true'),
      choice(linuxCloud('automaticsamplesubmissionconsent'), '_safe'),
    ],
  },
  {
    number: 3,
    file: 'linux-exclusions-postgresql.json',
    name: 'Linux servers: exclusions for PostgreSQL',
    description: 'Data files and the server process of PostgreSQL.',
    platforms: 'linux',
    template: 'linux-av-exclusions',
    dialect: 'hand',
    encoding: 'utf8',
    settings: [
      items(
        linuxExclusions,
        byName.directory('/var/lib/postgresql/'),
        byName.directory('/var/lib/pgsql/'),
        byName.process('/usr/lib/postgresql/17/bin/postgres'),
        byName.extension('.wal'),
        byName.directory('/var/backups/database/'),
      ),
    ],
  },
  {
    number: 4,
    file: 'linux-exclusions-backup.json',
    name: 'Linux servers: exclusions for the backup agent',
    description: 'Spool and repository of the backup agent. Unites with the other exclusion policies.',
    platforms: 'linux',
    template: 'linux-av-exclusions',
    dialect: 'full',
    encoding: 'utf16le-bom',
    settings: [
      items(
        linuxExclusions,
        byNumber.directory('/var/backups/database/'),
        byNumber.directory('/srv/restic/*/data/'),
        byNumber.file('/var/lib/backup-agent/queue.db'),
        byNumber.process('/usr/local/bin/restic'),
        byNumber.extension('bak'),
      ),
    ],
  },
  {
    number: 5,
    file: 'linux-edr-tag.json',
    name: 'Linux servers: production tag',
    description: 'Puts the device in the group Linux production.',
    platforms: 'linux',
    template: 'linux-edr',
    dialect: 'native',
    encoding: 'utf8-bom',
    settings: [
      items('linux_mdatp_managed_edr_tags', tag('linux_mdatp_managed_edr_tags', 'Linux production')),
    ],
  },
  {
    number: 6,
    file: 'linux-global-exclusions.json',
    name: 'Linux servers: exclusions from antivirus and EDR',
    description: 'For the log shipper, whose event load is known. No wildcards: they are not allowed here.',
    platforms: 'linux',
    template: 'linux-global-exclusions',
    dialect: 'hand',
    encoding: 'utf16le-bom',
    settings: [
      items(
        linuxGlobal,
        global.directory('/var/lib/vector/'),
        global.file('/var/log/vector/vector.log'),
        global.process('/usr/bin/vector'),
      ),
    ],
  },
];

const MACOS: readonly Sample[] = [
  {
    number: 7,
    file: 'macos-antivirus-baseline.json',
    name: 'Mac notebooks: antivirus baseline',
    description: 'Real-time protection with cloud protection for Macs outside MDM.',
    platforms: 'macOS',
    template: 'macos-av',
    dialect: 'native',
    encoding: 'utf8-bom',
    settings: [
      choice(mac('enforcementlevel_antivirusengine'), '_2'),
      choice(mac('scanarchives'), '_true'),
      choice(mac('scanafterdefinitionupdate'), '_true'),
      choice(mac('exclusionsmergepolicy'), '_1'),
      texts(mac('disallowedthreatactions'), 'allow', 'restore'),
      items(
        mac('threattypesettings'),
        threatType(mac('threattypesettings'), '_0', '_1'),
        threatType(mac('threattypesettings'), '_1', '_0'),
      ),
      integer(mac('scanresultsretentiondays'), 90),
      choice(mac('enabled'), '_true'),
      choice(mac('diagnosticlevel'), '_1'),
      choice(mac('automaticdefinitionupdateenabled'), '_true'),
      choice(mac('enforcementlevel_tamperprotection'), '_2'),
      choice(mac('enforcementlevel'), '_1'),
      choice(mac('hidestatusmenuicon'), '_false'),
    ],
  },
  {
    number: 8,
    file: 'macos-exclusions-build.json',
    name: 'Mac notebooks: exclusions for developers',
    description: 'Caches of the package managers and the derived data of the compiler.',
    platforms: 'macOS',
    template: 'macos-av-exclusions',
    dialect: 'hand',
    encoding: 'utf8',
    settings: [
      items(
        mac('exclusions'),
        macExclusion.directory('/opt/homebrew/Cellar/'),
        macExclusion.directory('/Users/*/Library/Developer/Xcode/DerivedData/'),
        macExclusion.extension('dSYM'),
      ),
    ],
  },
  {
    number: 9,
    file: 'macos-edr-tag.json',
    name: 'Mac notebooks: contractors tag',
    description: 'Puts the device in the group Mac contractors.',
    platforms: 'macOS',
    template: 'macos-edr',
    dialect: 'full',
    encoding: 'utf8',
    settings: [items(mac('tags'), tag(mac('tags'), 'Mac contractors'))],
  },
];

const WINDOWS: readonly Sample[] = [
  {
    number: 10,
    file: 'windows-antivirus-baseline.json',
    name: 'Windows servers: antivirus baseline',
    description: 'Full protection, high cloud blocking, weekly scan on Sunday night.',
    platforms: 'windows10',
    template: 'windows-av',
    dialect: 'full',
    encoding: 'utf8',
    settings: [
      choice(winAv('allowrealtimemonitoring'), '_1'),
      choice(winAv('allowbehaviormonitoring'), '_1'),
      choice(winAv('allowioavprotection'), '_1'),
      choice(winAv('allowscriptscanning'), '_1'),
      choice(winAv('allowarchivescanning'), '_1'),
      choice(winAv('allowcloudprotection'), '_1'),
      choice(winAv('cloudblocklevel'), '_2'),
      integer(winAv('cloudextendedtimeout'), 50),
      choice(winAv('submitsamplesconsent'), '_1'),
      choice(winAv('puaprotection'), '_1'),
      choice(winAv('enablenetworkprotection'), '_2'),
      integer(winAv('avgcpuloadfactor'), 30),
      choice(winAv('scanparameter'), '_2'),
      choice(winAv('schedulescanday'), '_1'),
      integer(winAv('schedulescantime'), 120),
      integer(winAv('signatureupdateinterval'), 4),
      integer(winAv('daystoretaincleanedmalware'), 60),
      choice(winDefender('disablelocaladminmerge'), '_1'),
      items(winAv('threatseveritydefaultaction'), [
        choice(winAv('threatseveritydefaultaction_lowseveritythreats'), '_quarantine'),
        choice(winAv('threatseveritydefaultaction_moderateseveritythreats'), '_quarantine'),
        choice(winAv('threatseveritydefaultaction_highseveritythreats'), '_remove'),
        choice(winAv('threatseveritydefaultaction_severethreats'), '_remove'),
      ]),
    ],
  },
  {
    number: 11,
    file: 'windows-exclusions-sql.json',
    name: 'Windows servers: exclusions for SQL Server',
    description: 'Database files and the server process of SQL Server.',
    platforms: 'windows10',
    template: 'windows-av-exclusions',
    dialect: 'hand',
    encoding: 'utf8',
    settings: [
      texts(winAv('excludedextensions'), 'mdf', 'ldf', 'ndf', 'bak', 'trn'),
      texts(winAv('excludedpaths'), 'D:\\SQLData', 'E:\\SQLLogs', 'F:\\SQLBackup'),
      texts(
        winAv('excludedprocesses'),
        'C:\\Program Files\\Microsoft SQL Server\\MSSQL16.MSSQLSERVER\\MSSQL\\Binn\\sqlservr.exe',
      ),
    ],
  },
  {
    number: 12,
    file: 'windows-updates-pilot.json',
    name: 'Windows: Defender updates, pilot ring',
    description: 'Preview of engine and platform, staged security intelligence.',
    platforms: 'windows10',
    template: 'windows-update-controls',
    dialect: 'full',
    encoding: 'utf16le-bom',
    settings: [
      choice(winDefender('engineupdateschannel'), '_3'),
      choice(winDefender('platformupdateschannel'), '_3'),
      choice(winDefender('securityintelligenceupdateschannel'), '_4'),
    ],
  },
  {
    number: 13,
    file: 'windows-asr-audit-first.json',
    name: 'Windows servers: attack surface reduction, audit first',
    description: 'Blocks what breaks nothing, audits the rest. One rule has an exclusion of its own.',
    platforms: 'windows10',
    template: 'windows-asr',
    dialect: 'native',
    encoding: 'utf8-bom',
    settings: [
      items(winAv('attacksurfacereductionrules'), [
        choice(asr('blockabuseofexploitedvulnerablesigneddrivers'), '_block'),
        choice(asr('blockcredentialstealingfromwindowslocalsecurityauthoritysubsystem'), '_block'),
        choice(asr('blockpersistencethroughwmieventsubscription'), '_block'),
        choice(asr('blockprocesscreationsfrompsexecandwmicommands'), '_audit', [
          texts(
            asr('blockprocesscreationsfrompsexecandwmicommands_perruleexclusions'),
            'C:\\Program Files\\Contoso\\Inventory\\collector.exe',
          ),
        ]),
        choice(asr('useadvancedprotectionagainstransomware'), '_audit'),
        choice(asr('blockuntrustedunsignedprocessesthatrunfromusb'), '_block'),
      ]),
      texts(winAv('attacksurfacereductiononlyexclusions'), 'C:\\Program Files\\Contoso\\Backup\\agent.exe'),
      choice(winAv('enablecontrolledfolderaccess'), '_2'),
    ],
  },
  {
    number: 14,
    file: 'windows-edr-samples.json',
    name: 'Windows: EDR sample sharing',
    description: 'Lets the sensor share suspicious samples. Holds no onboarding secret.',
    platforms: 'windows10',
    template: 'windows-edr',
    dialect: 'hand',
    encoding: 'utf16le-bom',
    settings: [
      choice('device_vendor_msft_windowsadvancedthreatprotection_configuration_samplesharing', '_1'),
    ],
  },
  {
    number: 15,
    file: 'windows-firewall.json',
    name: 'Windows servers: firewall on',
    description: 'All three network profiles on, inbound blocked, dropped packets logged.',
    platforms: 'windows10',
    template: 'windows-firewall',
    dialect: 'native',
    encoding: 'utf8-bom',
    settings: [
      firewallProfile('domainprofile'),
      firewallProfile('privateprofile'),
      firewallProfile('publicprofile', choice(firewall('publicprofile_allowlocalpolicymerge'), '_false')),
      choice(firewall('global_disablestatefulftp'), '_true'),
    ],
  },
  {
    number: 16,
    file: 'windows-firewall-rules.json',
    name: 'Windows servers: firewall rules of the web tier',
    description: 'HTTPS for all, remote administration from the management network only.',
    platforms: 'windows10',
    template: 'windows-firewall-rules',
    dialect: 'hand',
    encoding: 'utf8',
    settings: [
      items(
        RULE,
        inboundRule('Web tier: HTTPS', ['443']),
        inboundRule(
          'Web tier: remote administration',
          ['5985-5986', '3389'],
          texts(`${RULE}_remoteaddressranges`, '10.20.0.0/16'),
          text(`${RULE}_description`, 'WinRM and RDP from the management network'),
        ),
      ),
    ],
  },
];

export const SAMPLES: readonly Sample[] = [...LINUX, ...MACOS, ...WINDOWS];
