// Device keys in a TPM 2.0: the tools of Debian against swtpm, over the real host, and the whole life of such a device with
// the real service.

import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRealHost } from '../../platform/real-host.js';
import { createSystemTimer } from '../../platform/timer.js';
import type { KeyStore } from '../../src/agent/net/identity.js';
import { createFileKeyStore } from '../../src/agent/net/identity.js';
import { openKeyStore } from '../../src/agent/net/key-stores.js';
import { readOnboardingFile, targetOf } from '../../src/agent/net/onboarding-file.js';
import { createTpmKeyStore } from '../../src/agent/net/tpm-keys.js';
import { epochMs } from '../../src/model/ids.js';
import { isLostKey } from '../../src/model/lost-key.js';
import { describeFault } from '../../src/model/result.js';
import { checkInOf, createNetAgent, faultOf, must, never, orderOf } from '../support/net-agent.js';
import { startTestService } from '../support/service.js';
import type { Swtpm } from '../support/swtpm.js';
import { requireTpmTools, startSwtpm } from '../support/swtpm.js';

const host = createRealHost({ timer: createSystemTimer() });
let chip: Swtpm;
let home = '';
let folder = '';

beforeAll(async () => {
  requireTpmTools();
  home = mkdtempSync(join(tmpdir(), 'holdfast-tpm-'));
  chip = await startSwtpm(join(home, 'chip'));
});
afterAll(async () => {
  await chip?.[Symbol.asyncDispose]();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(home, 'state-'));
});
afterEach(() => {
  // Nothing is left of what the tools were given.
  expect(readdirSync(join(folder, 'work'))).toEqual([]);
});

const storeAt = (tcti = chip.tcti): KeyStore =>
  createTpmKeyStore({ host, folder, work: join(folder, 'work'), tcti });

describe('a key in the chip', () => {
  test('signs what its public half verifies, time and again', async () => {
    const key = must(await storeAt().create('current'));
    const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' });
    for (let times = 0; times < 5; times++) {
      const data = Buffer.from(`text ${times}`);
      const signature = must(await key.sign(data));
      expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    }
  });

  test("is the same after a restart of the agent, and its file is the owner's and holds no private key", async () => {
    const made = must(await storeAt().create('current'));
    const loaded = must(await storeAt().load('current'));
    expect(loaded?.thumbprint).toBe(made.thumbprint);
    const file = join(folder, 'device-key-tpm.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain('PRIVATE KEY');
  });

  test('is of no use to another chip: a copy of the disk cannot sign', async () => {
    must(await storeAt().create('current'));
    const other = await startSwtpm(join(home, 'other-chip'));
    try {
      const copied = must(await storeAt(other.tcti).load('current'));
      if (copied === undefined) throw new Error('no key');
      const fault = faultOf(await copied.sign(Buffer.from('text')));
      expect(describeFault(fault)).toContain('of another TPM, or this one was cleared');
      expect(isLostKey(fault)).toBe(true);
    } finally {
      await other[Symbol.asyncDispose]();
    }
  });

  test('outlives the power of the machine', async () => {
    const place = join(home, 'restarted-chip');
    const first = await startSwtpm(place);
    must(await storeAt(first.tcti).create('current'));
    await first[Symbol.asyncDispose]();
    const again = await startSwtpm(place);
    const key = must(await storeAt(again.tcti).load('current'));
    if (key === undefined) throw new Error('no key');
    expect(must(await key.sign(Buffer.from('text')))).toHaveLength(64);
    await again[Symbol.asyncDispose]();
  });

  test('without a chip is a fault that says so, and no key', async () => {
    const fault = faultOf(await storeAt('swtpm:host=127.0.0.1,port=9').create('current'));
    expect(fault).toMatchObject({ kind: 'failed', what: 'tpm2_createprimary' });
    expect(must(await storeAt().load('current'))).toBeUndefined();
  });
});

const openInChip = () =>
  openKeyStore({ choice: 'tpm', host, folder, work: join(folder, 'work'), tcti: chip.tcti });

test('a device lives its whole life on it: enrolled, checked in, its key replaced, gone', async () => {
  const service = await startTestService();
  const onboarding = await service.onboarding();
  const { claims } = must(await readOnboardingFile(onboarding.file, epochMs(Date.now())));
  const keys = await openInChip();
  const agent = createNetAgent(targetOf(claims), {}, keys);
  must(await agent.client.register(orderOf(onboarding), never));
  must(await agent.client.checkIn(checkInOf(1), never));
  const before = must(await keys.load('current'))?.thumbprint;
  must(await agent.client.rotateKey(never));
  must(await agent.client.checkIn(checkInOf(2), never));
  expect(must(await keys.load('current'))?.thumbprint).not.toBe(before);
  must(await agent.client.leave(never));
  expect(readdirSync(folder)).toEqual(['work']);
  agent[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
});

test('a device with a key in a file moves into the chip when its key is replaced', async () => {
  const service = await startTestService();
  const onboarding = await service.onboarding();
  const { claims } = must(await readOnboardingFile(onboarding.file, epochMs(Date.now())));
  must(await createFileKeyStore(folder).create('current'));
  const keys = await openInChip();
  const agent = createNetAgent(targetOf(claims), {}, keys);
  must(await agent.client.register(orderOf(onboarding), never));
  must(await agent.client.checkIn(checkInOf(1), never));
  must(await agent.client.rotateKey(never));
  must(await agent.client.checkIn(checkInOf(2), never));
  expect(readdirSync(folder).sort()).toEqual(['device-key-tpm.json', 'work']);
  agent[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
});
