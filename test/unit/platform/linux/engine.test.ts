// What the health command's answer says about the agent, and how versions compare.
import { describe, expect, test } from 'vitest';
import { judgeEngine } from '../../../../platform/linux/engine.js';
import type { Health } from '../../../../platform/linux/read-health.js';
import { isOlder, MINIMUM_AGENT, parseVersion } from '../../../../platform/linux/version.js';
import type { Fault } from '../../../../src/model/result.js';
import { fail, ok } from '../../../../src/model/result.js';

const health = (appVersion: unknown, licensed: unknown): Health =>
  new Map([
    ['appVersion', { value: appVersion }],
    ['licensed', { value: licensed }],
  ]);

describe('the engine', () => {
  test('is ready when it is new enough and licensed', () => {
    expect(judgeEngine(ok(health(MINIMUM_AGENT, true)))).toEqual({ is: 'ready', version: MINIMUM_AGENT });
  });

  test('is too old before the first agent that takes this channel', () => {
    expect(judgeEngine(ok(health('101.23052.0008', true)))).toEqual({
      is: 'too-old',
      version: '101.23052.0008',
      needs: MINIMUM_AGENT,
    });
  });

  test('is not licensed before it is onboarded', () => {
    expect(judgeEngine(ok(health('101.26042.0003', false))).is).toBe('not-licensed');
  });

  test('does not run when the command ends badly, and tells nothing when it hangs', () => {
    const failed: Fault = { kind: 'failed', what: 'mdatp health', exitCode: 1, said: '' };
    expect(judgeEngine(fail(failed))).toEqual({ is: 'not-running', fault: failed });
    const timeout: Fault = { kind: 'timeout', what: 'mdatp health', afterMs: 30_000 };
    expect(judgeEngine(fail(timeout))).toEqual({ is: 'unreadable', fault: timeout });
  });

  test('is unreadable when version or license are not what they should be', () => {
    for (const odd of [health(101, true), health('101.x', true), health(MINIMUM_AGENT, 'yes')]) {
      expect(judgeEngine(ok(odd)).is).toBe('unreadable');
    }
  });
});

describe('versions', () => {
  const older = (a: string, b: string) => isOlder(parseVersion(a) ?? [], parseVersion(b) ?? []);

  test('compare as numbers, part by part; a missing part is 0', () => {
    expect(older('101.9.0', '101.10.0')).toBe(true);
    expect(older('101.23052.9', '101.23052.0009')).toBe(false);
    expect(older('101.45', '101.45.00')).toBe(false);
    expect(older('101.45', '101.45.01')).toBe(true);
    expect(older('102', '101.99999.9999')).toBe(false);
  });

  test('other text is no version', () => {
    for (const text of ['', '101.', '.1', '1.2-beta', '1e3', '1'.repeat(20)]) {
      expect(parseVersion(text)).toBeUndefined();
    }
  });
});
