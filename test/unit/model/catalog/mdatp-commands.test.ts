// From a value, or from one list to another, to the commands of the agent.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { macosCatalog } from '../../../../src/model/catalog/macos.js';
import { canSet, commandsToSet } from '../../../../src/model/catalog/mdatp-commands.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import type { Item, Value } from '../../../../src/model/value.js';

function rowOf(leaf: string): CatalogRow {
  const row = macosCatalog().byId(`com.apple.managedclient.preferences_${leaf}`);
  if (row === undefined) throw new Error(`no row ${leaf}`);
  return row;
}

function commands(leaf: string, from: Value | undefined, to: Value): readonly string[] {
  const answer = commandsToSet(rowOf(leaf), from, to);
  if (answer.is === 'none') throw new Error(answer.why);
  return answer.commands.map((command) => command.join(' '));
}

const folder = (path: string): Item => ({ $type: 'excludedPath', path, isDirectory: true });

describe('a value', () => {
  test('has the commands that its row names, or those of any value with it filled in', () => {
    expect(commands('diagnosticlevel', undefined, 'required')).toEqual([
      'config cloud-diagnostic --value disabled',
    ]);
    expect(commands('maximumondemandscanthreads', 2, 8)).toEqual([
      'config maximum-on-demand-scan-threads --value 8',
    ]);
  });

  test('without commands cannot be set so', () => {
    expect(canSet(rowOf('automaticsamplesubmissionconsent'), 'all')).toBe(false);
    expect(canSet(rowOf('hidestatusmenuicon'), true)).toBe(false);
    expect(canSet(rowOf('groupids'), '--help')).toBe(false);
    expect(canSet(rowOf('enabled'), 'constructor')).toBe(false);
  });
});

describe('a list', () => {
  test('changes by its differences: out first, then in', () => {
    expect(commands('exclusions', [folder('/a'), folder('/b')], [folder('/b'), folder('/c')])).toEqual([
      'exclusion folder remove --path /a',
      'exclusion folder add --path /c',
    ]);
  });

  test('that is only written otherwise does not change', () => {
    const file = { $type: 'excludedPath', path: '/x' };
    expect(
      commands('exclusions', [{ ...file, isDirectory: false }, folder('/a')], [folder('/a/'), file]),
    ).toEqual([]);
  });

  test('tells a process by its path from one by its name', () => {
    const process = (name: string): Item => ({ $type: 'excludedFileName', name });
    expect(commands('exclusions', [], [process('cat'), process('/bin/cat')])).toEqual([
      'exclusion process add --name cat',
      'exclusion process add --path /bin/cat',
    ]);
  });

  test('by keys: the same key is set again, a key that is gone is taken out', () => {
    const tag = (key: string, value: string): Item => ({ key, value });
    expect(commands('tags', [tag('GROUP', 'a')], [tag('GROUP', 'b')])).toEqual([
      'edr tag set --name GROUP --value b',
    ]);
    expect(commands('tags', [tag('GROUP', 'a')], [])).toEqual(['edr tag remove --tag-name GROUP']);
  });

  test('of thousands of entries takes linear time', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => `threat ${at}`);
    expect(commands('allowedthreats', many, many.toReversed())).toEqual([]);
    expect(commands('allowedthreats', [], many)).toHaveLength(20_000);
  });

  test('an entry is one argument whatever it holds, or has no command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const answer = commandsToSet(rowOf('allowedthreats'), [], [name]);
        if (answer.is === 'commands')
          expect(answer.commands).toEqual([['threat', 'allowed', 'add', '--name', name]]);
        else expect(name).toMatch(/^-|[\p{Cc}\p{Zl}\p{Zp}"\\]|^\s|\s$/u);
      }),
      { seed: 11, numRuns: 1000 },
    );
  });
});
