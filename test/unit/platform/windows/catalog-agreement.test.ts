// Catalog, adapter and simulated machine were written apart, all from the vendor's documents: here they must agree.
import { describe, expect, test } from 'vitest';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import { createWindowsDevice, legalValues, WINDOWS } from '../../../support/windows-rows.js';

/** Where only general knowledge says where policy has them: written, read back, and not claimed when they do not take. */
const UNPROVEN = ['_engineupdateschannel', '_platformupdateschannel', '_securityintelligenceupdateschannel'];

const CASES = WINDOWS.rows
  .filter(
    ({ channel, write, kind }) => channel.carried && write.length > 0 && kind !== 'field' && kind !== 'group',
  )
  .map((row) => ({ key: row.key, row, values: legalValues(row) }));

describe('every carried row of the catalog that can be written', () => {
  test('is looked at here', () => {
    expect(CASES.length).toBeGreaterThan(150);
    expect(CASES.filter(({ values }) => values.length === 0).map(({ key }) => key)).toEqual([]);
  });

  test.each(CASES)(
    '$key is written and read back as wanted, silent on the second pass, and given back',
    async ({ row, values }) => {
      for (const value of values) {
        const device = createWindowsDevice();
        const before = device.machine.state();
        const first = await device.pass([[row, value]]);
        expect(expectedStates(row), JSON.stringify(first.finding(row))).toContain(first.finding(row)?.state);
        if (row.read.by !== 'none' && first.finding(row)?.state === 'remediated')
          expect(first.finding(row)?.readBack.is).toBe('value');
        const second = await device.pass([[row, value]]);
        expect(second.wrote).toBe(false);
        await device.restore();
        // A sensor that left does not come back by itself: that is said elsewhere.
        if (row.kind !== 'secret') expect(device.machine.state().registry).toEqual(before.registry);
        expect(device.machine.state().defender).toEqual(before.defender);
      }
    },
  );
});

function expectedStates(row: CatalogRow): readonly string[] {
  if (row.read.by === 'none') return ['unknown', 'nonCompliant'];
  return UNPROVEN.some((end) => row.key.endsWith(end))
    ? ['error', 'remediated', 'compliant']
    : ['remediated', 'compliant'];
}
