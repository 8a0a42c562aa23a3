// Is this Windows enrolled with Intune or another MDM, and is that enrollment alive? Reads only.
// Source: public descriptions of the MDM client: an enrollment has a key of its own, and an account of the same id.

import type { Evidence } from '../../src/model/probe.js';
import { describeFault } from '../../src/model/result.js';
import type { Look, ManagerProbe } from './probe-look.js';
import { evidence, lists, MICROSOFT, managerProbe, SERVICES } from './probe-look.js';
import { parseQueried, queriedNumber } from './query-registry.js';
import { readTrees } from './registry-access.js';
import type { RegistryTree } from './registry-value.js';
import { foldName, foldPath, fullPath, numberOf, parentOf, textOf, valueAt } from './registry-value.js';
import { printable, regProgram } from './windows-programs.js';

const ENROLLMENTS = `${MICROSOFT}\\Enrollments`;
const ACCOUNTS = `${MICROSOFT}\\Provisioning\\OMADM\\Accounts`;
const POLICIES = `${MICROSOFT}\\PolicyManager\\current\\device`;
const AUTO_ENROLL = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\MDM';
const AUTO_ENROLL_VALUE = 'AutoEnrollMDM';
const LIMITS = { timeoutMs: 10_000, maxOutputBytes: 65_536 } as const;
const INTUNE_SERVICE = 'IntuneManagementExtension';

type MdmName = 'intune' | 'other-mdm';
const MDMS: readonly MdmName[] = ['intune', 'other-mdm'];

export async function probeEnrollments(look: Look): Promise<readonly ManagerProbe[]> {
  const all = (answer: ManagerProbe['answer'], says: string) =>
    MDMS.map((name) => managerProbe(look, name, answer, [evidence(ENROLLMENTS, says)]));
  const there = await lists(look, MICROSOFT, 'Enrollments');
  if (!there.ok) return all('unknown', describeFault(there.error));
  if (!there.value) return all('not-managed', 'not there: nothing ever enrolled');
  const tree = (await readTrees(look, [ENROLLMENTS])).get(ENROLLMENTS);
  if (tree?.ok !== true)
    return all('unknown', tree === undefined ? 'it was not read' : describeFault(tree.error));
  const candidates = enrollmentsIn(tree.value);
  const live = candidates.some(({ answer }) => answer !== 'not-managed')
    ? await withAccounts(look, candidates)
    : candidates;
  return Promise.all(MDMS.map((name) => say(look, name, live, tree.value)));
}

interface Enrollment {
  readonly path: string;
  readonly manager: MdmName;
  readonly answer: ManagerProbe['answer'];
  readonly says: string;
}

const GUID = /\\\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

const enrollmentsIn = (tree: RegistryTree): readonly Enrollment[] =>
  [...tree.values()]
    .filter(({ path }) => GUID.test(path) && foldPath(parentOf(path)) === foldPath(ENROLLMENTS))
    .map(({ path }) => ({ path, ...judge(tree, path) }));

/** The vendor's own channel leaves an enrollment too, at another host: that is no MDM. */
function judge(tree: RegistryTree, path: string): Omit<Enrollment, 'path'> {
  const provider = textAt(tree, path, 'ProviderID') ?? '';
  const none = (says: string) => ({ manager: 'intune', answer: 'not-managed', says }) as const;
  if (provider === '') return none('names no provider: not an MDM enrollment');
  const manager = provider === 'MS DM Server' ? 'intune' : 'other-mdm';
  const server = hostOf(textAt(tree, path, 'DiscoveryServiceFullURL'));
  const name = printable(Buffer.from(provider));
  if (manager === 'intune' && server !== undefined && isHostOf(server, 'dm.microsoft.com'))
    return none(`left by settings management of the vendor, at ${server}: not an MDM enrollment`);
  const state = valueAt(tree, path, 'EnrollmentState');
  const number = state === undefined ? undefined : numberOf(state);
  if (number !== 1)
    return {
      manager,
      answer: 'not-managed',
      says: `left behind by ${name}: its state is ${number ?? 'none'}`,
    };
  if (manager === 'other-mdm') return { manager, answer: 'managed', says: `enrolled with ${name}` };
  if (server === undefined)
    return { manager, answer: 'unknown', says: `enrolled with ${name}, the server is not named` };
  return isHostOf(server, 'manage.microsoft.com')
    ? { manager, answer: 'managed', says: `enrolled at ${server}` }
    : { manager, answer: 'unknown', says: `enrolled with ${name} at ${server}` };
}

function textAt(tree: RegistryTree, key: string, name: string): string | undefined {
  const value = valueAt(tree, key, name);
  return value === undefined ? undefined : textOf(value);
}

const hostOf = (text: string | undefined): string | undefined =>
  text === undefined || !URL.canParse(text) ? undefined : new URL(text).hostname || undefined;

const isHostOf = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** Without an account nobody can sync through an enrollment: it is a remnant. One that cannot be looked for may be there. */
async function withAccounts(look: Look, found: readonly Enrollment[]): Promise<readonly Enrollment[]> {
  const accounts = (await readTrees(look, [ACCOUNTS])).get(ACCOUNTS);
  if (accounts?.ok !== true) return found;
  const ids = new Map(
    [...accounts.value.values()]
      .filter(({ path }) => foldPath(parentOf(path)) === foldPath(ACCOUNTS))
      .map(({ path }) => [idOf(path), path]),
  );
  return found.map((one) => {
    if (one.answer === 'not-managed') return one;
    const account = ids.get(idOf(one.path));
    if (account === undefined)
      return { ...one, answer: 'not-managed', says: `left behind: ${one.says}, and has no account` } as const;
    const last = valueAt(accounts.value, `${account}\\Protected\\ConnInfo`, 'LastSessionResult');
    const result = last === undefined ? undefined : numberOf(last);
    const session = result === undefined ? '' : `, last session ended with 0x${result.toString(16)}`;
    return { ...one, says: `${one.says}; its account is there${session}` };
  });
}

const idOf = (path: string): string =>
  foldName(path.slice(path.lastIndexOf('\\') + 1).replaceAll(/[{}]/g, ''));

async function say(
  look: Look,
  name: MdmName,
  found: readonly Enrollment[],
  tree: RegistryTree,
): Promise<ManagerProbe> {
  const ours = found.filter(({ manager }) => manager === name);
  const first =
    ours.find(({ answer }) => answer === 'managed') ?? ours.find(({ answer }) => answer === 'unknown');
  const answer = first?.answer ?? 'not-managed';
  const told = [
    ...(ours.length === 0 ? [evidence(ENROLLMENTS, 'no enrollment')] : []),
    ...(first === undefined ? [] : [toEvidence(first)]),
    ...ours.filter((one) => one !== first).map(toEvidence),
    ...(name === 'intune' ? await besides(look, answer, tree) : []),
  ];
  const probe = managerProbe(look, name, answer, told);
  if (answer !== 'managed') return probe;
  const seen = await seesPolicy(look);
  if (seen === undefined) return probe;
  const says = seen ? 'holds values: its policy is in force' : 'holds no values of Defender or the firewall';
  return { ...probe, policySeen: seen, evidence: [...told, evidence(POLICIES, says)] };
}

const toEvidence = ({ path, says }: Enrollment): Evidence => evidence(path, says);

/** What goes with an enrollment and proves none: said, never counted. */
async function besides(
  look: Look,
  answer: ManagerProbe['answer'],
  tree: RegistryTree,
): Promise<readonly Evidence[]> {
  const number = (name: string): number | undefined => {
    const value = valueAt(tree, ENROLLMENTS, name);
    return value === undefined ? undefined : numberOf(value);
  };
  const extension = await lists(look, SERVICES, INTUNE_SERVICE);
  const channel = number('MmpcEnrollmentFlag');
  return [
    ...(extension.ok && extension.value
      ? [
          evidence(
            `service ${INTUNE_SERVICE}`,
            answer === 'managed' ? 'installed' : 'installed, proves nothing',
          ),
        ]
      : []),
    ...(channel === undefined
      ? []
      : [evidence(`${ENROLLMENTS} MmpcEnrollmentFlag`, `it is ${channel}; it outlives what set it`)]),
    ...(number('ExternallyManaged') === 1
      ? [evidence(`${ENROLLMENTS} ExternallyManaged`, 'it is 1: enrollment with an MDM is blocked')]
      : []),
  ];
}

/** Policy that means a later enrollment is intent only. It decides nothing: what cannot be read is as not there. */
export async function readIntent({ host, place, signal }: Look): Promise<readonly Evidence[]> {
  const query = ['query', fullPath(AUTO_ENROLL), '/v', AUTO_ENROLL_VALUE, '/reg:64'];
  const done = await host.run(regProgram(place), query, { ...LIMITS, signal });
  const shown = done.ok && done.value.exitCode === 0 ? parseQueried(done.value.stdout, '') : undefined;
  if (queriedNumber(shown, AUTO_ENROLL_VALUE) !== 1) return [];
  const says = 'it is 1: meant to enroll with an MDM, which is no enrollment';
  return [evidence(`${AUTO_ENROLL} ${AUTO_ENROLL_VALUE}`, says)];
}

/**
 * Where the MDM client keeps what its servers have set. That values below `Defender` and `Firewall` are an MDM's own
 * policy in force is inferred, not documented. `undefined`: it could not be looked at.
 */
async function seesPolicy(look: Look): Promise<boolean | undefined> {
  await look.query(POLICIES);
  const areas = await Promise.all(['Defender', 'Firewall'].map((area) => look.query(`${POLICIES}\\${area}`)));
  if (areas.some((area) => area.ok && (area.value?.values.size ?? 0) > 0)) return true;
  return areas.every(({ ok }) => ok) ? false : undefined;
}
