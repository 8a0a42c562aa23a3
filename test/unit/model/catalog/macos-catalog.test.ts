// The macOS rows: complete, set by the agent's command line where it can, by a configuration profile for the rest.

import { describe, expect, test } from 'vitest';
import { macosCatalog } from '../../../../src/model/catalog/macos.js';
import { canSet, commandsToSet } from '../../../../src/model/catalog/mdatp-commands.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import { MACOS_SETTINGS } from './macos-settings-table.js';

const macos = macosCatalog();
const { rows } = macos;

test('has each of the 97 documented keys, under its path and id, and no other', () => {
  expect(MACOS_SETTINGS).toHaveLength(97);
  expect(rows.map((row) => [pathOf(row), row.id])).toEqual(MACOS_SETTINGS);
});

test('each profile has its settings', () => {
  const count = (profile: string) => rows.filter(({ profiles }) => profiles.includes(profile)).length;
  expect([count('macos-av'), count('macos-av-exclusions'), count('macos-edr')]).toEqual([54, 6, 3]);
});

test('everything but sections and fields can be written into a profile of one domain', () => {
  const settings = rows.filter(({ kind }) => kind !== 'section' && kind !== 'field');
  const without = settings.filter(
    ({ write }) => !write.some((home) => home.by === 'profile' && home.domain === 'com.microsoft.wdav'),
  );
  expect(without.map(({ key }) => key)).toEqual([]);
});

test('the command line comes before the profile', () => {
  const both = rows.filter(({ write }) => write.some(({ by }) => by === 'mdatp'));
  expect(both.map(({ write }) => write.map(({ by }) => by).join())).toEqual(both.map(() => 'mdatp,profile'));
});

test('the command line can set these', () => {
  const settable = rows.filter(({ write }) => write.some(({ by }) => by === 'mdatp')).map(pathOf);
  expect(settable).toEqual([
    'antivirusEngine.enforcementLevel',
    'antivirusEngine.behaviorMonitoring',
    'antivirusEngine.enableFileHashComputation',
    'antivirusEngine.scanAfterDefinitionUpdate',
    'antivirusEngine.scanArchives',
    'antivirusEngine.maximumOnDemandScanThreads',
    'antivirusEngine.exclusions',
    'antivirusEngine.allowedThreats',
    'cloudService.enabled',
    'cloudService.diagnosticLevel',
    'cloudService.automaticSampleSubmissionConsent',
    'edr.tags',
    'edr.groupIds',
    'edr.earlyPreview',
    'features.dataLossPrevention',
    'features.scheduledScan',
    'tamperProtection.enforcementLevel',
    'networkProtection.enforcementLevel',
    'scheduledScan.checkForDefinitionsUpdate',
    'scheduledScan.lowPriorityScheduledScan',
    'scheduledScan.dailyConfiguration.timeOfDay',
    'scheduledScan.dailyConfiguration.interval',
  ]);
});

describe('commands', () => {
  test('sets every option of a choice that it knows, but the sending of all samples', () => {
    const unset = rows.flatMap((row) =>
      row.write.some(({ by }) => by === 'mdatp')
        ? (row.choices ?? [])
            .filter(({ value }) => !canSet(row, value))
            .map(({ value }) => [pathOf(row), value])
        : [],
    );
    expect(unset).toEqual([['cloudService.automaticSampleSubmissionConsent', 'all']]);
  });

  test('passive mode is left before real-time protection is turned on', () => {
    expect(commandsToSet(byPath('antivirusEngine.enforcementLevel'), undefined, 'real_time')).toEqual({
      is: 'commands',
      commands: [
        ['config', 'passive-mode', '--value', 'disabled'],
        ['config', 'real-time-protection', '--value', 'enabled'],
      ],
    });
  });

  test('each kind of exclusion has its own command, and a process goes by path or by name', () => {
    const { commands } = setOf('antivirusEngine.exclusions', [
      { $type: 'excludedPath', path: '/a', isDirectory: true },
      { $type: 'excludedPath', path: '/b' },
      { $type: 'excludedFileExtension', extension: '.tmp' },
      { $type: 'excludedFileName', name: '/bin/cat' },
      { $type: 'excludedFileName', name: 'cat' },
    ]);
    expect(commands.map((command) => command.join(' '))).toEqual([
      'exclusion folder add --path /a',
      'exclusion file add --path /b',
      'exclusion extension add --name .tmp',
      'exclusion process add --path /bin/cat',
      'exclusion process add --name cat',
    ]);
  });

  test('a tag is set under its name, a value is one argument whatever it holds', () => {
    const { commands } = setOf('edr.tags', [{ key: 'GROUP', value: 'a "b"; $(c)' }]);
    expect(commands).toEqual([['edr', 'tag', 'set', '--name', 'GROUP', '--value', 'a "b"; $(c)']]);
  });
});

test('what the channel does not carry says why', () => {
  const why = rows.flatMap((row) =>
    row.id === null || row.channel.carried ? [] : [[pathOf(row), row.channel.why]],
  );
  expect(why.map(([path]) => path)).toEqual([
    'cloudService.cloudBlockLevel',
    'edr.earlyPreview',
    'features.systemExtensions',
  ]);
});

function setOf(path: string, value: Parameters<typeof commandsToSet>[2]) {
  const outcome = commandsToSet(byPath(path), undefined, value);
  if (outcome.is !== 'commands') throw new Error(outcome.why);
  return outcome;
}

function byPath(path: string): CatalogRow {
  const row = rows.find((one) => pathOf(one) === path);
  if (row === undefined) throw new Error(path);
  return row;
}

/** `antivirusEngine.exclusions[].path` for a field of a list, the path in the profile for a setting. */
function pathOf(row: CatalogRow): string {
  const home = row.write.find(({ by }) => by === 'profile' || by === 'item-field');
  if (home?.by === 'profile') return home.path.join('.');
  const parent = row.parent === null ? undefined : macos.byKey(row.parent);
  return home?.by === 'item-field' && parent !== undefined ? `${pathOf(parent)}[].${home.field}` : row.key;
}
