// Firewall rules of the simulated machine as the cmdlets show them from ActiveStore: those of policy, and the local
// ones that policy lets in. Pure. Source: Microsoft Learn, "Get-NetFirewallRule" and the filter cmdlets; [MS-GPFAS].

import type { ProfileName } from './firewall-profiles.js';
import { PROFILE_NAMES, takesLocalRules } from './firewall-profiles.js';
import type { RuleText } from './firewall-rule-text.js';
import { readRuleText } from './firewall-rule-text.js';
import { findKey } from './registry.js';
import { textOf } from './registry-value.js';
import type { WindowsState } from './windows-state.js';
import { FIREWALL_LOCAL, FIREWALL_POLICY } from './windows-state.js';

type Shown = Readonly<Record<string, unknown>>;

interface ActiveRule {
  readonly id: string;
  readonly from: 'GroupPolicy' | 'Local';
  readonly text: RuleText;
}

/** A rule in both stores is two rules. What is written for a newer Windows as a whole is not there at all. */
function activeRules(state: WindowsState): readonly ActiveRule[] {
  const rules = (key: string, from: ActiveRule['from']): readonly ActiveRule[] =>
    (findKey(state.registry, `${key}\\FirewallRules`)?.values ?? []).flatMap((value) => {
      // A value that is no text is passed over (assumed).
      const text = value.type === 'REG_SZ' ? textOf(value) : undefined;
      const read = text === undefined ? undefined : readRuleText(text, state.windows.firewallMinor);
      return read === undefined || read.state.is === 'ignored' ? [] : [{ id: value.name, from, text: read }];
    });
  const local = rules(FIREWALL_LOCAL, 'Local');
  return [...rules(FIREWALL_POLICY, 'GroupPolicy'), ...local.filter((rule) => isLetIn(state, rule))];
}

/** A local rule counts as long as one of its profiles takes local rules (assumed). */
const isLetIn = (state: WindowsState, rule: ActiveRule): boolean =>
  profilesOf(rule.text).some((name) => takesLocalRules(state.registry, name));

const profilesOf = ({ fields }: RuleText): readonly ProfileName[] =>
  PROFILE_NAMES.filter((name) => fields.get('Profile')?.includes(name) ?? true);

/** Each with what its filters say, as the reader script joins them. */
export function getNetFirewallRule(state: WindowsState): readonly Shown[] {
  return activeRules(state).map((rule) => ({
    ...ruleShown(rule),
    ...portsShown(rule.text),
    ...addressesShown(rule.text),
    Program: first(rule.text, 'App') ?? 'Any',
    Package: first(rule.text, 'AppPkgId') ?? first(rule.text, 'PFN') ?? null,
    Service: first(rule.text, 'Svc') ?? 'Any',
    InterfaceType: joined(rule.text, 'IFType', INTERFACES),
    LocalUser: first(rule.text, 'LUAuth') ?? 'Any',
  }));
}

const INTERFACES: Readonly<Record<string, string>> = {
  Lan: 'Wired',
  Wireless: 'Wireless',
  RemoteAccess: 'RemoteAccess',
};

function ruleShown({ id, from, text }: ActiveRule): Shown {
  const bad = text.state.is === 'broken';
  return {
    Name: id,
    DisplayName: first(text, 'Name') ?? '',
    Description: first(text, 'Desc') ?? null,
    Group: first(text, 'EmbedCtxt') ?? null,
    // Without the field a rule is disabled.
    Enabled: first(text, 'Active') === 'TRUE' ? 'True' : 'False',
    Profile: joined(text, 'Profile', {}),
    Direction: first(text, 'Dir') === 'In' ? 'Inbound' : 'Outbound',
    Action: first(text, 'Action') === 'Block' ? 'Block' : 'Allow',
    EdgeTraversalPolicy: edge(text),
    PolicyStoreSourceType: from,
    PolicyStoreSource: from === 'Local' ? 'PersistentStore' : '',
    PrimaryStatus: bad ? 'Error' : text.state.is === 'ok' ? 'OK' : 'Degraded',
    StatusCode: bad ? 0x0008_0000 : text.state.is === 'ok' ? 0x0001_0000 : 0x0002_0000,
    // Its words are assumed.
    EnforcementStatus: [bad ? 'ParsingError' : first(text, 'Active') === 'TRUE' ? 'Enforced' : 'Disabled'],
    Status: text.state.is === 'broken' ? `The rule was not parsed: ${text.state.why}.` : null,
  };
}

/** DeferToApp stands as Edge together with Defer. */
function edge(text: RuleText): string {
  const defer = first(text, 'Defer');
  if (defer !== undefined) return `DeferTo${defer}`;
  return first(text, 'Edge') === 'TRUE' ? 'Allow' : 'Block';
}

const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'ICMPv4', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6' };
const PORT_WORDS: Readonly<Record<string, string>> = { 'RPC-EPMap': 'RPCEPMap', Ply2Disc: 'PlayToDiscovery' };

function portsShown(text: RuleText): Shown {
  const protocol = first(text, 'Protocol');
  const ports = (...names: readonly string[]): readonly string[] =>
    anyOf(all(text, names).map((port) => PORT_WORDS[port] ?? port));
  return {
    Protocol: protocol === undefined ? 'Any' : (PROTOCOLS[protocol] ?? protocol),
    LocalPort: ports('LPort', 'LPort2_10', 'LPort2_20', 'LPort2_24', 'LPort2_29'),
    RemotePort: ports('RPort', 'RPort2_10'),
    // A type with all its codes is shown as the type.
    IcmpType: anyOf(all(text, ['ICMP4', 'ICMP6']).map((type) => type.replace(/:\*$/, ''))),
  };
}

const addressesShown = (text: RuleText): Shown => ({
  LocalAddress: anyOf(all(text, ['LA4', 'LA6']).map(addressShown)),
  RemoteAddress: anyOf([...new Set(all(text, ['RA4', 'RA6', 'RA42', 'RA62']).map(addressShown))]),
});

const ADDRESS_WORDS: Readonly<Record<string, string>> = {
  IntErnet: 'Internet',
  IntrAnet: 'Intranet',
  RmtIntrAnet: 'RemoteIntranet',
  Ply2Renders: 'PlayToDevice',
};

/** Prefixes of IPv4 come back as masks (assumed). */
function addressShown(address: string): string {
  const prefix = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(address);
  if (prefix?.[1] === undefined) return ADDRESS_WORDS[address] ?? address;
  const bits = Math.min(Number(prefix[2]), 32);
  const mask = bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0;
  return `${prefix[1]}/${[24, 16, 8, 0].map((shift) => (mask >>> shift) & 0xff).join('.')}`;
}

const first = ({ fields }: RuleText, name: string): string | undefined => fields.get(name)?.[0];

const all = ({ fields }: RuleText, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => fields.get(name) ?? []);

const anyOf = (items: readonly string[]): readonly string[] => (items.length === 0 ? ['Any'] : items);

function joined({ fields }: RuleText, name: string, words: Readonly<Record<string, string>>): string {
  const items = fields.get(name) ?? [];
  return items.length === 0 ? 'Any' : items.map((item) => words[item] ?? item).join(', ');
}
