// Why a registration is refused: each cause has words of its own, so that an administrator knows what to do.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { revokeEnrollment } from '../../../src/service/store/enrollments.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import type { Registration } from '../../support/service-client.js';
import { createKey, enrol, json, proofBy, register } from '../../support/service-client.js';

let service: TestService;
beforeEach(async () => {
  service = await startTestService();
});
afterEach(() => service[Symbol.asyncDispose]());

type Order = Omit<Registration, 'url' | 'key'> & { readonly key?: Registration['key'] };

/** Registrations that go wrong, by what is wrong with them. */
const causes: Readonly<Record<string, () => Promise<Order>>> = {
  'the file is of another tenant': async () => {
    await using other = await startTestService();
    const { file } = await other.onboarding();
    return { onboarding: { ...(await service.onboarding()), file } };
  },
  'the file is expired': async () => {
    const { file } = await service.onboarding({ validForMs: 60_000 });
    service.clock.advance(61_000);
    return { onboarding: { ...(await service.onboarding()), file } };
  },
  'the file was tampered with': async () => {
    const onboarding = await service.onboarding();
    const [head, , signature] = onboarding.file.split('.');
    const claims = Buffer.from(JSON.stringify({ ...onboarding.claims, ring: 'first' })).toString('base64url');
    return { onboarding: { ...onboarding, file: `${head}.${claims}.${signature}` } };
  },
  'the file goes with another secret': async () => {
    const { file } = await service.onboarding();
    return { onboarding: { ...(await service.onboarding()), file } };
  },
  'there is no file': async () => ({
    onboarding: await service.onboarding(),
    body: { software_statement: undefined },
  }),
  'the secret is expired': async () => {
    const onboarding = await service.onboarding({ validForMs: 60_000 });
    service.clock.advance(61_000);
    return { onboarding };
  },
  'the secret is revoked': async () => {
    const onboarding = await service.onboarding();
    await revokeEnrollment(service.store, onboarding.claims.enrol, 1);
    return { onboarding };
  },
  'the secret is used up': async () => {
    const onboarding = await service.onboarding({ maxUses: 1 });
    await enrol(service.url, onboarding);
    return { onboarding };
  },
  'the secret is a guess': async () => ({ onboarding: await service.onboarding(), secret: 'guess' }),
  'the proof was used before': async () => {
    const onboarding = await service.onboarding();
    const key = await createKey();
    const proof = await proofBy(key, { method: 'POST', url: `${service.url}/oauth/register` });
    expect((await register({ url: service.url, key, onboarding, proof })).status).toBe(201);
    return { onboarding, key, proof };
  },
};

const expected: Readonly<Record<string, readonly [number, string, string]>> = {
  'the file is of another tenant': [400, 'invalid_software_statement', 'belongs to another tenant'],
  'the file is expired': [400, 'invalid_software_statement', 'it is expired'],
  'the file was tampered with': [400, 'invalid_software_statement', 'signature does not hold'],
  'the file goes with another secret': [400, 'invalid_software_statement', 'do not belong together'],
  'there is no file': [400, 'invalid_software_statement', 'is missing'],
  'the secret is expired': [401, 'invalid_token', 'the enrollment secret is expired'],
  'the secret is revoked': [401, 'invalid_token', 'the enrollment secret was revoked'],
  'the secret is used up': [401, 'invalid_token', 'the enrollment secret is used up'],
  'the secret is a guess': [401, 'invalid_token', 'the enrollment secret is not known here'],
  'the proof was used before': [400, 'invalid_dpop_proof', 'the proof was used before'],
};

test.each(Object.keys(causes))('it is told when %s', async (cause) => {
  const order = await causes[cause]?.();
  const [status, error, why] = expected[cause] ?? [0, '', ''];
  if (order === undefined) throw new Error('no such cause');
  const answer = await register({ url: service.url, key: await createKey(), ...order });
  expect(await json(answer, status)).toEqual({ error, error_description: expect.stringContaining(why) });
});
