// An enrollment that is refused, seen from the device: each cause has its own code, words and remedy, and nothing is taken.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';

const HOUR = 3_600_000;
const OTHER = '99999999-9999-4999-8999-999999999999';

let service: TestService;
let device: AgentDevice;
let files = '';

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service[Symbol.asyncDispose]());
beforeEach(() => {
  device = createAgentDevice(service.clock);
  files = mkdtempSync(join(tmpdir(), 'holdfast-refusals-'));
});
afterEach(() => {
  device[Symbol.dispose]();
  rmSync(files, { recursive: true });
});

function onboard(file: string, secret: string, by = device) {
  const path = join(files, 'onboarding.jwt');
  writeFileSync(path, file);
  return by.runWith(`${secret}\n`, 'onboard', path);
}

/** By another device, so that the secret has no use left. */
async function useUp(file: string, secret: string): Promise<void> {
  const first = createAgentDevice(service.clock);
  expect((await onboard(file, secret, first)).code).toBe(0);
  first[Symbol.dispose]();
}

const changed = (jws: string, more: object): string => {
  const [head = '', body = '', signature = ''] = jws.split('.');
  const claims = { ...JSON.parse(Buffer.from(body, 'base64url').toString('utf8')), ...more };
  return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
};

describe('a secret', () => {
  test('that was used up', async () => {
    const { file, secret } = await service.onboarding({ maxUses: 1 });
    await useUp(file, secret);
    const ran = await onboard(file, secret);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('the enrollment secret is used up');
    expect(ran.out).toContain('Every use of this secret is taken.');
    expect(device.status()).toMatchObject({ deviceId: null, enrollment: { code: 'secret-used-up' } });
  });

  test('that was revoked', async () => {
    const { file, secret, claims } = await service.onboarding();
    await askCli(service.dataDir, ['revoke-secret', claims.enrol], service.clock);
    const ran = await onboard(file, secret);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('An administrator revoked this secret.');
    expect(device.status()).toMatchObject({ enrollment: { code: 'secret-revoked' } });
  });

  test('that nobody gave', async () => {
    const { file } = await service.onboarding();
    const ran = await onboard(file, 'not-the-secret-of-this-file-000000000000000');
    expect(ran.code).toBe(1);
    expect(device.status()).toMatchObject({ enrollment: { code: 'secret-refused' } });
  });

  test('of another file', async () => {
    const [{ file }, { secret }] = [await service.onboarding(), await service.onboarding()];
    const ran = await onboard(file, secret);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('do not belong together');
    expect(device.status()).toMatchObject({ enrollment: { code: 'invalid_software_statement' } });
  });
});

describe('a file', () => {
  test('that expired', async () => {
    const { file, secret } = await service.onboarding({ validForMs: HOUR });
    service.clock.advance(2 * HOUR);
    const ran = await onboard(file, secret);
    expect(ran.code).toBe(8);
    expect(ran.err).toContain('(expired)');
  });

  test('that was changed', async () => {
    const { file, secret } = await service.onboarding();
    const ran = await onboard(changed(file, { tid: OTHER }), secret);
    expect(ran.code).toBe(8);
    expect(ran.err).toContain('(tampered)');
  });

  test('of another tenant than the device belongs to', async () => {
    const { file, secret } = await service.onboarding();
    expect((await onboard(file, secret)).code).toBe(0);
    const elsewhere = await startTestService();
    try {
      const other = await elsewhere.onboarding();
      const ran = await onboard(other.file, other.secret);
      expect(ran.code).toBe(8);
      expect(ran.err).toContain('(other-tenant)');
      expect(ran.err).toContain('offboard it first');
    } finally {
      await elsewhere[Symbol.asyncDispose]();
    }
  });
});
