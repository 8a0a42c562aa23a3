// One firewall rule of a policy as tokens of the policy store, and back. What has no documented token is refused. Pure.
// Source: Microsoft Learn, "Firewall CSP" (fields); [MS-GPFAS] 2.2.2 (tokens).

import { createHash } from 'node:crypto';
import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Item, Scalar } from '../../src/model/value.js';
import { addressWord, parseAddress } from './firewall-address.js';
import type { RuleField, RuleText } from './firewall-rule.js';
import { fieldsNamed, ruleOf } from './firewall-rule.js';

/** Value names in the store that begin so are ours; a rule of any other name is never touched. */
export const RULE_PREFIX = 'Holdfast-';
/** The group in which Windows shows our rules. */
export const RULE_GROUP = 'Holdfast';

/** Fields of a rule as the catalog names them. */
export const FIELD = {
  name: 'name',
  enabled: 'enabled',
  direction: 'direction',
  action: 'action',
  profiles: 'profiles',
  interfaces: 'interfaceTypes',
  protocol: 'protocol',
  localPorts: 'localPorts',
  remotePorts: 'remotePorts',
  localAddresses: 'localAddresses',
  remoteAddresses: 'remoteAddresses',
  program: 'program',
  package: 'packageFamilyName',
  service: 'service',
  users: 'localUsers',
  edge: 'edgeTraversal',
  icmp: 'icmp',
  description: 'description',
} as const;

const KNOWN: ReadonlySet<string> = new Set(Object.values(FIELD));

/** Word of the catalog -> word of the store. */
const PROFILES: Readonly<Record<string, string>> = { domain: 'Domain', private: 'Private', public: 'Public' };
const INTERFACES: Readonly<Record<string, string>> = {
  lan: 'Lan',
  wireless: 'Wireless',
  remote_access: 'RemoteAccess',
};
const ALL = 'all';

/** The same rule has the same value name on every device and in every pass. */
export function ruleId(item: Item): string {
  const name = String(item[FIELD.name] ?? '').toLowerCase();
  return RULE_PREFIX + createHash('sha256').update(name, 'utf8').digest('hex').slice(0, 24);
}

type Fields = Result<readonly RuleField[], string>;

/** Errors: what cannot be said in a rule, in words that follow the name of the rule. */
export function ruleFromItem(item: Item): Result<RuleText, string> {
  // A rule without one of its conditions would let more through.
  if (Object.keys(item).some((field) => !KNOWN.has(field)))
    return fail('has a condition for which the policy store has no documented form');
  const name = String(item[FIELD.name] ?? '');
  if (name === '' || name.startsWith('@') || name.toUpperCase() === 'ALL' || name.includes('|'))
    return fail('has a name that Windows does not take');
  const parts: readonly Fields[] = [
    ok([
      ['Action', item[FIELD.action] === 'block' ? 'Block' : 'Allow'],
      ['Active', item[FIELD.enabled] === true ? 'TRUE' : 'FALSE'],
      ['Dir', isInbound(item) ? 'In' : 'Out'],
    ]),
    protocolFields(item),
    profileFields(item),
    portFields(item),
    icmpFields(item),
    addressFields(item, FIELD.localAddresses, 'LA'),
    addressFields(item, FIELD.remoteAddresses, 'RA'),
    interfaceFields(item),
    textField(item, FIELD.program, 'App'),
    textField(item, FIELD.service, 'Svc'),
    ok([['Name', name]]),
    textField(item, FIELD.description, 'Desc'),
    userFields(item),
    textField(item, FIELD.package, 'PFN'),
    ok([['EmbedCtxt', RULE_GROUP]]),
    item[FIELD.edge] === true
      ? isInbound(item)
        ? ok([['Edge', 'TRUE']])
        : fail('allows edge traversal and is not inbound')
      : ok([]),
  ];
  const fields: RuleField[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    fields.push(...part.value);
  }
  return ok(ruleOf(fields));
}

const isInbound = (item: Item): boolean => item[FIELD.direction] === 'in';

const listIn = (item: Item, field: string): readonly string[] =>
  [item[field] ?? []].flat().map((entry) => String(entry).trim());

function textField(item: Item, field: string, token: string): Fields {
  const text = String(item[field] ?? '');
  if (text === '') return ok([]);
  return /[|\p{Cc}]/u.test(text)
    ? fail(`has a character in "${field}" that ends a field of a rule`)
    : ok([[token, text]]);
}

const protocolOf = (item: Item): number | undefined => {
  const protocol = item[FIELD.protocol];
  return typeof protocol === 'number' ? protocol : undefined;
};

function protocolFields(item: Item): Fields {
  const protocol = protocolOf(item);
  return ok(protocol === undefined ? [] : [['Protocol', String(protocol)]]);
}

/** Those of the list in the order of the table; none where all are meant. `undefined`: a word that is not in it. */
function wordsOf(
  words: Readonly<Record<string, string>>,
  chosen: readonly string[],
): readonly string[] | undefined {
  if (chosen.includes(ALL)) return [];
  const known = Object.entries(words).filter(([word]) => chosen.includes(word));
  if (known.length < new Set(chosen).size) return undefined;
  return known.map(([, stored]) => stored);
}

function profileFields(item: Item): Fields {
  const names = wordsOf(PROFILES, listIn(item, FIELD.profiles));
  if (names === undefined) return fail('names a network profile that cannot be used');
  return ok(names.length === 3 ? [] : names.map((name): RuleField => ['Profile', name]));
}

function portFields(item: Item): Fields {
  const sides = [
    [FIELD.localPorts, 'LPort'],
    [FIELD.remotePorts, 'RPort'],
  ] as const;
  const fields: RuleField[] = [];
  for (const [field, token] of sides) {
    for (const port of listIn(item, field).flatMap((entry) => entry.split(','))) {
      if (![6, 17].includes(protocolOf(item) ?? -1)) return fail('has ports without TCP or UDP');
      const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(port) ?? [];
      if (
        from === undefined ||
        Number(from) > 65_535 ||
        Number(to ?? from) > 65_535 ||
        Number(to ?? from) < Number(from)
      )
        return fail('has a port that is none');
      fields.push(
        to === undefined || to === from
          ? [token, String(Number(from))]
          : [`${token}2_10`, `${Number(from)}-${Number(to)}`],
      );
    }
  }
  return ok(fields);
}

function icmpFields(item: Item): Fields {
  const entries = listIn(item, FIELD.icmp).filter((entry) => entry !== '*');
  const token = protocolOf(item) === 1 ? 'ICMP4' : protocolOf(item) === 58 ? 'ICMP6' : undefined;
  if (entries.length === 0) return ok([]);
  if (token === undefined) return fail('has ICMP types without an ICMP protocol');
  const coded = entries.map((entry) => (entry.includes(':') ? entry : `${entry}:*`));
  return coded.every((entry) => /^\d{1,3}:(\d{1,3}|\*)$/.test(entry))
    ? ok(coded.map((entry): RuleField => [token, entry]))
    : fail('has an ICMP type that is none');
}

function addressFields(item: Item, field: string, side: 'LA' | 'RA'): Fields {
  const entries = listIn(item, field);
  if (entries.includes('*')) return ok([]);
  const fields: RuleField[] = [];
  for (const entry of entries) {
    const word = side === 'RA' ? addressWord(entry) : undefined;
    const address = parseAddress(entry);
    if (word !== undefined) {
      const [v4, v6] = word.token === 'RA' ? ['RA4', 'RA6'] : ['RA42', 'RA62'];
      fields.push([v4 ?? '', word.stored], [v6 ?? '', word.stored]);
    } else if (address !== undefined) fields.push([`${side}${address.family}`, address.text]);
    else return fail(`has an address in "${field}" that is none`);
  }
  return ok(fields);
}

function interfaceFields(item: Item): Fields {
  const names = wordsOf(INTERFACES, listIn(item, FIELD.interfaces));
  return names === undefined
    ? fail('names a kind of interface for which the policy store has no documented form')
    : ok(names.map((name): RuleField => ['IFType', name]));
}

function userFields(item: Item): Fields {
  const users = listIn(item, FIELD.users);
  const [sddl] = users;
  if (sddl === undefined) return ok([]);
  if (users.length > 1) return fail('names users in several entries; put them into one security descriptor');
  return sddl.includes('|')
    ? fail('has a condition on users that a rule cannot hold')
    : ok([['LUAuth', sddl]]);
}

/** As the catalog writes it: fields that say nothing are left out, lists in one spelling. */
export function itemFromRule(rule: RuleText): Item {
  const one = (token: string): string | undefined => fieldsNamed(rule, token)[0];
  const item: Record<string, Scalar | readonly Scalar[]> = {
    [FIELD.name]: one('Name') ?? '',
    [FIELD.enabled]: one('Active')?.toUpperCase() === 'TRUE',
    [FIELD.direction]: one('Dir')?.toLowerCase() === 'in' ? 'in' : 'out',
    [FIELD.action]: one('Action')?.toLowerCase() === 'allow' ? 'allow' : 'block',
  };
  const protocol = one('Protocol');
  if (protocol !== undefined) item[FIELD.protocol] = Number(protocol);
  const lists: readonly (readonly [string, readonly Scalar[]])[] = [
    [FIELD.profiles, catalogWords(PROFILES, fieldsNamed(rule, 'Profile'))],
    [FIELD.localPorts, fieldsNamed(rule, 'LPort', 'LPort2_10')],
    [FIELD.remotePorts, fieldsNamed(rule, 'RPort', 'RPort2_10')],
    [FIELD.icmp, fieldsNamed(rule, 'ICMP4', 'ICMP6')],
    [FIELD.localAddresses, addresses(fieldsNamed(rule, 'LA4', 'LA6'))],
    [FIELD.remoteAddresses, addresses(fieldsNamed(rule, 'RA4', 'RA6', 'RA42', 'RA62'))],
    [FIELD.interfaces, catalogWords(INTERFACES, fieldsNamed(rule, 'IFType'))],
    [FIELD.users, fieldsNamed(rule, 'LUAuth')],
  ];
  for (const [field, list] of lists) if (list.length > 0) item[field] = list;
  const texts = [
    [FIELD.program, 'App'],
    [FIELD.service, 'Svc'],
    [FIELD.package, 'PFN'],
    [FIELD.description, 'Desc'],
  ] as const;
  for (const [field, token] of texts) {
    const text = one(token);
    if (text !== undefined) item[field] = text;
  }
  if (one('Edge')?.toUpperCase() === 'TRUE') item[FIELD.edge] = true;
  return item;
}

const catalogWords = (
  words: Readonly<Record<string, string>>,
  stored: readonly string[],
): readonly string[] =>
  stored.map((text) => Object.entries(words).find(([, word]) => word === text)?.[0] ?? text);

/** A word stands once for each family; a policy says it once. */
const addresses = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.map((text) => addressWord(text)?.policy ?? parseAddress(text)?.text ?? text)),
];

/** The same rule in the one spelling in which it is read back; as it is where it cannot be said in a rule. */
export function canonicalItem(item: Item): Item {
  const rule = ruleFromItem(item);
  return rule.ok ? itemFromRule(rule.value) : item;
}
