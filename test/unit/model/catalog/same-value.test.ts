// When two values of one setting are the same.

import { describe, expect, test } from 'vitest';
import { linuxCatalog } from '../../../../src/model/catalog/linux.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import { itemIdentity, missingFrom, sameValue } from '../../../../src/model/catalog/same-value.js';
import { windowsCatalog } from '../../../../src/model/catalog/windows.js';
import type { Value } from '../../../../src/model/value.js';

const row = (id: string): CatalogRow => {
  const found = linuxCatalog().byId(`linux_mdatp_managed_${id}`);
  if (found === undefined) {
    throw new Error(id);
  }
  return found;
};
function windowsRow(id: string): CatalogRow {
  const found = windowsCatalog().byId(id);
  if (found === undefined) {
    throw new Error(id);
  }
  return found;
}
const exclusions = row('antivirusengine_exclusions');
const global = row('exclusionsettings_exclusions');
const tags = row('edr_tags');
const fileSystems = row('antivirusengine_unmonitoredfilesystems');
const days = row('antivirusengine_scanresultsretentiondays');
const threats = row('antivirusengine_allowedthreats');
const paths = windowsRow('device_vendor_msft_policy_config_defender_excludedpaths');
const extensions = windowsRow('device_vendor_msft_policy_config_defender_excludedextensions');
const rules = windowsRow('vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}');
const networks = ['public', 'domain', 'private'];
const rule = (program: string) => ({ name: 'A', program });
const ports = (...localPorts: readonly string[]) => ({ name: 'A', protocol: 6, localPorts });

describe('sameValue', () => {
  test.each<[string, CatalogRow, Value, Value, boolean]>([
    ['equal numbers', days, 90, 90, true],
    ['different numbers', days, 90, 91, false],
    ['a number and its text', days, 90, '90', false],
    ['a text and a list of it', fileSystems, 'nfs', ['nfs'], false],
    ['lists in another order', fileSystems, ['nfs', 'fuse'], ['fuse', 'nfs'], true],
    ['lists with repeats', fileSystems, ['nfs', 'nfs'], ['nfs'], true],
    ['a list and more of it', fileSystems, ['nfs'], ['nfs', 'fuse'], false],
    ['empty lists', fileSystems, [], [], true],
    ['paths of Windows in other capitals', paths, ['C:\\Data'], ['c:\\DATA'], true],
    ['extensions of Windows with and without dot', extensions, ['.TMP'], ['tmp'], true],
    ['paths of Windows with and without dot', paths, ['.tmp'], ['tmp'], false],
    ['the name of a threat in other capitals', threats, ['Eicar'], ['eicar'], false],
    [
      'a rule for all networks and one for each',
      rules,
      [{ name: 'A' }],
      [{ name: 'A', profiles: networks }],
      true,
    ],
    [
      'a rule for all networks and one for two',
      rules,
      [{ name: 'A' }],
      [{ name: 'A', profiles: ['domain'] }],
      false,
    ],
    [
      'a rule that says its defaults',
      rules,
      [{ name: 'A' }],
      [{ name: 'A', direction: 'out', enabled: false }],
      true,
    ],
    ['a rule of another name', rules, [{ name: 'A' }], [{ name: 'a' }], false],
    ['a rule for a program in other capitals', rules, [rule('C:\\a.exe')], [rule('c:\\A.EXE')], true],
    ['a rule for ports in another order', rules, [ports('80', '443')], [ports('443', '80', '80')], true],
    ['an ordered list in another order', { ...fileSystems, ordered: true }, ['a', 'b'], ['b', 'a'], false],
    ['an ordered list in its order', { ...fileSystems, ordered: true }, ['a', 'b'], ['a', 'b'], true],
    ['the root and an empty path', exclusions, [path('/')], [path('')], false],
    ['a folder and what is in it', exclusions, [path('/a/')], [path('/a/*')], false],
    [
      'records with fields in another order',
      tags,
      [{ key: 'GROUP', value: 'x' }],
      [{ value: 'x', key: 'GROUP' }],
      true,
    ],
    [
      'records with another value',
      tags,
      [{ key: 'GROUP', value: 'x' }],
      [{ key: 'GROUP', value: 'X' }],
      false,
    ],
    [
      'a record without a field that has no default',
      tags,
      [{ key: 'GROUP', value: 'x' }],
      [{ value: 'x' }],
      false,
    ],
    ['extensions with and without dot', exclusions, [extension('.log')], [extension('log')], true],
    ['extensions with one and two dots', exclusions, [extension('..log')], [extension('log')], false],
    ['paths with and without dot', exclusions, [path('.log')], [path('log')], false],
    ['no isDirectory and false', exclusions, [path('/a')], [{ ...path('/a'), isDirectory: false }], true],
    ['no isDirectory and true', exclusions, [path('/a')], [{ ...path('/a'), isDirectory: true }], false],
    ['directories with and without last slash', exclusions, [path('/a/')], [path('/a')], true],
    ['no scopes and global', global, [path('/a')], [{ ...path('/a'), scopes: ['global'] }], true],
    ['no scopes and epp', global, [path('/a')], [{ ...path('/a'), scopes: ['epp'] }], false],
    [
      'scopes in another order',
      global,
      [{ ...path('/a'), scopes: ['epp', 'global'] }],
      [{ ...path('/a'), scopes: ['global', 'epp'] }],
      true,
    ],
  ])('%s', (_what, of, a, b, same) => {
    expect(sameValue(of, a, b)).toBe(same);
    expect(sameValue(of, b, a)).toBe(same);
  });
});

describe('missingFrom', () => {
  test('names the desired entries that are not there, as they were written', () => {
    const actual = [extension('log'), path('/other')];
    expect(missingFrom(exclusions, [extension('.log'), path('/a')], actual)).toEqual([path('/a')]);
  });

  test('finds nothing missing where more is there than desired', () => {
    expect(missingFrom(exclusions, [path('/a')], [path('/b'), path('/a')])).toEqual([]);
  });
});

describe('itemIdentity', () => {
  test('of an entry with fields that are called like parts of the language is one like any other', () => {
    const odd = JSON.parse('{"__proto__": ["a"], "constructor": "b", "path": "/a"}');
    expect(itemIdentity(exclusions, odd)).toContain('__proto__');
    expect(itemIdentity(exclusions, odd)).not.toBe(itemIdentity(exclusions, { path: '/a' }));
  });

  test('differs for entries that differ in one field only', () => {
    const name = { $type: 'excludedFileName', name: '/a' };
    expect(itemIdentity(exclusions, path('/a'))).not.toBe(itemIdentity(exclusions, name));
    expect(itemIdentity(exclusions, 'a')).not.toBe(itemIdentity(exclusions, 'b'));
  });
});

function path(value: string) {
  return { $type: 'excludedPath', path: value };
}

function extension(value: string) {
  return { $type: 'excludedFileExtension', extension: value };
}
