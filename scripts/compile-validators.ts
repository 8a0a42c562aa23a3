// Compiles the wire schemas into plain functions, so that the agent validates without a schema library.
// Run after a change of schemas.ts: node scripts/compile-validators.ts (a test says when they differ).

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

/** Exported name in schemas.ts -> schema. Every export of that file is one. */
export type Schemas = Readonly<Record<string, object>>;

export interface ValidatorSource {
  readonly js: string;
  readonly dts: string;
}

const MADE_BY = '// Made by scripts/compile-validators.ts from schemas.ts; do not edit.';
/** How ajv's runtime tells its compiler where it comes from; of no use in what is compiled. */
const NOTE_TO_COMPILER = /^.*\.code = 'require\(.*$\n/gm;

export async function compileValidators(schemas: Schemas): Promise<ValidatorSource> {
  const names = Object.keys(schemas).sort();
  const ajv = new Ajv({ strict: true, code: { source: true, esm: true, lines: true } });
  for (const name of names) ajv.addSchema(JSON.parse(JSON.stringify(schemas[name])), name);
  const code = standalone.default(ajv, Object.fromEntries(names.map((name) => [`validate${name}`, name])));
  return { js: await selfContained(code), dts: declarations(names) };
}

/** The compiled code asks for small parts of ajv's runtime: they are taken in. */
async function selfContained(code: string): Promise<string> {
  const result = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'es2024',
    minifySyntax: true,
    minifyIdentifiers: false,
    legalComments: 'none',
    write: false,
    logLevel: 'error',
  });
  const text = result.outputFiles.map((file) => file.text).join('');
  return `${MADE_BY}\n${text.replace(NOTE_TO_COMPILER, '')}`;
}

function declarations(names: readonly string[]): string {
  return `${MADE_BY}

import type { ErrorObject } from 'ajv';
import type {
${names.map((name) => `  ${name},`).join('\n')}
} from './schemas.js';

/** True when \`data\` is a T; else \`errors\` says where and why, until the next call. */
export interface Validator<T> {
  (data: unknown): data is T;
  readonly errors?: readonly ErrorObject[] | null;
}

${names.map((name) => `export declare const validate${name}: Validator<${name}>;`).join('\n')}
`;
}

if (import.meta.main) {
  const wire = new URL('../src/model/wire/', import.meta.url);
  const { js, dts } = await compileValidators(await import(new URL('schemas.ts', wire).href));
  writeFileSync(new URL('validators.js', wire), js);
  writeFileSync(new URL('validators.d.ts', wire), dts);
  process.stdout.write(`validators.js and validators.d.ts written (${js.length} characters)\n`);
}
