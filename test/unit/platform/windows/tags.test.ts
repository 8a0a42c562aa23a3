// Tags that a Windows machine carries: read exactly, and never those of a policy of ours.
import { describe, expect, test } from 'vitest';
import type { RegistryValue } from '../../../../platform/simulated/registry-value.js';
import { dwordValue, textValue } from '../../../../platform/simulated/registry-value.js';
import type { SimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { registryHome } from '../../../../platform/windows/registry-home.js';
import { isBelow } from '../../../../platform/windows/registry-value.js';
import { readLocalTags, TAG_KEY } from '../../../../platform/windows/tags.js';
import { WINDOWS, WORK } from '../../../support/windows-rows.js';

async function tagsOf(change: (machine: SimulatedWindows) => void) {
  const machine = createSimulatedWindows();
  change(machine);
  return readLocalTags(machine, { work: WORK }, new AbortController().signal);
}

const tagged = (value: RegistryValue) => (machine: SimulatedWindows) =>
  machine.changeRegistry([{ do: 'set', path: TAG_KEY, value }]);

describe('the tags of a machine', () => {
  test.each<readonly [string, (machine: SimulatedWindows) => void, readonly string[]]>([
    ['none where nobody set one', () => undefined, []],
    ['none where it was cleared', tagged(textValue('Group', '')), []],
    ['none of another value', tagged(textValue('Other', 'MDE-Management')), []],
    ['the one that is set', tagged(textValue('Group', 'MDE-Management')), ['MDE-Management']],
    [
      'in any script, without the blanks around',
      tagged(textValue('Group', ' Größe 果樹園 ')),
      ['Größe 果樹園'],
    ],
    ['of the greatest length', tagged(textValue('Group', 'x'.repeat(200))), ['x'.repeat(200)]],
  ])('%s', async (_, change, tags) => {
    expect(await tagsOf(change)).toEqual({ ok: true, value: tags });
  });

  test.each<readonly [string, (machine: SimulatedWindows) => void, object]>([
    ['a number', tagged(dwordValue('Group', 1)), { kind: 'bad-reply', why: 'it is no text' }],
    ['a text that is too long', tagged(textValue('Group', 'x'.repeat(201))), { kind: 'bad-reply' }],
    ['a text of two lines', tagged(textValue('Group', 'a\nb')), { kind: 'bad-reply' }],
    [
      'a key that nobody may read',
      (machine) => {
        tagged(textValue('Group', 'a'))(machine);
        machine.setFaults({ unreadableKeys: [TAG_KEY.replace('HKLM', 'HKEY_LOCAL_MACHINE')] });
      },
      { kind: 'failed' },
    ],
    ['no answer', (machine) => machine.setFaults({ hangs: ['reg.exe'] }), { kind: 'timeout' }],
    ['no folder to work in', (machine) => machine.setFaults({ disk: 'full' }), { kind: 'disk' }],
  ])('are a fault, not none, with %s', async (_, change, error) => {
    expect(await tagsOf(change)).toMatchObject({ ok: false, error });
  });

  test('are never our own: no setting of the catalog is written where they stand', () => {
    const homes = WINDOWS.rows.flatMap((row) => registryHome(row) ?? []);
    expect(homes.length).toBeGreaterThan(100);
    expect(homes.filter(({ root, key }) => isBelow(`${root}\\${key}`, TAG_KEY))).toEqual([]);
  });
});
