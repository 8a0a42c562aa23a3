// Leaving: by a signed file or by the administrator's word, with the service or without it, killed or not. And images.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acquireLock } from '../../../src/agent/lock/lock.js';
import { withTurn } from '../../../src/agent/lock/locked-turn.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';
import type { ServiceClient } from '../../../src/agent/net/service-client.js';
import { offboard } from '../../../src/agent/turn/offboard.js';
import type { TurnPorts } from '../../../src/agent/turn/ports.js';
import type { ReportRequest } from '../../../src/model/wire/schemas.js';
import { createSigner } from '../../../src/service/signing.js';
import { closeStore } from '../../../src/service/store/database.js';
import { openTenant } from '../../../src/service/tenancy.js';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { MANAGED } from '../../support/linux-rows.js';
import { never } from '../../support/net-agent.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';
import { createSigningKey, signJws } from '../../support/signed-documents.js';

const SAMPLE = join(import.meta.dirname, '../../../samples/policies/linux-antivirus-baseline.json');
const BEFORE = '{\n  "antivirusEngine": { "enforcementLevel": "passive" }\n}\n';
const OTHER = '99999999-9999-4999-8999-999999999999';
const DAY = 86_400;

let service: TestService;
let device: AgentDevice;
let files = '';
let secret = '';

beforeEach(async () => {
  service = await startTestService();
  device = createAgentDevice(service.clock);
  files = mkdtempSync(join(tmpdir(), 'holdfast-offboarding-'));
  device.machine.setFile(MANAGED, BEFORE);
  await askCli(service.dataDir, ['policy', 'import', SAMPLE], service.clock);
  const assign = ['policy', 'assign', 'Linux servers: antivirus baseline', '--all-devices'];
  await askCli(service.dataDir, assign, service.clock);
  const onboarding = await service.onboarding();
  ({ secret } = onboarding);
  const path = fileOf('onboarding.jwt', onboarding.file);
  expect(await device.runWith(`${secret}\n`, 'onboard', path)).toMatchObject({ code: 0 });
  expect((await device.run('sync')).code).toBe(0);
  expect(device.managed()).not.toBe(BEFORE);
});
afterEach(async () => {
  device[Symbol.dispose]();
  rmSync(files, { recursive: true });
  await service[Symbol.asyncDispose]();
});

function fileOf(name: string, text: string): string {
  const path = join(files, name);
  writeFileSync(path, text);
  return path;
}

/** As the service signs them. */
async function signed(more: object = {}, typ = 'offboarding+jwt'): Promise<string> {
  const opened = await openTenant(service.dataDir, service.clock);
  if (!opened.ok) throw new Error(opened.error);
  const { store, tenant } = opened.value;
  const iat = Math.floor(service.clock.now() / 1000);
  const claims = { iss: service.url, tid: tenant.id, iat, exp: iat + DAY, jti: crypto.randomUUID(), ...more };
  const jws = await (await createSigner(tenant)).sign(typ, claims);
  await closeStore(store);
  return jws;
}

const statesInService = async (): Promise<readonly string[]> =>
  (await service.store.selectFrom('device').selectAll().execute()).map(({ state }) => state);

const left = (): readonly string[] =>
  readdirSync(device.state, { recursive: true })
    .map(String)
    .filter((name) => /device-key|enrolled|lasting|offboarding|\.jwt$|[0-9a-f]{64}\.json$/.test(name));

function expectGone(): void {
  expect(device.managed()).toBe(BEFORE);
  expect(left()).toEqual([]);
  expect(device.status()).toMatchObject({ deviceId: null, enrollment: { state: 'offboarded' } });
}

describe('a signed file', () => {
  test('gives the former values back, ends the registration and forgets everything', async () => {
    const path = fileOf('offboarding.jwt', await signed());
    const ran = await device.run('offboard', path);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('Offboarded');
    expectGone();
    expect(await statesInService()).toEqual(['left']);
  });

  test('tells the service last what became of each setting', async () => {
    const reports: ReportRequest[] = [];
    const context = await device.context();
    const listening: TurnPorts['openService'] = async (...given) => {
      const client = await context.openService(...given);
      const report: ServiceClient['report'] = (request, ...more) => {
        reports.push(request);
        return client.report(request, ...more);
      };
      return { ...client, report };
    };
    const order = { file: await signed(), onBegin: () => undefined };
    const listened = { ...context, openService: listening };
    await withTurn(listened, (ports, signal) => offboard(ports, order, signal), never);
    expect(reports).toHaveLength(1);
    const [item] = reports[0]?.items ?? [];
    expect(item?.counts).toMatchObject({ compliant: 0, remediated: 0, error: 0 });
    expect(item?.counts.notApplicable).toBeGreaterThan(5);
    expect(item?.settings[0]?.reason?.code).toMatch(/restored/);
  });

  test('for this very device counts, too', async () => {
    const { deviceId } = device.status();
    const path = fileOf('offboarding.jwt', await signed({ devices: [OTHER, deviceId] }));
    expect((await device.run('offboard', path)).code).toBe(0);
    expectGone();
  });

  const REFUSED: readonly (readonly [title: string, says: string, text: () => Promise<string> | string])[] = [
    [
      'of another tenant',
      'other-tenant',
      () =>
        signJws(createSigningKey(), 'offboarding+jwt', {
          iss: service.url,
          tid: OTHER,
          iat: 1,
          exp: 2,
          jti: 'x',
        }),
    ],
    ['for another device', 'other-device', () => signed({ devices: [OTHER] })],
    ['that expired', 'expired', () => signed({ iat: 1_700_000_000, exp: 1_700_000_001 })],
    [
      'that was changed',
      'tampered',
      async () => {
        const [head = '', , signature = ''] = (await signed({ devices: [OTHER] })).split('.');
        const [, body = ''] = (await signed()).split('.');
        return `${head}.${body}.${signature}`;
      },
    ],
    [
      'of a stranger',
      'unknown-key',
      async () => {
        const [, body = ''] = (await signed()).split('.');
        return signJws(
          createSigningKey(),
          'offboarding+jwt',
          JSON.parse(Buffer.from(body, 'base64url').toString()),
        );
      },
    ],
    ['of another kind', 'wrong-type', () => signed({}, 'onboarding+jwt')],
  ];
  test.each(REFUSED)('%s is refused as %s, and nothing happens', async (_title, says, text) => {
    const enforced = device.managed();
    const path = fileOf('offboarding.jwt', await text());
    const ran = await device.run('offboard', path);
    expect(ran.code).toBe(8);
    expect(ran.err).toContain(`the offboarding file is not trusted (${says})`);
    expect(device.managed()).toBe(enforced);
    expect((await device.turn('sync')).state).toBe('managed');
  });
});

test("the administrator's own word needs no file", async () => {
  expect((await device.run('offboard')).code).toBe(0);
  expectGone();
});

test('a device that is not enrolled has nothing to leave', async () => {
  await device.run('offboard');
  const again = await device.run('offboard');
  expect(again.code).toBe(3);
  expect(again.err).toContain('not enrolled: there is nothing to leave');
});

test('without the service it is done all the same, and said', async () => {
  await service[Symbol.asyncDispose]();
  const ran = await device.run('offboard');
  expect(ran.code).toBe(0);
  expect(ran.out).toContain('retire the device there');
  expectGone();
  service = await startTestService();
});

test('after it nothing comes back: later turns leave the values alone and ask nobody', async () => {
  await device.run('offboard');
  await device.turn('drift');
  await device.turn('sync');
  expectGone();
});

test('a lost registration token does not keep the device from leaving', async () => {
  const enrolled = join(device.state, 'enrolled');
  const marker = JSON.parse(readFileSync(enrolled, 'utf8'));
  writeFileSync(enrolled, JSON.stringify({ ...marker, managementToken: 'not-the-token' }));
  for (const part of ['', '-wal', '-shm']) rmSync(join(device.state, `state.db${part}`), { force: true });
  const ran = await device.run('offboard');
  expect(ran.code).toBe(0);
  expect(ran.out).not.toContain('retire the device there');
});

describe('killed', () => {
  const STEPS = ['openService', 'forgetKeys', 'write', 'status'] as const;
  test.each(STEPS)('at %s, the next turn finishes it', async (step) => {
    const context = await device.context();
    const dies = (): never => {
      throw new Error('killed');
    };
    const killed = withTurn(
      context,
      (ports, signal) => {
        const at = {
          openService: { ...ports, openService: dies },
          forgetKeys: { ...ports, forgetKeys: dies },
          write: { ...ports, store: { ...ports.store, write: dies } },
          // The closing transaction has been committed; what follows it has not.
          status: {
            ...ports,
            store: {
              ...ports.store,
              write: (changes: Parameters<typeof ports.store.write>[0]) => {
                const done = ports.store.write(changes);
                if (
                  ports.store.read({ name: 'onboarding', is: (raw): raw is object => raw !== undefined }) ===
                  undefined
                )
                  dies();
                return done;
              },
            },
          },
        }[step];
        return offboard(at, { file: undefined, onBegin: () => undefined }, signal);
      },
      never,
    );
    await expect(killed).rejects.toThrow('killed');
    expect(existsSync(join(device.state, 'offboarding.json'))).toBe(true);
    await device.turn('drift');
    expectGone();
  });
});

describe('what a killed write or a corrupt database left in the state folder', () => {
  const names = ['.4711.device-key.pem.tmp', 'state.db.corrupt-1', 'work/tpm-1-key.priv'];
  const plant = (): void => {
    mkdirSync(join(device.state, 'work'), { recursive: true });
    for (const name of names) writeFileSync(join(device.state, name), 'a secret');
  };
  const still = () => names.filter((name) => existsSync(join(device.state, name)));

  test.each(['offboard', 'prepare-image'])('goes with "holdfast %s"', async (command) => {
    plant();
    expect(still()).toEqual(names);
    expect((await device.run(command)).code).toBe(0);
    expect(still()).toEqual([]);
  });
});

describe('an image', () => {
  test('holds nothing of the identity, and its settings are as they were before', async () => {
    const { deviceId } = device.status();
    const key = readFileSync(join(device.state, 'device-key.pem'));
    const ran = await device.run('prepare-image');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(`still lists this machine as ${deviceId}`);
    expect(device.managed()).toBe(BEFORE);
    expect(left()).toEqual([]);
    for (const name of readdirSync(device.state)) {
      if (!name.startsWith('state.db')) continue;
      const bytes = readFileSync(join(device.state, name));
      expect(bytes.includes(String(deviceId))).toBe(false);
      expect(bytes.includes(key)).toBe(false);
    }
    expect(existsSync(join(device.state, 'schedule.json'))).toBe(false);
  });

  test('with the onboarding file and a secret enrolls its copies by themselves, each as a device of its own', async () => {
    const { deviceId } = device.status();
    const secretFile = fileOf('secret.txt', `${secret}\n`);
    const ran = await device.run('prepare-image', '--keep-onboarding', '--secret-file', secretFile);
    expect(ran.out).toContain('each copy enrolls by itself');
    await device.turn('sync');
    await device.turn('sync');
    expect(device.status()).toMatchObject({ enrollment: { state: 'managed' } });
    expect(device.status()['deviceId']).not.toBe(deviceId);
    expect(device.managed()).not.toBe(BEFORE);
  });

  test('without a secret says that each copy needs one', async () => {
    const ran = await device.run('prepare-image', '--keep-onboarding');
    expect(ran.out).toContain('no secret is at hand');
    expect((await device.run('prepare-image', '--secret-file', 'x')).code).toBe(2);
  });

  test('is not made while the daemon runs', async () => {
    const lock = acquireLock(join(device.state, 'locks'), 'daemon', createProcesses());
    if (!lock.ok) throw new Error('no lock');
    const ran = await device.run('prepare-image');
    lock.value.release();
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('stop it first');
    expect(existsSync(join(device.state, 'device-key.pem'))).toBe(true);
  });
});
