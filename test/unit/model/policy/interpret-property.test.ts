// Whatever a policy holds: each of its settings ends as desired or as refused, and none is lost.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../../../src/model/catalog/catalog.js';
import { linuxCatalog } from '../../../../src/model/catalog/linux.js';
import type { Instance } from '../../../../src/model/policy/document.js';
import { interpret } from '../../../../src/model/policy/interpret.js';
import { choices, documentOf, macos, ref, windows } from './interpret-windows.js';
import type { Json } from './policy-json.js';
import { choice, integer, items, secret, text, texts } from './policy-json.js';

const suffixes = ['_0', '_1', '_true', '_false', '_high_plus', '_excludedPath', '_block', '_in', ''];
const SECRET = 'never-shown-4711';

const content = fc.oneof(
  fc.string(),
  fc.constantFrom('/var/log', '.tmp', '*', '\0', '90', 'C:\\a|b', '80-90'),
);

function instanceOf(catalog: Catalog): fc.Arbitrary<Json> {
  const known = catalog.rows.flatMap((row) => row.id ?? []);
  const id = fc.constantFrom(...known, `${known[0]}_new`, 'com.apple.new', 'device_vendor_msft_new', '');
  return fc.letrec<{ instance: Json }>((tie) => ({
    instance: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(id, fc.integer({ min: -1, max: 200 })).map(([of, value]) => integer(of, value)),
      fc.tuple(id, content).map(([of, value]) => text(of, value)),
      fc
        .tuple(id, fc.constantFrom('notEncrypted', 'encryptedValueToken', 'invalid'))
        .map(([of, state]) => secret(of, state, SECRET)),
      fc.tuple(id, fc.array(content, { maxLength: 4 })).map(([of, values]) => texts(of, ...values)),
      fc
        .tuple(id, fc.array(fc.constantFrom(...suffixes), { maxLength: 3 }))
        .map(([of, some]) => choices(of, ...some)),
      fc
        .tuple(id, fc.constantFrom(...suffixes), fc.array(tie('instance'), { maxLength: 3 }))
        .map(([of, suffix, children]) => choice(of, suffix, children)),
      fc
        .tuple(id, fc.array(fc.array(tie('instance'), { maxLength: 3 }), { maxLength: 3 }))
        .map(([of, list]) => items(of, ...list)),
      fc.constant<Json>({ settingDefinitionId: known.at(-1) ?? '' }),
    ),
  })).instance;
}

describe.each([linuxCatalog(), windows, macos].map((catalog) => [catalog.os, catalog] as const))(
  '%s',
  (_os, catalog) => {
    const instance = instanceOf(catalog);

    test('each setting ends as desired or as refused, at a place inside it', () => {
      fc.assert(
        fc.property(fc.array(instance, { maxLength: 6 }), (instances) => {
          const document = documentOf(catalog, instances);
          const { settings, refused } = interpret(document, ref, catalog);
          const ends = [...settings, ...refused].map(({ path }) => path);
          const lost = document.settings
            .flatMap((one) => owed(catalog, one))
            .filter((path) => !ends.some((end) => isWithin(end, path)));
          expect(lost).toEqual([]);
          expect(refused.filter(({ reason }) => reason.text === '' || /\p{Cc}/u.test(reason.text))).toEqual(
            [],
          );
          expect(JSON.stringify([settings, refused])).not.toContain(SECRET);
        }),
        { seed: 20261121, numRuns: 300 },
      );
    });

    test('reading a policy twice gives the same', () => {
      fc.assert(
        fc.property(fc.array(instance, { maxLength: 4 }), (instances) => {
          const document = documentOf(catalog, instances);
          const once = JSON.stringify(interpret(document, ref, catalog));
          expect(JSON.stringify(interpret(document, ref, catalog))).toBe(once);
        }),
        { seed: 20261121, numRuns: 50 },
      );
    });
  },
);

/**
 * The places that must end: every instance, but the fields inside the records of a list that the catalog knows.
 * A group ends as what is in it.
 */
function owed(catalog: Catalog, of: Instance): readonly string[] {
  const isList = catalog.byId(of.id)?.kind === 'items';
  switch (of.kind) {
    case 'choice':
      return [of.path, ...of.choice.children.flatMap((child) => owed(catalog, child))];
    case 'group-collection':
      return [of.path, ...(isList ? [] : of.items.flat().flatMap((child) => owed(catalog, child)))];
    default:
      return [of.path];
  }
}

const isWithin = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
