// Who a request is counted for: the address at the other end of the connection. Pure.

import { isIPv6 } from 'node:net';

export interface Arrived {
  readonly address: string | undefined;
  readonly forwardedFor: string | undefined;
}

/**
 * A header that names another address is believed only from a proxy that the administrator named, and then only its
 * last entry, which that proxy wrote. Of IPv6 the first 64 bits count: one machine owns all below.
 */
export function sourceOf({ address = '', forwardedFor }: Arrived, proxies: ReadonlySet<string>): string {
  const peer = plain(address);
  const named = proxies.has(peer) ? forwardedFor?.split(',').at(-1)?.trim() : undefined;
  return network(named === undefined || named === '' ? peer : plain(named));
}

/** An IPv4 address that came by an IPv6 socket is the same address. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

function network(address: string): string {
  if (!isIPv6(address)) return address.slice(0, 64);
  const [left = '', right = ''] = address.toLowerCase().split('%', 1).join().split('::');
  const head = left.split(':').filter((group) => group !== '');
  const tail = right.split(':').filter((group) => group !== '');
  const zeros = address.includes('::') ? Math.max(0, 8 - head.length - tail.length) : 0;
  const groups = [...head, ...Array.from({ length: zeros }, () => '0'), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
