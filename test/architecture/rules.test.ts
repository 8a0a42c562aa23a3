// The rules prove themselves: each is fed what it must refuse, and what it must let pass.
import { expect, test } from 'vitest';
import { checkImports } from './layers.js';
import { checkContents, checkLength, checkName, checkOpening } from './only-here.js';
import { parseSource } from './source-text.js';

function check(path: string, text: string): readonly string[] {
  const file = parseSource(path, text);
  return [...checkImports(file), ...checkContents(file), ...checkLength(file), ...checkName(path)];
}

const refused: readonly (readonly [path: string, text: string, why: string])[] = [
  ['src/model/a.ts', `import { b } from '../enforce/b.js';`, 'src/model does not import src/enforce'],
  ['src/model/a.ts', `import type { B } from '../agent/b.js';`, 'src/model does not import src/agent'],
  ['src/model/a.ts', `export { b } from '../report/b.js';`, 'src/model does not import src/report'],
  ['src/model/a.ts', `import { readFileSync } from 'node:fs';`, 'does no I/O'],
  ['src/model/a.ts', `import axios from 'axios';`, 'does no I/O'],
  ['src/enroll/a.ts', `const b = await import('../report/b.js');`, 'src/enroll does not import src/report'],
  ['src/enforce/a.ts', `type B = import('../enroll/b.js').B;`, 'src/enforce does not import src/enroll'],
  ['src/enforce/a.ts', `import { b } from '../../platform/linux/b.js';`, 'does not import platform'],
  [
    'src/enforce/a.ts',
    `import rows from '../../catalog/linux.json' with { type: 'json' };`,
    'does not import catalog',
  ],
  [
    'src/report/a.ts',
    `import {\n  b,\n  type C,\n} from "../service/b.js";`,
    'a.ts:4: src/report does not import src/service',
  ],
  ['src/agent/a.ts', `import '../service/b.js';`, 'src/agent does not import src/service'],
  ['src/service/a.ts', `import { b } from '../agent/b.js';`, 'src/service does not import src/agent'],
  ['src/service/a.ts', `import { b } from '../../platform/host.js';`, 'src/service does not import platform'],
  [
    'platform/linux/a.ts',
    `import { b } from '../../src/enforce/b.js';`,
    'platform does not import src/enforce',
  ],
  ['src/agent/a.ts', `import { b } from '../../test/support/b.js';`, 'it is in no layer'],
  ['src/agent/a.ts', `await import(name);`, 'computed'],
  ['src/agent/a.ts', 'await import(`./${name}.js`);', 'computed'],
  [
    'platform/simulated/a.ts',
    `import { b } from '../../src/model/catalog/rows.js';`,
    'written from the facts',
  ],
  ['platform/simulated/a.ts', `import b from '../../catalog/linux.json';`, 'written from the facts'],
  ['src/agent/a.ts', `import { spawn } from 'node:child_process';`, 'only platform/host.ts spawns'],
  ['src/agent/a.ts', `import fs from 'fs';`, 'write node:fs'],
  ['src/agent/a.ts', `import { env } from 'node:process';`, 'process is a global'],
  ['src/agent/a.ts', `import Database from 'better-sqlite3';`, 'better-sqlite3 is imported only by'],
  ['src/agent/a.ts', `import { RE2JS } from 're2js';`, 're2js is imported only by'],
  ['src/agent/a.ts', `const home = process.env.HOME;`, 'reads the environment'],
  ['src/agent/a.ts', `const { env } = process;`, 'write process.NAME'],
  ['src/agent/a.ts', `process.exit(1);`, 'only a main ends'],
  ['src/agent/cli/a.ts', `process.exitCode = 1;`, 'only a main ends'],
  ['src/agent/a.ts', `const now = Date.now();`, 'asks the time'],
  ['src/agent/a.ts', `const now = new Date();`, 'asks the time'],
  ['src/agent/a.ts', `const now = new Date;`, 'asks the time'],
  ['src/agent/clock.ts', `const now = performance.now();`, 'asks the time'],
  ['src/agent/a.ts', 'const text = `at ${Date.now()}`;', 'asks the time'],
  ['src/agent/a.ts', `setTimeout(go, 5);`, 'sets timers'],
  ['src/agent/a.ts', `globalThis.setInterval(go, 5);`, 'sets timers'],
  ['src/agent/a.ts', `import { setTimeout } from 'node:timers/promises';`, 'sets timers'],
  ['src/agent/a.ts', `const dice = Math.random();`, 'makes randomness'],
  ['src/agent/a.ts', `const id = crypto.randomUUID();`, 'makes randomness'],
  ['src/agent/a.ts', 'db.prepare(`\n  select id from devices`);', 'SQL stands only'],
  ['src/service/routes/a.ts', `db.exec('PRAGMA foreign_keys = on');`, 'SQL stands only'],
  ['src/agent/a.ts', `const a: any = 1;`, 'no any'],
  ['test/unit/a.test.ts', `const a = b as any;`, 'no any'],
  ['src/agent/a.ts', `const a: Map<string, any[]> = b;`, 'no any'],
  ['src/agent/a.ts', `const a = b!.c;`, 'no !'],
  ['src/agent/a.ts', `const a = b()!;`, 'no !'],
  ['src/agent/a.ts', `// @ts-ignore\nconst a = 1;`, 'no @ts-ignore'],
  ['src/agent/index.ts', '', 'no index files'],
  ['src/agent/utils.ts', '', 'names no idea'],
  ['src/agent/common/a.ts', '', 'names no idea'],
  ['src/agent/someThing.ts', '', 'not kebab-case'],
  ['src/agent/a.ts', 'a;\n'.repeat(401), '401 lines'],
];

test.each(refused)('%s is refused: %s', (path, text, why) => {
  expect(check(path, text).join('\n')).toContain(why);
});

const passed: readonly (readonly [path: string, text: string])[] = [
  ['src/model/a.ts', `import rows from '../../catalog/linux.json' with { type: 'json' };`],
  ['src/model/a.ts', `import { createHash } from 'node:crypto';`],
  [
    'src/agent/wiring.ts',
    `import { host } from '../../platform/host.js';\nimport { b } from '../report/b.js';`,
  ],
  ['src/agent/a.ts', `import { version } from '../../package.json' with { type: 'json' };`],
  ['src/agent/store/a.ts', `import Database from 'better-sqlite3';\ndb.prepare('select id from t');`],
  ['platform/host.ts', `import { spawn } from 'node:child_process';`],
  ['platform/clock.ts', 'export const now = () => Date.now();'],
  ['src/agent/config/a.ts', 'export const home = process.env.HOME;'],
  ['src/agent/main/cli.ts', 'process.exitCode = 1;'],
  ['src/service/main.ts', 'process.exit(1);'],
  [
    'src/agent/a.ts',
    `// Date.now() and process.exit, any and b! are only named here\nconst text = 'process.env';`,
  ],
  ['src/agent/a.ts', `const at = new Date(epochMs);\nclock.setTimeout(go);\nconst ok = !a && b !== c;`],
  ['src/agent/a.ts', 'const pattern = /[/"\'`]process\\.exit/;\nconst half = a / 2;\nconst third = b / 3;'],
  ['src/agent/a.ts', 'const text = `${`${a}`} import("${b}") Date.now()`;'],
  ['src/agent/a.ts', `const message = 'Delete a policy, or select another';\nconst any = Promise.any(list);`],
  ['src/agent/state-table.ts', 'a;\n'.repeat(401)],
  ['test/unit/a.test.ts', `import { spawn } from 'node:child_process';\nconst now = Date.now();`],
  ['scripts/a.ts', 'process.exit(Number(process.env.CODE));'],
];

test.each(passed)('%s passes: %s', (path, text) => {
  expect(check(path, text)).toEqual([]);
});

test('a file that does not say what it is is refused', () => {
  expect(checkOpening(parseSource('src/agent/a.ts', "import { b } from './b.js';"))).toHaveLength(1);
  expect(checkOpening(parseSource('scripts/a.mjs', '#!/usr/bin/env node\n// Starts it.\n'))).toEqual([]);
});
