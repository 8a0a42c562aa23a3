// Check-in: what a device is assigned, when its version rises, and that a number is never taken twice.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { compactVerify, createRemoteJWKSet, decodeJwt, decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AssignmentClaims } from '../../../src/model/wire/schemas.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import { call, checkIn, enrol, json } from '../../support/service-client.js';

const sample = (name: string): string =>
  new URL(`../../../samples/policies/${name}`, import.meta.url).pathname;
const BASELINE = sample('linux-antivirus-baseline.json');
const TAG = sample('linux-edr-tag.json');
const WINDOWS = sample('windows-antivirus-baseline.json');

let service: TestService;
let device: Enrolled;
let seq: number;
beforeEach(async () => {
  service = await startTestService();
  device = await enrol(service.url, await service.onboarding());
  seq = 0;
});
afterEach(() => service[Symbol.asyncDispose]());

const cli = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);

async function importSample(file: string): Promise<string> {
  const { imported } = (await cli('policy', 'import', file)) as {
    readonly imported: readonly { readonly revision: { readonly id: string } }[];
  };
  return imported[0]?.revision.id ?? '';
}

interface Held {
  readonly jws: string;
  readonly claims: AssignmentClaims;
  readonly digest: string;
}

async function fetchAssignment(held?: Held, who = device): Promise<Held | 'current'> {
  seq += 1;
  const assignment = held && { ver: held.claims.ver, digest: held.digest };
  const answer = await json(await checkIn(who, seq, { assignment: assignment ?? null }), 200);
  const jws = String(answer['assignment']);
  if (jws === 'current') return jws;
  const digest = `sha256:${createHash('sha256').update(jws).digest('hex')}`;
  return { jws, claims: decodeJwt<AssignmentClaims>(jws), digest };
}

async function moved(held?: Held, who = device): Promise<Held> {
  const assignment = await fetchAssignment(held, who);
  if (assignment === 'current') throw new Error('the assignment did not move');
  return assignment;
}

const names = ({ claims }: Held): readonly string[] => claims.policies.map(({ name }) => name);

describe('an assignment', () => {
  test('is signed by a key of the service, for this device only', async () => {
    const { jws, claims } = await moved();
    expect(decodeProtectedHeader(jws)).toMatchObject({ alg: 'ES256', typ: 'assignment+jwt' });
    await compactVerify(jws, createRemoteJWKSet(new URL(`${service.url}/oauth/jwks`)));
    expect(claims).toMatchObject({
      sub: device.id,
      ver: 1,
      epoch: 1,
      mode: 'enforce',
      scope: 'in',
      policies: [],
    });
    expect(claims.exp - claims.iat).toBe(30 * 24 * 3600);
  });

  test('is not sent again while it is in force', async () => {
    expect(await fetchAssignment(await moved())).toBe('current');
  });

  test('is sent again, byte for byte, to a device that lost it', async () => {
    const first = await moved();
    expect((await moved()).jws).toBe(first.jws);
  });

  test('rises in version when its policies change, and only then', async () => {
    const first = await moved();
    const id = await importSample(BASELINE);
    expect(await fetchAssignment(first)).toBe('current');
    await cli('policy', 'assign', id, '--all-devices');
    const second = await moved(first);
    expect(second.claims.ver).toBe(2);
    expect(names(second)).toEqual(['Linux servers: antivirus baseline']);
    await cli('group', 'create', 'unrelated');
    await cli('policy', 'assign', id, '--all-devices');
    expect(await fetchAssignment(second)).toBe('current');
    await cli('policy', 'unassign', id);
    const third = await moved(second);
    expect(third.claims).toMatchObject({ ver: 3, policies: [] });
  });

  test('is renewed under a new version when half of its time is over', async () => {
    const first = await moved();
    await service.store
      .updateTable('device_assignment')
      .set((eb) => ({
        expires_at: eb('expires_at', '-', 16 * 24 * 3_600_000),
      }))
      .execute();
    const second = await moved(first);
    expect(second.claims.ver).toBe(2);
    expect(second.claims.policies).toEqual(first.claims.policies);
  });

  test('holds what is included by a group and not excluded by another', async () => {
    const other = await enrol(service.url, await service.onboarding());
    const [baseline, tag] = [await importSample(BASELINE), await importSample(TAG)];
    await cli('group', 'create', 'databases');
    await cli('group', 'create', 'canaries');
    await cli('group', 'add', 'databases', device.id);
    await cli('group', 'add', 'canaries', other.id);
    await cli('policy', 'assign', baseline, '--all-devices');
    await cli('policy', 'assign', baseline, '--group', 'canaries', '--exclude');
    await cli('policy', 'assign', tag, '--group', 'databases');
    expect(names(await moved())).toEqual([
      'Linux servers: antivirus baseline',
      'Linux servers: production tag',
    ]);
    expect(names(await moved(undefined, other))).toEqual([]);
    await cli('group', 'remove', 'canaries', other.id);
    expect(names(await moved(undefined, other))).toEqual(['Linux servers: antivirus baseline']);
  });

  test('leaves out policies of another platform', async () => {
    await cli('policy', 'assign', await importSample(WINDOWS), '--all-devices');
    expect((await moved()).claims.policies).toEqual([]);
  });

  test('names a new revision after the policy was imported again', async () => {
    const id = await importSample(BASELINE);
    await cli('policy', 'assign', id, '--all-devices');
    const first = await moved();
    const text = readFileSync(BASELINE, 'utf8');
    const file = `${service.dataDir}/again.json`;
    writeFileSync(file, `${text.trimEnd()}\n\n`);
    expect(await importSample(file)).toBe(id);
    const second = await moved(first);
    expect(second.claims.policies[0]).toMatchObject({ id, revision: 2 });
  });
});

describe('a policy document', () => {
  const fetchDocument = (who: Enrolled, sha256: string, headers = {}) =>
    call(who, { method: 'GET', path: `/v1/policies/${sha256}`, headers });

  test('is served as the exact bytes that were imported', async () => {
    for (const file of [BASELINE, sample('linux-antivirus-passive.json')])
      await cli('policy', 'assign', await importSample(file), '--all-devices');
    for (const policy of (await moved()).claims.policies) {
      const answer = await fetchDocument(device, policy.sha256);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.length).toBe(policy.size);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(policy.sha256);
      expect(answer.headers.get('cache-control')).toContain('immutable');
      const etag = answer.headers.get('etag') ?? '';
      expect((await fetchDocument(device, policy.sha256, { 'if-none-match': etag })).status).toBe(304);
    }
  });

  test('is not served to a device whose assignment does not name it', async () => {
    const other = await enrol(service.url, await service.onboarding());
    await cli('group', 'create', 'databases');
    await cli('group', 'add', 'databases', device.id);
    await cli('policy', 'assign', await importSample(BASELINE), '--group', 'databases');
    const [policy] = (await moved()).claims.policies;
    await moved(undefined, other);
    const sha256 = policy?.sha256 ?? '';
    expect((await fetchDocument(device, sha256)).status).toBe(200);
    expect(await json(await fetchDocument(other, sha256), 403)).toMatchObject({ code: 'not-assigned' });
  });

  test('is still served in the old revision until the device has taken the new assignment', async () => {
    const id = await importSample(BASELINE);
    await cli('policy', 'assign', id, '--all-devices');
    const [policy] = (await moved()).claims.policies;
    await cli('policy', 'delete', id);
    expect((await fetchDocument(device, policy?.sha256 ?? '')).status).toBe(200);
    await moved();
    expect((await fetchDocument(device, policy?.sha256 ?? '')).status).toBe(403);
  });
});

describe('a check-in', () => {
  test('tells the time, the next one and what is needed', async () => {
    const answer = await json(await checkIn(device, 1), 200);
    expect(answer).toMatchObject({ next: 5400, splay: 540, need: ['inventory'] });
    expect(Math.abs(Date.parse(String(answer['time'])) - Date.now())).toBeLessThan(60_000);
  });

  test('with a number that does not rise is refused, also when many come at once', async () => {
    expect((await checkIn(device, 5)).status).toBe(200);
    for (const again of [5, 4])
      expect(await json(await checkIn(device, again), 409)).toMatchObject({ code: 'seq-regressed' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => checkIn(device, 6)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
  });

  test('that shows a copy of the device is remembered for the administrator', async () => {
    expect((await checkIn(device, 5)).status).toBe(200);
    expect(await cli('device', 'show', device.id)).not.toHaveProperty('presence.regressedAt');
    expect((await checkIn(device, 5)).status).toBe(409);
    expect(await cli('device', 'show', device.id)).toHaveProperty('presence.regressedAt');
    const { out } = await runCli(service.dataDir, ['device', 'show', device.id]);
    expect(out).toContain('a copy of this device may be at work');
  });

  test('asks for the inventory until it has it, and again when it changed', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const inventory = {
      seq: 2,
      digest,
      device: { hostname: 'renamed', os: { type: 'Linux', version: '13' }, tags: [], simulated: true },
      engine: { state: 'ready', version: '101.24' },
      agent: '0.2.0',
    };
    const body = JSON.stringify(inventory);
    expect((await checkIn(device, 1)).status).toBe(200);
    expect((await call(device, { method: 'POST', path: '/v1/inventory', body })).status).toBe(204);
    expect(await json(await checkIn(device, 3, { inventory: digest }), 200)).toMatchObject({ need: [] });
    expect(
      await json(await checkIn(device, 4, { inventory: `sha256:${'b'.repeat(64)}` }), 200),
    ).toMatchObject({
      need: ['inventory'],
    });
    expect(await cli('device', 'show', device.id)).toMatchObject({
      displayName: 'renamed',
      osVersion: '13',
      agentVersion: '0.2.0',
    });
  });

  test('survives a restart of the service: the number is still known', async () => {
    expect((await checkIn(device, 7)).status).toBe(200);
    await service.restart();
    const again = { ...device, url: service.url };
    expect((await checkIn(again, 7)).status).toBe(409);
    expect((await checkIn(again, 8)).status).toBe(200);
  });
});
