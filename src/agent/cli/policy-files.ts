// Policy files of the command line: read, parsed, and each mistake shown with its place.

import { resolve } from 'node:path';
import { printable } from '../../model/quoted.js';
import type { Result } from '../../model/result.js';
import { describeFault, fail, ok } from '../../model/result.js';
import { readBytes } from '../files/own-files.js';
import type { LocalFile } from '../turn/apply.js';
import type { PolicySet } from '../turn/policy-set.js';
import { readLocalRef } from '../turn/policy-set.js';
import type { Session } from './session.js';

const LIMIT_BYTES = 8 * 1024 * 1024;
const SHOWN_MISTAKES = 20;

/** Says what is wrong with each file that is not a policy; then the whole is refused. */
export function readPolicyFiles(
  { ports }: Session,
  paths: readonly string[],
): Result<readonly LocalFile[], 'said'> {
  const files: LocalFile[] = [];
  let bad = false;
  for (const path of paths) {
    const file = resolve(path);
    const read = readOne(file);
    if (read.ok) files.push(read.value);
    else {
      bad = true;
      const more = read.error.length - SHOWN_MISTAKES;
      const lines = [...read.error.slice(0, SHOWN_MISTAKES), ...(more > 0 ? [`... and ${more} more`] : [])];
      ports.stderr.write(
        `holdfast: ${path} could not be read as a policy:\n${lines.map((line) => `  ${line}\n`).join('')}`,
      );
    }
  }
  return bad ? fail('said') : ok(files);
}

function readOne(file: string): Result<LocalFile, readonly string[]> {
  const bytes = readBytes(file, LIMIT_BYTES);
  if (!bytes.ok) return fail([describeFault(bytes.error)]);
  if (bytes.value === undefined) return fail(['there is no such file']);
  const ref = readLocalRef(file, bytes.value);
  if (!ref.ok) return ref;
  return ok({ file, bytes: bytes.value, policy: { ref: ref.value, source: 'local', bytes: bytes.value } });
}

/** Policies that this channel does not carry as a whole, each with its reason. */
export const refusals = ({
  policies,
}: PolicySet): readonly { readonly name: string; readonly why: string }[] =>
  policies.flatMap(({ ref, refusal, source }) =>
    refusal === undefined || source !== 'local' ? [] : [{ name: printable(ref.name), why: refusal.text }],
  );
