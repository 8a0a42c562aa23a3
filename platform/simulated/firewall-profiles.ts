// Firewall profiles and global settings of the simulated machine: policy and local store merged as ActiveStore
// shows them. Pure. Source: [MS-GPFAS] 2.2.1 and 2.2.3, [MS-FASP] 2.2.38 (merge laws), Microsoft Learn
// "Set-NetFirewallProfile" and "Set-NetFirewallSetting" (names of the cmdlets).

import { unreachable } from '../../src/model/result.js';
import type { Registry } from './registry.js';
import { findKey, numberAt, textAt } from './registry.js';
import { FIREWALL_LOCAL, FIREWALL_POLICY } from './windows-state.js';

export type ProfileName = 'Domain' | 'Private' | 'Public';
export const PROFILE_NAMES: readonly ProfileName[] = ['Domain', 'Private', 'Public'];

/** `policy-first`: policy, else local. `on-wins`: either store's 1. `policy-only`: the local store does not count. */
type Law = 'policy-first' | 'on-wins' | 'policy-only';

interface ProfileSwitch {
  readonly property: string;
  readonly value: string;
  readonly subkey?: string;
  readonly law: Law;
  readonly default: 0 | 1;
  readonly words: readonly [zero: string, one: string];
  /** Counts too where it stands in the old StandardProfile key of the policy store. */
  readonly inStandard?: true;
}

const PLAIN = ['False', 'True'] as const;
/** The registry says that something is off, the cmdlet says whether it is on. */
const REVERSED = ['True', 'False'] as const;
const ACTION = ['Allow', 'Block'] as const;

const profile = (
  property: string,
  value: string,
  rest: Partial<Omit<ProfileSwitch, 'property' | 'value'>>,
): ProfileSwitch => ({ property, value, law: 'policy-first', default: 0, words: PLAIN, ...rest });

const SWITCHES: readonly ProfileSwitch[] = [
  profile('Enabled', 'EnableFirewall', { default: 1, inStandard: true }),
  profile('DefaultInboundAction', 'DefaultInboundAction', { default: 1, words: ACTION }),
  profile('DefaultOutboundAction', 'DefaultOutboundAction', { words: ACTION }),
  profile('AllowInboundRules', 'DoNotAllowExceptions', { law: 'on-wins', words: REVERSED, inStandard: true }),
  profile('AllowLocalFirewallRules', 'AllowLocalPolicyMerge', { law: 'policy-only', default: 1 }),
  profile('AllowLocalIPsecRules', 'AllowLocalIPsecPolicyMerge', { law: 'policy-only', default: 1 }),
  profile('AllowUserApps', 'AllowUserPrefMerge', {
    subkey: 'AuthorizedApplications',
    default: 1,
    inStandard: true,
  }),
  profile('AllowUserPorts', 'AllowUserPrefMerge', {
    subkey: 'GloballyOpenPorts',
    default: 1,
    inStandard: true,
  }),
  profile('AllowUnicastResponseToMulticast', 'DisableUnicastResponsesToMulticastBroadcast', {
    words: REVERSED,
    inStandard: true,
  }),
  profile('NotifyOnListen', 'DisableNotifications', { words: REVERSED, inStandard: true }),
  // Name and description of the value contradict each other: the same polarity is assumed.
  profile('EnableStealthModeForIPsec', 'DisableStealthModeIPsecSecuredPacketExemption', {
    default: 1,
    inStandard: true,
  }),
  profile('LogAllowed', 'LogSuccessfulConnections', { subkey: 'Logging', law: 'on-wins', inStandard: true }),
  profile('LogBlocked', 'LogDroppedPackets', { subkey: 'Logging', law: 'on-wins', inStandard: true }),
  profile('LogIgnored', 'LogIgnoredRules', { subkey: 'Logging', law: 'on-wins' }),
];

const LOG_FILE = '%systemroot%\\system32\\LogFiles\\Firewall\\pfirewall.log';

export function getNetFirewallProfile(registry: Registry): readonly Readonly<Record<string, unknown>>[] {
  return PROFILE_NAMES.map((name) => ({
    Name: name,
    ...Object.fromEntries(SWITCHES.map((one) => [one.property, one.words[inForce(registry, name, one)]])),
    LogFileName: textIn(registry, name, 'LogFilePath') ?? LOG_FILE,
    LogMaxSizeKilobytes: logSize(registry, name),
    DisabledInterfaceAliases: ['NotConfigured'],
    PolicyStoreSourceType: 'Local',
  }));
}

/** Does this profile take rules of the local store? */
export const takesLocalRules = (registry: Registry, name: ProfileName): boolean =>
  SWITCHES.every((one) => one.property !== 'AllowLocalFirewallRules' || inForce(registry, name, one) === 1);

function inForce(registry: Registry, name: ProfileName, one: ProfileSwitch): 0 | 1 {
  const policy = policyNumber(registry, name, one);
  const local = numberAt(registry, below(localKey(name), one.subkey), one.value);
  switch (one.law) {
    case 'policy-only':
      return bit(policy ?? one.default);
    case 'policy-first':
      return bit(policy ?? local ?? one.default);
    case 'on-wins':
      return policy === undefined && local === undefined ? one.default : bit((policy ?? 0) | (local ?? 0));
    default:
      return unreachable(one.law);
  }
}

const bit = (number: number): 0 | 1 => (number === 0 ? 0 : 1);

const below = (key: string, subkey: string | undefined): string =>
  subkey === undefined ? key : `${key}\\${subkey}`;

/** The local store calls the private profile standard. */
const localKey = (name: ProfileName): string =>
  `${FIREWALL_LOCAL}\\${name === 'Private' ? 'Standard' : name}Profile`;

function policyNumber(registry: Registry, name: ProfileName, one: ProfileSwitch): number | undefined {
  const key = policyProfileKey(registry, name, one.inStandard === true);
  return key === undefined ? undefined : numberAt(registry, below(key, one.subkey), one.value);
}

/** StandardProfile serves private and public only while neither has a key of its own. */
function policyProfileKey(registry: Registry, name: ProfileName, inStandard: boolean): string | undefined {
  const own = `${FIREWALL_POLICY}\\${name}Profile`;
  if (name === 'Domain') return own;
  const split = ['Private', 'Public'].some((one) => findKey(registry, `${FIREWALL_POLICY}\\${one}Profile`));
  if (split) return own;
  return inStandard ? `${FIREWALL_POLICY}\\StandardProfile` : undefined;
}

function textIn(registry: Registry, name: ProfileName, value: string): string | undefined {
  const key = policyProfileKey(registry, name, true);
  const policy = key === undefined ? undefined : textAt(registry, `${key}\\Logging`, value);
  return policy ?? textAt(registry, `${localKey(name)}\\Logging`, value);
}

function logSize(registry: Registry, name: ProfileName): number {
  const key = policyProfileKey(registry, name, true);
  const policy = key === undefined ? undefined : numberAt(registry, `${key}\\Logging`, 'LogFileSize');
  return policy ?? numberAt(registry, `${localKey(name)}\\Logging`, 'LogFileSize') ?? 1024;
}

const CERTIFICATES = ['None', 'AttemptCrlCheck', 'RequireCrlCheck'] as const;
const QUEUES = { 1: 'Inbound', 2: 'Forward' } as const;
const EXEMPTIONS = { 1: 'NeighborDiscovery', 2: 'Icmp', 4: 'RouterDiscovery', 8: 'Dhcp' } as const;

export function getNetFirewallSetting(registry: Registry): Readonly<Record<string, unknown>> {
  const at = (value: string, byDefault: number): number =>
    numberAt(registry, FIREWALL_POLICY, value) ?? numberAt(registry, FIREWALL_LOCAL, value) ?? byDefault;
  const on = (value: string): boolean =>
    [FIREWALL_POLICY, FIREWALL_LOCAL].some((key) => numberAt(registry, key, value) === 1);
  return {
    Name: 'MSFT|FW|FirewallSetting|',
    EnableStatefulFtp: on('DisableStatefulFTP') ? 'False' : 'True',
    EnableStatefulPptp: on('DisableStatefulPPTP') ? 'False' : 'True',
    CertValidationLevel: CERTIFICATES[at('StrongCRLCheck', 0)] ?? 'None',
    EnablePacketQueuing: words(QUEUES, at('EnablePacketQueue', 0)),
    Exemptions: words(EXEMPTIONS, at('IPsecExempt', 0)),
    RequireFullAuthSupport: at('IPsecOpportunisticallyMatchAuthSetPerKM', 0) === 0 ? 'True' : 'False',
    KeyEncoding: at('PresharedKeyEncoding', 1) === 0 ? 'UTF16' : 'UTF8',
    // The protocol's document spells it without the second e, which may be a slip: both are taken.
    MaxSAIdleTimeSeconds: at('SAIdleTime', at('SAIdlTime', 300)),
  };
}

function words(names: Readonly<Record<number, string>>, flags: number): string {
  const set = Object.entries(names).flatMap(([flag, name]) => ((flags & Number(flag)) !== 0 ? [name] : []));
  return set.length === 0 ? 'None' : set.join(', ');
}
