// The repository's own sources, for the tests in this folder. Only reads.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './source-text.js';
import { parseSource } from './source-text.js';

export const root = join(import.meta.dirname, '../..');

const folders = '{src,platform,catalog,test,scripts,bench,packaging}';

export function readSources(): readonly SourceFile[] {
  const paths = globSync([`${folders}/**/*.{ts,mts,cts,js,mjs,cjs}`, '*.ts'], { cwd: root });
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)(node_modules|fixtures|recorded)\//.test(path))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}
