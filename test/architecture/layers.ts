// Who may import whom. Pure: from one parsed file to the list of what is wrong with its imports.
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { SourceFile } from './source-text.js';

/** Each layer -> the layers it may import besides itself. What is not a layer (tests, scripts) may import all. */
const layers: Readonly<Record<string, readonly string[]>> = {
  catalog: [],
  'src/model': ['catalog'],
  'src/enroll': ['src/model'],
  'src/enforce': ['src/model'],
  'src/report': ['src/model'],
  platform: ['src/model'],
  'src/agent': ['src/enroll', 'src/enforce', 'src/report', 'platform', 'src/model'],
  'src/service': ['src/model'],
};

/** The version is read from here. */
const rootFiles: readonly string[] = ['package.json'];

/** Built-in modules that compute and touch nothing. All others are I/O to the model. */
const pureBuiltins: readonly string[] = ['node:buffer', 'node:crypto', 'node:util', 'node:url'];

/** Packages with I/O, or that only the service may carry. */
const notInModel: readonly string[] = [
  'axios',
  'better-sqlite3',
  'commander',
  'fastify',
  'kysely',
  'node-cron',
  'oauth4webapi',
  'oidc-provider',
  'pg',
  'systeminformation',
  'winston',
];

/** Packages that may be imported from certain folders only. */
const packageHomes: Readonly<Record<string, RegExp>> = {
  'better-sqlite3': /^src\/[^/]+\/store\//,
  kysely: /^src\/service\/store\//,
  pg: /^src\/service\/store\//,
  fastify: /^src\/service\//,
  'oidc-provider': /^src\/service\//,
  re2js: /^src\/service\//,
  // Starts shells of its own.
  systeminformation: /^src\/agent\/inventory\/read-hardware\.ts$/,
};

export function layerOf(path: string): string | undefined {
  return Object.keys(layers).find((layer) => path.startsWith(`${layer}/`));
}

export function checkImports(file: SourceFile): readonly string[] {
  const layer = layerOf(file.path);
  if (layer === undefined) return [];
  const wrong: string[] = [];
  for (const { specifier, line } of file.imports) {
    const why =
      specifier === undefined
        ? 'imports something computed: nobody can tell what'
        : refuse(file.path, layer, specifier);
    if (why !== undefined) wrong.push(`${file.path}:${line}: ${why}`);
  }
  return wrong;
}

function refuse(path: string, layer: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return refuseOwn(path, layer, specifier);
  if (isBuiltin(specifier)) return refuseBuiltin(path, layer, specifier);
  const name = packageName(specifier);
  if (layer === 'src/model' && notInModel.includes(name))
    return `${layer} does no I/O, so it does not import ${name}`;
  const home = packageHomes[name];
  return home === undefined || home.test(path) ? undefined : `${name} is imported only by ${home.source}`;
}

function refuseOwn(path: string, layer: string, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(path), specifier);
  const theirs = layerOf(target);
  if (path.startsWith('platform/simulated/') && knowsCatalog(target))
    return `the simulated machines are written from the facts, never from ${target}`;
  if (theirs === layer || rootFiles.includes(target)) return undefined;
  if (theirs === undefined) return `${layer} does not import ${target}: it is in no layer`;
  if (!layers[layer]?.includes(theirs)) return `${layer} does not import ${theirs} (${target})`;
  return undefined;
}

const knowsCatalog = (target: string): boolean => /^(catalog\/|src\/model\/catalog)/.test(target);

function refuseBuiltin(path: string, layer: string, specifier: string): string | undefined {
  if (!specifier.startsWith('node:')) return `write node:${specifier}`;
  if (specifier === 'node:process') return 'process is a global: do not import it';
  if (layer === 'src/model' && !pureBuiltins.includes(specifier))
    return `${layer} does no I/O, so it does not import ${specifier}`;
  if (specifier === 'node:child_process' && path !== 'platform/host.ts')
    return 'only platform/host.ts spawns';
  return undefined;
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
