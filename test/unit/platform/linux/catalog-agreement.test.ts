// Catalog and simulated agent were written apart, both from the vendor's documents: here they must agree.
import { describe, expect, test } from 'vitest';
import { createLinuxAdapter } from '../../../../platform/linux/adapter.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { linuxCatalog } from '../../../../src/model/catalog/linux.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import { missingFrom, sameValue } from '../../../../src/model/catalog/same-value.js';
import type { Value } from '../../../../src/model/value.js';

const { signal } = new AbortController();

/** For rows without choices: one value that a policy could hold. */
const EXAMPLES: Readonly<Record<string, Value>> = {
  'antivirusEngine.exclusions': [
    { $type: 'excludedPath', path: '/srv/data', isDirectory: true },
    { $type: 'excludedPath', path: '/srv/file' },
    { $type: 'excludedFileExtension', extension: '.tmp' },
    { $type: 'excludedFileName', name: 'cat' },
  ],
  'exclusionSettings.exclusions': [
    { $type: 'excludedPath', path: '/srv/data', isDirectory: true },
    { $type: 'excludedFileName', name: '/usr/bin/cat' },
  ],
  'antivirusEngine.allowedThreats': ['EICAR-Test-File (not a virus)'],
  'antivirusEngine.offlineDefinitionUpdateUrl': 'http://mirror.example:8000/linux/production/',
  'edr.tags': [{ key: 'GROUP', value: 'MDE-Management' }],
  'edr.groupIds': 'group-7',
};

function pathOf(row: CatalogRow): string | undefined {
  const home = row.write.find(({ by }) => by === 'json-file');
  return home?.by === 'json-file' ? home.path.join('.') : undefined;
}

const CASES = linuxCatalog().rows.flatMap((row) => {
  const path = pathOf(row);
  if (path === undefined || row.read.by === 'none') return [];
  const example = EXAMPLES[path];
  const values: readonly Value[] =
    row.choices?.map(({ value }) => value) ?? (example === undefined ? [] : [example]);
  return [{ path, row, values }];
});

describe('every row of the catalog that has a reader', () => {
  test('is looked at here', () => {
    expect(CASES.length).toBeGreaterThan(15);
    expect(CASES.filter(({ values }) => values.length === 0).map(({ path }) => path)).toEqual([]);
  });

  test.each(CASES)('$path reads back each value that was written', async ({ row, values }) => {
    for (const value of values) {
      const machine = createSimulatedLinux();
      machine.setAgent({ version: '101.26082.0001' });
      const adapter = createLinuxAdapter(machine);
      await adapter.write({ changes: [{ row, to: { do: 'set', value } }], giveBack: [] }, signal);
      machine.restartDaemon();
      const observed = (await adapter.observe([row], signal)).settings.get(row.key);
      expect(observed?.stored).toEqual({ is: 'value', value });
      const effective = observed?.effective;
      if (effective?.is !== 'value') throw new Error(JSON.stringify(effective));
      const same =
        sameValue(row, effective.value, value) || missingFrom(row, value, effective.value).length === 0;
      expect({ effective: effective.value, same }).toEqual({ effective: effective.value, same: true });
    }
  });
});
