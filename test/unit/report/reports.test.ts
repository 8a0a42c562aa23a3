// From findings to reports: sparse, stable, redacted, bounded.
import { describe, expect, test } from 'vitest';
import type { Finding, SettingState } from '../../../src/model/finding.js';
import { epochMs, policyId, settingKey } from '../../../src/model/ids.js';
import type { Value } from '../../../src/model/value.js';
import { validateReportRequest } from '../../../src/model/wire/validators.js';
import { reportDigest, reportItems } from '../../../src/report/build-report.js';
import type { OutboxItem } from '../../../src/report/outbox.js';
import {
  batches,
  enqueue,
  idempotencyKeyOf,
  mustEnqueue,
  mustReport,
  OUTBOX_LIMITS,
  toRequest,
} from '../../../src/report/outbox.js';
import { actualText, expectedText } from '../../../src/report/redact.js';

const A = { id: policyId('00000000-0000-4000-8000-00000000000a'), name: 'A', revision: 3 };
const B = { id: policyId('00000000-0000-4000-8000-00000000000b'), name: 'B', revision: 1 };

const finding = (id: string, state: SettingState, more: Partial<Finding> = {}): Finding => ({
  key: settingKey(id),
  settingDefinitionId: id,
  name: id,
  state,
  policies: [A],
  readBack: { is: 'absent' },
  drift: false,
  ...more,
});

describe('report items', () => {
  test('list what is not plainly compliant and count the rest', () => {
    const findings = [finding('one', 'compliant'), finding('two', 'error', { errorCode: -2147024891 })];
    const [item] = reportItems({ findings, policies: [A], full: false });
    expect(item).toMatchObject({
      policy: A.id,
      revision: 3,
      state: 'error',
      counts: { compliant: 1, error: 1 },
    });
    expect(item?.settings.map(({ id }) => id)).toEqual(['two']);
  });

  test('tell a danger and a fight although the setting is as asked', () => {
    const flags = [{ code: 'user-writable', text: 'Dangerous exclusion: "/tmp"' }] as const;
    const contested = { since: epochMs(1), nextRepairAt: epochMs(2) };
    const reason = { code: 'contested', text: 'Somebody undoes it' } as const;
    const findings = [
      finding('flagged', 'compliant', { flags }),
      finding('fought', 'compliant', { contested, reason, flags }),
    ];
    const [item] = reportItems({ findings, policies: [A], full: false });
    expect(item?.settings.map((setting) => setting.reason)).toEqual([
      { code: 'user-writable', phrase: 'Dangerous exclusion: "/tmp"' },
      { code: 'contested', phrase: 'Somebody undoes it. Dangerous exclusion: "/tmp"' },
    ]);
  });

  test('name every setting when the service asks for all', () => {
    const [item] = reportItems({ findings: [finding('one', 'compliant')], policies: [A], full: true });
    expect(item?.settings).toHaveLength(1);
  });

  test('show a conflict at each policy, with both as sources', () => {
    const items = reportItems({
      findings: [finding('one', 'conflict', { policies: [A, B] })],
      policies: [A, B],
      full: false,
    });
    expect(items.map(({ state }) => state)).toEqual(['conflict', 'conflict']);
    expect(items[0]?.settings[0]?.sources).toEqual([A.id, B.id]);
  });

  test('leave local policies out', () => {
    const items = reportItems({
      findings: [finding('one', 'error', { policies: [B] })],
      policies: [A],
      full: false,
    });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ policy: A.id, state: 'compliant', settings: [] });
  });

  test('have the same digest whatever the order of the findings', () => {
    const findings = [finding('one', 'error'), finding('two', 'unknown')];
    const digest = (list: readonly Finding[]) =>
      reportDigest(reportItems({ findings: list, policies: [A], full: false }), 7);
    expect(digest(findings)).toBe(digest(findings.toReversed()));
    expect(digest(findings)).not.toBe(digest([finding('one', 'error')]));
  });
});

describe('drift that the service has not heard of when the state is as asked again', () => {
  const reason = { code: 'drift-repaired', text: 'somebody undid it' } as const;
  const drifted = [finding('one', 'remediated', { drift: true, reason }), finding('two', 'compliant')];
  const sound = [finding('one', 'compliant'), finding('two', 'compliant')];
  const items = (findings: readonly Finding[], undelivered: ReturnType<typeof reportItems> = []) =>
    reportItems({ findings, policies: [A], full: false, undelivered });

  test('is told with the new state, and what was done about it', () => {
    const [item] = items(sound, items(drifted));
    expect(item).toMatchObject({ state: 'compliant', counts: { compliant: 2 } });
    expect(item?.settings).toMatchObject([
      { id: 'one', state: 'compliant', drift: true, reason: { code: 'drift-repaired' } },
    ]);
  });

  test('survives any number of passes, and gives way to a newer reason', () => {
    const carried = items(sound, items(sound, items(drifted)));
    expect(carried).toEqual(items(sound, items(drifted)));
    const broken = finding('one', 'error', { reason: { code: 'write-failed', text: 'the disk is full' } });
    expect(items([broken], carried)[0]?.settings).toMatchObject([
      { state: 'error', drift: true, reason: { code: 'write-failed' } },
    ]);
  });

  test('counts as another state than the plain one, so that it is told once and then no more', () => {
    const digest = (told: ReturnType<typeof reportItems>) => reportDigest(told, 1);
    expect(digest(items(sound, items(drifted)))).not.toBe(digest(items(sound)));
  });

  test('is not told of a setting that no policy names any more', () => {
    expect(items([finding('two', 'compliant')], items(drifted))[0]?.settings).toEqual([]);
  });
});

describe('what leaves the device of a value', () => {
  const rows: readonly (readonly [Value, Value | undefined, string])[] = [
    [false, true, 'false'],
    ['/home/anna/secret/plan.txt', 'normal', '(a path)'],
    ['C:\\Users\\anna\\x', 'normal', '(a path)'],
    ['/opt/proxy/x', '/opt/proxy/x', '/opt/proxy/x'],
    [['/var/lib/pg', '/home/malware'], ['/var/lib/pg'], '/var/lib/pg, 1 other entry'],
    [['/a/b', '/c/d'], undefined, '2 other entries'],
    [[], ['/x/y'], '(empty list)'],
    [
      [
        { name: 'R', ports: ['3389', '5985'] },
        { name: 'S', ports: ['1'] },
      ],
      [{ name: 'R', ports: ['5985', '3389'] }],
      '{name: R, ports: 5985 3389}, 1 other entry',
    ],
  ];
  test.each(rows)('%j of %j is told as %s', (value, desired, text) => {
    expect(actualText(value, desired)).toBe(text);
  });

  test('control characters of the machine never arrive', () => {
    expect(expectedText('a\u001b[31m\nb')).toBe('a [31m b');
  });
});

const item = (policy: string, bytes = 10): OutboxItem => ({
  policy,
  item: {
    policy: A.id,
    revision: 1,
    state: 'error',
    counts: {
      compliant: 0,
      remediated: 0,
      nonCompliant: 0,
      error: 1,
      conflict: 0,
      notApplicable: 0,
      unknown: 0,
    },
    settings: [{ id: 'x'.repeat(bytes), state: 'error', sources: [], actual: 'y'.repeat(4 * bytes) }],
  },
  observedAt: epochMs(1_800_000_000_000),
  digest: `sha256:${'0'.repeat(64)}`,
  assignment: 1,
  full: false,
});

describe('the outbox', () => {
  test('keeps the newest of each policy', () => {
    const first = enqueue({ items: [], dropped: 0 }, [item('a'), item('b')]);
    const second = enqueue(first, [{ ...item('a'), assignment: 2 }]);
    expect(second.items.map(({ policy, assignment }) => [policy, assignment])).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
    expect(second.dropped).toBe(0);
  });

  test('drops the oldest when it is full, and counts them', () => {
    const many = Array.from({ length: OUTBOX_LIMITS.items + 5 }, (_, at) => item(`p${at}`));
    const full = enqueue({ items: [], dropped: 2 }, many);
    expect(full.items).toHaveLength(OUTBOX_LIMITS.items);
    expect(full.items[0]?.policy).toBe('p5');
    expect(full.dropped).toBe(7);
  });

  test('is sent in requests that the service takes', () => {
    const all = batches(Array.from({ length: 120 }, (_, at) => item(`p${at}`, 1000)));
    expect(all.flat()).toHaveLength(120);
    for (const batch of all) {
      const request = toRequest(batch, { seq: 1, simulated: true });
      expect(validateReportRequest(request)).toBe(true);
      expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThan(256 * 1024);
    }
  });

  test('an item that is too big alone keeps its worst settings and all its counts', () => {
    const big = item('a');
    const settings = Array.from({ length: 3000 }, (_, at) => ({
      id: `setting-${at}-${'y'.repeat(100)}`,
      state: at === 2999 ? ('error' as const) : ('unknown' as const),
      sources: [],
    }));
    const [[sent] = []] = batches([{ ...big, item: { ...big.item, settings } }]);
    expect(JSON.stringify(sent?.item).length).toBeLessThan(240 * 1024);
    expect(sent?.item.settings[0]?.state).toBe('error');
    expect(sent?.item.counts).toEqual(big.item.counts);
  });
});

describe('a report is due', () => {
  const now = epochMs(1_800_000_000_000);
  const delivered = { digest: 'd', at: epochMs(now - 3_600_000) };
  test.each([
    ['never on a plain unchanged check-in', { digest: 'd', delivered, asked: false }, false],
    ['when the state moved', { digest: 'e', delivered, asked: false }, true],
    ['when the service asks', { digest: 'd', delivered, asked: true }, true],
    ['when none was ever delivered', { digest: 'd', delivered: undefined, asked: false }, true],
    [
      'once a day',
      { digest: 'd', delivered: { digest: 'd', at: epochMs(now - 86_400_000) }, asked: false },
      true,
    ],
  ])('%s', (_, facts, expected) => {
    expect(mustReport({ ...facts, now })).toBe(expected);
  });
});

test('a report that is sent again has the same key, and another one another', () => {
  const sent = (seq: number, at: number) => {
    const request = toRequest([item(`p${at}`, at)], { seq, simulated: true });
    return request === undefined ? '' : idempotencyKeyOf(request);
  };
  expect(sent(1, 1000)).toMatch(/^[\w-]{43}$/);
  expect(sent(2, 1000)).toBe(sent(1, 1000));
  expect(sent(1, 2000)).not.toBe(sent(1, 1000));
});

describe('what waits in the outbox', () => {
  const now = epochMs(1_800_000_000_000);
  const waiting = [item('a')];
  const { digest } = item('a');
  const delivered = { digest: 'before', at: now };
  test.each([
    ['stays while the state does not move', { digest, asked: false }, false],
    ['is replaced when the state has moved', { digest: 'other', asked: false }, true],
    ['is replaced when the state is what was delivered before it', { digest: 'before', asked: false }, true],
    ['is replaced when the service asks for every setting', { digest, asked: true }, true],
  ])('%s', (_, facts, expected) => {
    expect(mustEnqueue({ ...facts, waiting, delivered, now })).toBe(expected);
  });
});
