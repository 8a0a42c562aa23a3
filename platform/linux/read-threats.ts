// `mdatp threat allowed list`: names of threats that are let through. Pure but for the one call.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import { runMdatp } from './mdatp.js';

export async function readAllowedThreats(
  host: Host,
  program: string,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  const text = await runMdatp(host, program, ['threat', 'allowed', 'list'], signal);
  return text.ok ? parseAllowedThreats(text.value) : text;
}

/**
 * The layout is assumed, after the agent's other lists: lines `Name: "..."` between rules, or "No allowed threats".
 * Whether quotes and backslashes in a name are escaped is not known: such a list is no answer.
 */
export function parseAllowedThreats(text: string): Result<readonly string[]> {
  const lines = text.split('\n').map((line) => line.trim());
  const words = lines.filter((line) => line !== '' && line !== '---' && !/^={5,}$/.test(line));
  if (words.length === 1 && /^No (allowed )?threats/.test(words[0] ?? '')) return ok([]);
  const names = words.map((line) => /^Name: "?([^"\\]*)"?$/.exec(line)?.[1]);
  const known = names.filter((name) => name !== undefined);
  if (known.length === names.length && known.length > 0) return ok(known);
  return fail({ kind: 'bad-reply', from: 'mdatp threat allowed list', why: 'its layout is not known' });
}
