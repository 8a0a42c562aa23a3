// Random values for the settings of the Linux catalog, and the machine's managed file in the forms that people leave.

import * as fc from 'fast-check';
import { linuxCatalog } from '../../../src/model/catalog/linux.js';
import type { CatalogRow } from '../../../src/model/catalog/row.js';
import type { DesiredSetting } from '../../../src/model/policy/desired.js';
import type { Item, Value } from '../../../src/model/value.js';
import { want } from './toy-pass.js';

export const LINUX_ROWS: readonly CatalogRow[] = linuxCatalog().rows;

/** Without quotes and backslashes: nobody knows how the agent lists those, so such a list is never read back. */
const word = fc.constantFrom('alpha', 'beta', 'gamma', "it's", 'ünï', 'a;b $(c) `d`');
const folder = word.map((name) => `/srv/${name}`);
const path = fc.tuple(folder, fc.constantFrom(true, false, undefined)).map(([at, isDirectory]) => ({
  $type: 'excludedPath',
  path: at,
  ...(isDirectory === undefined ? {} : { isDirectory }),
}));
const extension = word.map((name) => ({
  $type: 'excludedFileExtension',
  extension: name.replace(/\W/g, ''),
}));
const process = word.map((name) => ({ $type: 'excludedFileName', name: `/usr/bin/${name}` }));

const items: Readonly<Record<string, fc.Arbitrary<readonly Item[]>>> = {
  linux_mdatp_managed_antivirusengine_exclusions: fc.array(fc.oneof(path, extension, process), {
    maxLength: 5,
  }),
  linux_mdatp_managed_exclusionsettings_exclusions: fc.array(fc.oneof(path, process), { maxLength: 5 }),
  linux_mdatp_managed_antivirusengine_threattypesettings: fc.uniqueArray(
    fc.record({
      key: fc.constantFrom('potentially_unwanted_application', 'archive_bomb'),
      value: fc.constantFrom('audit', 'block', 'off'),
    }),
    { selector: ({ key }) => key },
  ),
  linux_mdatp_managed_edr_tags: fc.constantFrom('web', 'db').map((value) => [{ key: 'GROUP', value }]),
};

/** `undefined`: the row cannot be wanted by a policy, or another row supersedes it. */
export function wantedFor(row: CatalogRow): fc.Arbitrary<Value> | undefined {
  if (row.deprecated || !row.channel.carried) return undefined;
  switch (row.kind) {
    case 'choice':
      return fc.constantFrom(...(row.choices ?? []).map(({ value }) => value));
    case 'integer':
      return fc.integer({ min: row.range?.[0] ?? 0, max: row.range?.[1] ?? 9 });
    case 'string':
      return fc.constantFrom('https://mirror.example/a?b=c;d', '/srv/it is $(here)', 'x');
    case 'string-list':
      return fc.uniqueArray(fc.constantFrom('allow', 'restore', 'nfs'), { minLength: 1 });
    case 'items':
      return items[row.key];
    default:
      return undefined;
  }
}

const settable = LINUX_ROWS.flatMap((row) => {
  const value = wantedFor(row);
  return value === undefined ? [] : [{ row, value }];
});

/** One policy that wants some settings. */
export const linuxPolicy = (name: string): fc.Arbitrary<readonly DesiredSetting[]> =>
  fc
    .subarray(settable, { maxLength: 12 })
    .chain((some) =>
      fc.tuple(...some.map(({ row, value }) => value.map((chosen) => want(row, chosen, name)))),
    );

/** As people and other programs leave it: foreign keys, a repeated key, odd space, no file at all. */
export const formerFile = fc.constantFrom(
  undefined,
  '{}',
  '{ }\n',
  '{"antivirusEngine":{"exclusions":[{"$type":"excludedPath","path":"/theirs"}],"enforcementLevel":"passive"}}',
  '{\n\t"mine": {"b" : 1,"a":[ ]},\n\t"cloudService": {\n\t\t"enabled":   false\n\t},\n\t"mine": 2\n}\n',
  '{\r\n  "cloudService": {},\r\n  "edr": { "tags": [ {"key":"GROUP", "value":"theirs"} ], "x": null }\r\n}',
  '{\n  "antivirusEngine": {\n    "enforcementLevel": "on_demand",\n    "threatTypeSettings": []\n  }\n}\n',
);
