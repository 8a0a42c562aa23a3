// Builds dist/: one CommonJS bundle for each entry below, the launchers, and SQLite's native part beside them, so
// that dist/agent and dist/service each run by themselves on this platform. Writes only files that changed,
// each renamed into place, so that a build does not disturb a program that is reading an older one.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { BuildOptions, Metafile, Plugin } from 'esbuild';
import { build } from 'esbuild';

const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');

/** What is bundled: output under dist/ without `.cjs` -> source. To add a bundle, add a row. */
const entries: Readonly<Record<string, string>> = {
  'agent/status': 'src/agent/main/status.ts',
  'agent/supervisor': 'src/agent/main/supervisor.ts',
  'agent/turn': 'src/agent/main/turn.ts',
  'agent/cli': 'src/agent/main/cli.ts',
  'agent/inventory': 'src/agent/main/inventory.ts',
  'agent/wake': 'src/agent/main/wake.ts',
  'agent/wait': 'src/agent/main/wait.ts',
  'service/service': 'src/service/main.ts',
  'demo/demo': 'scripts/demo/main.ts',
  'bench/bench': 'bench/main.ts',
  'bench/bare-fastify': 'bench/bare-fastify.ts',
};

/** Copied as they are: output under dist/ -> source. */
const copies: Readonly<Record<string, string>> = {
  'agent/holdfast.cjs': 'packaging/launcher/holdfast.cjs',
  'agent/own-node.cjs': 'packaging/launcher/own-node.cjs',
  'service/holdfast-service.cjs': 'packaging/launcher/holdfast-service.cjs',
  'service/own-node.cjs': 'packaging/launcher/own-node.cjs',
};

/** Folders whose bundles may open a database. */
const withDatabase = ['agent', 'service', 'demo', 'bench'];

/**
 * The package looks for its native part in several places of its own folder, which a bundle does not have.
 * In a bundle there is one: the file beside it. (A path or an add-on object given by the caller still works.)
 */
const sqliteBesideBundle: Plugin = {
  name: 'sqlite-beside-bundle',
  setup: ({ onLoad }) => {
    onLoad({ filter: /better-sqlite3[\\/]lib[\\/]binding\.js$/ }, () => ({
      contents: `'use strict';
exports.getBinding = (given) =>
  given && typeof given === 'object' ? given : require(given || require('node:path').join(__dirname, 'better_sqlite3.node'));`,
    }));
  },
};

/**
 * The package's main warns of every runtime whose release is not labelled as long-term supported, as ours is not: the
 * runtime that a bundle runs on is chosen and pinned by us. So a bundle gets what that file exports, without its look.
 */
const oidcOnOurRuntime: Plugin = {
  name: 'oidc-on-our-runtime',
  setup: ({ onLoad }) => {
    onLoad({ filter: /oidc-provider[\\/]lib[\\/]index\.js$/ }, () => ({
      contents: `export { Provider as default, Provider } from './provider.js';
export * as errors from './helpers/errors.js';`,
    }));
  },
};

const FORM_DATA = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

/** What the HTTP client loads for work that is never asked of it, and what stands there instead. */
const leftOut: Readonly<Record<string, string>> = {
  'follow-redirects': 'export default {};',
  'form-data': 'export default undefined;',
  'https-proxy-agent': 'export default class {};',
  'proxy-from-env': "export const getProxyForUrl = () => '';",
  http2: 'export default {};',
  util: 'export default {};',
  zlib: 'export default { constants: {} };',
};

/**
 * The HTTP client sends texts and bytes, through a transport of ours. What it has for forms, `fetch`, redirects,
 * proxies, HTTP/2 and decoding would load the runtime's own fetch, a table of all media types and more, and cost each
 * turn as much as starting Node does.
 */
const axiosOverOurTransport: Plugin = {
  name: 'axios-over-our-transport',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^[a-z][a-z0-9-]*$/ }, ({ path, importer }) =>
      path in leftOut && /[\\/]node_modules[\\/]axios[\\/]/.test(importer)
        ? { path, namespace: 'left-out' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: leftOut[path] ?? '' }));
    onLoad({ filter: /axios[\\/]lib[\\/]adapters[\\/]fetch\.js$/ }, () => ({
      contents: 'export const getFetch = () => undefined; export default undefined;',
    }));
    onLoad({ filter: /axios[\\/]lib[\\/]utils\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes(FORM_DATA))
        throw new Error(`${path} is another one: see what it does with FormData`);
      return { contents: text.replace(FORM_DATA, 'undefined') };
    });
  },
};

/**
 * Packages that others use where they happen to be installed. Left to the runtime, each would be looked for in every
 * folder above the bundle up to the root and in the home folder, and run with the rights of the agent where somebody
 * has put it.
 */
const nothingOptional: Plugin = {
  name: 'nothing-optional',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^(supports-color|(macos|osx)-temperature-sensor)$/ }, ({ path }) => ({
      path,
      namespace: 'optional',
    }));
    onLoad({ filter: /.*/, namespace: 'optional' }, ({ path }) => ({
      contents: `throw new Error('${path} is not in this bundle');`,
    }));
  },
};

const options = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node26',
  // jsonc-parser's main is UMD, which cannot be bundled.
  mainFields: ['module', 'main'],
  define: { 'import.meta.url': '__bundleUrl' },
  external: ['pg-native'],
  legalComments: 'linked',
  // Each start of a turn reads and hashes its whole bundle: one-byte characters without comments take two thirds of the
  // time. Names stay, and lines short, for the stack of a crash.
  charset: 'ascii',
  minifyWhitespace: true,
  lineLimit: 120,
  logLevel: 'warning',
  metafile: true,
  write: false,
  loader: { '.ps1': 'text' },
  plugins: [sqliteBesideBundle, oidcOnOurRuntime, axiosOverOurTransport, nothingOptional],
  absWorkingDir: root,
  outdir: dist,
  outExtension: { '.js': '.cjs' },
} as const satisfies BuildOptions;

/** Only where a package asks for it: the daemon would carry a megabyte more for a name that nobody uses. */
const BUNDLE_URL = `const __bundleUrl=require('node:url').pathToFileURL(__filename).href;\n`;

function withBundleUrl(contents: Uint8Array): Uint8Array {
  const text = Buffer.from(contents).toString('utf8');
  return text.includes('__bundleUrl') ? Buffer.from(BUNDLE_URL + text) : contents;
}

const written = new Set<string>();

function put(path: string, contents: Uint8Array, mode = 0o644): void {
  const file = join(dist, path);
  written.add(path.split('\\').join('/'));
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, contents, { mode });
  renameSync(temporary, file);
}

async function bundle(output: string, source: string): Promise<void> {
  const result = await build({ ...options, entryPoints: { [output]: source } });
  for (const file of result.outputFiles) put(relative(dist, file.path), withBundleUrl(file.contents));
  put(`meta/${output.replace('/', '-')}.json`, Buffer.from(JSON.stringify(withoutBytes(result.metafile))));
}

/** A test reads which packages a bundle holds. */
function withoutBytes({ inputs, outputs }: Metafile): { inputs: string[]; outputs: Metafile['outputs'] } {
  return { inputs: Object.keys(inputs).sort(), outputs };
}

/** SQLite's native part for this machine, as prebuilt by its package. musl is not among our runtimes. */
function putNativeParts(): void {
  const prebuilt = join(
    root,
    'node_modules/better-sqlite3/prebuilds',
    `${process.platform}-${process.arch}.node`,
  );
  for (const folder of withDatabase) put(`${folder}/better_sqlite3.node`, readFileSync(prebuilt));
}

/** What an earlier build left and this one did not write. Another build's temporary files are its own. */
function removeStale(): void {
  for (const found of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = relative(dist, join(found.parentPath, found.name)).split('\\').join('/');
    if (found.isFile() && !written.has(path) && !path.endsWith('.tmp'))
      rmSync(join(dist, path), { force: true });
  }
}

const begun = performance.now();
const rows = Object.entries(entries);
const missing = rows.filter(([, source]) => !existsSync(join(root, source)));
for (const [output, source] of missing) process.stdout.write(`dist/${output}.cjs left out: no ${source}\n`);
mkdirSync(dist, { recursive: true });
await Promise.all(
  rows.filter((row) => !missing.includes(row)).map(([output, source]) => bundle(output, source)),
);
for (const [output, source] of Object.entries(copies)) put(output, readFileSync(join(root, source)), 0o755);
putNativeParts();
removeStale();
const left = missing.length > 0 ? `, left out: ${missing.map(([output]) => basename(output)).join(' ')}` : '';
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
process.stdout.write(`${rows.length - missing.length} bundles in dist/ (${seconds} s)${left}\n`);
