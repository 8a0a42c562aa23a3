// Our firewall rules as the firewall has them in force: what Get-NetFirewallRule and its filters said, in the fields
// of the catalog. Pure. Source: Microsoft Learn, "Get-NetFirewallRule" and the filter cmdlets.

import type { Fault, Result } from '../../src/model/result.js';
import type { Item, Reading, Scalar } from '../../src/model/value.js';
import type { Answers } from './ask-powershell.js';
import { toMap } from './ask-powershell.js';
import { addressWord, parseAddress } from './firewall-address.js';
import { FIELD, RULE_PREFIX } from './firewall-item.js';

export const RULES = 'Get-NetFirewallRule';

type Shown = ReadonlyMap<string, unknown>;

export function readRules(answers: Result<Answers>): Reading<Fault> {
  if (!answers.ok) return { is: 'unreadable', fault: answers.error };
  const answer = answers.value.get(RULES);
  if (answer === undefined) return { is: 'unreadable', fault: { kind: 'cancelled', what: RULES } };
  if (!answer.ok) return { is: 'unreadable', fault: answer.error };
  const { value } = answer;
  const list: readonly unknown[] = value === null ? [] : Array.isArray(value) ? value : [value];
  const rules = list.map(toMap);
  if (rules.some((rule) => typeof rule?.get('Name') !== 'string'))
    return {
      is: 'unreadable',
      fault: { kind: 'bad-reply', from: RULES, why: 'it shows a rule without a name' },
    };
  const ours = rules.filter((rule) => rule !== undefined).filter(isOurs);
  return ours.length === 0 ? { is: 'absent' } : { is: 'value', value: ours.map(itemOf) };
}

/** A rule of that name in the local store is not the one that we wrote. */
const isOurs = (rule: Shown): boolean =>
  String(rule.get('Name')).toLowerCase().startsWith(RULE_PREFIX.toLowerCase()) &&
  rule.get('PolicyStoreSourceType') !== 'Local';

const PROTOCOLS: Readonly<Record<string, number>> = { icmpv4: 1, tcp: 6, udp: 17, icmpv6: 58 };
const INTERFACES: Readonly<Record<string, string>> = {
  wired: 'lan',
  lan: 'lan',
  wireless: 'wireless',
  remoteaccess: 'remote_access',
};

function itemOf(rule: Shown): Item {
  const text = (property: string): string | undefined => {
    const shown = rule.get(property);
    return shown === null || shown === undefined || shown === '' || shown === 'Any'
      ? undefined
      : String(shown);
  };
  const list = (property: string): readonly string[] => listShown(rule.get(property));
  const item: Record<string, Scalar | readonly Scalar[]> = {
    [FIELD.name]: text('DisplayName') ?? '',
    [FIELD.enabled]: /^(?:true|1)$/i.test(text('Enabled') ?? ''),
    [FIELD.direction]: /^inbound$/i.test(text('Direction') ?? '') ? 'in' : 'out',
    // A word that we do not write ("AllowBypass") must not pass for one that we do.
    [FIELD.action]: (text('Action') ?? '').toLowerCase(),
  };
  const protocol = text('Protocol');
  const number = protocol === undefined ? undefined : (PROTOCOLS[protocol.toLowerCase()] ?? Number(protocol));
  if (number !== undefined) item[FIELD.protocol] = Number.isNaN(number) ? (protocol ?? '') : number;
  const lists: readonly (readonly [string, readonly string[]])[] = [
    [FIELD.profiles, list('Profile').map((name) => name.toLowerCase())],
    [FIELD.interfaces, list('InterfaceType').map((name) => INTERFACES[name.toLowerCase()] ?? name)],
    [FIELD.localPorts, list('LocalPort')],
    [FIELD.remotePorts, list('RemotePort')],
    [FIELD.icmp, list('IcmpType').map((type) => (type.includes(':') ? type : `${type}:*`))],
    [FIELD.localAddresses, list('LocalAddress').map(address)],
    [FIELD.remoteAddresses, list('RemoteAddress').map(address)],
    [FIELD.users, list('LocalUser')],
  ];
  for (const [field, entries] of lists) if (entries.length > 0) item[field] = entries;
  const texts = [
    [FIELD.program, 'Program'],
    [FIELD.service, 'Service'],
    [FIELD.package, 'Package'],
    [FIELD.description, 'Description'],
  ] as const;
  for (const [field, property] of texts) {
    const shown = text(property);
    if (shown !== undefined) item[field] = shown;
  }
  const edge = text('EdgeTraversalPolicy') ?? 'Block';
  if (!/^block$/i.test(edge)) item[FIELD.edge] = /^allow$/i.test(edge) ? true : edge;
  return item;
}

/** Words of an enumeration come joined, other lists as lists; "Any" is no condition. */
function listShown(shown: unknown): readonly string[] {
  const entries = Array.isArray(shown) ? shown : shown === null || shown === undefined ? [] : [shown];
  const texts = entries.flatMap((entry) =>
    /^[OD]:/.test(String(entry)) ? [String(entry)] : String(entry).split(','),
  );
  return texts.map((text) => text.trim()).filter((text) => text !== '' && text !== 'Any');
}

const address = (text: string): string => addressWord(text)?.policy ?? parseAddress(text)?.text ?? text;
