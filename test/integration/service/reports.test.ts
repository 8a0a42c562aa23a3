// Reports: taken once, packed or not, within limits, and shown setting by setting.
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReportRequest } from '../../../src/model/wire/schemas.js';
import { validateProblem } from '../../../src/model/wire/validators.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import { call, checkIn, enrol, json } from '../../support/service-client.js';

const BASELINE = new URL('../../../samples/policies/linux-antivirus-baseline.json', import.meta.url).pathname;
const POLICY = '5a3b1c00-0000-4000-8000-000000000001';

let service: TestService;
let device: Enrolled;
beforeEach(async () => {
  service = await startTestService();
  device = await enrol(service.url, await service.onboarding());
  await cli('policy', 'import', BASELINE);
  await cli('policy', 'assign', POLICY, '--all-devices');
});
afterEach(() => service[Symbol.asyncDispose]());

const cli = (...args: readonly string[]) => askCli(service.dataDir, args);

const COUNTS = {
  compliant: 16,
  remediated: 0,
  nonCompliant: 0,
  error: 1,
  conflict: 0,
  notApplicable: 0,
  unknown: 0,
};

const digestOf = (character: string): string => `sha256:${character.repeat(64)}`;

function report(seq: number, more: Partial<ReportRequest> = {}): ReportRequest {
  return {
    seq,
    assignment: 1,
    observedAt: '2026-11-21T07:30:00Z',
    full: false,
    simulated: true,
    digest: digestOf('a'),
    items: [
      {
        policy: POLICY,
        revision: 1,
        state: 'error',
        counts: COUNTS,
        settings: [
          {
            id: 'linux_mdatp_managed_antivirusengine_enforcementlevel',
            state: 'error',
            errorCode: -2147024891,
            expected: 'real_time',
            actual: 'passive',
            drift: true,
            sources: [POLICY],
            reason: { code: 'tamper-protected', phrase: 'The write was refused.' },
          },
        ],
      },
    ],
    ...more,
  };
}

function send(body: ReportRequest, key: string = randomUUID()): Promise<Response> {
  return call(device, {
    method: 'POST',
    path: '/v1/reports',
    body: gzipSync(JSON.stringify(body)),
    headers: { 'content-encoding': 'gzip', 'idempotency-key': key },
  });
}

interface ReportView {
  readonly settings: readonly Readonly<Record<string, unknown>>[];
  readonly policies: readonly Readonly<Record<string, unknown>>[];
  readonly rollUp: readonly { readonly devices: Readonly<Record<string, number>> }[];
}
const view = async (...args: readonly string[]) => (await cli('report', ...args)) as ReportView;

describe('a report', () => {
  test('is shown with device, policy, setting, state, reason, expected and actual', async () => {
    expect(await json(await send(report(1)), 200)).toEqual({ digest: digestOf('a') });
    const { settings, policies, rollUp } = await view();
    expect(settings).toEqual([
      expect.objectContaining({
        deviceId: device.id,
        device: 'web-01',
        policy: 'Linux servers: antivirus baseline',
        setting: 'linux_mdatp_managed_antivirusengine_enforcementlevel',
        state: 'error',
        reason: { code: 'tamper-protected', phrase: 'The write was refused.' },
        errorCode: -2147024891,
        expected: 'real_time',
        actual: 'passive',
        drift: true,
      }),
    ]);
    expect(policies).toEqual([expect.objectContaining({ state: 'error', counts: COUNTS })]);
    expect(rollUp[0]?.devices).toEqual({ error: 1 });
  });

  test('that did not come yet is pending, as is one of an older revision', async () => {
    expect((await view()).policies).toEqual([expect.objectContaining({ state: 'pending' })]);
    await send(report(1));
    expect((await view('--state', 'pending')).policies).toEqual([]);
    await service.store.updateTable('device_policy').set({ revision: 0 }).execute();
    expect((await view('--state', 'pending')).policies).toHaveLength(1);
  });

  test('with many settings that are not as asked is taken whole', async () => {
    const settings = Array.from({ length: 1201 }, (_, each) => ({
      id: `setting_${each}`,
      state: 'error' as const,
      sources: [],
    }));
    const items = report(1).items.map((item) => ({ ...item, settings }));
    expect((await send(report(1, { items }))).status).toBe(200);
    expect((await view('--device', device.id)).settings).toHaveLength(1201);
    expect(await service.store.selectFrom('setting_issue').selectAll().execute()).toHaveLength(1201);
  });

  test('sent twice under one key is taken once, whatever came between', async () => {
    const key = randomUUID();
    expect((await send(report(1), key)).status).toBe(200);
    expect((await send(report(2, { digest: digestOf('b'), items: [] }))).status).toBe(200);
    await service.store.deleteFrom('device_policy').execute();
    expect((await send(report(1), key)).status).toBe(200);
    expect((await send(report(3), key)).status).toBe(200);
    expect((await view()).policies).toEqual([expect.objectContaining({ state: 'pending' })]);
  });

  test('with the key of another report is refused', async () => {
    const key = randomUUID();
    await send(report(1), key);
    const other = await send(report(2, { digest: digestOf('b') }), key);
    expect(await json(other, 422)).toMatchObject({ code: 'invalid-request', retryable: false });
  });

  test('with a number that does not rise is refused', async () => {
    expect((await checkIn(device, 3)).status).toBe(200);
    expect(await json(await send(report(3)), 409)).toMatchObject({ code: 'seq-regressed' });
  });

  test('replaces the one before for the same policy; a complete one forgets what it does not name', async () => {
    await send(report(1));
    const [item] = report(2).items;
    const compliant = { ...item, state: 'compliant' as const, counts: { ...COUNTS, error: 0 }, settings: [] };
    await send(report(2, { items: [{ policy: POLICY, revision: 1, ...compliant }] }));
    expect((await view()).settings).toEqual([]);
    expect((await view()).rollUp[0]?.devices).toEqual({ compliant: 1 });
    await send(report(3, { full: true, items: [] }));
    expect((await view()).rollUp[0]?.devices).toEqual({ pending: 1 });
  });

  test('that comes complete in several requests is kept whole', async () => {
    await cli(
      'policy',
      'import',
      new URL('../../../samples/policies/linux-edr-tag.json', import.meta.url).pathname,
    );
    await cli('policy', 'assign', 'Linux servers: production tag', '--all-devices');
    await checkIn(device, 1);
    const policies = (await view()).policies.map(({ policyId }) => String(policyId));
    expect(policies).toHaveLength(2);
    const [item] = report(1).items;
    if (item === undefined) throw new Error('the report has an item');
    for (const [place, policy] of policies.entries())
      await send(report(place + 2, { full: true, items: [{ ...item, policy }] }));
    expect((await view()).policies.map(({ state }) => state)).toEqual(['error', 'error']);
  });

  test('is asked for when the service holds another than the device remembers', async () => {
    await send(report(1));
    expect(await json(await checkIn(device, 2, { report: null }), 200)).toMatchObject({
      need: ['inventory', 'report'],
    });
    expect(await json(await checkIn(device, 3, { report: digestOf('a') }), 200)).toMatchObject({
      need: ['inventory'],
    });
  });

  test('does not bring text to a terminal that would obey it', async () => {
    const [item] = report(1).items;
    const evil = { id: 'a\u001b[2Jb\nc', state: 'error' as const, sources: [] };
    if (item === undefined) throw new Error('the report has an item');
    expect((await send(report(1, { items: [{ ...item, settings: [evil] }] }))).status).toBe(200);
    const { out } = await runCli(service.dataDir, ['report']);
    expect(out).toContain('a\\u{1b}[2Jb\\u{a}c');
    expect(out).not.toContain('\u001b');
  });
});

describe('/v1 refuses, with a problem that says why,', () => {
  async function problem(response: Response, status: number, code: string): Promise<void> {
    const body = await json(response, status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(validateProblem(body)).toBe(true);
    expect(body).toMatchObject({ status, code });
    expect(body['correlationId']).toMatch(/^[0-9a-f-]{36}$/);
  }
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}) =>
    call(device, {
      method: 'POST',
      path: '/v1/reports',
      body,
      headers: { 'idempotency-key': randomUUID(), ...headers },
    });

  test('a body that is too large', async () => {
    await problem(await post('x'.repeat(262_145)), 413, 'too-large');
  });

  test('a small body with more settings than a device can have', async () => {
    const settings = Array.from({ length: 10_001 }, (_, each) => ({
      id: `${each}`,
      state: 'error',
      sources: [],
    }));
    const [item] = report(1).items;
    const items = [1, 2].map(() => ({ ...item, settings }));
    const body = gzipSync(JSON.stringify({ ...report(1), items }));
    expect(body.length).toBeLessThan(262_144);
    await problem(await post(body, { 'content-encoding': 'gzip' }), 413, 'too-large');
  });

  test('a small body that unpacks to a large one', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
    expect(bomb.length).toBeLessThan(262_144);
    await problem(await post(bomb, { 'content-encoding': 'gzip' }), 413, 'too-large');
  });

  test.each([
    ['an unknown packing', '{}', { 'content-encoding': 'br' }, 415, 'unsupported-media-type'],
    ['another media type', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported-media-type'],
    ['what is not gzip', '{}', { 'content-encoding': 'gzip' }, 400, 'invalid-request'],
    ['what is not JSON', '{"seq":', {}, 400, 'invalid-request'],
    ['what is not UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), {}, 400, 'invalid-request'],
    ['a body without its members', '{"seq":1}', {}, 400, 'invalid-request'],
    ['a number as text', JSON.stringify({ ...report(1), seq: '1' }), {}, 400, 'invalid-request'],
    ['a member named __proto__', '{"__proto__":{"seq":1}}', {}, 400, 'invalid-request'],
    ['a member named __proto__ in escapes', '{"\\u005f_proto__":{"seq":1}}', {}, 400, 'invalid-request'],
    [
      'an unfit Idempotency-Key',
      JSON.stringify(report(1)),
      { 'idempotency-key': 'a b' },
      400,
      'invalid-request',
    ],
  ] as const)('%s', async (_, body, headers, status, code) => {
    await problem(await post(typeof body === 'string' ? body : Uint8Array.from(body), headers), status, code);
  });

  test('a body nested without end', async () => {
    const deep = gzipSync(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`);
    await problem(await post(deep, { 'content-encoding': 'gzip' }), 400, 'invalid-request');
  });

  test('an address that is not there, and a policy by what is not a digest', async () => {
    await problem(await fetch(`${service.url}/nowhere`), 404, 'not-found');
    await problem(await fetch(`${service.url}/v1/checkin`), 404, 'not-found');
    await problem(await call(device, { method: 'GET', path: '/v1/policies/..%2f' }), 400, 'invalid-request');
  });

  test('what is not an address at all', async () => {
    await problem(await fetch(`${service.url}/%zz`), 400, 'invalid-request');
  });
});

test('a device that is not managed stands in the report with its enrollment status; one that is does not', async () => {
  const status = {
    number: 3,
    code: 'managed-by-mdm',
    cause: 'Intune manages it.',
    since: '2026-01-05T10:00:00.000Z',
    remedy: 'Nothing to do.',
    everySeconds: 86_400,
  };
  const out = async () => (await runCli(service.dataDir, ['report'], { clock: service.clock })).out;
  await json(await checkIn(device, 1), 200);
  expect(await out()).not.toContain('web-01:');
  await json(await checkIn(device, 2, { status }), 200);
  expect(await out()).toContain(
    'web-01: managed-by-mdm (3) since 2026-01-05T10:00:00.000Z. Intune manages it. Nothing to do.',
  );
  const { devices } = (await cli('report')) as { readonly devices?: unknown };
  expect(devices).toMatchObject([
    {
      device: 'web-01',
      status: { statusNumber: 3, statusCode: 'managed-by-mdm', statusRemedy: 'Nothing to do.' },
      warnings: [],
    },
  ]);
  const { out: shown } = await runCli(service.dataDir, ['device', 'show', device.id]);
  const [, seen = '', next = ''] = /last seen (\S+)[\s\S]*?Next try {4}about (\S+)/.exec(shown) ?? [];
  expect(Date.parse(next) - Date.parse(seen)).toBe(86_400_000);
});
