// The committed validators are what the schemas give, and they say what they should.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileValidators } from '../../../../scripts/compile-validators.js';
import * as schemas from '../../../../src/model/wire/schemas.js';
import { validateCheckinAnswer, validateReportedSetting } from '../../../../src/model/wire/validators.js';

const committed = (name: string) =>
  readFileSync(new URL(`../../../../src/model/wire/${name}`, import.meta.url), 'utf8');

const answer = { next: 5400, splay: 540, time: '2026-11-21T07:30:00Z', assignment: 'current', need: [] };

describe('compiled wire validators', () => {
  test('are those that the schemas give (else run: node scripts/compile-validators.ts)', async () => {
    const { js, dts } = await compileValidators(schemas);
    expect(committed('validators.js') === js).toBe(true);
    expect(committed('validators.d.ts') === dts).toBe(true);
  });

  test('need no package at run time', () => {
    const asking = /\bfrom\s*["']|\bimport\s*\(|\brequire\(["']/;
    expect(asking.test(committed('validators.js'))).toBe(false);
  });

  test('accept a body with members they do not know', () => {
    expect(validateCheckinAnswer({ ...answer, later: true })).toBe(true);
  });

  test('say the place of what they refuse', () => {
    expect(validateCheckinAnswer({ ...answer, need: ['everything'] })).toBe(false);
    expect(validateCheckinAnswer.errors?.[0]?.instancePath).toBe('/need/0');
  });

  test('count characters, not code units', () => {
    const setting = (id: string) => ({ id, state: 'compliant', sources: [] });
    expect(validateReportedSetting(setting('😀'.repeat(1024)))).toBe(true);
    expect(validateReportedSetting(setting('😀'.repeat(1025)))).toBe(false);
  });
});
