// What the built bundles hold, from the lists that the build leaves in dist/meta.
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './repository.js';

const servicePackages = ['fastify', 'kysely', 'pg', 'oidc-provider', 're2js', 'typebox'];

/** Each bundle -> its entry, and what it must not hold. `*`: no package at all. */
const bundles: Readonly<
  Record<string, readonly [entry: string, packages: readonly string[], folder: string]>
> = {
  'agent-status': ['src/agent/main/status.ts', ['*'], 'src/service/'],
  'agent-supervisor': ['src/agent/main/supervisor.ts', servicePackages, 'src/service/'],
  'agent-turn': ['src/agent/main/turn.ts', [...servicePackages, 'systeminformation'], 'src/service/'],
  'agent-cli': ['src/agent/main/cli.ts', [...servicePackages, 'systeminformation'], 'src/service/'],
  'agent-wake': ['src/agent/main/wake.ts', ['*'], 'src/service/'],
  'agent-wait': [
    'src/agent/main/wait.ts',
    [...servicePackages, 'better-sqlite3', 'systeminformation'],
    'src/service/',
  ],
  'agent-inventory': ['src/agent/main/inventory.ts', servicePackages, 'src/service/'],
  'service-service': ['src/service/main.ts', [], 'src/agent/'],
};

function packageOf(input: string): string | undefined {
  const parts = input.split('node_modules/').at(-1)?.split('/') ?? [];
  if (!input.includes('node_modules/')) return undefined;
  return parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/');
}

function unwanted(inputs: readonly string[], packages: readonly string[], folder: string): readonly string[] {
  const bad = (name: string | undefined): boolean =>
    name !== undefined && (packages.includes('*') || packages.includes(name));
  return inputs.filter((input) => bad(packageOf(input)) || input.startsWith(folder));
}

interface Meta {
  readonly inputs: readonly string[];
  readonly outputs: Readonly<Record<string, { readonly imports: readonly { readonly path: string }[] }>>;
}

function metaOf(bundle: string): Meta {
  const file = join(root, 'dist/meta', `${bundle}.json`);
  if (!existsSync(file)) throw new Error(`${bundle} is not built: npm run build`);
  return JSON.parse(readFileSync(file, 'utf8')) as Meta;
}

const inputsOf = (bundle: string): readonly string[] => metaOf(bundle).inputs;

/** What a bundle asks the runtime for, and the runtime does not bring: it is looked for outside. */
const soughtOutside = ({ outputs }: Pick<Meta, 'outputs'>): readonly string[] =>
  Object.values(outputs).flatMap(({ imports }) =>
    imports.map(({ path }) => path).filter((path) => !isBuiltin(path)),
  );

const present = Object.entries(bundles).filter(([, [entry]]) => existsSync(join(root, entry)));

test.each(present)('%s holds nothing that is not its own', (bundle, [, packages, folder]) => {
  expect(unwanted(inputsOf(bundle), packages, folder)).toEqual([]);
});

test.each(present)('%s looks for no package outside itself', (bundle) => {
  expect(soughtOutside(metaOf(bundle))).toEqual([]);
});

test('what a turn loads of the HTTP client brings no HTTP/2, no proxies and no redirects with it', () => {
  const { inputs, outputs } = metaOf('agent-turn');
  const loaded = Object.values(outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(inputs.map(packageOf)).toContain('axios');
  expect(inputs.map(packageOf).filter((name) => /redirects|proxy|agent-base|debug/.test(name ?? ''))).toEqual(
    [],
  );
  expect(loaded).not.toContain('http2');
});

test('no bundle warns of the runtime that it brings', () => {
  const text = readFileSync(join(root, 'dist/service/service.cjs'), 'utf8');
  expect(text).toContain('registration_access_token');
  expect(text).not.toContain('Unsupported runtime');
});

test('an offending bundle is seen', () => {
  const inputs = ['src/agent/main/cli.ts', 'node_modules/pg/lib/index.js', 'src/service/main.ts'];
  expect(unwanted(inputs, servicePackages, 'src/service/')).toEqual(inputs.slice(1));
  expect(unwanted(['node_modules/@a/b/c.js', 'src/model/ids.ts'], ['*'], 'src/service/')).toEqual([
    'node_modules/@a/b/c.js',
  ]);
  const imports = [{ path: 'node:fs' }, { path: 'supports-color' }];
  expect(soughtOutside({ outputs: { 'dist/x.cjs': { imports } } })).toEqual(['supports-color']);
});
