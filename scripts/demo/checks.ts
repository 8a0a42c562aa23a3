// What the demo claims, each compared with what was found. A claim that does not hold is shown with both, and the
// demo as a whole fails. Writes only through the page.

import { isDeepStrictEqual } from 'node:util';
import type { Page } from './page.js';

export interface Checks {
  equal(claim: string, found: unknown, expected: unknown): void;
  /** Where one value is not enough to say it; `found` tells what was there instead. */
  holds(claim: string, holds: boolean, found: string): void;
  verdict(): Verdict;
}

export interface Verdict {
  readonly text: string;
  readonly exitCode: 0 | 1;
}

export function createChecks(page: Page): Checks {
  let made = 0;
  const failed: string[] = [];
  const record = (claim: string, holds: boolean, because: readonly string[]): void => {
    made += 1;
    if (!holds) failed.push(claim);
    page.claim(claim, holds, because);
  };
  return {
    equal: (claim, found, expected) =>
      record(claim, isDeepStrictEqual(found, expected), [
        `expected: ${valueText(expected)}`,
        `found:    ${valueText(found)}`,
      ]),
    holds: (claim, holds, found) => record(claim, holds, [`found:    ${found}`]),
    verdict: () => judge(made, failed),
  };
}

/** A demo that showed nothing has not shown that it works. */
export function judge(made: number, failed: readonly string[]): Verdict {
  if (made === 0) return { text: 'Nothing was checked.', exitCode: 1 };
  if (failed.length === 0) return { text: `Everything above was checked: ${made} of ${made}`, exitCode: 0 };
  return {
    text: [`Not everything is as shown: ${made - failed.length} of ${made}. Not so:`, ...failed].join(
      '\n  - ',
    ),
    exitCode: 1,
  };
}

const LIMIT = 400;

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length <= LIMIT ? text : `${text.slice(0, LIMIT)}...`;
}
