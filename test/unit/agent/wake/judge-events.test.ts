// Which events of a service wake a device: one good one, and everything that only looks like it.
import { describe, expect, test } from 'vitest';
import type { EventTrust, SeenEvents } from '../../../../src/agent/wake/judge-events.js';
import { createSeenEvents, judgeEvents } from '../../../../src/agent/wake/judge-events.js';
import { deviceId } from '../../../../src/model/ids.js';
import { EVENT_TYPE, SYNC_EVENT } from '../../../../src/model/wire/problem-codes.js';
import type { EventClaims } from '../../../../src/model/wire/schemas.js';
import {
  createSigningKey,
  DEVICE,
  ISSUER,
  NOW,
  signJws,
  signWithPublicKeyAsSecret,
  TENANT,
  unsigned,
} from '../../../support/signed-documents.js';

const key = createSigningKey('service-key');
const other = createSigningKey('other-key');

const claims = (more: Partial<EventClaims> = {}): EventClaims => ({
  iss: ISSUER,
  aud: DEVICE,
  iat: NOW - 5,
  exp: NOW + 600,
  jti: 'event-1',
  events: { [SYNC_EVENT]: {} },
  ...more,
});

const trustWith = (seen: SeenEvents = createSeenEvents()): EventTrust => ({
  issuer: ISSUER,
  device: deviceId(DEVICE),
  keys: [key.jwk],
  seen,
  now: NOW,
});

const good = signJws(key, EVENT_TYPE, claims());

test('a good event calls, and is to be acknowledged', async () => {
  expect(await judgeEvents({ 'event-1': good }, trustWith())).toEqual({
    calls: true,
    believed: ['event-1'],
    fresh: 1,
    distrusted: new Map(),
  });
});

test('the same event again calls nobody, and is acknowledged again: the answer to the first may be lost', async () => {
  const trust = trustWith();
  await judgeEvents({ 'event-1': good }, trust);
  expect(await judgeEvents({ 'event-1': good }, trust)).toMatchObject({
    calls: false,
    fresh: 0,
    believed: ['event-1'],
  });
});

test('an event of another kind is acknowledged and calls nobody', async () => {
  const jws = signJws(key, EVENT_TYPE, claims({ events: { 'urn:holdfast:event:other': {} } }));
  expect(await judgeEvents({ 'event-1': jws }, trustWith())).toMatchObject({
    calls: false,
    believed: ['event-1'],
  });
});

describe('not believed, sent back as an error, and no call', () => {
  const [head = '', body = ''] = good.split('.');
  const bad: readonly (readonly [what: string, jws: string, code: string])[] = [
    ['for another device', signJws(key, EVENT_TYPE, claims({ aud: TENANT })), 'other-device'],
    ['of another issuer', signJws(key, EVENT_TYPE, claims({ iss: 'https://evil.example' })), 'other-issuer'],
    ['that is over', signJws(key, EVENT_TYPE, claims({ exp: NOW })), 'expired'],
    ['with another id than it came with', signJws(key, EVENT_TYPE, claims({ jti: 'event-2' })), 'bad-claims'],
    ['that lacks its id', signJws(key, EVENT_TYPE, { ...claims(), jti: undefined }), 'bad-claims'],
    ['without events', signJws(key, EVENT_TYPE, { ...claims(), events: undefined }), 'bad-claims'],
    ['by a key that is not pinned', signJws(other, EVENT_TYPE, claims()), 'unknown-key'],
    [
      'by another key under a pinned name',
      signJws(other, EVENT_TYPE, claims(), { kid: key.kid }),
      'tampered',
    ],
    ['of another type', signJws(key, 'assignment+jwt', claims()), 'wrong-type'],
    ['without a signature', unsigned(EVENT_TYPE, claims(), key.kid), 'not-a-jws'],
    [
      'with the public key as a secret',
      signWithPublicKeyAsSecret(key, EVENT_TYPE, claims()),
      'wrong-algorithm',
    ],
    [
      'with an extension that is required',
      signJws(key, EVENT_TYPE, claims(), { crit: ['b64'] }),
      'bad-claims',
    ],
    ['whose signature is cut off', `${head}.${body}.`, 'not-a-jws'],
    ['that is garbage', 'garbage', 'not-a-jws'],
  ];

  test.each(bad)('%s', async (_what, jws, code) => {
    expect(await judgeEvents({ 'event-1': jws }, trustWith())).toEqual({
      calls: false,
      believed: [],
      fresh: 0,
      distrusted: new Map([['event-1', expect.objectContaining({ kind: 'untrusted', code })]]),
    });
  });

  test('beside a good one: the good one calls', async () => {
    const answer = { 'event-0': 'garbage', 'event-1': good };
    expect(await judgeEvents(answer, trustWith())).toMatchObject({ calls: true, fresh: 1 });
  });
});

test('an id is forgotten when its event is over, and not before', () => {
  const seen = createSeenEvents();
  seen.add('old', NOW + 10, NOW);
  seen.add('new', NOW + 100, NOW + 5);
  expect([seen.has('old'), seen.has('new')]).toEqual([true, true]);
  seen.add('next', NOW + 100, NOW + 10);
  expect([seen.has('old'), seen.has('new')]).toEqual([false, true]);
});
