// Runs the agent's command line; what a command does is its caller's matter.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';

/** Source: Microsoft Learn, "Microsoft Defender for Endpoint on Linux resources". The first one that exists is used. */
export const MDATP_PATHS = ['/usr/bin/mdatp', '/opt/microsoft/mdatp/bin/mdatp'] as const;
/** Unit: milliseconds. */
const TIMEOUT_MS = 30_000;
/** 2,000 exclusions take a quarter of a megabyte. */
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;
const SAID_CHARACTERS = 200;

/**
 * `undefined`: the agent is not installed. What belongs to a user is not the agent, and no question either: a Mac has a
 * place for its link where users may write, and nobody must be able to make "cannot tell" of "not there".
 */
export async function findMdatp(
  host: Host,
  paths: readonly string[] = MDATP_PATHS,
): Promise<Result<string | undefined>> {
  for (const path of paths) {
    const stat = await host.stat(path);
    if (!stat.ok) return stat;
    if (stat.value?.trustedOwner === true) return ok(path);
  }
  return ok(undefined);
}

/** What it printed; a non-zero exit code is the fault `failed`, with its words. */
export async function runMdatp(
  host: Host,
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Result<string>> {
  const limits = { timeoutMs: TIMEOUT_MS, maxOutputBytes: MAX_OUTPUT_BYTES, signal };
  const done = await host.run(program, args, limits);
  if (!done.ok) return done;
  const { exitCode, stdout, stderr } = done.value;
  const what = `mdatp ${args.join(' ')}`;
  if (exitCode !== 0) {
    return fail({ kind: 'failed', what, exitCode, said: printable(decode(stderr) || decode(stdout)) });
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(stdout));
  } catch {
    return fail({ kind: 'bad-reply', from: what, why: 'it is not UTF-8 text' });
  }
}

const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8').trim();

/** Words of the machine go into messages: one line, nothing that steers a terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, SAID_CHARACTERS);
}
