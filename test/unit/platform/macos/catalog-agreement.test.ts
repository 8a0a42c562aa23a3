// Catalog, adapter and simulated agent of a Mac were written apart, all from the vendor's documents: here they must
// agree, value by value, through the command line and through a profile.
import fc from 'fast-check';
import { parse } from 'plist';
import { describe, expect, test } from 'vitest';
import { createMacAdapter } from '../../../../platform/macos/adapter.js';
import { buildMobileconfig } from '../../../../platform/macos/mobileconfig.js';
import { createSimulatedMac } from '../../../../platform/simulated/mac-machine.js';
import { macosCatalog } from '../../../../src/model/catalog/macos.js';
import { canSet } from '../../../../src/model/catalog/mdatp-commands.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import { missingFrom, sameValue } from '../../../../src/model/catalog/same-value.js';
import type { Value } from '../../../../src/model/value.js';
import { createMacDevice, macRow, pathOf } from '../../../support/mac-pass.js';
import { VENDOR_KEYS } from './vendor-keys-table.js';

const { signal } = new AbortController();

/** For rows without choices and ranges: values that a policy could hold. */
const EXAMPLES: Readonly<Record<string, readonly Value[]>> = {
  'antivirusEngine.exclusions': [
    [
      { $type: 'excludedPath', path: '/Users/Shared/data', isDirectory: true },
      { $type: 'excludedPath', path: '/Users/Shared/file' },
      { $type: 'excludedFileExtension', extension: 'tmp' },
      { $type: 'excludedFileName', name: 'cat' },
      { $type: 'excludedFileName', name: '/bin/cat' },
    ],
  ],
  'antivirusEngine.allowedThreats': [['EICAR-Test-File (not a virus)']],
  'antivirusEngine.disallowedThreatActions': [['allow'], ['allow', 'restore']],
  'antivirusEngine.threatTypeSettings': [
    [
      { key: 'potentially_unwanted_application', value: 'block' },
      { key: 'archive_bomb', value: 'audit' },
    ],
  ],
  'antivirusEngine.offlineDefinitionUpdateUrl': ['http://mirror.example:8000/mac/production/'],
  'edr.tags': [[{ key: 'GROUP', value: 'MDE-Management' }]],
  'edr.groupIds': ['group-7'],
  'tamperProtection.exclusions': [
    [{ path: '/usr/bin/tool', teamId: 'UBF8T346G9', signingId: 'com.example.tool', args: ['a', 'b'] }],
  ],
};

interface Case {
  readonly path: string;
  readonly row: CatalogRow;
  readonly values: readonly Value[];
}

const CASES: readonly Case[] = macosCatalog().rows.flatMap((row) => {
  const path = pathOf(row);
  if (path === undefined || !row.channel.carried) return [];
  const chosen = row.kind === 'choice' ? row.choices?.map(({ value }) => value) : undefined;
  return [{ path, row, values: EXAMPLES[path] ?? chosen ?? row.range ?? [] }];
});

async function effectiveOf(machine: ReturnType<typeof createSimulatedMac>, row: CatalogRow) {
  return (await createMacAdapter(machine).observe([row], signal)).settings.get(row.key);
}

const isSame = (row: CatalogRow, wanted: Value, seen: Value): boolean =>
  sameValue(row, seen, wanted) || missingFrom(row, wanted, seen).length === 0;

describe('every carried row of a Mac', () => {
  test('is looked at here, with at least one value', () => {
    expect(CASES.length).toBeGreaterThan(35);
    expect(CASES.filter(({ values }) => values.length === 0).map(({ path }) => path)).toEqual([]);
  });

  test.each(CASES)(
    '$path is read back from the profile that was written of it',
    async ({ path, row, values }) => {
      for (const value of values) {
        const machine = createSimulatedMac();
        machine.setAgent({ version: '101.26072.0001' });
        const domain = 'com.microsoft.wdav';
        const settings = [{ name: row.name, domain, path: path.split('.'), value }];
        const text = await buildMobileconfig(settings, { name: 'one', description: '', policies: ['p'] });
        if (!text.ok) throw new Error(text.error);
        machine.installProfile(text.value);
        const observed = await effectiveOf(machine, row);
        const effective = observed?.effective;
        if (effective?.is !== 'value') throw new Error(JSON.stringify({ value, effective }));
        expect({ value, seen: effective.value, same: isSame(row, value, effective.value) }).toMatchObject({
          same: true,
        });
      }
    },
  );

  const byCommand = CASES.flatMap((one) => {
    const values = one.values.filter((value) => canSet(one.row, value));
    return values.length === 0 ? [] : [{ ...one, values }];
  });

  test('many of them can be set by command', () => {
    expect(byCommand.length).toBeGreaterThan(12);
  });

  test.each(byCommand)('$path is in force after its commands, and as before without them', async (one) => {
    const { path, row, values } = one;
    for (const value of values) {
      const device = createMacDevice();
      device.machine.setAgent({ version: '101.26072.0001' });
      const before = device.machine.state().agent;
      const pass = await device.pass({ [path]: value });
      const finding = pass.finding(path);
      if (finding?.reason?.code === 'unverifiable') {
        expect(Object.values(device.machine.state().agent.local)).toEqual([value]);
        continue;
      }
      expect({ value, state: finding?.state }).toEqual({
        value,
        state: pass.writes.length > 0 ? 'remediated' : 'compliant',
      });
      const readBack = finding?.readBack;
      expect(readBack?.is === 'value' && isSame(row, value, readBack.value)).toBe(true);
      const shown = await effectiveOf(createSimulatedMac(), row);
      await device.pass({});
      expect((await effectiveOf(device.machine, row))?.effective).toEqual(shown?.effective);
      const { exclusions, tags, allowedThreats } = device.machine.state().agent;
      expect({ exclusions, tags, allowedThreats }).toEqual({
        exclusions: before.exclusions,
        tags: before.tags,
        allowedThreats: before.allowedThreats,
      });
    }
  });
});

describe('the profile', () => {
  test('has a key of the vendor for every row, and none beside them', () => {
    const paths = macosCatalog().rows.flatMap((row) => pathOf(row) ?? []);
    expect(paths.filter((path) => !VENDOR_KEYS.includes(path))).toEqual([]);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('gives every text back exactly, or refuses it by name', async () => {
    const row = macRow('edr.groupIds');
    const about = { name: 'x', description: 'y', policies: ['p'] };
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (value) => {
        const setting = { name: row.name, domain: 'com.microsoft.wdav', path: ['edr', 'groupIds'], value };
        const text = await buildMobileconfig([setting], about);
        if (text.ok)
          expect(parse(text.value)).toMatchObject({ PayloadContent: [{ edr: { groupIds: value } }] });
        else expect(text.error).toContain(row.name);
      }),
      { seed: 7, numRuns: 400 },
    );
  });
});
