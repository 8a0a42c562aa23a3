// Which revisions may be enforced, from what passes with them came to.
import { expect, test } from 'vitest';
import type { Quarantine, Revision } from '../../../src/enforce/quarantine.js';
import {
  cutOff,
  endedWell,
  heldReason,
  hungWithoutThem,
  isGood,
  isNew,
  lastGoodOf,
  NO_QUARANTINE,
  REST_MS,
  released,
  standingOf,
  struck,
} from '../../../src/enforce/quarantine.js';
import { epochMs, policyId, sha256Text } from '../../../src/model/ids.js';

const NOW = epochMs(Date.parse('2026-11-21T08:00:00Z'));
const later = (ms: number) => epochMs(NOW + ms);

const revision = (id: string, of: number, source: Revision['source'] = 'assigned'): Revision => ({
  ref: { id: policyId(id), name: `Policy ${id}`, revision: of },
  sha256: sha256Text(Buffer.from(`${id}${of}${source}`).toString('hex').padEnd(64, '0')),
  source,
});
const [FIRST, SECOND] = [revision('a', 1), revision('a', 2)];

const good = (...revisions: readonly Revision[]): Quarantine =>
  endedWell(NO_QUARANTINE, {
    proven: revisions,
    looked: [],
    asked: revisions,
    sources: ['assigned', 'local'],
  });

const struckTimes = (times: number, how: 'crashed' | 'hung', from = good(FIRST)): Quarantine =>
  Array.from({ length: times }).reduce<Quarantine>((now) => struck(now, [SECOND], how, NOW), from);

test('two crashes hold nothing back, the third sets aside; the last good revision is another of the same policy', () => {
  expect(standingOf(SECOND.sha256, struckTimes(2, 'crashed'), NOW)).toEqual({ is: 'free' });
  const third = struckTimes(3, 'crashed');
  expect(standingOf(SECOND.sha256, third, NOW)).toEqual({ is: 'set-aside', because: 'crashed', since: NOW });
  expect(lastGoodOf(SECOND, third, NOW)).toMatchObject({ ref: { revision: 1 } });
  expect(lastGoodOf(revision('b', 2), third, NOW)).toBeUndefined();
  expect(lastGoodOf(revision('a', 2, 'local'), third, NOW)).toBeUndefined();
});

test('a crash, a hang and a crash are three', () => {
  const mixed = struck(struckTimes(1, 'hung', struckTimes(1, 'crashed')), [SECOND], 'crashed', NOW);
  expect(standingOf(SECOND.sha256, mixed, NOW)).toMatchObject({ is: 'set-aside' });
});

test('after a hang it rests for half an hour, and not longer because a clock was set back', () => {
  const hung = struckTimes(1, 'hung');
  expect(standingOf(SECOND.sha256, hung, later(REST_MS - 1))).toMatchObject({ is: 'resting', hangs: 1 });
  expect(standingOf(SECOND.sha256, hung, later(REST_MS))).toEqual({ is: 'free' });
  expect(standingOf(SECOND.sha256, hung, later(-24 * 3_600_000))).toEqual({ is: 'free' });
});

test('hangs count against nobody where a pass hangs with nothing new in it; crashes stay counted', () => {
  const cleared = hungWithoutThem(struckTimes(2, 'hung'));
  expect(cleared.strikes).toEqual([]);
  const mixed = hungWithoutThem(struckTimes(1, 'hung', struckTimes(1, 'crashed')));
  expect(mixed.strikes).toMatchObject([{ crashes: 1, hangs: 0 }]);
  expect(standingOf(SECOND.sha256, mixed, NOW)).toEqual({ is: 'free' });
});

test('a pass that ends well forgets the strikes of what it put in force, and what was good of the same policy', () => {
  const ended = endedWell(struckTimes(2, 'crashed'), {
    proven: [SECOND],
    looked: [],
    asked: [SECOND],
    sources: ['assigned'],
  });
  expect(ended.strikes).toEqual([]);
  expect(ended.good).toEqual([SECOND]);
});

test('what was only looked at is not new any more, and is not good either', () => {
  const looked = endedWell(good(FIRST), {
    proven: [],
    looked: [SECOND],
    asked: [SECOND],
    sources: ['assigned'],
  });
  expect(isNew(SECOND.sha256, looked)).toBe(false);
  expect(isGood(SECOND.sha256, looked)).toBe(false);
  expect(lastGoodOf(SECOND, looked, NOW)).toMatchObject({ ref: { revision: 1 } });
});

test('what is good of a policy that nobody asks for any more is forgotten, but not by a pass without its source', () => {
  const local = revision('l', 1, 'local');
  const before = good(FIRST, local);
  const ended = endedWell(before, { proven: [], looked: [], asked: [], sources: ['assigned'] });
  expect(ended.good).toEqual([local]);
});

test('one cut-off is enough, and the same revision under another policy is the same document', () => {
  const cut = cutOff(good(FIRST), [SECOND], NOW);
  expect(standingOf(SECOND.sha256, cut, NOW)).toMatchObject({ is: 'set-aside', because: 'cut-off' });
  expect(cutOff(cut, [SECOND], later(1)).setAside).toEqual(cut.setAside);
});

test('released by digest, by the beginning of it, by name and by id; anything shorter or else releases nothing', () => {
  const aside = struckTimes(3, 'crashed');
  for (const wanted of [SECOND.sha256, SECOND.sha256.slice(0, 8).toUpperCase(), 'Policy a', 'a']) {
    const { quarantine, revisions } = released(aside, wanted);
    expect(revisions, wanted).toHaveLength(1);
    expect(standingOf(SECOND.sha256, quarantine, NOW), wanted).toEqual({ is: 'free' });
  }
  for (const wanted of [SECOND.sha256.slice(0, 7), 'policy a', '', 'Policy b'])
    expect(released(aside, wanted).revisions, wanted).toEqual([]);
});

test('the reason names the revision, the cause, what stands in its place and the way back', () => {
  const aside = struckTimes(3, 'crashed');
  const standing = standingOf(SECOND.sha256, aside, NOW);
  if (standing.is === 'free') throw new Error('it is set aside');
  const { code, text } = heldReason(SECOND, standing, FIRST);
  expect(code).toBe('set-aside');
  for (const part of [
    'Revision 2 of "Policy a"',
    'crashed or hung with it 3 times',
    'revision 1 stays in force',
    `holdfast policy release ${SECOND.sha256.slice(0, 12)}`,
  ])
    expect(text).toContain(part);
  expect(heldReason(SECOND, standing, undefined).text).toContain('no revision of it was in force before');
});
