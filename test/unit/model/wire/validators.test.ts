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

  test('take no time that there is not, as nobody could count with it', () => {
    for (const time of ['2026-11-21T23:59:59.999Z', '2026-01-31T00:00:00Z'])
      expect(validateCheckinAnswer({ ...answer, time })).toBe(true);
    for (const time of ['9999-99-99T99:99:99Z', '2026-13-01T00:00:00Z', '2026-00-10T00:00:00Z'])
      expect(validateCheckinAnswer({ ...answer, time })).toBe(false);
    for (const time of ['2026-01-32T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:60:00Z'])
      expect(validateCheckinAnswer({ ...answer, time })).toBe(false);
  });

  test('count characters, not code units', () => {
    const setting = (id: string) => ({ id, state: 'compliant', sources: [] });
    expect(validateReportedSetting(setting('😀'.repeat(1024)))).toBe(true);
    expect(validateReportedSetting(setting('😀'.repeat(1025)))).toBe(false);
  });
});
