// Why a certificate was not accepted, in words: who issued it, for which names, and when it is valid. Looks at it over
// a connection of its own, which fails as the first one did: nothing is ever sent over it.

import { request as requestPlain } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { DetailedPeerCertificate } from 'node:tls';
import { connect } from 'node:tls';
import type { Fault } from '../../model/result.js';
import { isUnknownIssuer } from './http-faults.js';
import { printable } from './refusals.js';

export interface Route {
  readonly proxy?: string;
  /** PEM of the private authority that was given. */
  readonly ca?: string;
}

/** Unit: milliseconds. */
const LOOK_MS = 5_000;

/** The same fault where there is nothing to add. */
export async function explainCertificate(fault: Fault, url: string, route: Route): Promise<Fault> {
  if (fault.kind !== 'unreachable' || fault.code === undefined || !isExplained(fault)) return fault;
  const seen = await lookAtCertificate(url, route.proxy);
  const why = seen === undefined ? undefined : reasonOf(fault, seen, route);
  return why === undefined ? fault : { ...fault, why };
}

const NAMED = ['ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

const isExplained = (fault: Extract<Fault, { kind: 'unreachable' }>): boolean =>
  isUnknownIssuer(fault) || NAMED.includes(fault.code ?? '');

function reasonOf(fault: Fault & { readonly code?: string }, seen: SeenCertificate, { ca }: Route) {
  const { issuer, subject, names, validFrom, validTo } = seen;
  switch (fault.code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `the certificate is for another name (${names === '' ? subject : names})`;
    case 'CERT_HAS_EXPIRED':
      return `the certificate of "${subject}" was valid until ${validTo} only (or the clock of this device is ahead)`;
    case 'CERT_NOT_YET_VALID':
      return `the certificate of "${subject}" is valid from ${validFrom} on, which the clock of this device has not reached (is it right?)`;
    default: {
      const by =
        fault.code === 'DEPTH_ZERO_SELF_SIGNED_CERT'
          ? `the certificate of "${subject}" is signed by itself and not trusted here (${fault.code})`
          : `the certificate comes from an authority that is not trusted here, "${issuer}" (${fault.code})`;
      return `${by}: ${ca === undefined ? UNKNOWN_AUTHORITY : OTHER_AUTHORITY}`;
    }
  }
}

const UNKNOWN_AUTHORITY =
  'something in between may inspect TLS, or the service has a private authority, which "caFile" names';
const OTHER_AUTHORITY =
  'it is not the private authority that was given for the service; something in between may inspect TLS';

interface SeenCertificate {
  readonly issuer: string;
  readonly subject: string;
  readonly names: string;
  readonly validFrom: string;
  readonly validTo: string;
}

async function lookAtCertificate(
  url: string,
  proxy: string | undefined,
): Promise<SeenCertificate | undefined> {
  const target = URL.parse(url);
  if (target === null) return undefined;
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const port = Number(target.port || 443);
  const signal = AbortSignal.timeout(LOOK_MS);
  const tunnel =
    proxy === undefined ? undefined : await openTunnel(proxy, `${target.hostname}:${port}`, signal);
  if (proxy !== undefined && tunnel === undefined) return undefined;
  return new Promise((resolve) => {
    let seen: SeenCertificate | undefined;
    const socket = connect({
      host,
      port,
      rejectUnauthorized: true,
      ...(tunnel === undefined ? {} : { socket: tunnel }),
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    const end = (): void => void socket.destroy();
    signal.addEventListener('abort', end);
    // Before the runtime's own judgement, which closes the connection.
    socket.prependListener('secure', () => {
      seen = wordsOf(socket.getPeerCertificate(true));
    });
    socket.on('secureConnect', end);
    socket.on('error', end);
    socket.on('close', () => {
      signal.removeEventListener('abort', end);
      tunnel?.destroy();
      resolve(seen);
    });
  });
}

/** By CONNECT, as the requests themselves go. */
function openTunnel(proxy: string, authority: string, signal: AbortSignal): Promise<Duplex | undefined> {
  const by = URL.parse(proxy);
  if (by?.protocol !== 'http:') return Promise.resolve(undefined);
  const user = `${decodeURIComponent(by.username)}:${decodeURIComponent(by.password)}`;
  const credentials = `Basic ${Buffer.from(user).toString('base64')}`;
  return new Promise((resolve) => {
    const asked = requestPlain({
      host: by.hostname,
      port: by.port || 80,
      method: 'CONNECT',
      path: authority,
      agent: false,
      signal,
      headers: { host: authority, ...(user === ':' ? {} : { 'proxy-authorization': credentials }) },
    });
    asked.on('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      resolve(undefined);
    });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(undefined);
    });
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}

/** Whatever a stranger wrote into it: one line of sane length. `undefined`: none was shown. */
function wordsOf(certificate: Partial<DetailedPeerCertificate>): SeenCertificate | undefined {
  const { issuer, subject, subjectaltname = '', valid_from, valid_to } = certificate;
  if (valid_from === undefined || valid_to === undefined) return undefined;
  return {
    issuer: nameOf(issuer),
    subject: nameOf(subject),
    names: short(subjectaltname),
    validFrom: short(valid_from),
    validTo: short(valid_to),
  };
}

/** A name without a common name is told by its organisation. */
function nameOf(name: DetailedPeerCertificate['issuer'] | undefined): string {
  const [common, organisation] = [name?.CN, name?.O].map((one) => [one ?? ''].flat().join(', '));
  return short([common, organisation].filter(Boolean).join(', ') || 'no name');
}

const short = (text: string): string => printable(text.slice(0, 500)).replaceAll('"', "'").slice(0, 100);
