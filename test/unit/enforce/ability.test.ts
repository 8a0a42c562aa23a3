// What a device can do with a setting, before any policy asks for it.
import { describe, expect, test } from 'vitest';
import { abilityOf } from '../../../src/enforce/ability.js';
import { loadCatalog } from '../../../src/model/catalog/load.js';
import type { CatalogRow, OsName } from '../../../src/model/catalog/row.js';
import type { Engine, Observation } from '../../../src/model/ports.js';

const observed = (engine: Engine): Observation => ({ engine, settings: new Map(), containers: new Map() });
const READY = observed({ is: 'ready', version: '101.26072.0003' });

function row(os: OsName, ending: string): CatalogRow {
  const found = loadCatalog(os).rows.find(({ key }) => key.endsWith(ending));
  if (found === undefined) throw new Error(ending);
  return found;
}

describe('on a Linux machine', () => {
  test('what a health field shows can be set and read back', () => {
    expect(abilityOf(row('linux', 'cloudservice_enabled'), 'linux', READY)).toEqual({
      can: 'set-and-read',
      why: null,
    });
  });

  test('what nothing shows can be set, and it is said why it cannot be read back', () => {
    const { can, why } = abilityOf(row('linux', 'antivirusengine_scanarchives'), 'linux', READY);
    expect(can).toBe('set');
    expect(why).toContain('not documented');
  });

  test('a setting of Windows is named as one', () => {
    expect(abilityOf(row('windows', 'allowarchivescanning'), 'linux', READY)).toEqual({
      can: 'nothing',
      why: 'a setting of Windows',
    });
  });

  test('without Defender nothing can be set, and with an old one only what it knows', () => {
    const cloud = row('linux', 'cloudservice_enabled');
    expect(abilityOf(cloud, 'linux', observed({ is: 'missing' })).why).toContain('is not installed');
    const old = observed({ is: 'ready', version: '101.45.00' });
    expect(abilityOf(row('linux', 'networkprotection_enforcementlevel'), 'linux', old)).toMatchObject({
      can: 'nothing',
      why: expect.stringContaining('101.78.13'),
    });
  });

  test('what no policy can name, and what the channel does not carry, say so', () => {
    expect(abilityOf(row('linux', 'exclusionSettings.mergePolicy'), 'linux', READY).why).toContain(
      'no policy can name it',
    );
    expect(abilityOf(row('windows', 'allowintrusionpreventionsystem'), 'windows', READY).can).toBe('nothing');
  });
});

test('on a Mac, what no command sets needs a profile', () => {
  const profiled = loadCatalog('macos').rows.filter(
    (one) => abilityOf(one, 'macos', READY).can === 'profile',
  );
  expect(profiled.length).toBeGreaterThan(5);
  for (const one of profiled) expect(one.write.map(({ by }) => by)).toEqual(['profile']);
});
