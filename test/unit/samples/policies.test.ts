// The committed sample policies: readable, of every profile, in every dialect, and made by their script.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sampleBytes } from '../../../scripts/make-samples.js';
import { SAMPLES } from '../../../scripts/samples-table.js';
import { loadCatalog } from '../../../src/model/catalog/load.js';
import { policyId } from '../../../src/model/ids.js';
import type { DesiredSetting } from '../../../src/model/policy/desired.js';
import type { PolicyDocument } from '../../../src/model/policy/document.js';
import { interpret } from '../../../src/model/policy/interpret.js';
import { parsePolicy } from '../../../src/model/policy/parse-policy.js';

const folder = new URL('../../../samples/policies/', import.meta.url);
const linux = loadCatalog('linux');

describe.each(SAMPLES.map((sample) => [sample.file, sample] as const))('%s', (file, sample) => {
  test('is what the script makes', () => {
    expect(sampleBytes(sample).equals(readFileSync(new URL(file, folder)))).toBe(true);
  });

  test('parses without a mistake or a warning', () => {
    const document = read(file);
    expect([document.mistakes, document.warnings]).toEqual([[], []]);
    expect([document.name, document.settings.length]).toEqual([sample.name, sample.settings.length]);
  });

  test('has the template of its profile, which the channel carries', () => {
    const profile = linux.profileByTemplate(read(file).template.id);
    expect([profile?.key, profile?.carried]).toEqual([sample.template, true]);
  });

  test('is listed with its name', () => {
    expect(readFileSync(new URL('README.md', folder), 'utf8')).toContain(`| \`${file}\` | ${sample.name} |`);
  });
});

describe('together', () => {
  test('the folder holds these files and no other', () => {
    const files = SAMPLES.map(({ file }) => file);
    expect(readdirSync(folder).sort()).toEqual([...files, 'README.md'].sort());
  });

  test('every carried profile has a sample', () => {
    const carried = linux.profiles.filter((profile) => profile.carried).map(({ key }) => key);
    const shown = new Set<string>(SAMPLES.map(({ template }) => template));
    expect(carried.filter((key) => !shown.has(key))).toEqual([]);
  });

  test('every dialect and every encoding occurs, and each dialect for Linux', () => {
    const of = (os: string, what: 'dialect' | 'encoding') =>
      [...new Set(SAMPLES.filter(({ platforms }) => platforms === os).map((sample) => sample[what]))].sort();
    expect(of('linux', 'dialect')).toEqual(['full', 'hand', 'native']);
    expect(of('linux', 'encoding')).toEqual(['utf16le-bom', 'utf8', 'utf8-bom']);
  });

  test.each(filesOf('linux'))('%s asks for nothing that Linux refuses', (file) => {
    const { settings, refused } = interpret(read(file), refOf(file), linux);
    expect(refused).toEqual([]);
    expect(settings).toHaveLength(read(file).settings.length);
  });

  test.each([...filesOf('windows10'), ...filesOf('macOS')])(
    '%s is refused on Linux as a policy of another system',
    (file) => {
      expect(interpret(read(file), refOf(file), linux).refusal?.code).toBe('other-platform');
    },
  );

  test.each(filesOf('macOS'))('%s asks for nothing that macOS refuses', (file) => {
    const { settings, refused } = interpret(read(file), refOf(file), loadCatalog('macos'));
    expect(refused).toEqual([]);
    expect(settings).toHaveLength(read(file).settings.length);
  });

  test.each(filesOf('windows10'))(
    '%s asks for nothing that Windows refuses but what is not carried',
    (file) => {
      const { settings, refused, refusal } = interpret(read(file), refOf(file), loadCatalog('windows'));
      expect([refusal, settings.length > 0]).toEqual([undefined, true]);
      expect(refused.map(({ settingDefinitionId, reason }) => [settingDefinitionId, reason.code])).toEqual(
        file === 'windows-firewall.json'
          ? [['vendor_msft_firewall_mdmstore_publicprofile_allowlocalpolicymerge', 'not-carried']]
          : [],
      );
    },
  );

  test('the Windows policies together ask for settings of every kind but a secret', () => {
    const kinds = filesOf('windows10').flatMap((file) =>
      interpret(read(file), refOf(file), loadCatalog('windows')).settings.map(({ row }) => row.kind),
    );
    expect([...new Set(kinds)].sort()).toEqual(['choice', 'integer', 'items', 'string-list']);
  });

  test('the two Linux antivirus policies differ in the enforcement level alone', () => {
    const baseline = new Map(
      desired('linux-antivirus-baseline.json').map(({ row, value }) => [row.key, value]),
    );
    const different = desired('linux-antivirus-passive.json').filter(
      ({ row, value }) => baseline.get(row.key) !== value,
    );
    expect(different.map(({ row, value }) => [row.name, baseline.get(row.key), value])).toEqual([
      ['AV enforcement level', 'real_time', 'passive'],
    ]);
  });

  test('the two Linux exclusion policies ask for one list and share one entry', () => {
    const [first, second] = [
      ...desired('linux-exclusions-postgresql.json'),
      ...desired('linux-exclusions-backup.json'),
    ];
    expect([first?.row.key, first?.row.merge.rule]).toEqual([second?.row.key, 'union']);
    const entries = (setting: DesiredSetting | undefined) =>
      Array.isArray(setting?.value) ? setting.value : [];
    const shared = entries(first).filter((entry) =>
      entries(second).some((other) => JSON.stringify(other) === JSON.stringify(entry)),
    );
    expect(shared).toEqual([{ $type: 'excludedPath', path: '/var/backups/database/', isDirectory: true }]);
  });
});

function filesOf(platforms: string): readonly string[] {
  return SAMPLES.filter((sample) => sample.platforms === platforms).map(({ file }) => file);
}

function read(file: string): PolicyDocument {
  const parsed = parsePolicy(readFileSync(new URL(file, folder)));
  if (!parsed.ok) {
    throw new Error(JSON.stringify(parsed.error));
  }
  return parsed.value;
}

function refOf(file: string) {
  return { id: policyId(file), name: file, revision: 1 };
}

function desired(file: string): readonly DesiredSetting[] {
  return interpret(read(file), refOf(file), linux).settings;
}
