// The inventory: the real child beside children that misbehave, and what a device tells a real service of itself.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSystemTimer } from '../../../platform/timer.js';
import { hardwareOfChild } from '../../../src/agent/inventory/hardware-child.js';
import { runAnsweredTurn } from '../../../src/agent/requests/answered-turn.js';
import type { Machine, MachineLook } from '../../../src/agent/turn/ports.js';
import type { Posture } from '../../../src/model/posture.js';
import { NOTHING_SAID } from '../../../src/model/posture.js';
import { fail, ok } from '../../../src/model/result.js';
import type { InventoryRequest } from '../../../src/model/wire/schemas.js';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { faultOf, must, never } from '../../support/net-agent.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';

const HOLDFAST = join(import.meta.dirname, '../../../dist/agent/holdfast.cjs');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-inventory-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the inventory child', () => {
  const ask = (script: string, timeoutMs?: number) =>
    hardwareOfChild(
      { os: 'linux', node: process.execPath, script, timer: createSystemTimer() },
      never,
      timeoutMs,
    );
  const child = (source: string): string => {
    const script = join(folder, 'child.cjs');
    writeFileSync(script, source);
    return script;
  };

  test('says what this machine is made of', async () => {
    const hardware = must(await ask(HOLDFAST));
    expect(hardware.cores).toBeGreaterThanOrEqual(1);
    expect(hardware.memory).toBeGreaterThan(100 * 1024 ** 2);
    expect(hardware.processor ?? '').not.toBe('');
    expect(typeof hardware.virtual).toBe('boolean');
  });

  test('that hangs is ended with all that it started, and is a fault and no more', async () => {
    const script = child('setInterval(() => {}, 1000)');
    expect(faultOf(await ask(script, 200))).toMatchObject({ kind: 'timeout', afterMs: 200 });
  });

  test.each([
    ['crashes', 'process.exit(3)', { kind: 'failed', exitCode: 3 }],
    ['says nothing', '', { kind: 'bad-reply' }],
    ['says what is no JSON', 'console.log("Usage: node")', { kind: 'bad-reply' }],
    ['says what is no text', 'process.stdout.write(Buffer.from([0xff, 0xfe]))', { kind: 'bad-reply' }],
    ['never stops talking', 'for (;;) process.stdout.write("x".repeat(65536))', { kind: 'too-big' }],
  ])('that %s is a fault', async (_what, source, fault) => {
    expect(faultOf(await ask(child(source)))).toMatchObject(fault);
  });

  test('is believed as far as its answer has the form of hardware', async () => {
    const hostile = {
      model: 'Box\u0007\n$(reboot)',
      cores: -1,
      memory: 'much',
      __proto__: null,
      virtual: true,
    };
    const script = child(`console.log(${JSON.stringify(JSON.stringify(hostile))})`);
    expect(must(await ask(script))).toEqual({ model: 'Box $(reboot)', virtual: true });
  });
});

describe('a device', () => {
  let service: TestService;
  let device: AgentDevice;
  beforeEach(async () => {
    service = await startTestService();
    device = createAgentDevice(service.clock);
  });
  afterEach(async () => {
    device[Symbol.dispose]();
    await service[Symbol.asyncDispose]();
  });

  async function enroll(): Promise<void> {
    const { file, secret } = await service.onboarding({ tags: ['from-the-file'] });
    const path = join(folder, 'onboarding.jwt');
    writeFileSync(path, file);
    expect(await device.runWith(`${secret}\n`, 'onboard', path)).toMatchObject({ code: 0, err: '' });
  }

  /** A sync; what it sent as inventory, and how often it looked at the machine. */
  async function sync(machine: Partial<Machine> = {}) {
    const context = await device.context();
    const sent: InventoryRequest[] = [];
    let looks = 0;
    const ended = await runAnsweredTurn(
      {
        ...context,
        machine: {
          ...context.machine,
          look: async () => {
            looks += 1;
            return { tags: ok([]), posture: NOTHING_SAID };
          },
          ...machine,
        },
        openService: async (...from) => {
          const client = await context.openService(...from);
          return {
            ...client,
            inventory: (request, signal) => {
              sent.push(request);
              return client.inventory(request, signal);
            },
          };
        },
      },
      { turn: 'sync', asked: false, requests: [] },
      never,
    );
    return { ...must(ended), sent, looks };
  }

  test('tells its inventory once: simulated, with hardware and without a look at each check-in', async () => {
    await enroll();
    const first = await sync();
    expect(first.sent).toHaveLength(1);
    expect(first.sent[0]).toMatchObject({
      device: { simulated: true, manufacturer: 'Holdfast', tags: ['from-the-file'] },
      hardware: { cores: 4, virtual: true },
    });
    await sync();
    expect(await sync()).toMatchObject({ sent: [], looks: 0 });
  });

  test('looks again after a start of the machine, and tells what has changed', async () => {
    await enroll();
    await sync();
    await sync();
    expect(await sync(started('second'))).toMatchObject({ sent: [], looks: 1 });
    const posture: Posture = { ...NOTHING_SAID, firewall: 'off' };
    const { sent } = await sync({ ...started('third'), look: async () => ({ tags: ok([]), posture }) });
    expect(sent).toMatchObject([{ firewall: 'off' }]);
  });

  test('keeps a tag that cannot be read this time, and asks again at the next check-in', async () => {
    await enroll();
    const tags = (answer: MachineLook['tags']): Partial<Machine> => ({
      look: async () => ({ tags: answer, posture: NOTHING_SAID }),
    });
    const tagged = await sync({ ...started('second'), ...tags(ok(['MDE-Management'])) });
    expect(tagged.sent[0]?.device.tags).toEqual(['from-the-file', 'MDE-Management']);
    await sync({ ...started('second'), ...tags(ok(['MDE-Management'])) });
    const unread = tags(fail({ kind: 'timeout', what: 'mdatp', afterMs: 1 }));
    expect(await sync({ ...started('third'), ...unread })).toMatchObject({ sent: [], fault: null });
    const { sent } = await sync({ ...started('third'), ...tags(ok([])) });
    expect(sent[0]?.device.tags).toEqual(['from-the-file']);
  });

  test('syncs all the same when nothing of the machine can be read', async () => {
    await enroll();
    const hardware: Machine['hardware'] = async () =>
      fail({ kind: 'timeout', what: 'the child', afterMs: 1 });
    const ended = await sync({ ...started('second'), hardware });
    expect(ended).toMatchObject({ state: 'managed', fault: null });
  });

  /** The machine after another start. */
  const started = (bootId: string): Partial<Machine> => ({ bootId: async () => bootId });
});
