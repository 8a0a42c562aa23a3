// What an assignment must be before anything of it is handed on.
import { describe, expect, test } from 'vitest';
import type { AssignmentTrust, Documents } from '../../../../src/agent/net/signed-assignment.js';
import { stageAssignment, verifyAssignment } from '../../../../src/agent/net/signed-assignment.js';
import { trustedTime } from '../../../../src/enroll/trust.js';
import { deviceId, epochMs, tenantId } from '../../../../src/model/ids.js';
import type { Fault } from '../../../../src/model/result.js';
import { fail, ok } from '../../../../src/model/result.js';
import type { AssignedPolicy } from '../../../../src/model/wire/schemas.js';
import { faultOf, must } from '../../../support/net-agent.js';
import {
  assignmentClaims,
  createSigningKey,
  DEVICE,
  FIRST_KEYS,
  ISSUER,
  NOW,
  sha256Hex,
  signJws,
  signWithPublicKeyAsSecret,
  TENANT,
  unsigned,
} from '../../../support/signed-documents.js';

const TYPE = 'assignment+jwt';
const key = createSigningKey('service-1');
const trust: AssignmentTrust = {
  target: { issuer: ISSUER, api: ISSUER, tenant: tenantId(TENANT), keys: [key.jwk], ...FIRST_KEYS },
  device: deviceId(DEVICE),
  floor: undefined,
  now: epochMs(NOW * 1000),
};
const at = (ver: number, jws: string, epoch = 1): AssignmentTrust => ({
  ...trust,
  floor: { epoch, ver, digest: `sha256:${sha256Hex(jws)}` },
});
const genuine = signJws(key, TYPE, assignmentClaims());
const codeOf = async (jws: string, how: AssignmentTrust = trust): Promise<string> => {
  const fault = faultOf(await verifyAssignment(jws, how));
  return fault.kind === 'untrusted' ? fault.code : `${fault.kind} is no distrust`;
};

describe('a genuine assignment', () => {
  test('is believed, and gives the next floor', async () => {
    const verified = must(await verifyAssignment(genuine, trust));
    expect(verified.standing).toBe('fresh');
    expect(verified.floor).toEqual({ epoch: 1, ver: 7, digest: `sha256:${sha256Hex(genuine)}` });
    expect(verified.jws).toBe(genuine);
  });

  test('is believed again, and above the floor', async () => {
    must(await verifyAssignment(genuine, at(7, genuine)));
    must(await verifyAssignment(genuine, at(6, 'whatever')));
  });

  test('that is over is stale, not void', async () => {
    const over = signJws(key, TYPE, assignmentClaims({ exp: NOW - 1 }));
    expect(must(await verifyAssignment(over, trust)).standing).toBe('stale');
  });

  test('by any of several pinned keys is believed', async () => {
    const second = createSigningKey('service-2');
    const target = { ...trust.target, keys: [key.jwk, second.jwk] };
    must(await verifyAssignment(signJws(second, TYPE, assignmentClaims()), { ...trust, target }));
  });
});

describe('an assignment is refused', () => {
  test('when it is below the version that was accepted', async () => {
    expect(await codeOf(genuine, at(8, 'newer'))).toBe('rolled-back');
  });

  test('when it is of an earlier epoch', async () => {
    expect(await codeOf(genuine, at(1, 'x', 2))).toBe('rolled-back');
  });

  test('when it is of a later epoch without an offline statement', async () => {
    expect(await codeOf(signJws(key, TYPE, assignmentClaims({ epoch: 2 })), at(7, genuine))).toBe(
      'epoch-advanced',
    );
  });

  test('when the same version comes with another content: that is an attack', async () => {
    const other = signJws(key, TYPE, assignmentClaims({ mode: 'audit' }));
    expect(await codeOf(other, at(7, genuine))).toBe('same-version-other-content');
  });

  test('when even the same content comes under another signature', async () => {
    expect(await codeOf(signJws(key, TYPE, assignmentClaims()), at(7, genuine))).toBe(
      'same-version-other-content',
    );
  });

  test.each([
    ['another device', 'other-device', { sub: '99999999-9999-4999-8999-999999999999' }],
    ['another tenant', 'other-tenant', { tid: '99999999-9999-4999-8999-999999999999' }],
    ['another service', 'other-issuer', { iss: 'https://evil.example' }],
    ['the far future', 'from-the-future', { iat: NOW + 301 }],
  ] as const)('when it is of %s', async (_what, code, claims) => {
    expect(await codeOf(signJws(key, TYPE, assignmentClaims(claims)))).toBe(code);
  });

  test('but not when clocks differ a little', async () => {
    must(await verifyAssignment(signJws(key, TYPE, assignmentClaims({ iat: NOW + 299 })), trust));
  });

  test('when it is signed by somebody else under the name of our key', async () => {
    expect(await codeOf(signJws(createSigningKey('service-1'), TYPE, assignmentClaims()))).toBe('tampered');
  });

  test('when it is signed by a key that is not pinned', async () => {
    expect(await codeOf(signJws(createSigningKey('other'), TYPE, assignmentClaims()))).toBe('unknown-key');
  });

  test('when it brings its own key', async () => {
    const own = createSigningKey('service-1');
    const jws = signJws(own, TYPE, assignmentClaims(), { jwk: own.jwk });
    expect(await codeOf(jws)).toBe('tampered');
  });

  test('when it names no key', async () => {
    expect(await codeOf(signJws(key, TYPE, assignmentClaims(), { kid: undefined }))).toBe('unknown-key');
  });

  test.each(['onboarding+jwt', 'offboarding+jwt', 'at+jwt', 'JWT'])('when its type is %s', async (typ) => {
    expect(await codeOf(signJws(key, typ, assignmentClaims()))).toBe('wrong-type');
  });

  test('when it has no type', async () => {
    expect(await codeOf(signJws(key, TYPE, assignmentClaims(), { typ: undefined }))).toBe('wrong-type');
  });

  test('when it is signed with "none"', async () => {
    const none = unsigned(TYPE, assignmentClaims(), key.kid);
    expect(await codeOf(none)).toBe('not-a-jws');
    expect(await codeOf(`${none}AAAA`)).toBe('wrong-algorithm');
  });

  test('when the public key was taken for a shared secret', async () => {
    expect(await codeOf(signWithPublicKeyAsSecret(key, TYPE, assignmentClaims()))).toBe('wrong-algorithm');
  });

  test.each(['RS256', 'ES384', 'EdDSA', 'es256'])('when its algorithm is %s', async (alg) => {
    expect(await codeOf(signJws(key, TYPE, assignmentClaims(), { alg }))).toBe('wrong-algorithm');
  });

  test('when it requires an extension', async () => {
    expect(await codeOf(signJws(key, TYPE, assignmentClaims(), { crit: ['exp'] }))).toBe('bad-claims');
  });

  test('when a single byte of it was changed, wherever that is', async () => {
    const [head = '', body = '', signature = ''] = genuine.split('.');
    const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    const changed = JSON.parse(Buffer.from(body, 'base64url').toString());
    const edited = Buffer.from(JSON.stringify({ ...changed, ver: 8 })).toString('base64url');
    expect(await codeOf(`${head}.${edited}.${signature}`)).toBe('tampered');
    expect(await codeOf(`${head}.${body}.${flip(signature)}`)).toBe('tampered');
    expect(await codeOf(`${flip(head)}.${body}.${signature}`)).toBe('not-a-jws');
  });

  test.each([1, 10, 100])('when its last %i characters are missing', async (missing) => {
    expect(await codeOf(genuine.slice(0, -missing))).toMatch(/^(tampered|not-a-jws)$/);
  });

  test('when it is larger than any assignment', async () => {
    expect(await codeOf(`${genuine}${'A'.repeat(1_048_577)}`)).toBe('not-a-jws');
  });

  test.each(['', 'current', '...', '{"a":1}', 'a.b', 'é.é.é'])('when it is %j', async (text) => {
    expect(await codeOf(text)).toBe('not-a-jws');
  });

  test.each([
    ['a claim is missing', { ver: undefined }],
    ['a claim has another form', { ver: '7' }],
    ['the mode is not known', { mode: 'destroy' }],
    ['the claims are a list', []],
  ])('when %s', async (_what, claims) => {
    const all = Array.isArray(claims) ? claims : { ...assignmentClaims(), ...claims };
    expect(await codeOf(signJws(key, TYPE, all))).toBe('bad-claims');
  });

  test('when it names a policy twice', async () => {
    const policy = policyOf('{}');
    expect(await codeOf(signJws(key, TYPE, assignmentClaims({ policies: [policy, policy] })))).toBe(
      'bad-claims',
    );
  });
});

function policyOf(content: string, more: Partial<AssignedPolicy> = {}): AssignedPolicy {
  return {
    id: '55555555-5555-4555-8555-555555555555',
    name: 'Antivirus',
    revision: 1,
    sha256: sha256Hex(content),
    size: Buffer.byteLength(content),
    ...more,
  };
}

function serving(content: string | Fault, stored: readonly string[] = []) {
  const asked: string[] = [];
  const documents: Documents = {
    has: (digest) => stored.includes(digest),
    fetch: async ({ sha256 }) => {
      asked.push(sha256);
      return typeof content === 'string' ? ok(Buffer.from(content)) : fail(content);
    },
  };
  return { documents, asked };
}

describe('staging', () => {
  const assigned = (policies: readonly AssignedPolicy[]) =>
    signJws(key, TYPE, assignmentClaims({ policies: [...policies] }));

  test('hands on every missing document, verified', async () => {
    const { documents, asked } = serving('the document');
    const policy = policyOf('the document');
    const staged = must(await stageAssignment(assigned([policy]), trust, documents));
    expect([...staged.documents]).toEqual([[policy.sha256, Buffer.from('the document')]]);
    expect(asked).toEqual([policy.sha256]);
  });

  test('asks for nothing that is stored', async () => {
    const policy = policyOf('the document');
    const { documents, asked } = serving('the document', [policy.sha256]);
    expect(must(await stageAssignment(assigned([policy]), trust, documents)).documents.size).toBe(0);
    expect(asked).toEqual([]);
  });

  test('asks once for one document that two policies share', async () => {
    const { documents, asked } = serving('shared');
    const twin = policyOf('shared', { id: '66666666-6666-4666-8666-666666666666' });
    must(await stageAssignment(assigned([policyOf('shared'), twin]), trust, documents));
    expect(asked).toHaveLength(1);
  });

  test('takes nothing when one document is another than was assigned', async () => {
    const { documents } = serving('the d0cument');
    expect(
      faultOf(await stageAssignment(assigned([policyOf('the document')]), trust, documents)),
    ).toMatchObject({ kind: 'untrusted', code: 'wrong-digest' });
  });

  test.each([-1, 1])('takes nothing when a document is %i byte off its size', async (off) => {
    const { documents } = serving('the document');
    const policy = policyOf('the document', { size: 12 + off });
    expect(faultOf(await stageAssignment(assigned([policy]), trust, documents))).toMatchObject({
      code: 'wrong-size',
    });
  });

  test('takes nothing when a document cannot be had', async () => {
    const fault: Fault = { kind: 'timeout', what: 'the service', afterMs: 1 };
    const { documents } = serving(fault);
    expect(faultOf(await stageAssignment(assigned([policyOf('x')]), trust, documents))).toEqual(fault);
  });

  test('asks for no document of an assignment that is not believed', async () => {
    const { documents, asked } = serving('x');
    const foreign = signJws(
      createSigningKey('service-1'),
      TYPE,
      assignmentClaims({ policies: [policyOf('x')] }),
    );
    faultOf(await stageAssignment(foreign, trust, documents));
    expect(asked).toEqual([]);
  });

  test('does not take a new assignment that was over before it arrived', async () => {
    const over = signJws(key, TYPE, assignmentClaims({ exp: NOW - 1 }));
    expect(faultOf(await stageAssignment(over, trust, serving('').documents))).toMatchObject({
      code: 'expired',
    });
  });
});

test('a clock that was set back does not count: the highest time ever trusted does', () => {
  expect(trustedTime(epochMs(5), epochMs(9))).toBe(9);
  expect(trustedTime(epochMs(9), epochMs(5))).toBe(9);
  expect(trustedTime(epochMs(5), undefined)).toBe(5);
});
