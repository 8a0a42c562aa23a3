// For any policy: the same document from every dialect and encoding; for any spoilt one: an answer, never a throw.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mistake, Simple } from '../../../../src/model/policy/document.js';
import { parsePolicy } from '../../../../src/model/policy/parse-policy.js';
import type { PlainChoice, PlainSetting } from '../../../support/policy-dialects.js';
import {
  DIALECTS,
  ENCODINGS,
  encodeText,
  policyJson,
  renderPolicy,
} from '../../../support/policy-dialects.js';
import { documentOf, EVERY_KIND, plainPolicy } from './plain-policies.js';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const id = fc.string({ unit: fc.constantFrom(...'abc_{}.~'), minLength: 1, maxLength: 12 });
const simple: fc.Arbitrary<Simple> = fc.oneof(
  fc.record({ type: fc.constant('string' as const), value: text }),
  fc.record({ type: fc.constant('reference' as const), value: text }),
  fc.record({
    type: fc.constant('integer' as const),
    value: fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }),
  }),
  fc.record({
    type: fc.constant('secret' as const),
    state: fc.constantFrom('notEncrypted' as const, 'encryptedValueToken' as const, 'invalid' as const),
    value: text,
  }),
);

const kind = <K extends PlainSetting['kind']>(name: K): fc.Arbitrary<K> => fc.constant(name);
const { setting } = fc.letrec<{ setting: PlainSetting; choice: PlainChoice; children: PlainSetting[] }>(
  (tie) => ({
    children: fc.array(tie('setting'), { maxLength: 3, depthIdentifier: 'nesting' }),
    choice: fc.record({ option: id, children: tie('children') }),
    setting: fc.oneof(
      { depthSize: 'small', depthIdentifier: 'nesting', maxDepth: 6, withCrossShrink: true },
      fc.record({ kind: kind('simple'), id, value: simple }),
      fc.record({ kind: kind('choice'), id, option: id }),
      fc.record({ kind: kind('simple-collection'), id, values: fc.array(simple, { maxLength: 3 }) }),
      fc.record({ kind: kind('choice'), id, option: id, children: tie('children') }),
      fc.record({ kind: kind('choice-collection'), id, choices: fc.array(tie('choice'), { maxLength: 3 }) }),
      fc.record({ kind: kind('group'), id, children: tie('children') }),
      fc.record({ kind: kind('group-collection'), id, items: fc.array(tie('children'), { maxLength: 3 }) }),
    ),
  }),
);
const policies = fc
  .uniqueArray(setting, { selector: (one) => one.id, maxLength: 5 })
  .map((settings) => plainPolicy(settings));

test('every dialect and encoding of a policy is read as the same document', () => {
  fc.assert(
    fc.property(
      policies,
      fc.constantFrom(...DIALECTS),
      fc.constantFrom(...ENCODINGS),
      (policy, dialect, encoding) => {
        const result = parsePolicy(renderPolicy(policy, dialect, encoding));
        expect(result).toEqual({ ok: true, value: documentOf(policy, dialect) });
      },
    ),
    { seed: 11, numRuns: 600 },
  );
});

const expectAnAnswer = (bytes: Uint8Array): void => {
  const result = parsePolicy(bytes);
  const told: readonly Mistake[] = result.ok
    ? [...result.value.mistakes, ...result.value.warnings]
    : result.error;
  if (!result.ok) expect(told.length).toBeGreaterThan(0);
  for (const { path, expected, found } of told) {
    expect(path).toMatch(/^\$/);
    expect(`${path}${expected}${found}`).not.toMatch(/\p{Cc}|\p{Cs}/u);
    expect(found.length).toBeLessThan(700);
  }
};

test('any bytes end in a document or in mistakes', () => {
  const start = renderPolicy(plainPolicy(EVERY_KIND), 'portal', 'utf-8');
  const spoilt = fc
    .array(fc.tuple(fc.nat({ max: start.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 })
    .map((flips) => {
      const bytes = start.slice();
      for (const [at, byte] of flips) bytes[at] = byte;
      return bytes;
    });
  fc.assert(fc.property(fc.oneof(spoilt, fc.uint8Array({ maxLength: 40 })), expectAnAnswer), {
    seed: 12,
    numRuns: 1500,
  });
});

test('any JSON ends in a document or in mistakes', () => {
  const body = fc.record({ name: fc.constant('x'), settings: fc.jsonValue() });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), body), (json) =>
      expectAnAnswer(encodeText(JSON.stringify(json), 'utf-8')),
    ),
    { seed: 13, numRuns: 800 },
  );
});

test('a real policy with any one value put in another’s place ends in a document or in mistakes', () => {
  const whole = JSON.stringify(policyJson(plainPolicy(EVERY_KIND), 'full-metadata'));
  const last = countValues(whole) - 1;
  fc.assert(
    fc.property(fc.nat({ max: last }), fc.jsonValue({ maxDepth: 2 }), (victim, other) => {
      expectAnAnswer(encodeText(replaceValue(whole, victim, other), 'utf-8'));
    }),
    { seed: 14, numRuns: 1500 },
  );
});

function countValues(json: string): number {
  let count = 0;
  JSON.parse(json, (_, value) => {
    count += 1;
    return value;
  });
  return count;
}

function replaceValue(json: string, victim: number, other: unknown): string {
  let at = 0;
  return JSON.stringify(
    JSON.parse(json, (_, value) => {
      at += 1;
      return at - 1 === victim ? other : value;
    }),
  );
}

test('a mistake in one setting leaves every other setting as it was', () => {
  const at = fc.nat({ max: EVERY_KIND.length - 1 });
  const spoilt = fc.constantFrom(null, 5, 'x', [], {}, { settingDefinitionId: 's' });
  const plain = plainPolicy(EVERY_KIND);
  const whole = documentOf(plain, 'portal').settings;
  fc.assert(
    fc.property(at, spoilt, (victim, settingInstance) => {
      const settings = plain.settings.map((setting, index) => {
        const json = policyJson(plainPolicy([setting]), 'portal')['settings'];
        return index === victim ? { settingInstance } : Object(json)[0];
      });
      const result = parsePolicy(encodeText(JSON.stringify({ name: 'x', settings }), 'utf-8'));
      const kept = result.ok ? result.value.settings : [];
      expect(kept.filter((_, index) => index !== victim)).toEqual(
        whole.filter((_, index) => index !== victim),
      );
      expect(kept[victim]).toMatchObject({ kind: 'mistaken' });
    }),
    { seed: 15, numRuns: 100 },
  );
});
