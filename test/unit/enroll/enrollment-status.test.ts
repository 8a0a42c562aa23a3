// The vendor's number for each state and fault, and our own words where it has none.
import { describe, expect, test } from 'vitest';
import { enrollmentStatusOf } from '../../../src/enroll/enrollment-status.js';
import type { LifecycleState, MemberState } from '../../../src/enroll/lifecycle.js';
import { VENDOR_STATUSES } from '../../../src/enroll/vendor-status-table.js';
import { deviceId, epochMs, tenantId } from '../../../src/model/ids.js';
import type { ConnectStage, Fault } from '../../../src/model/result.js';

const own = { tenant: tenantId('t'), device: deviceId('d') };
const managed: MemberState = { is: 'managed', ...own };
const registering: MemberState = { is: 'registering', tenant: own.tenant };
const unreachable = (stage: ConnectStage, code?: string): Fault => ({
  kind: 'unreachable',
  stage,
  target: 'https://service.example',
  why: 'why',
  ...(code === undefined ? {} : { code }),
});
const refused = (code: string): Fault => ({ kind: 'refused', by: 'service', status: 403, code, why: 'why' });

describe('the number is the vendor’s where it has one', () => {
  test.each([
    [1, managed],
    [2, { is: 'out-of-scope', because: 'scope', ...own }],
    [8, { is: 'out-of-scope', because: 'tenant-switch', ...own }],
    [3, { is: 'managed-elsewhere', by: 'intune', before: managed }],
    [3, { is: 'managed-elsewhere', by: 'other-mdm', before: managed }],
    [3, { is: 'managed-elsewhere', by: 'co-managed', before: managed }],
    [4, { is: 'managed-elsewhere', by: 'configmgr', before: managed }],
    [15, { is: 'tenant-mismatch', other: 'theirs', before: managed }],
    [null, { is: 'managed-elsewhere', by: 'mde-channel', before: managed }],
    [null, { is: 'not-onboarded' }],
    [null, { is: 'surveyed' }],
    [null, { is: 'eligible', tenant: own.tenant }],
    [null, registering],
    [null, { is: 'stale', why: 'assignment-expired', ...own }],
    [null, { is: 'rekeying', why: 'clone', ...own }],
    [null, { is: 'disabled', ...own }],
    [null, { is: 'unsupported', case: 'application-container', why: 'a container', before: managed }],
    [null, { is: 'unknown', why: 'unreadable', since: epochMs(1), before: managed }],
    [null, { is: 'offboarded' }],
  ] as const satisfies readonly (readonly [number | null, LifecycleState])[])(
    '%s for %j',
    (number, state) => {
      const status = enrollmentStatusOf(state, undefined);
      expect(status.number).toBe(number);
      for (const text of [status.code, status.cause, status.remedy]) expect(text).not.toBe('');
      expect(status.code.length).toBeLessThanOrEqual(64);
    },
  );
});

describe('a failed exchange shows in it', () => {
  test.each([
    [41, 'resolve'],
    [24, 'connect'],
    [24, 'tls'],
    [24, 'proxy'],
    [24, 'http'],
  ] as const)('%i for a managed device that fails to %s', (number, stage) => {
    expect(enrollmentStatusOf(managed, unreachable(stage)).number).toBe(number);
  });

  test('each step that can fail has its own word and its own remedy', () => {
    const faults: readonly Fault[] = [
      unreachable('resolve'),
      unreachable('connect'),
      unreachable('tls'),
      unreachable('tls', 'SELF_SIGNED_CERT_IN_CHAIN'),
      unreachable('tls', 'CERT_HAS_EXPIRED'),
      unreachable('tls', 'CERT_NOT_YET_VALID'),
      unreachable('tls', 'ERR_TLS_CERT_ALTNAME_INVALID'),
      unreachable('proxy'),
      unreachable('proxy', 'PROXY_AUTHENTICATION'),
      unreachable('http'),
      { kind: 'timeout', what: 'x', afterMs: 1 },
      refused('secret-refused'),
      refused('invalid_client'),
      refused('out-of-scope'),
      { kind: 'untrusted', what: 'the onboarding file', code: 'other-tenant', why: 'why' },
    ];
    const told = faults.map((fault) => enrollmentStatusOf(managed, fault));
    expect(new Set(told.map(({ code }) => code)).size).toBe(faults.length);
    expect(new Set(told.map(({ remedy }) => remedy)).size).toBe(faults.length);
    expect(told.map(({ number }) => number)).toEqual([
      ...[41, 24, 24, 24, 24, 40, 24, 24, 24, 24, 24],
      ...[null, null, 2, null],
    ]);
  });

  test('a code that the runtime may name some day is not looked up in what every object has', () => {
    expect(enrollmentStatusOf(managed, unreachable('http', 'constructor'))).toMatchObject({
      code: 'exchange-cut',
    });
  });

  test('13 for a device that is registered and whose first check-in did not come through', () => {
    expect(enrollmentStatusOf(managed, unreachable('connect'), false).number).toBe(13);
    expect(enrollmentStatusOf(registering, unreachable('connect'), false).number).toBe(14);
  });

  test('40 for a document from the future: its signature is good, so it is our clock that is behind', () => {
    const fault: Fault = { kind: 'untrusted', what: 'the assignment', code: 'from-the-future', why: 'why' };
    expect(enrollmentStatusOf(managed, fault)).toMatchObject({ number: 40, code: 'clock' });
  });

  test.each([
    ['resolve', 41, 'name-resolution'],
    ['connect', 24, 'connection-failed'],
    ['tls', 24, 'tls-failed'],
    ['proxy', 24, 'proxy-failed'],
    ['http', 24, 'service-timeout'],
    [undefined, 24, 'service-timeout'],
  ] as const)('a silence at the step %s is %i, %s', (stage, number, code) => {
    const fault: Fault = {
      kind: 'timeout',
      what: 'x',
      afterMs: 1,
      ...(stage === undefined ? {} : { stage }),
    };
    expect(enrollmentStatusOf(managed, fault)).toMatchObject({ number, code });
  });

  test('14 while there is no registration yet', () => {
    expect(enrollmentStatusOf(registering, unreachable('connect')).number).toBe(14);
    expect(enrollmentStatusOf(registering, { kind: 'timeout', what: 'x', afterMs: 1 }).number).toBe(14);
  });

  test('40 for a certificate that is not valid yet: that is a clock that runs behind', () => {
    expect(enrollmentStatusOf(managed, unreachable('tls', 'CERT_NOT_YET_VALID')).number).toBe(40);
  });

  test('8 when the tenant does not allow enforcement', () => {
    expect(enrollmentStatusOf(managed, refused('service-not-allowed')).number).toBe(8);
  });

  test.each(['agent-too-old', 'secret-refused', 'device-unknown'])('our own code for %s', (code) => {
    expect(enrollmentStatusOf(managed, refused(code))).toMatchObject({ number: null, code });
  });

  test('a forged document is named, not hidden behind "managed"', () => {
    const fault: Fault = { kind: 'untrusted', what: 'the assignment', code: 'tampered', why: 'changed' };
    expect(enrollmentStatusOf(managed, fault)).toMatchObject({ number: null, code: 'untrusted' });
  });

  test('but what the survey or a signed word says stands above it', () => {
    const elsewhere: LifecycleState = { is: 'managed-elsewhere', by: 'intune', before: managed };
    expect(enrollmentStatusOf(elsewhere, unreachable('connect')).number).toBe(3);
    expect(
      enrollmentStatusOf({ is: 'out-of-scope', because: 'scope', ...own }, unreachable('connect')).number,
    ).toBe(2);
  });

  test('a request that we cancelled ourselves does not', () => {
    expect(enrollmentStatusOf(managed, { kind: 'cancelled', what: 'x' }).number).toBe(1);
  });
});

test('the table of the vendor has each documented number once, and none that nobody explains', () => {
  const documented = [
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27],
    ...[28, 29, 30, 31, 32, 33, 36, 37, 38, 40, 41, 42, 43, 44],
  ];
  expect([...VENDOR_STATUSES.keys()].sort((a, b) => a - b)).toEqual(documented);
});
