// Whatever a policy holds: each of its settings ends as desired or as refused, and none is lost.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instance } from '../../../../src/model/policy/document.js';
import { interpret } from '../../../../src/model/policy/interpret.js';
import { linux, ref } from './interpret-linux.js';
import type { Json } from './policy-json.js';
import { choice, integer, items, policy, text, texts } from './policy-json.js';

const ids = [...linux.rows.flatMap(({ id }) => id ?? []), 'linux_mdatp_managed_new', 'com.apple.new', ''];
const suffixes = ['_0', '_1', '_true', '_false', '_high_plus', '_excludedPath', ''];

const id = fc.constantFrom(...ids);
const content = fc.oneof(fc.string(), fc.constantFrom('/var/log', '.tmp', '*', '\0', '90'));
const { instance } = fc.letrec<{ instance: Json }>((tie) => ({
  instance: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(id, fc.integer({ min: -1, max: 200 })).map(([of, value]) => integer(of, value)),
    fc.tuple(id, content).map(([of, value]) => text(of, value)),
    fc.tuple(id, fc.array(content, { maxLength: 4 })).map(([of, values]) => texts(of, ...values)),
    fc
      .tuple(id, fc.constantFrom(...suffixes), fc.array(tie('instance'), { maxLength: 3 }))
      .map(([of, suffix, children]) => choice(of, suffix, children)),
    fc
      .tuple(id, fc.array(fc.array(tie('instance'), { maxLength: 3 }), { maxLength: 3 }))
      .map(([of, list]) => items(of, ...list)),
    fc.constant<Json>({ settingDefinitionId: 'linux_mdatp_managed_cloudservice_enabled' }),
  ),
}));

test('each setting ends as desired or as refused, at a place inside it', () => {
  fc.assert(
    fc.property(fc.array(instance, { maxLength: 6 }), (instances) => {
      const document = policy(instances);
      const { settings, refused } = interpret(document, ref, linux);
      const ends = [...settings, ...refused].map(({ path }) => path);
      const lost = document.settings.flatMap(owed).filter((path) => !ends.some((end) => isWithin(end, path)));
      expect(lost).toEqual([]);
      expect(refused.filter(({ reason }) => reason.text === '' || /\p{Cc}/u.test(reason.text))).toEqual([]);
    }),
    { seed: 20261121, numRuns: 300 },
  );
});

test('reading a policy twice gives the same', () => {
  fc.assert(
    fc.property(fc.array(instance, { maxLength: 4 }), (instances) => {
      const document = policy(instances);
      expect(interpret(document, ref, linux)).toEqual(interpret(document, ref, linux));
    }),
    { seed: 20261121, numRuns: 50 },
  );
});

/** The places that must end: every instance, but the fields inside the records of a list that the catalog knows. */
function owed(of: Instance): readonly string[] {
  const isList = linux.byId(of.id)?.kind === 'items';
  switch (of.kind) {
    case 'choice':
      return [of.path, ...of.choice.children.flatMap(owed)];
    case 'group-collection':
      return [of.path, ...(isList ? [] : of.items.flat().flatMap(owed))];
    default:
      return [of.path];
  }
}

const isWithin = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
