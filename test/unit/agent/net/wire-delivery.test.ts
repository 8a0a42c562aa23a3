// Reports and leaving, at the wire.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { compactVerify, importJWK } from 'jose';
import nock from 'nock';
import { describe, expect, test } from 'vitest';
import type { ReportRequest } from '../../../../src/model/wire/schemas.js';
import { faultOf, must, never, orderOf } from '../../../support/net-agent.js';
import { DEVICE } from '../../../support/signed-documents.js';
import {
  answers,
  enrolled,
  isolateFromNetwork,
  problem,
  proofOf,
  SERVICE,
  TIME,
} from '../../../support/wire.js';

isolateFromNetwork();

describe('a report', () => {
  const report: ReportRequest = {
    seq: 3,
    assignment: 1,
    observedAt: TIME,
    full: false,
    simulated: false,
    digest: `sha256:${'0'.repeat(64)}`,
    items: [],
  };

  test('goes packed, under its key, with a proof over the bytes that are sent', async () => {
    const { client } = await enrolled();
    const sent = answers('post', '/v1/reports', [[200, { digest: report.digest }]]);
    must(await client.report(report, 'key-0001', never));
    const [request] = sent;
    if (request === undefined) throw new Error('nothing was sent');
    expect(request.headers.get('content-encoding')).toBe('gzip');
    expect(request.headers.get('idempotency-key')).toBe('key-0001');
    expect(JSON.parse(request.body)).toEqual(report);
    const packed = gzipSync(request.body);
    expect(proofOf(request)['bd']).toBe(createHash('sha256').update(packed).digest('base64url'));
  });

  test('that is too large is not sent', async () => {
    const { client } = await enrolled();
    const noise = Array.from({ length: 9000 }, (_, n) =>
      createHash('sha512').update(`${n}`).digest('base64'),
    );
    const settings = noise.map((id) => ({ id, state: 'error' as const, sources: [] }));
    const counts = {
      compliant: 0,
      remediated: 0,
      nonCompliant: 0,
      error: 9000,
      conflict: 0,
      notApplicable: 0,
      unknown: 0,
    };
    const items = [{ policy: DEVICE, revision: 1, state: 'error' as const, counts, settings }];
    expect(faultOf(await client.report({ ...report, items }, 'key-0002', never))).toEqual({
      kind: 'too-big',
      what: 'the report',
      limitBytes: 262_144,
    });
  });
});

describe('leaving', () => {
  test.each([404, 410])('a service that no longer knows the device (%i) is no obstacle', async (status) => {
    const { client, memory } = await enrolled();
    nock(SERVICE).delete(`/oauth/register/${DEVICE}`).reply(status, problem(status, 'device-unknown'));
    must(await client.leave(never));
    expect(memory.load().registration).toBeUndefined();
  });

  test.each([401, 500, 503])(
    'a service that refuses with %i is: nothing is forgotten here',
    async (status) => {
      const { client, memory } = await enrolled();
      nock(SERVICE).delete(`/oauth/register/${DEVICE}`).reply(status, { error: 'x' });
      faultOf(await client.leave(never));
      expect(memory.load().registration).toBeDefined();
    },
  );

  test('the secret of the registration goes into its one header and its proof is by the device key', async () => {
    const { client, key } = await enrolled();
    let headers = new Headers();
    nock(SERVICE)
      .delete(`/oauth/register/${DEVICE}`)
      .reply((request: Request) => {
        headers = request.headers;
        return [204];
      });
    must(await client.leave(never));
    expect(headers.get('authorization')).toBe('Bearer management-token');
    await compactVerify(headers.get('dpop') ?? '', await importJWK(key.publicJwk, 'ES256'));
  });
});

test.each(['', 'two\nlines', 'a space', 'trailing\n', 'header: x\r\nother: y', 'ünïcode', 'x'.repeat(2000)])(
  'an enrollment secret like %j is refused before anything is sent',
  async (secret) => {
    const { client } = await enrolled();
    const order = { ...orderOf({ file: 'a.b.c', secret: 'x' }), secret };
    const fault = faultOf(await client.register(order, never));
    expect(fault).toMatchObject({ kind: 'unsafe', target: 'the enrollment secret' });
    if (secret !== '') expect(JSON.stringify(fault)).not.toContain(secret);
  },
);
