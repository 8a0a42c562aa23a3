// What the fields of one firewall rule may say together: what the rule store would refuse, or take for more. Pure.

import { quoted } from '../quoted.js';
import type { Item, Scalar } from '../value.js';

export interface RuleMistake {
  /** The field that is to be changed. */
  readonly field: string;
  readonly text: string;
}

/**
 * The first thing that is wrong; that each field is well-formed by itself was checked before.
 * Source: [MS-GPFAS] Group Policy: Firewall and Advanced Security Data Structure, 2024-04-23, section 2.2.2.
 */
export function ruleMistake(rule: Item): RuleMistake | undefined {
  if (rule['edgeTraversal'] === true && rule['direction'] !== 'in') {
    return { field: 'edgeTraversal', text: 'edge traversal is for inbound rules only' };
  }
  return (
    inEach(rule, ['localPorts', 'remotePorts'], portMistake) ??
    inEach(rule, ['icmp'], icmpMistake) ??
    starMistake(rule) ??
    inEach(rule, ADDRESSES, addressMistake)
  );
}

const ADDRESSES = ['localAddresses', 'remoteAddresses'];

function inEach(
  rule: Item,
  fields: readonly string[],
  check: (entry: string) => string | undefined,
): RuleMistake | undefined {
  for (const field of fields) {
    for (const entry of entriesOf(rule[field])) {
      const text = check(entry);
      if (text !== undefined) {
        return { field, text };
      }
    }
  }
  return undefined;
}

const entriesOf = (value: Scalar | readonly Scalar[] | undefined): readonly string[] =>
  typeof value === 'object' ? value.map(String) : [];

function portMistake(entry: string): string | undefined {
  const [first, last] = entry.split('-');
  return last !== undefined && Number(first) > Number(last)
    ? `the range of ports ${quoted(entry)} runs downwards`
    : undefined;
}

const icmpMistake = (entry: string): string | undefined =>
  entry.split(':').some((part) => part !== '*' && Number(part) > 255)
    ? `an ICMP type or code is at most 255, not ${quoted(entry)}`
    : undefined;

/** Beside `*` an address would be read as a limit and is none. */
function starMistake(rule: Item): RuleMistake | undefined {
  const field = ADDRESSES.find((name) => {
    const entries = entriesOf(rule[name]);
    return entries.length > 1 && entries.includes('*');
  });
  return field === undefined ? undefined : { field, text: '* is every address and stands with no other' };
}

/** Words such as LocalSubnet hold no digit, dot or colon. */
function addressMistake(entry: string): string | undefined {
  if (entry === '*' || /^[A-Za-z]+$/.test(entry) || /^Ply2Renders$/i.test(entry)) {
    return undefined;
  }
  return isRange(entry) || isSubnet(entry) || familyOf(entry) !== undefined
    ? undefined
    : `${quoted(entry)} is no IP address, prefix, mask or range`;
}

function isRange(entry: string): boolean {
  const [first = '', last = '', ...more] = entry.split('-');
  const family = familyOf(first);
  return more.length === 0 && family !== undefined && family === familyOf(last);
}

function isSubnet(entry: string): boolean {
  const [address = '', length = '', ...more] = entry.split('/');
  const family = familyOf(address);
  if (more.length > 0 || family === undefined) {
    return false;
  }
  const isPrefix = /^[1-9]\d{0,2}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128);
  return isPrefix || (family === 4 && isMask(length));
}

/** Ones, then zeros, and not all zeros. */
function isMask(text: string): boolean {
  if (familyOf(text) !== 4) {
    return false;
  }
  const bits = text.split('.').map((octet) => Number(octet).toString(2).padStart(8, '0'));
  return /^1+0*$/.test(bits.join(''));
}

function familyOf(address: string): 4 | 6 | undefined {
  const octets = address.split('.');
  if (octets.length === 4 && octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/.test(octet))) {
    return octets.every((octet) => Number(octet) <= 255) ? 4 : undefined;
  }
  return address.includes(':') && URL.canParse(`http://[${address}]/`) ? 6 : undefined;
}
