// What a service says of a secret that it does not take becomes a code with a remedy of its own.
import { expect, test } from 'vitest';
import { enrollmentStatusOf } from '../../../src/enroll/enrollment-status.js';
import { ENROLLMENT_REMEDIES, secretCodeOf } from '../../../src/enroll/secret-refusals.js';
import { tenantId } from '../../../src/model/ids.js';

test.each([
  ['the enrollment secret is used up', 'secret-used-up'],
  ['the enrollment secret was revoked', 'secret-revoked'],
  ['the enrollment secret is expired', 'secret-expired'],
  ['the enrollment secret is not known here', 'secret-refused'],
  ['the enrollment secret is used up, expired or revoked', 'secret-refused'],
  ['', 'secret-refused'],
])('"%s" is %s', (why, code) => {
  expect(secretCodeOf(why)).toBe(code);
});

test('each has its own remedy, and the cause quotes the service', () => {
  const state = { is: 'eligible', tenant: tenantId('t') } as const;
  const remedies = [...ENROLLMENT_REMEDIES.keys()].map((code) => {
    const fault = {
      kind: 'refused',
      by: 'https://service.example',
      status: 401,
      code,
      why: 'so it is',
    } as const;
    const status = enrollmentStatusOf(state, fault);
    expect(status).toMatchObject({ number: null, code });
    expect(status.cause).toContain('so it is');
    return status.remedy;
  });
  expect(new Set(remedies).size).toBe(remedies.length);
});
