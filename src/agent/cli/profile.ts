// `holdfast profile POLICY...`: the configuration profile for what the command line of the agent on a Mac cannot set.
// Works on any system, needs no rights, and touches nothing but the file that it is told to write.

import { resolve as absolute } from 'node:path';
import type { Resolved } from '../../enforce/resolve.js';
import { resolve } from '../../enforce/resolve.js';
import type { PolicyRef } from '../../model/ids.js';
import type { RefusedSetting } from '../../model/policy/desired.js';
import { quoted } from '../../model/quoted.js';
import type { Result } from '../../model/result.js';
import { fail } from '../../model/result.js';
import { writeWhole } from '../files/own-files.js';
import { readPolicies } from '../turn/policy-set.js';
import type { ExitCode } from '../turn/ports.js';
import { readPolicyFiles, refusals } from './policy-files.js';
import type { Session } from './session.js';
import { failed, say } from './session.js';

export async function profileCommand(
  session: Session,
  paths: readonly string[],
  out: string | undefined,
): Promise<ExitCode> {
  const { stderr } = session.ports;
  const files = readPolicyFiles(session, paths);
  if (!files.ok) return 1;
  const { macosCatalog } = await import('../../model/catalog/macos.js');
  const set = readPolicies(
    files.value.map(({ policy }) => policy),
    macosCatalog(),
  );
  const refused = refusals(set);
  for (const { name, why } of refused) stderr.write(`holdfast: "${name}" is refused: ${why}\n`);
  const resolved = [...resolve(set.desired).values()];
  const wrong = [...resolved.flatMap(whyNotInProfile), ...set.refused.filter(isSecret).map(whyRefused)];
  for (const line of wrong) stderr.write(`holdfast: ${line}\n`);
  if (refused.length > 0 || wrong.length > 0) {
    stderr.write('holdfast: no profile was made.\n');
    return 8;
  }
  const leftOut = set.refused.map(whyRefused);
  for (const line of leftOut) stderr.write(`holdfast: left out: ${line}\n`);
  const refs = set.policies.map(({ ref }) => ref);
  const text = await profileText(resolved, refs);
  if (!text.ok) {
    stderr.write(`holdfast: ${text.error}\n`);
    return 8;
  }
  if (out === undefined) say(session, text.value);
  else {
    const written = writeWhole(absolute(out), text.value, { mode: 0o644, durable: false });
    if (!written.ok) return failed(session, written.error);
    stderr.write(`holdfast: ${resolved.length} settings are in ${out}.\n`);
  }
  return leftOut.length > 0 ? 4 : 0;
}

async function profileText(
  resolved: readonly Resolved[],
  refs: readonly PolicyRef[],
): Promise<Result<string, string>> {
  const settings = resolved.flatMap((one) => {
    const home = one.row.write.find(({ by }) => by === 'profile');
    return one.is === 'wanted' && home?.by === 'profile'
      ? [{ name: one.row.name, domain: home.domain, path: home.path, value: one.value }]
      : [];
  });
  if (settings.length === 0) return fail('these policies hold no setting that a profile could hold');
  const { buildMobileconfig } = await import('../../../platform/macos/mobileconfig.js');
  return buildMobileconfig(settings, {
    name: `Microsoft Defender: ${refs.map(({ name }) => name).join(', ')}`,
    description: `Made by Holdfast from ${refs.length === 1 ? 'one policy' : `${refs.length} policies`}.`,
    policies: refs.map(lastingId),
  });
}

/** A document without an id has one of its place on this disk, which another administrator has not. */
const lastingId = ({ id, name }: PolicyRef): string => (id.startsWith('file:') ? name : id);

function whyNotInProfile(one: Resolved): readonly string[] {
  const { row } = one;
  if (row.kind === 'secret') return [`${row.name} is a secret, which no profile should hold`];
  if (one.is === 'conflict') {
    const names = [...new Set(one.wanted.map(({ policy }) => quoted(policy.name)))];
    return [`${row.name} is wanted with different values by ${names.join(' and ')}`];
  }
  return row.write.some(({ by }) => by === 'profile') ? [] : [`${row.name} has no place in a profile`];
}

const isSecret = ({ reason }: RefusedSetting): boolean => reason.code === 'secret-token';

const whyRefused = ({ policy, name, path, reason }: RefusedSetting): string =>
  `${quoted(policy.name)}, ${name} (${path}): ${reason.text}`;
