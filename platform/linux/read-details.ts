// `mdatp health --details GROUP`: a text table of one group of features. Pure but for the one call.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Scalar, Value } from '../../src/model/value.js';
import type { Host } from '../host.js';
import { runMdatp } from './mdatp.js';
import type { Effective } from './read-health.js';
import { layout, mapped } from './read-health.js';

export interface DetailsField {
  /** `undefined`: it stands there in a form that is not known. */
  readonly value: Value | undefined;
  readonly managed: boolean;
}

export type Details = ReadonlyMap<string, DetailsField>;

export async function readDetails(
  host: Host,
  program: string,
  group: string,
  signal: AbortSignal,
): Promise<Result<Details>> {
  const text = await runMdatp(host, program, ['health', '--details', group], signal);
  return text.ok ? parseDetails(text.value, group) : text;
}

const MARKER = '[managed]';

/**
 * Lines of `name : value`, the value quoted when it is text, `[managed]` after it with or without a space.
 * Source: Microsoft Learn, "Configure offline security intelligence update for Defender for Endpoint on Linux".
 */
export function parseDetails(text: string, group: string): Result<Details> {
  const fields = new Map<string, DetailsField>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    if (!/^[a-z][a-z0-9_]*$/.test(name)) continue;
    const cell = line.slice(colon + 1).trim();
    const managed = cell.endsWith(MARKER);
    const text = managed ? cell.slice(0, -MARKER.length).trimEnd() : cell;
    fields.set(name, { value: parseCell(text), managed });
  }
  if (fields.size > 0) return ok(fields);
  return fail({
    kind: 'bad-reply',
    from: `mdatp health --details ${group}`,
    why: 'it is not a table of fields',
  });
}

/** Other words (dates in the local form) stay text. Whether quotes and backslashes within are escaped is not known. */
function parseCell(cell: string): Value | undefined {
  if (cell === 'true' || cell === 'false') return cell === 'true';
  if (/^-?\d{1,15}$/.test(cell)) return Number(cell);
  if (cell.startsWith('[')) return undefined;
  const text = cell.startsWith('"') && cell.endsWith('"') && cell.length > 1 ? cell.slice(1, -1) : cell;
  return /["\\]/.test(text) ? undefined : text;
}

export interface DetailsQuestion {
  readonly group: string;
  readonly field: string;
  readonly map?: Readonly<Record<string, Scalar>>;
}

export function effectiveFromDetails(details: Details, question: DetailsQuestion): Effective {
  const found = details.get(question.field);
  if (found === undefined) {
    const why = `this agent does not show ${question.field} in health --details ${question.group}`;
    return { effective: { is: 'no-reader', why } };
  }
  if (found.value === undefined) return layout(`${question.field} has a form that is not known`);
  return { effective: mapped(found.value, question.map, question.field), managed: found.managed };
}
