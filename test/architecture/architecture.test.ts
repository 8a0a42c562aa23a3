// The rules of this folder, over the whole repository.
import { expect, test } from 'vitest';
import { checkImports } from './layers.js';
import { checkContents, checkLength, checkName, checkOpening } from './only-here.js';
import { readSources } from './repository.js';

const sources = readSources();
const generated = /^src\/model\/wire\/validators\./;
const written = sources.filter(({ path }) => !generated.test(path));

test('there are sources to look at', () => {
  expect(sources.map(({ path }) => path)).toContain('scripts/bootstrap.mjs');
});

test('imports go down only', () => {
  expect(written.flatMap(checkImports)).toEqual([]);
});

test('spawning, environment, exit, time, randomness and SQL stand only where they belong', () => {
  expect(written.flatMap(checkContents)).toEqual([]);
});

test('files are named for one idea', () => {
  expect(sources.flatMap(({ path }) => checkName(path))).toEqual([]);
});

test('files open by saying what they are', () => {
  expect(written.flatMap(checkOpening)).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  expect(sources.flatMap(checkLength)).toEqual([]);
});
