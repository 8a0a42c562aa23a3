// The catalog's data: its form, its references, and that it is complete and legal.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../../../src/model/catalog/catalog.js';
import { loadCatalog } from '../../../../src/model/catalog/load.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import { settingKey } from '../../../../src/model/ids.js';
import { LINUX_SETTINGS } from './linux-settings-table.js';

const linux = loadCatalog('linux');
const MANAGED_FILE = '/etc/opt/microsoft/mdatp/managed/mdatp_managed.json';

describe('form', () => {
  const schema = readData('schema.json');
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
    formats: { regex: isRegex },
  });
  ajv.addSchema(JSON.parse(schema), 'catalog');

  test.each(['linux', 'windows', 'macos'])('every row of %s keeps the schema', (os) => {
    ajv.validate('catalog', JSON.parse(readData(`${os}.json`)));
    expect(ajv.errors).toBeNull();
  });

  test('every profile keeps the schema', () => {
    ajv.validate('catalog#/$defs/profiles', JSON.parse(readData('profiles.json')));
    expect(ajv.errors).toBeNull();
  });

  test.each<[string, Record<string, unknown>]>([
    ['a choice without options', { choices: undefined }],
    ['an unknown kind', { kind: 'number' }],
    ['a member that rows do not have', { colour: 'red' }],
    ['a registry home without its type', { write: [{ by: 'registry', root: 'HKLM', key: 'K', value: 'V' }] }],
    ['an unknown confidence', { confidence: { id: 'sure' } }],
    ['a row that no policy can name but that is carried', { id: null }],
  ])('the schema refuses %s', (_what, change) => {
    const row = { ...JSON.parse(readData('linux.json'))[1], ...change };
    expect(ajv.validate('catalog', [JSON.parse(JSON.stringify(row))])).toBe(false);
  });

  test('the schema can carry a Windows setting with inverted polarity and a policy key', () => {
    const row = {
      ...JSON.parse(readData('linux.json'))[2],
      os: 'windows',
      csp: './Device/Vendor/MSFT/Policy/Config/Defender/AllowArchiveScanning',
      write: [
        {
          by: 'registry',
          root: 'HKLM',
          key: 'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan',
          value: 'DisableArchiveScanning',
          type: 'REG_DWORD',
          map: { true: 0, false: 1 },
          confidence: 'documented',
        },
        { by: 'cmdlet', cmdlet: 'Set-MpPreference', parameter: 'DisableArchiveScanning' },
      ],
      read: { by: 'cmdlet', cmdlet: 'Get-MpPreference', property: 'DisableArchiveScanning' },
    };
    ajv.validate('catalog', [row]);
    expect(ajv.errors).toBeNull();
  });
});

describe('Linux', () => {
  test('has each of the 89 documented settings, under its documented path and id, and no other', () => {
    expect(LINUX_SETTINGS).toHaveLength(89);
    const rows = linux.rows.map((row) => [pathOf(row), row.id]);
    expect(rows).toEqual(LINUX_SETTINGS);
  });

  test('a row with an id has it as its key; one without has its path', () => {
    expect(linux.rows.filter((row) => row.key !== (row.id ?? pathOf(row)))).toEqual([]);
  });

  test('keys and ids are unique, whatever their case', () => {
    const keys = linux.rows.map(({ key }) => key.toLowerCase());
    const ids = linux.rows.flatMap(({ id }) => (id === null ? [] : [id.toLowerCase()]));
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('every parent is a list, and every list of records has fields', () => {
    const fields = linux.rows.filter(({ parent }) => parent !== null);
    expect(fields.map(({ parent }) => parent && linux.byKey(parent)?.kind)).toEqual(
      fields.map(() => 'items'),
    );
    const lists = linux.rows.filter(({ kind }) => kind === 'items');
    expect(lists.map(({ key }) => linux.childrenOf(key).length)).toEqual([5, 2, 6, 2]);
  });

  test('every condition names a row and a value that the row can have', () => {
    const conditions = linux.rows.flatMap(({ requires }) => requires);
    expect(conditions.length).toBeGreaterThan(20);
    expect(conditions.filter(({ key, equals }) => !canBe(linux.byKey(key), equals))).toEqual([]);
  });

  test('every option of a choice is told by its id alone', () => {
    const ambiguous = linux.rows.filter(({ choices = [] }) => {
      const suffixes = choices.flatMap((choice) => choice.suffixes.map((suffix) => suffix.toLowerCase()));
      return new Set(suffixes).size !== suffixes.length;
    });
    expect(ambiguous).toEqual([]);
  });

  test('every choice that a policy can name has at least one option id, but for the preview level audit', () => {
    const nameless = linux.rows.flatMap(({ id, choices = [] }) =>
      id === null
        ? []
        : choices.filter(({ suffixes }) => suffixes.length === 0).map(({ value }) => [id, value]),
    );
    expect(nameless).toEqual([['linux_mdatp_managed_antivirusengine_enforcementlevel', 'audit']]);
  });

  test('every default is legal', () => {
    const illegal = linux.rows.filter((row) => row.default !== null && !isLegal(row, row.default));
    expect(illegal.map(({ key }) => key)).toEqual([]);
  });

  test('every range runs upwards and every pattern compiles', () => {
    expect(linux.rows.filter(({ range: [min, max] = [0, 1] }) => min >= max)).toEqual([]);
    expect(linux.rows.filter(({ pattern = '' }) => !isRegex(pattern))).toEqual([]);
  });

  test('everything but sections and fields is written into the managed file, first of all', () => {
    const homes = linux.rows
      .filter(({ kind }) => kind !== 'section' && kind !== 'field')
      .map(({ write }) => write);
    const astray = homes.filter(
      ([home, ...more]) =>
        home?.by !== 'json-file' || home.file !== MANAGED_FILE || more.some(({ by }) => by !== 'mdatp'),
    );
    expect(astray).toEqual([]);
  });

  test('the command line of the agent is a second home of these', () => {
    const second = linux.rows.filter(({ write }) => write.some(({ by }) => by === 'mdatp'));
    expect(second.map(pathOf)).toEqual([
      'antivirusEngine.enforcementLevel',
      'antivirusEngine.enableRealTimeProtection',
      'antivirusEngine.passiveMode',
      'antivirusEngine.behaviorMonitoring',
      'antivirusEngine.scanAfterDefinitionUpdate',
      'antivirusEngine.scanArchives',
      'antivirusEngine.maximumOnDemandScanThreads',
      'antivirusEngine.exclusions',
      'antivirusEngine.enableFileHashComputation',
      'antivirusEngine.allowedThreats',
      'exclusionSettings.exclusions',
      'cloudService.enabled',
      'cloudService.diagnosticLevel',
      'cloudService.automaticSampleSubmissionConsent',
      'features.ebpfSupplementaryEventProvider',
      'networkProtection.enforcementLevel',
      'edr.tags',
      'edr.groupIds',
    ]);
  });

  test('each way to read back is used where it is documented', () => {
    const count = (by: string) => linux.rows.filter(({ read }) => read.by === by).length;
    expect({
      health: count('health'),
      details: count('health-details'),
      exclusions: count('exclusion-list'),
      threats: count('threat-allowed-list'),
      tags: count('device-tags'),
      none: count('none'),
    }).toEqual({ health: 11, details: 4, exclusions: 2, threats: 1, tags: 1, none: 70 });
  });

  test('the enforcement level of an agent without that health member is told from its two switches', () => {
    const row = linux.byId('linux_mdatp_managed_antivirusengine_enforcementlevel');
    expect(row?.read).toEqual({
      by: 'health',
      member: 'antivirusEnforcementLevel',
      fallback: [
        { value: 'real_time', when: { realTimeProtectionEnabled: true, passiveModeEnabled: false } },
        { value: 'on_demand', when: { realTimeProtectionEnabled: false, passiveModeEnabled: false } },
        { value: 'passive', when: { realTimeProtectionEnabled: false, passiveModeEnabled: true } },
      ],
    });
  });

  test('exclusions and allowed threats of several policies unite, tags and threat types go by their key', () => {
    const rules = linux.rows.flatMap(({ key, merge }) =>
      merge.rule === 'union' || merge.rule === 'keyed' ? [[key, merge.rule]] : [],
    );
    expect(rules).toEqual([
      ['linux_mdatp_managed_antivirusengine_exclusions', 'union'],
      ['linux_mdatp_managed_antivirusengine_allowedthreats', 'union'],
      ['linux_mdatp_managed_antivirusengine_threattypesettings', 'keyed'],
      ['linux_mdatp_managed_exclusionsettings_exclusions', 'union'],
      ['linux_mdatp_managed_edr_tags', 'keyed'],
    ]);
  });

  test('the old switches stay, marked deprecated', () => {
    expect(linux.rows.filter(({ deprecated }) => deprecated).map(pathOf)).toEqual([
      'antivirusEngine.enableRealTimeProtection',
      'antivirusEngine.passiveMode',
      'features.offlineDefinitionUpdateVerifySig',
    ]);
  });

  test('every profile that a row names is one of the Linux profiles', () => {
    const known = linux.profiles.filter(({ os }) => os === 'linux').map(({ key }) => key);
    expect(linux.rows.flatMap(({ profiles }) => profiles).filter((key) => !known.includes(key))).toEqual([]);
  });
});

describe('profiles', () => {
  test('7 Windows, 4 Linux and 3 macOS profiles are carried; every other known template says why not', () => {
    const carried = linux.profiles.filter((profile) => profile.carried);
    const count = (os: string) => carried.filter((profile) => profile.os === os).length;
    expect([count('windows'), count('linux'), count('macos')]).toEqual([7, 4, 3]);
    expect(linux.profiles).toHaveLength(30);
  });

  test('keys and templates are unique', () => {
    expect(new Set(linux.profiles.map(({ key }) => key)).size).toBe(linux.profiles.length);
    expect(new Set(linux.profiles.map(({ templateId }) => templateId)).size).toBe(linux.profiles.length);
  });

  test('a template is found with and without its version, in any case', () => {
    const name = (id: string) => linux.profileByTemplate(id)?.key;
    expect(name('4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4')).toBe('linux-av');
    expect(name('4CFD164C-5E8A-4EA9-B15D-9AA71E4FFFF4_1')).toBe('linux-av');
    expect(name('d948ff9b-99cb-4ee0-8012-1fbc09685377_1')).toBe('windows-security-experience');
    expect(name('00000000-0000-0000-0000-000000000000')).toBeUndefined();
  });
});

describe('look-ups', () => {
  test('an id is found in whatever case a document writes it', () => {
    const row = linux.byId('linux_mdatp_managed_cloudService_Enabled');
    expect(row?.name).toBe('Cloud-delivered protection');
  });

  test('an unknown id, an unknown key and a row without children find nothing', () => {
    expect(linux.byId('linux_mdatp_managed_nothing')).toBeUndefined();
    expect(linux.byKey(settingKey('nothing'))).toBeUndefined();
    expect(linux.childrenOf(settingKey('edr'))).toEqual([]);
  });

  test('nothing can be changed', () => {
    const [row] = linux.rows;
    expect(Object.isFrozen(linux.rows) && Object.isFrozen(row) && Object.isFrozen(row?.merge)).toBe(true);
  });

  test.each([
    ['linux', 89],
    ['windows', 203],
    ['macos', 97],
  ] as const)('%s has %i rows, all its own, and knows the profiles of every system', (os, count) => {
    const catalog: Catalog = loadCatalog(os);
    expect([catalog.os, catalog.rows.length, catalog.profiles.length]).toEqual([os, count, 30]);
    expect(catalog.rows.filter((row) => row.os !== os)).toEqual([]);
  });
});

function readData(name: string): string {
  return readFileSync(new URL(`../../../../catalog/${name}`, import.meta.url), 'utf8');
}

function isRegex(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source.length > 0;
  } catch {
    return false;
  }
}

/** `antivirusEngine.exclusions[].path` for a field of a list, the path in the file for a setting. */
function pathOf(row: CatalogRow): string {
  const [home] = row.write;
  if (home?.by === 'json-file') {
    return home.path.join('.');
  }
  const parent = row.parent === null ? undefined : linux.byKey(row.parent);
  return home?.by === 'item-field' && parent !== undefined ? `${pathOf(parent)}[].${home.field}` : row.key;
}

function canBe(row: CatalogRow | undefined, value: unknown): boolean {
  return (
    row !== undefined &&
    (row.choices?.some((choice) => choice.value === value) === true ||
      (row.pattern !== undefined && typeof value === 'string' && new RegExp(row.pattern, 'u').test(value)))
  );
}

function isLegal(row: CatalogRow, value: NonNullable<CatalogRow['default']>): boolean {
  if (typeof value === 'object') {
    return value.every((entry) => row.kind !== 'items' && typeof entry !== 'object' && canBe(row, entry));
  }
  if (row.range !== undefined) {
    return typeof value === 'number' && value >= row.range[0] && value <= row.range[1];
  }
  return canBe(row, value);
}
