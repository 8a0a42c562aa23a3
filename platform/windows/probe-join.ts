// How is this Windows joined to a directory? By dsregcmd, or on older systems by what the registry says. Reads only.

import type { DirectoryIdentity, Evidence, TrustType } from '../../src/model/probe.js';
import type { Result } from '../../src/model/result.js';
import { describeFault, fail, ok } from '../../src/model/result.js';
import type { JoinStatus } from './parse-dsregcmd.js';
import { joinField, parseJoinStatus } from './parse-dsregcmd.js';
import type { Look, TenantProbe } from './probe-look.js';
import { evidence, SERVICES } from './probe-look.js';
import { buildOf, hasDsregcmd } from './probe-required.js';
import { queriedText } from './query-registry.js';
import { readTrees } from './registry-access.js';
import { foldPath, parentOf, textOf, valueAt } from './registry-value.js';
import { joinProgram, printable } from './windows-programs.js';

const SOURCE = 'dsregcmd /status';
/** It asks the domain and the network; both may be slow. */
const LIMITS = { timeoutMs: 30_000, maxOutputBytes: 262_144 } as const;

/** `undefined`: this Windows has no such program, or none that says a state. */
export async function readJoinStatus(look: Look): Promise<Result<JoinStatus | undefined>> {
  const { host, place, signal, facts } = look;
  if (!hasDsregcmd(buildOf(facts.version))) return ok(undefined);
  const done = await host.run(joinProgram(place), ['/status'], { ...LIMITS, signal });
  if (!done.ok) return done.error.kind === 'missing' ? ok(undefined) : done;
  const { exitCode, stdout, stderr } = done.value;
  return exitCode === 0
    ? ok(parseJoinStatus(Buffer.from(stdout).toString('latin1')))
    : fail({ kind: 'failed', what: SOURCE, exitCode, said: printable(stderr) || printable(stdout) });
}

const tenantProbe = (answer: TenantProbe['answer'], told: readonly Evidence[]): TenantProbe => ({
  asks: 'tenant',
  answer,
  evidence: told,
});

export async function probeJoin(look: Look, status: Result<JoinStatus | undefined>): Promise<TenantProbe> {
  if (!status.ok) return tenantProbe({ is: 'unknown' }, [evidence(SOURCE, describeFault(status.error))]);
  return status.value === undefined ? joinOfRegistry(look) : judgeJoin(status.value);
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const idOf = (text: string | undefined): string | undefined =>
  text !== undefined && ID.test(text) ? text.toLowerCase() : undefined;

/** Both joins are YES or NO; anything else is an answer that cannot be read. */
export function judgeJoin(status: JoinStatus): TenantProbe {
  const say = (answer: TenantProbe['answer'], says: string) => tenantProbe(answer, [evidence(SOURCE, says)]);
  const [cloud, domain] = ['AzureAdJoined', 'DomainJoined'].map((name) => joinField(status, name));
  if (cloud !== 'YES' && cloud !== 'NO')
    return say({ is: 'unknown' }, 'it does not say whether the device is joined');
  if (cloud === 'NO') return say({ is: 'none' }, `not joined to a directory${besides(status, domain)}`);
  const tenant = idOf(joinField(status, 'TenantId'));
  if (tenant === undefined) return say({ is: 'unknown' }, 'joined, and the tenant is not named');
  const trust = domain === 'YES' ? 'ServerAd' : domain === 'NO' ? 'AzureAd' : undefined;
  const device = idOf(joinField(status, 'DeviceId'));
  const dead = isDead(joinField(status, 'DeviceAuthStatus'));
  const told = [
    `joined${trust === 'ServerAd' ? ' (hybrid)' : ''} to ${tenant}`,
    ...(device === undefined ? ['its device id is not named'] : []),
    ...(dead ? ['the directory has disabled or deleted the device'] : []),
  ];
  return say(identity(tenant, dead ? undefined : device, trust), told.join('; '));
}

function besides(status: JoinStatus, domain: string | undefined): string {
  if (joinField(status, 'EnterpriseJoined') === 'YES') return '; registered on premises';
  if (domain === 'YES') return '; member of a domain';
  return joinField(status, 'WorkplaceJoined') === 'YES' ? '; registered by a user only' : '';
}

/** `FAILED. ERROR ...` is trouble on the way to the directory and no word of it. */
const isDead = (said: string | undefined): boolean => /^FAILED\b.*\b(?:disabled|deleted)\b/i.test(said ?? '');

const identity = (
  tenant: string,
  device: string | undefined,
  trust: TrustType | undefined,
): DirectoryIdentity => ({
  is: 'joined',
  tenant,
  ...(device === undefined ? {} : { device }),
  ...(trust === undefined ? {} : { trust }),
});

const JOIN = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin';
const INFO = `${JOIN}\\JoinInfo`;
const TCPIP = `${SERVICES}\\Tcpip\\Parameters`;

/** A key below `JoinInfo` for each join, named by the thumbprint of its certificate; the device id is only in that. */
async function joinOfRegistry(look: Look): Promise<TenantProbe> {
  const say = (answer: TenantProbe['answer'], says: string) => tenantProbe(answer, [evidence(INFO, says)]);
  const tree = (await readTrees(look, [JOIN])).get(JOIN);
  if (tree?.ok !== true)
    return say({ is: 'unknown' }, tree === undefined ? 'it was not read' : describeFault(tree.error));
  const joins = [...tree.value.values()].filter(({ path }) => foldPath(parentOf(path)) === foldPath(INFO));
  const [first] = joins;
  if (first === undefined) return say({ is: 'none' }, 'not joined to a directory');
  const value = valueAt(tree.value, first.path, 'TenantId');
  const tenant = idOf(value === undefined ? undefined : textOf(value));
  if (tenant === undefined || joins.length > 1)
    return say({ is: 'unknown' }, 'joined, and the tenant is not named');
  const network = await look.query(TCPIP);
  const domain = network.ok ? (queriedText(network.value, 'Domain') ?? '') : undefined;
  const trust = domain === undefined ? undefined : domain === '' ? 'AzureAd' : 'ServerAd';
  return say(identity(tenant, undefined, trust), `joined to ${tenant}`);
}
