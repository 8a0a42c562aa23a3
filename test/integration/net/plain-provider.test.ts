// The agent's registration, tokens, rotation and leave against an authorization server that is none of ours.
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHttpClient } from '../../../src/agent/net/http-client.js';
import { createServiceClock } from '../../../src/agent/net/skew.js';
import { createTokens } from '../../../src/agent/net/tokens.js';
import { epochMs, tenantId } from '../../../src/model/ids.js';
import { createNetAgent, faultOf, must, never, orderOf, testRandom } from '../../support/net-agent.js';
import type { PlainProviderOptions } from '../../support/plain-provider.js';
import { startPlainProvider } from '../../support/plain-provider.js';
import { FIRST_KEYS } from '../../support/signed-documents.js';

async function registered(options: PlainProviderOptions = {}) {
  const provider = await startPlainProvider(options);
  const tenant = tenantId('22222222-2222-4222-8222-222222222222');
  const agent = createNetAgent({ issuer: provider.url, api: provider.url, tenant, keys: [], ...FIRST_KEYS });
  const http = createHttpClient({ userAgent: 'holdfast/test' });
  onTestFinished(async () => {
    http.close();
    agent[Symbol.dispose]();
    await provider[Symbol.asyncDispose]();
  });
  // This server knows nothing of onboarding files: it has no use for a software statement.
  const order = orderOf({ file: 'not.looked.at', secret: provider.initialAccessToken });
  const device = must(await agent.client.register(order, never));
  const clock = { now: () => epochMs(Date.now()), monotonicMs: () => performance.now() };
  const { memory, keys } = agent;
  const serviceClock = createServiceClock(clock, memory);
  const tokens = createTokens({
    http,
    memory,
    keys,
    clock,
    random: testRandom,
    serviceClock,
    issuer: provider.url,
  });
  return { provider, agent, device, tokens };
}

describe.each([
  ['that asks for no nonce', { requireNonce: false }],
  ['that asks for a nonce in every proof', { requireNonce: true }],
])('with a server %s', (_name, options) => {
  test('a token is bound to the device key', async () => {
    const { provider, tokens } = await registered(options);
    const { accessToken, key } = must(await tokens.get(never));
    expect(await provider.boundTo(accessToken)).toBe(key.thumbprint);
  });

  test('a token is asked for once and then kept', async () => {
    const { tokens } = await registered(options);
    const first = must(await tokens.get(never));
    expect(must(await tokens.get(never)).accessToken).toBe(first.accessToken);
    expect(must(await tokens.renew(never)).accessToken).not.toBe(first.accessToken);
  });

  test('rotation gives tokens bound to the new key, twice in a row', async () => {
    const { provider, agent, tokens } = await registered(options);
    const before = must(await tokens.get(never)).key.thumbprint;
    must(await agent.client.rotateKey(never));
    const between = must(await tokens.get(never));
    expect(between.key.thumbprint).not.toBe(before);
    expect(await provider.boundTo(between.accessToken)).toBe(between.key.thumbprint);
    must(await agent.client.rotateKey(never));
    expect(must(await tokens.get(never)).key.thumbprint).not.toBe(between.key.thumbprint);
  });
});

test('what the server stores is one device with its key and nothing that a device is not', async () => {
  const { provider, agent, device } = await registered();
  const key = must(await agent.keys.load('current'));
  expect(await provider.client(device)).toMatchObject({
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'private_key_jwt',
    dpop_bound_access_tokens: true,
    jwks: { keys: [{ kid: key?.thumbprint }] },
  });
});

test('the management token moves on with each change, and reading works with the newest', async () => {
  const { agent } = await registered();
  const first = agent.memory.load().registration?.managementToken;
  must(await agent.client.rotateKey(never));
  expect(agent.memory.load().registration?.managementToken).not.toBe(first);
  must(await agent.client.readRegistration(never));
});

test('a rotation whose answer is lost still ends on the new key, though this server gives the old management token no grace', async () => {
  const { agent, tokens } = await registered();
  const before = must(await tokens.get(never)).key.thumbprint;
  agent.loseAnswerOf(/^PUT /);
  must(await agent.client.rotateKey(never));
  expect(must(await tokens.renew(never)).key.thumbprint).not.toBe(before);
  expect(faultOf(await agent.client.readRegistration(never))).toMatchObject({
    kind: 'refused',
    code: 'management-token-refused',
  });
});

test('leaving removes the device there and its key here', async () => {
  const { provider, agent, device } = await registered();
  must(await agent.client.leave(never));
  expect(await provider.client(device)).toBeUndefined();
  expect(must(await agent.keys.load('current'))).toBeUndefined();
});
