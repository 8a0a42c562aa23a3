// Addresses and address words of firewall rules: the policy's, the store's and the read-back's writing. Pure.

import { isIP } from 'node:net';

export interface AddressWord {
  /** As a policy writes it; further spellings that policies use. */
  readonly policy: string;
  readonly also: readonly string[];
  /** Token without its family digit, and the word in it. */
  readonly token: 'RA' | 'RA2';
  readonly stored: string;
  /** As Get-NetFirewallAddressFilter shows it. */
  readonly shown: string;
}

/** Sources: Microsoft Learn, "Firewall CSP", RemoteAddressRanges; [MS-GPFAS] 2.2.2; New-NetFirewallRule. */
const WORDS: readonly AddressWord[] = [
  { policy: 'LocalSubnet', also: [], token: 'RA', stored: 'LocalSubnet', shown: 'LocalSubnet' },
  { policy: 'DNS', also: [], token: 'RA', stored: 'DNS', shown: 'DNS' },
  { policy: 'DHCP', also: [], token: 'RA', stored: 'DHCP', shown: 'DHCP' },
  { policy: 'WINS', also: [], token: 'RA', stored: 'WINS', shown: 'WINS' },
  { policy: 'Defaultgateway', also: [], token: 'RA', stored: 'DefaultGateway', shown: 'DefaultGateway' },
  { policy: 'Intranet', also: [], token: 'RA2', stored: 'IntrAnet', shown: 'Intranet' },
  {
    policy: 'RemoteIntranet',
    also: ['RemoteCorpNetwork', 'RmtIntrAnet'],
    token: 'RA2',
    stored: 'RmtIntrAnet',
    shown: 'RemoteIntranet',
  },
  { policy: 'Internet', also: [], token: 'RA2', stored: 'IntErnet', shown: 'Internet' },
  {
    policy: 'Ply2Renders',
    also: ['PlayToRenderers', 'PlayToDevice'],
    token: 'RA2',
    stored: 'Ply2Renders',
    shown: 'PlayToDevice',
  },
];

export function addressWord(text: string): AddressWord | undefined {
  const folded = text.toLowerCase();
  return WORDS.find(({ policy, also, stored, shown }) =>
    [policy, stored, shown, ...also].some((word) => word.toLowerCase() === folded),
  );
}

export type Family = 4 | 6;

export interface Address {
  readonly family: Family;
  /** One spelling for all: a mask becomes a prefix, a whole prefix goes away, letters are small. */
  readonly text: string;
}

/** An address, a range `a-b`, a network `a/prefix` or `a/mask`. `undefined`: it is none of them. */
export function parseAddress(text: string): Address | undefined {
  const [, first = '', by, second] = /^([0-9a-f.:]+)(?:([-/])([0-9a-f.:]+))?$/i.exec(text.trim()) ?? [];
  const family = familyOf(first);
  if (family === undefined) return undefined;
  const begin = plain(first, family);
  if (by === undefined || second === undefined) return { family, text: begin };
  if (by === '-') {
    return familyOf(second) === family ? { family, text: `${begin}-${plain(second, family)}` } : undefined;
  }
  const prefix = prefixOf(second, family);
  if (prefix === undefined) return undefined;
  return { family, text: prefix === (family === 4 ? 32 : 128) ? begin : `${begin}/${prefix}` };
}

function familyOf(text: string): Family | undefined {
  const family = isIP(text);
  return family === 4 || family === 6 ? family : undefined;
}

function plain(text: string, family: Family): string {
  return family === 4 ? text : (URL.parse(`http://[${text}]/`)?.hostname.slice(1, -1) ?? text.toLowerCase());
}

/** IPv4 networks may have a mask, which must be without gaps; zero would be everything and is not allowed. */
function prefixOf(text: string, family: Family): number | undefined {
  if (/^\d{1,3}$/.test(text)) {
    const prefix = Number(text);
    return prefix >= 1 && prefix <= (family === 4 ? 32 : 128) ? prefix : undefined;
  }
  if (family !== 4 || isIP(text) !== 4) return undefined;
  const bits = text
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  return /^1+0*$/.test(bits) ? bits.replaceAll('0', '').length : undefined;
}
