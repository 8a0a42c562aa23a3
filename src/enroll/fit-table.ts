// Which special cases of machines are managed, and how: what the vendor's texts of several years say, and what Holdfast
// does. Data; the only source of that decision, and of the page docs/fit.md (scripts/make-fit-page.ts).

import type { FitCase } from '../model/probe.js';

/**
 * `enforce`: like any other machine. `enforce-without-firewall`: no firewall setting is written. `warn`: like any other,
 * and said. `refuse`: nothing starts here; what is in force already stays, and nothing new is taken.
 */
export type FitDecision = 'enforce' | 'enforce-without-firewall' | 'warn' | 'refuse';

/** Texts of 2021 to 2023, of 2024, and of 2025; `null`: they do not speak of it. */
export interface FitTexts {
  readonly older: FitDecision | null;
  readonly y2024: FitDecision | null;
  readonly y2025: FitDecision | null;
}

export interface FitRow {
  /** What the case is, for people. */
  readonly title: string;
  readonly texts: FitTexts;
  /** Where the texts of 2025 are silent, or ask for something that Holdfast does not need: what is done, and why. */
  readonly own?: { readonly decision: FitDecision; readonly because: string };
  /** Where a machine cannot tell whether it is such a case: true, nothing starts on it; false, a warning. */
  readonly required: boolean;
  readonly cause: string;
  readonly remedy: string;
  readonly source: string;
}

const PREREQUISITES = 'Prerequisites of security settings management';
const PRODUCT = 'System requirements of the product';
const UPDATE_DEFENDER = 'Update Microsoft Defender for Endpoint on this device.';
const SETTING_BY_SETTING =
  'The settings say it one by one, and are set as soon as the engine can take them; the device itself can be managed.';
const ENGINE_DECIDES =
  'It is a requirement of the engine, not of Holdfast: where the engine runs all the same, its settings are set.';

export const FIT_ROWS: Readonly<Record<FitCase, FitRow>> = {
  'application-container': {
    title: 'an application container',
    texts: { older: null, y2024: null, y2025: null },
    own: {
      decision: 'refuse',
      because:
        'What is set in it is gone with it, and protects nothing. System containers count as machines.',
    },
    required: true,
    cause: 'This is an application container.',
    remedy: 'Run Holdfast on the machine that runs the container.',
    source: 'Holdfast',
  },
  '32-bit': {
    title: '32-bit Windows',
    texts: { older: null, y2024: null, y2025: 'refuse' },
    required: false,
    cause: 'This is a 32-bit Windows.',
    remedy: 'Install a 64-bit Windows.',
    source: `${PREREQUISITES}, 2025`,
  },
  'os-not-supported': {
    title: 'a system, release or edition that is not on the list',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'refuse' },
    required: false,
    cause: 'This system is not among those that can be managed.',
    remedy: 'Use a release and an edition of the list of supported systems.',
    source: `${PREREQUISITES}, all years`,
  },
  'os-below-floor': {
    title: 'a system that is older than the texts of 2025 ask for',
    texts: { older: null, y2024: null, y2025: 'refuse' },
    required: false,
    cause: 'This system is older than the texts of 2025 ask for.',
    remedy: 'Update the system: on Windows the newest cumulative update, on a Mac a newer macOS.',
    source: `${PREREQUISITES}, 2025 (updates of March and April 2023); the older texts ask for less (October 2021)`,
  },
  'domain-controller': {
    title: 'a domain controller',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'enforce-without-firewall' },
    required: true,
    cause: 'This is a domain controller: no firewall setting is written on it.',
    remedy:
      'Nothing to do. Its firewall is set by other means, and its scope by a switch of its own in the service.',
    source: `${PREREQUISITES}, up to 2024 and 2025`,
  },
  'server-core-before-2019': {
    title: 'Server Core of Windows Server 2016 or older',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'refuse' },
    required: false,
    cause: 'This is Server Core of a release before 2019.',
    remedy: 'Use the server with desktop, or a newer release.',
    source: `${PREREQUISITES}, all years`,
  },
  'server-core-2019': {
    title: 'Server Core of Windows Server 2019',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'warn' },
    required: false,
    cause: 'This is Server Core 2019, which needs the App Compatibility Feature on Demand.',
    remedy: 'Install the feature "ServerCore.AppCompatibility" if it is not there yet.',
    source: `${PREREQUISITES}, up to 2024 and 2025`,
  },
  'server-core': {
    title: 'Server Core of Windows Server 2022 or newer',
    texts: { older: null, y2024: null, y2025: 'enforce' },
    required: false,
    cause: 'This is Server Core of a release that can be managed.',
    remedy: 'Nothing to do.',
    source: `${PREREQUISITES}, 2025`,
  },
  'constrained-language': {
    title: 'a machine whose PowerShell is confined to the constrained language',
    texts: { older: null, y2024: null, y2025: 'refuse' },
    required: false,
    cause:
      'PowerShell is confined to the constrained language here, so settings can be neither set nor read back.',
    remedy:
      'Let PowerShell run in full language for the system account, for example by a rule of the application control.',
    source: `${PREREQUISITES}, 2025`,
  },
  'powershell-missing': {
    title: 'a machine without PowerShell',
    texts: { older: null, y2024: null, y2025: 'refuse' },
    required: false,
    cause: 'PowerShell is not available here, so settings can be neither set nor read back.',
    remedy: 'Install Windows PowerShell, or allow it.',
    source: `${PREREQUISITES}, 2025`,
  },
  'vdi-non-persistent': {
    title: 'a desktop that is thrown away, by the word of its operator',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'refuse' },
    required: false,
    cause: 'The configuration says that this machine is thrown away after use ("nonPersistent": true).',
    remedy:
      'Set the policies in the image it is made from. If it stays, take "nonPersistent" out of config.json.',
    source: `${PREREQUISITES}, all years`,
  },
  'vdi-hints': {
    title: 'a machine with signs of a virtual desktop',
    texts: { older: null, y2024: null, y2025: null },
    own: {
      decision: 'warn',
      because: 'No single sign is reliable; the operator says so by "nonPersistent".',
    },
    required: false,
    cause: 'There are signs that this is a virtual desktop.',
    remedy: 'If it is thrown away after use, say so: "nonPersistent": true in config.json.',
    source: 'Holdfast',
  },
  'multi-session': {
    title: 'a multi-session host of Azure Virtual Desktop',
    texts: { older: null, y2024: null, y2025: 'refuse' },
    required: false,
    cause: 'This is a multi-session host of a virtual desktop service.',
    remedy: 'Manage it by Group Policy, or by the manager of the desktop service.',
    source: `${PREREQUISITES}, 2025`,
  },
  'defender-missing': {
    title: 'a machine without Microsoft Defender for Endpoint',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'refuse' },
    own: { decision: 'warn', because: SETTING_BY_SETTING },
    required: false,
    cause: 'Microsoft Defender for Endpoint is not installed here.',
    remedy: 'Install it; the next pass sets the settings.',
    source: `${PREREQUISITES}, all years`,
  },
  'defender-below-floor': {
    title: 'a Microsoft Defender for Endpoint that is older than the texts ask for',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'refuse' },
    own: { decision: 'warn', because: SETTING_BY_SETTING },
    required: false,
    cause: 'Microsoft Defender for Endpoint is older than managed settings need.',
    remedy: UPDATE_DEFENDER,
    source: `${PREREQUISITES}, all years`,
  },
  'sensor-not-onboarded': {
    title: 'a machine whose sensor is not onboarded',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'refuse' },
    own: { decision: 'warn', because: SETTING_BY_SETTING },
    required: false,
    cause: 'The sensor of Microsoft Defender for Endpoint is not onboarded here.',
    remedy: 'Onboard it; a policy of the kind "Endpoint detection and response" can do that.',
    source: `${PREREQUISITES}, all years`,
  },
  'distribution-not-listed': {
    title: 'a Linux distribution, or a release of it, that is not on the list',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'refuse' },
    own: { decision: 'warn', because: ENGINE_DECIDES },
    required: false,
    cause: 'This distribution, or this release of it, is not on the list of the product.',
    remedy: 'Use a distribution of that list where support of the vendor is needed.',
    source: `${PRODUCT}, all years`,
  },
  'kernel-below-floor': {
    title: 'a Linux kernel that is older than the product asks for',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'refuse' },
    own: { decision: 'warn', because: ENGINE_DECIDES },
    required: false,
    cause: 'The kernel is older than 3.10.0-327.',
    remedy: 'Update the kernel.',
    source: `${PRODUCT}, all years`,
  },
  'no-systemd': {
    title: 'a Linux machine without systemd',
    texts: { older: 'refuse', y2024: 'refuse', y2025: 'refuse' },
    own: { decision: 'warn', because: ENGINE_DECIDES },
    required: false,
    cause: 'systemd does not run here, and the product needs it.',
    remedy: 'Use a system with systemd where support of the vendor is needed.',
    source: `${PRODUCT}, all years`,
  },
  'board-vendor-missing': {
    title: 'a machine whose firmware names no vendor of the board',
    texts: { older: 'refuse', y2024: null, y2025: null },
    own: {
      decision: 'enforce',
      because: 'A fault of one version of the vendor’s client; Holdfast does not need it.',
    },
    required: false,
    cause: 'There is no /sys/class/dmi/id/board_vendor here, over which version 101.23052.0009 stumbled.',
    remedy: UPDATE_DEFENDER,
    source: 'Known faults of the vendor’s client, 2023',
  },
};

/** The texts of 2025 decide where Holdfast has no word of its own. Neither: that is not for the table to leave open. */
export function fitDecision({ own, texts }: FitRow): FitDecision {
  return own?.decision ?? texts.y2025 ?? 'refuse';
}

/** What the earlier texts forbid although it is done: worth a warning. */
export const forbiddenEarlier = ({ texts, ...row }: FitRow): boolean =>
  fitDecision({ texts, ...row }) !== 'refuse' &&
  texts.y2025 !== 'refuse' &&
  (texts.older === 'refuse' || texts.y2024 === 'refuse');
