// Which setting a person means by what was typed.
import { expect, test } from 'vitest';
import { findSetting } from '../../../../src/agent/cli/find-setting.js';
import { linuxCatalog } from '../../../../src/model/catalog/linux.js';
import type { Finding } from '../../../../src/model/finding.js';

const { rows } = linuxCatalog();
const finding = (name: string): Finding => {
  const row = rows.find((one) => one.name === name);
  if (row === undefined) throw new Error(`no row ${name}`);
  const { key } = row;
  return {
    key,
    settingDefinitionId: row.id ?? key,
    name,
    state: 'compliant',
    policies: [],
    readBack: { is: 'absent' },
    drift: false,
  };
};
const LEVEL = finding('AV enforcement level');
const OURS = [LEVEL, finding('AV scan exclusions'), finding('Weekly scan type')];

test.each([
  'enforcementLevel',
  'antivirusEngine.enforcementLevel',
  '/antivirusEngine/enforcementLevel',
  'antivirusengine/enforcementlevel',
  'AV enforcement level',
  'enforcement',
  'linux_mdatp_managed_antivirusengine_enforcementlevel',
])('%s is the enforcement level', (text) => {
  expect(findSetting(text, OURS, rows)).toEqual({ is: 'finding', finding: LEVEL });
});

test('the last part of a place is meant before other names that hold it', () => {
  const found = findSetting('exclusions', OURS, rows);
  expect(found).toMatchObject({ is: 'finding', finding: { name: 'AV scan exclusions' } });
});

test('a part that fits several gives each with a word that means it alone', () => {
  const found = findSetting('scan', OURS, rows);
  expect(found).toMatchObject({ is: 'several' });
  if (found.is !== 'several') return;
  expect(found.names.map(({ say }) => say)).toEqual([
    'antivirusEngine.exclusions',
    'scheduledScan.weeklyConfiguration.scanType',
  ]);
  for (const { say } of found.names) expect(findSetting(say, OURS, rows).is).toBe('finding');
});

test('a setting that no policy asks for is told from one that does not exist', () => {
  expect(findSetting('passiveMode', OURS, rows)).toMatchObject({
    is: 'row',
    row: { name: 'Passive mode (old key)' },
  });
  for (const text of ['no-such-setting', '', '*', '..'])
    expect(findSetting(text, OURS, rows)).toEqual({ is: 'none' });
});

test('every setting of the catalog is found by the word that stands for it', () => {
  for (const row of rows.filter(({ kind }) => kind !== 'field' && kind !== 'section'))
    expect(findSetting(row.key, [], rows), row.key).toMatchObject({ is: 'row', row: { key: row.key } });
});
