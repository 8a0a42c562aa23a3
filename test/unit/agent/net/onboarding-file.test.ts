// What an onboarding file must be, and what is said when it is not.
import { describe, expect, test } from 'vitest';
import { readOnboardingFile, targetOf } from '../../../../src/agent/net/onboarding-file.js';
import type { TenantId } from '../../../../src/model/ids.js';
import { epochMs, tenantId } from '../../../../src/model/ids.js';
import type { OnboardingClaims } from '../../../../src/model/wire/schemas.js';
import { faultOf, must } from '../../../support/net-agent.js';
import {
  assignmentClaims,
  createSigningKey,
  FIRST_KEYS,
  ISSUER,
  NOW,
  onboardingClaims,
  signJws,
  signWithPublicKeyAsSecret,
  TENANT,
} from '../../../support/signed-documents.js';

const TYPE = 'onboarding+jwt';
const key = createSigningKey('tenant-1');
const now = epochMs(NOW * 1000);
const file = (more: Partial<OnboardingClaims> = {}) => signJws(key, TYPE, onboardingClaims(key, more));
const refusal = async (text: string, enrolled?: TenantId) => {
  const fault = faultOf(await readOnboardingFile(text, now, enrolled));
  if (fault.kind !== 'untrusted') throw new Error(`${fault.kind} is no distrust`);
  return fault;
};

test('a genuine file says where the service is and which keys to trust', async () => {
  const text = file();
  const { claims, statement } = must(await readOnboardingFile(text, now));
  expect(statement).toBe(text);
  expect(targetOf(claims)).toEqual({
    issuer: ISSUER,
    api: ISSUER,
    tenant: TENANT,
    keys: [key.jwk],
    ...FIRST_KEYS,
  });
});

test.each([
  ['\uFEFF', ''],
  ['  \r\n', '\r\n\r\n'],
])('marks and blank lines around it do no harm', async (before, after) => {
  const text = file();
  expect(must(await readOnboardingFile(`${before}${text}${after}`, now)).statement).toBe(text);
});

test('a file of the same tenant is read by an enrolled device', async () => {
  must(await readOnboardingFile(file(), now, tenantId(TENANT)));
});

describe('each failure has its own code and words', () => {
  const claims = onboardingClaims(key);
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ['another kind of file', 'not-a-jws', '<xml/>', /three parts of base64url/],
    ['an empty file', 'not-a-jws', '', /three parts/],
    ['a file cut in half', 'not-a-jws', file().slice(0, 200), /cut off/],
    ['an expired file', 'expired', file({ exp: NOW - 1 }), /expired on 2026-11-21T07:29:59/],
    ['a file from the future', 'from-the-future', file({ iat: NOW + 400 }), /check the clock/],
    ['a file that lives too long', 'bad-claims', file({ exp: NOW + 31 * 86_400 }), /more than 30 days/],
    ['an assignment', 'wrong-type', signJws(key, 'assignment+jwt', assignmentClaims()), /its type is/],
    ['a file of another type', 'wrong-type', signJws(key, 'offboarding+jwt', claims), /offboarding\+jwt/],
    [
      'a file signed with a shared secret',
      'wrong-algorithm',
      signWithPublicKeyAsSecret(key, TYPE, claims),
      /HS256/,
    ],
    [
      'a file by a key that it does not name',
      'unknown-key',
      signJws(createSigningKey('x'), TYPE, claims),
      /does not trust/,
    ],
    [
      'a file by an impostor',
      'tampered',
      signJws(createSigningKey('tenant-1'), TYPE, claims),
      /changed after/,
    ],
    ['a file without keys', 'bad-claims', file({ keys: [] }), /\/keys/],
    ['a service without TLS', 'bad-claims', file({ api: 'http://service.example' }), /without TLS/],
    ['an issuer that is no address', 'bad-claims', file({ as: 'service' }), /not a URL/],
  ];

  test.each(cases)('%s: %s', async (_what, code, text, words) => {
    const fault = await refusal(text);
    expect(fault.code).toBe(code);
    expect(fault.why).toMatch(words);
  });

  test('a file of another tenant on a device that belongs to one', async () => {
    const other = tenantId('99999999-9999-4999-8999-999999999999');
    expect(await refusal(file(), other)).toMatchObject({ code: 'other-tenant' });
  });

  test('a file whose claims were edited', async () => {
    const [head, body = '', signature] = file().split('.');
    const edited = { ...JSON.parse(Buffer.from(body, 'base64url').toString()), api: 'https://evil.example' };
    const text = `${head}.${Buffer.from(JSON.stringify(edited)).toString('base64url')}.${signature}`;
    expect(await refusal(text)).toMatchObject({ code: 'tampered' });
  });
});
