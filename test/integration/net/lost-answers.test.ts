// The wire is cut once in every step of a device's life, at each kind of place. Afterwards the same step is done again, and
// the device is whole: one identity, a key that counts, a registration that it can change. It is never locked out.
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readOnboardingFile, targetOf } from '../../../src/agent/net/onboarding-file.js';
import type { ServiceTarget } from '../../../src/agent/net/ports.js';
import type { Rekeying } from '../../../src/agent/net/rekeying.js';
import { epochMs } from '../../../src/model/ids.js';
import type { Result } from '../../../src/model/result.js';
import type { ReportRequest } from '../../../src/model/wire/schemas.js';
import type { CuttingProxy } from '../../support/cutting-proxy.js';
import { CUTS, startCuttingProxy } from '../../support/cutting-proxy.js';
import type { NetAgent } from '../../support/net-agent.js';
import { checkInOf, createNetAgent, must, never, orderOf } from '../../support/net-agent.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';

let proxy: CuttingProxy;
let service: TestService;
let onboarding: Awaited<ReturnType<TestService['onboarding']>>;
let target: ServiceTarget;
let agent: NetAgent;
let seq = 0;

beforeAll(async () => {
  proxy = await startCuttingProxy();
  const port = await freePort();
  proxy.leadTo(port);
  const rate = { burst: 10_000, perSecond: 1000 };
  service = await startTestService({ url: proxy.url, port, rates: { register: rate, token: rate } });
  onboarding = await service.onboarding();
  target = targetOf(must(await readOnboardingFile(onboarding.file, epochMs(Date.now()))).claims);
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
});
beforeEach(() => {
  agent = createNetAgent(target);
  seq = 0;
});
afterEach(() => agent[Symbol.dispose]());

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const enroll = () => agent.client.register(orderOf(onboarding), never);
const checkIn = () => {
  seq += 1;
  return agent.client.checkIn(checkInOf(seq), never);
};
const rekeying = (why: Rekeying['why']): Rekeying => {
  const { device, agentVersion } = orderOf(onboarding);
  return { why, device, agentVersion };
};
const report = (): ReportRequest => {
  seq += 1;
  const digest = `sha256:${'b'.repeat(64)}`;
  const observedAt = new Date().toISOString();
  return { seq, assignment: 1, observedAt, full: true, simulated: true, digest, items: [] };
};
const deviceNow = (): string | undefined => agent.memory.load().registration?.device;
const devicesInService = async (): Promise<number> =>
  (await service.store.selectFrom('device').selectAll().execute()).length;

/** A connection that was kept open may break first, before a new one can be refused. */
async function untilCut(attempt: () => Promise<Result<unknown>>): Promise<Result<unknown>> {
  let last = await attempt();
  for (let tries = 0; tries < 5 && !proxy.wasCut(); tries++) last = await attempt();
  expect(proxy.wasCut()).toBe(true);
  return last;
}

/** What a device must be able to do, whatever happened to it. */
async function expectWhole(): Promise<void> {
  must(await checkIn());
  must(await agent.client.readRegistration(never));
  must(await agent.client.rotateKey(never));
  must(await checkIn());
  expect(must(await agent.keys.load('next'))).toBeUndefined();
}

interface Step {
  readonly step: string;
  readonly line: RegExp;
  /** Brings the device to where the step begins. */
  readonly before?: () => Promise<unknown>;
  readonly attempt: () => Promise<Result<unknown>>;
  /** Devices that the step makes, however often it is cut. */
  readonly makes: 0 | 1;
  /** It finds out by itself that the lost answer was a success. */
  readonly mayHeal?: true;
}

const enrolled = async (): Promise<void> => {
  must(await enroll());
  must(await checkIn());
};
const withoutToken = async (): Promise<void> => {
  must(await enroll());
};

const STEPS: readonly Step[] = [
  { step: 'discovery', line: /^GET \/\.well-known/, attempt: enroll, makes: 1 },
  { step: 'registration', line: /^POST \/oauth\/register/, attempt: enroll, makes: 1 },
  { step: 'the token', line: /^POST \/oauth\/token/, before: withoutToken, attempt: checkIn, makes: 0 },
  { step: 'the check-in', line: /^POST \/v1\/checkin/, before: enrolled, attempt: checkIn, makes: 0 },
  {
    step: 'the report',
    line: /^POST \/v1\/reports/,
    before: enrolled,
    attempt: () => agent.client.report(report(), 'report-key', never),
    makes: 0,
  },
  {
    step: 'the change of the key',
    line: /^PUT \/oauth\/register/,
    before: enrolled,
    attempt: () => agent.client.rotateKey(never),
    makes: 0,
    mayHeal: true,
  },
  {
    step: 'the first use of the new key',
    line: /^POST \/oauth\/token/,
    before: enrolled,
    attempt: () => agent.client.rotateKey(never),
    makes: 0,
    mayHeal: true,
  },
  {
    step: 'the re-keying of a copy, when it asks',
    line: /^POST \/v1\/rekey/,
    before: enrolled,
    attempt: () => agent.client.rekey(rekeying('clone'), never),
    makes: 1,
  },
  {
    step: 'the re-keying of a copy, when it registers',
    line: /^POST \/oauth\/register/,
    before: enrolled,
    attempt: () => agent.client.rekey(rekeying('clone'), never),
    makes: 1,
  },
  {
    step: 'the return with a lost registration token, when it asks',
    line: /^POST \/v1\/rekey/,
    before: enrolled,
    attempt: () => agent.client.rekey(rekeying('lost-token'), never),
    makes: 0,
  },
  {
    step: 'the return with a lost registration token, when it registers',
    line: /^POST \/oauth\/register/,
    before: enrolled,
    attempt: () => agent.client.rekey(rekeying('lost-token'), never),
    makes: 0,
  },
];

describe.each(STEPS)('$step', ({ line, before, attempt, makes, mayHeal }) => {
  test.each(CUTS)('cut %s', async (where) => {
    await before?.();
    const known = deviceNow();
    const devices = await devicesInService();
    proxy.cut(where, line);
    const cut = await untilCut(attempt);
    if (mayHeal !== true) expect(cut.ok).toBe(false);
    must(await attempt());
    await expectWhole();
    expect(await devicesInService()).toBe(devices + makes);
    if (makes === 0) expect(deviceNow()).toBe(known);
    else expect(deviceNow()).not.toBe(known);
  });
});

describe('leaving', () => {
  test.each(CUTS)('cut %s', async (where) => {
    await enrolled();
    const known = deviceNow();
    proxy.cut(where, /^DELETE \/oauth\/register/);
    await untilCut(() => agent.client.leave(never));
    const again = await agent.client.leave(never);
    // Where the answer was lost the service knows neither token nor key any more, which is as good as told.
    if (!again.ok) {
      expect(again.error).toMatchObject({ code: 'management-token-refused' });
      const renewed = await agent.client.rekey(rekeying('lost-token'), never);
      expect(renewed).toMatchObject({ ok: false, error: { kind: 'refused' } });
    }
    const rows = await service.store.selectFrom('device').selectAll().execute();
    expect(rows.find(({ id }) => id === known)?.state).toBe('left');
    must(await enroll());
    must(await checkIn());
  });
});

describe('killed in the re-keying of a copy', () => {
  const dies = (): never => {
    throw new Error('killed');
  };

  test('after the registration was saved and before the new key took its place, the copy goes on with the new key', async () => {
    await enrolled();
    const known = deviceNow();
    const dying = createNetAgent(target, {}, { ...agent.keys, promote: dies });
    dying.memory.save(agent.memory.load());
    await expect(dying.client.rekey(rekeying('clone'), never)).rejects.toThrow('killed');
    agent.memory.save(dying.memory.load());
    dying[Symbol.dispose]();
    expect(deviceNow()).not.toBe(known);
    await expectWhole();
  });
});
