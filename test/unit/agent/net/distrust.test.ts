// Everything that somebody who is not the service might put before a device, in one table: none of it is believed, and
// each is refused for its own reason. Below it the genuine ones: none of them is refused.
import { describe, expect, test } from 'vitest';
import { readOnboardingFile } from '../../../../src/agent/net/onboarding-file.js';
import type { ServiceTarget } from '../../../../src/agent/net/ports.js';
import { followWords, readOffboardingFile } from '../../../../src/agent/net/signed-words.js';
import { deviceId } from '../../../../src/model/ids.js';
import type { Result } from '../../../../src/model/result.js';
import { fail, ok } from '../../../../src/model/result.js';
import { faultOf, must } from '../../../support/net-agent.js';
import {
  assigned,
  assignment,
  bytes,
  changed,
  DAY,
  epoch,
  first,
  genuine,
  held,
  impostor,
  keySet,
  now,
  OTHER,
  offboarding,
  offline,
  onboarding,
  policy,
  second,
  staged,
  stranger,
  target,
  third,
} from '../../../support/rogue-documents.js';
import {
  assignmentClaims,
  DEVICE,
  NOW,
  signJws,
  signWithPublicKeyAsSecret,
  unsigned,
} from '../../../support/signed-documents.js';

/** The first fault of what came with a check-in; none: it was believed. */
async function followed(
  words: { readonly keySets?: readonly string[]; readonly epochStatement?: string },
  from: ServiceTarget = target,
): Promise<Result<ServiceTarget>> {
  const { keySets = [], epochStatement } = words;
  const { target: after, faults } = await followWords(from, { keySets, epochStatement }, now);
  const [fault] = faults;
  if (fault !== undefined) {
    // What is not believed changes nothing.
    if (keySets.length < 2) expect(after).toEqual(from);
    return fail(fault);
  }
  return ok(after);
}

const offboarded = (text: string, from: ServiceTarget = target) =>
  readOffboardingFile(text, { target: from, device: deviceId(DEVICE), now });
const onboarded = (text: string) => readOnboardingFile(text, now);

const rotated = must(await followed({ keySets: [keySet()] }));
const stated = must(await followed({ epochStatement: epoch() }));

type Case = readonly [title: string, code: string, tried: () => Promise<Result<unknown>>];

const ASSIGNMENTS: readonly Case[] = [
  ['of a key that nobody knows', 'unknown-key', () => assigned(assignment({}, stranger))],
  ['of another key under a known name', 'tampered', () => assigned(assignment({}, impostor))],
  ['of the offline key', 'unknown-key', () => assigned(assignment({}, offline))],
  [
    'of no named key',
    'unknown-key',
    () => assigned(signJws(first, 'assignment+jwt', assignmentClaims(), { kid: undefined })),
  ],
  [
    'without a signature',
    'not-a-jws',
    () => assigned(unsigned('assignment+jwt', assignmentClaims(), 'first')),
  ],
  ['of alg none with an old signature', 'not-a-jws', () => assigned(`${genuine}.${genuine.split('.')[2]}`)],
  [
    'of alg none with a signature',
    'wrong-algorithm',
    () => assigned(signJws(first, 'assignment+jwt', assignmentClaims(), { alg: 'none' })),
  ],
  [
    'of HS256 over the public key',
    'wrong-algorithm',
    () => assigned(signWithPublicKeyAsSecret(first, 'assignment+jwt', assignmentClaims())),
  ],
  [
    'of RS256',
    'wrong-algorithm',
    () => assigned(signJws(first, 'assignment+jwt', assignmentClaims(), { alg: 'RS256' })),
  ],
  [
    'of the type of an onboarding file',
    'wrong-type',
    () => assigned(signJws(first, 'onboarding+jwt', assignmentClaims())),
  ],
  [
    'of the type of an offboarding file',
    'wrong-type',
    () => assigned(signJws(first, 'offboarding+jwt', assignmentClaims())),
  ],
  [
    'of no type',
    'wrong-type',
    () => assigned(signJws(first, 'assignment+jwt', assignmentClaims(), { typ: undefined })),
  ],
  [
    'that demands an unknown extension',
    'bad-claims',
    () => assigned(signJws(first, 'assignment+jwt', assignmentClaims(), { crit: ['b64'], b64: false })),
  ],
  [
    'with its own key in the header',
    'unknown-key',
    () => assigned(signJws(stranger, 'assignment+jwt', assignmentClaims(), { jwk: stranger.jwk })),
  ],
  ['for another device', 'other-device', () => assigned(assignment({ ver: 8, sub: OTHER }))],
  ['of another tenant', 'other-tenant', () => assigned(assignment({ ver: 8, tid: OTHER }))],
  [
    'of another service',
    'other-issuer',
    () => assigned(assignment({ ver: 8, iss: 'https://elsewhere.example' })),
  ],
  ['of an older version', 'rolled-back', () => assigned(assignment({ ver: 6 }))],
  [
    'of the same version with another content',
    'same-version-other-content',
    () => assigned(assignment({ mode: 'audit' })),
  ],
  [
    'of a later epoch without a statement',
    'epoch-advanced',
    () => assigned(assignment({ ver: 8, epoch: 2 })),
  ],
  [
    'of an earlier epoch, after one was stated',
    'rolled-back',
    () => assigned(assignment({ ver: 8 }), { target: stated }),
  ],
  [
    'of an epoch above the stated one',
    'epoch-advanced',
    () => assigned(assignment({ ver: 8, epoch: 3 }), { target: stated }),
  ],
  [
    'of an earlier epoch than the floor',
    'rolled-back',
    () => assigned(assignment({ ver: 99 }), { floor: { ...held, epoch: 2 } }),
  ],
  [
    'from the far future',
    'from-the-future',
    () => assigned(assignment({ ver: 8, iat: NOW + 3600, exp: NOW + 2 * DAY })),
  ],
  [
    'of the year 300 000',
    'from-the-future',
    () => assigned(assignment({ ver: 8, iat: 9_000_000_000_000, exp: 9_000_000_000_001 })),
  ],
  ['that was over before it came', 'expired', () => staged(assignment({ ver: 8, exp: NOW - 1 }))],
  [
    'that names a policy twice',
    'bad-claims',
    () => assigned(assignment({ ver: 8, policies: [policy, policy] })),
  ],
  [
    'without a scope',
    'bad-claims',
    () => assigned(signJws(first, 'assignment+jwt', { ...assignmentClaims({ ver: 8 }), scope: undefined })),
  ],
  [
    'with a version that is text',
    'bad-claims',
    () => assigned(signJws(first, 'assignment+jwt', { ...assignmentClaims(), ver: '8' })),
  ],
  [
    'whose scope was changed after it was signed',
    'tampered',
    () => assigned(changed(genuine, (claims) => ({ ...claims, scope: 'out' }))),
  ],
  ['cut short', 'not-a-jws', () => assigned(genuine.slice(0, genuine.lastIndexOf('.')))],
  ['with half a signature', 'tampered', () => assigned(genuine.slice(0, -40))],
  ['larger than a megabyte', 'not-a-jws', () => assigned(`${genuine}${'A'.repeat(1_048_576)}`)],
  [
    'of a set of keys that was followed by another',
    'unknown-key',
    () => assigned(assignment({ ver: 8 }), { target: rotated }),
  ],
  [
    'whose document is longer',
    'wrong-size',
    () => staged(assignment({ ver: 8, policies: [policy] }), Buffer.concat([bytes, bytes])),
  ],
  [
    'whose document is another of the same length',
    'wrong-digest',
    () => staged(assignment({ ver: 8, policies: [policy] }), Buffer.from(bytes.map((byte) => byte ^ 1))),
  ],
];

const KEY_SETS: readonly Case[] = [
  ['signed by one of its own keys', 'unknown-key', () => followed({ keySets: [keySet({}, second)] })],
  ['signed by the offline key', 'unknown-key', () => followed({ keySets: [keySet({}, offline)] })],
  ['signed under a known name', 'tampered', () => followed({ keySets: [keySet({}, impostor)] })],
  ['that skips a version', 'out-of-order', () => followed({ keySets: [keySet({ ver: 6 })] })],
  ['of another tenant', 'other-tenant', () => followed({ keySets: [keySet({ tid: OTHER })] })],
  [
    'of another service',
    'other-issuer',
    () => followed({ keySets: [keySet({ iss: 'https://elsewhere.example' })] }),
  ],
  ['from the future', 'from-the-future', () => followed({ keySets: [keySet({ iat: NOW + 3600 })] })],
  ['without keys', 'bad-claims', () => followed({ keySets: [keySet({ keys: [] })] })],
  [
    'whose keys share a name',
    'bad-claims',
    () => followed({ keySets: [keySet({ keys: [second.jwk, { ...third.jwk, kid: 'second' }] })] }),
  ],
  [
    'of the type of an assignment',
    'wrong-type',
    () => followed({ keySets: [keySet({}, first, { typ: 'assignment+jwt' })] }),
  ],
  ['of alg none', 'wrong-algorithm', () => followed({ keySets: [keySet({}, first, { alg: 'none' })] })],
  [
    'whose keys were exchanged',
    'tampered',
    () => followed({ keySets: [changed(keySet(), (claims) => ({ ...claims, keys: [stranger.jwk] }))] }),
  ],
  ['cut short', 'not-a-jws', () => followed({ keySets: [keySet().slice(0, 100)] })],
  [
    'signed by a key that the set before it left out',
    'unknown-key',
    () => followed({ keySets: [keySet(), keySet({ ver: 6, keys: [third.jwk] })] }),
  ],
];

const EPOCHS: readonly Case[] = [
  ['signed by an online key', 'unknown-key', () => followed({ epochStatement: epoch({}, first) })],
  [
    'for a device without offline keys',
    'unknown-key',
    () => followed({ epochStatement: epoch() }, { ...target, offline: [] }),
  ],
  ['that does not rise', 'rolled-back', () => followed({ epochStatement: epoch() }, stated)],
  ['of another tenant', 'other-tenant', () => followed({ epochStatement: epoch({ tid: OTHER }) })],
  [
    'of another service',
    'other-issuer',
    () => followed({ epochStatement: epoch({ iss: 'https://elsewhere.example' }) }),
  ],
  ['from the future', 'from-the-future', () => followed({ epochStatement: epoch({ iat: NOW + 3600 }) })],
  ['of another type', 'wrong-type', () => followed({ epochStatement: epoch({}, offline, 'keyset+jwt') })],
  [
    'whose number was changed',
    'tampered',
    () => followed({ epochStatement: changed(epoch(), (claims) => ({ ...claims, epoch: 9 })) }),
  ],
];

const OFFBOARDINGS: readonly Case[] = [
  ['of another tenant', 'other-tenant', () => offboarded(offboarding({ tid: OTHER }, stranger))],
  ['for other devices', 'other-device', () => offboarded(offboarding({ devices: [OTHER] }))],
  ['that is over', 'expired', () => offboarded(offboarding({ exp: NOW }))],
  ['that lives longer than a week', 'bad-claims', () => offboarded(offboarding({ exp: NOW + 8 * DAY }))],
  ['from the future', 'from-the-future', () => offboarded(offboarding({ iat: NOW + 3600 }))],
  ['of another service', 'other-issuer', () => offboarded(offboarding({ iss: 'https://elsewhere.example' }))],
  ['of a stranger', 'unknown-key', () => offboarded(offboarding({}, stranger))],
  ['of a retired key', 'unknown-key', () => offboarded(offboarding(), rotated)],
  [
    'whose devices were changed',
    'tampered',
    () =>
      offboarded(changed(offboarding({ devices: [OTHER] }), (claims) => ({ ...claims, devices: [DEVICE] }))),
  ],
  ['that is an onboarding file', 'wrong-type', () => offboarded(onboarding())],
  ['that is an assignment', 'wrong-type', () => offboarded(genuine)],
  ['without an end', 'bad-claims', () => offboarded(offboarding({ exp: undefined }))],
  ['that is no such file at all', 'not-a-jws', () => offboarded('offboard, please')],
];

const ONBOARDINGS: readonly Case[] = [
  [
    'whose address was changed',
    'tampered',
    () => onboarded(changed(onboarding(), (claims) => ({ ...claims, api: 'https://evil.example' }))),
  ],
  ['that is over', 'expired', () => onboarded(onboarding({ exp: NOW }))],
  [
    'that names plain HTTP elsewhere',
    'bad-claims',
    () => onboarded(onboarding({ api: 'http://service.example' })),
  ],
  ['of alg none', 'wrong-algorithm', () => onboarded(onboarding({}, first, { alg: 'none' }))],
  ['that is an offboarding file', 'wrong-type', () => onboarded(offboarding())],
];

const TABLES: readonly (readonly [what: string, cases: readonly Case[]])[] = [
  ['an assignment', ASSIGNMENTS],
  ['a set of keys', KEY_SETS],
  ['an epoch statement', EPOCHS],
  ['an offboarding file', OFFBOARDINGS],
  ['an onboarding file', ONBOARDINGS],
];

describe.each(TABLES)('%s is refused', (_what, cases) => {
  test.each(cases)('%s (%s)', async (_title, code, tried) => {
    expect(faultOf(await tried())).toMatchObject({ kind: 'untrusted', code });
  });
});

describe('a genuine one is believed:', () => {
  const GENUINE: readonly (readonly [title: string, tried: () => Promise<Result<unknown>>])[] = [
    ['the assignment in force, again', () => assigned(genuine)],
    ['the first assignment of a device', () => assigned(genuine, { floor: undefined })],
    ['the next version', () => assigned(assignment({ ver: 8 }))],
    ['a version that skips some', () => assigned(assignment({ ver: 80 }))],
    ['one of a clock that is a little ahead', () => assigned(assignment({ ver: 8, iat: NOW + 200 }))],
    [
      'an expired one that is held already',
      () => assigned(assignment({ exp: NOW - DAY }), { floor: undefined, held: true }),
    ],
    [
      'one that is held, of a key that was retired since',
      () => assigned(genuine, { target: rotated, held: true }),
    ],
    ['one that is held, of the epoch before', () => assigned(genuine, { target: stated, held: true })],
    [
      'a lower version in the epoch that was stated',
      () => assigned(assignment({ epoch: 2, ver: 1 }), { target: stated }),
    ],
    [
      'the next version under the next keys',
      () => assigned(assignment({ ver: 8 }, second), { target: rotated }),
    ],
    ['one with its document', () => staged(assignment({ ver: 8, policies: [policy] }))],
    ['the next set of keys', () => followed({ keySets: [keySet()] })],
    [
      'two sets in a row',
      () => followed({ keySets: [keySet(), keySet({ ver: 6, keys: [third.jwk] }, second)] }),
    ],
    ['a set that was followed already', () => followed({ keySets: [keySet()] }, rotated)],
    ['an epoch statement', () => followed({ epochStatement: epoch() })],
    ['a later epoch statement', () => followed({ epochStatement: epoch({ epoch: 5 }) }, stated)],
    ['an offboarding file for all', () => offboarded(offboarding())],
    [
      'an offboarding file for this device and others',
      () => offboarded(offboarding({ devices: [OTHER, DEVICE] })),
    ],
    ['an offboarding file with space around it', () => offboarded(`\uFEFF${offboarding()}\r\n`)],
    ['an onboarding file', () => onboarded(onboarding())],
  ];
  test.each(GENUINE)('%s', async (_title, tried) => {
    expect((await tried()).ok).toBe(true);
  });
});

test('at least sixty ways were tried', () => {
  expect(TABLES.flatMap(([, cases]) => cases).length).toBeGreaterThanOrEqual(60);
});

test('the chain ends where it is not believed; what came before it holds', async () => {
  const words = { keySets: [keySet(), keySet({ ver: 6 }, stranger)], epochStatement: epoch() };
  const { target: after, keySets, faults } = await followWords(target, words, now);
  expect(after).toMatchObject({ keySet: 5, keys: [second.jwk], former: [first.jwk], epoch: 2 });
  expect(keySets.map(({ ver }) => ver)).toEqual([5]);
  expect(faults).toMatchObject([{ code: 'unknown-key' }]);
});
