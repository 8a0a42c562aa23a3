// Which tags of a machine are our own policies' doing.
import { expect, test } from 'vitest';
import { ownTags } from '../../../../src/agent/turn/device-look.js';
import type { Owned } from '../../../../src/enforce/memory.js';
import { linuxCatalog } from '../../../../src/model/catalog/linux.js';
import { epochMs, settingKey } from '../../../../src/model/ids.js';

const TAGS = settingKey('linux_mdatp_managed_edr_tags');
const rows = new Map(linuxCatalog().rows.map((row) => [row.key, row]));

const owned = (more: Pick<Owned, 'key' | 'written'> & Partial<Owned>): ReadonlyMap<Owned['key'], Owned> =>
  new Map([
    [
      more.key,
      {
        preImage: { is: 'absent' },
        writtenAt: epochMs(0),
        policies: [],
        phase: 'written',
        ...more,
      } satisfies Owned,
    ],
  ]);

test('are the values that a policy wrote, or is about to write', () => {
  const written = [{ key: 'GROUP', value: 'web' }];
  expect(ownTags(owned({ key: TAGS, written }), rows)).toEqual(['web']);
  expect(ownTags(owned({ key: TAGS, written, phase: 'intended' }), rows)).toEqual(['web']);
});

test('are not those of others that stand in the same list', () => {
  const written = [
    { key: 'GROUP', value: 'web' },
    { key: 'GROUP', value: 'of-somebody-else' },
  ];
  const tags = ownTags(owned({ key: TAGS, written, ours: [{ key: 'GROUP', value: 'web' }] }), rows);
  expect(tags).toEqual(['web']);
});

test('are no values of other settings', () => {
  const [other] = [...rows.values()].filter(({ read }) => read.by !== 'device-tags');
  if (other === undefined) throw new Error('the catalog has only tags');
  expect(ownTags(owned({ key: other.key, written: ['MDE-Management'] }), rows)).toEqual([]);
});
