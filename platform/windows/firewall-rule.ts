// The text of one rule in the policy store of Windows Firewall: tokens with values, in order. Pure.
// Source: [MS-GPFAS] Group Policy: Firewall and Advanced Security Data Structure, 2.2.2 and its version table.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';

export interface RuleText {
  /** Major * 256 + minor, as the store's `PolicyVersion` counts. */
  readonly version: number;
  readonly fields: readonly RuleField[];
}

export type RuleField = readonly [token: string, value: string];

/** The lowest that Windows 7 and later know. */
export const BASE_VERSION = 0x020a;

/** First version of a token that is newer than the base. */
const TOKEN_VERSIONS: Readonly<Record<string, number>> = {
  RA42: 0x0214,
  RA62: 0x0214,
  LUAuth: 0x0214,
  LUAuth2_24: 0x0218,
  PFN: 0x0221,
};

/** An older Windows drops a condition that it does not know and widens the rule: it is told to skip it instead. */
const SKIPPED_BELOW: Readonly<Record<string, string>> = { PFN: '2.32', LUAuth2_24: '2.23' };

/** The lowest version that knows all tokens, and what keeps an older system from dropping a condition. */
export function ruleOf(fields: readonly RuleField[]): RuleText {
  const version = Math.max(BASE_VERSION, ...fields.map(([token]) => TOKEN_VERSIONS[token] ?? 0));
  const skipped = fields.map(([token]) => SKIPPED_BELOW[token]).filter((floor) => floor !== undefined);
  const [floor] = skipped.sort().reverse();
  return { version, fields: floor === undefined ? fields : [...fields, ['SkipVer', floor]] };
}

/** The grammar has no escape: a bar or a control character cannot be written. Errors: which token. */
export function writeRule({ version, fields }: RuleText): Result<string, string> {
  const bad = fields.find(([, value]) => /[|\p{Cc}\p{Cs}]/u.test(value) || value === '');
  if (bad !== undefined) return fail(`${bad[0]} cannot be written in a firewall rule`);
  const parts = fields.map(([token, value]) => `${token}=${value}|`);
  return ok(`v${version >> 8}.${version & 0xff}|${parts.join('')}`);
}

/** Each field is cut at its first "=": values hold them too. Errors: what is wrong. */
export function parseRule(text: string): Result<RuleText, string> {
  const [, major, minor, rest] = /^v(\d{1,3})\.(\d{1,3})\|(.*)$/su.exec(text) ?? [];
  if (rest === undefined) return fail('it does not begin with a version');
  if (rest !== '' && !rest.endsWith('|')) return fail('it does not end with a bar');
  const fields: RuleField[] = [];
  for (const part of rest.split('|').slice(0, -1)) {
    const cut = part.indexOf('=');
    if (cut <= 0) return fail('a field has no name');
    fields.push([part.slice(0, cut), part.slice(cut + 1)]);
  }
  return ok({ version: Number(major) * 256 + Number(minor), fields });
}

export const fieldsNamed = ({ fields }: RuleText, ...tokens: readonly string[]): readonly string[] =>
  fields.filter(([token]) => tokens.includes(token)).map(([, value]) => value);
