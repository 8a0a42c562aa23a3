// A firewall policy that cuts the service off, on a device with a real service. Linux has no firewall profile, so the
// catalog of this device takes its antivirus profile for one, and the value `passive` closes the way.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../../../src/agent/context.js';
import { runAnsweredTurn } from '../../../src/agent/requests/answered-turn.js';
import type { Turn } from '../../../src/agent/schedule/schedule.js';
import { tenantId } from '../../../src/model/ids.js';
import type { Timer } from '../../../src/model/ports.js';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';
import { FIRST_KEYS } from '../../support/signed-documents.js';

const SAMPLE = join(import.meta.dirname, '../../../samples/policies/linux-antivirus-passive.json');
const NAME = 'Linux database servers: passive antivirus';

let folder: string;
let service: TestService;
let device: AgentDevice;
/** Whether the service can be reached, from the device's point of view. */
let isThere: () => boolean;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-reach-'));
  service = await startTestService();
  device = createAgentDevice(service.clock);
  isThere = () => levelOf() !== 'passive';
  await take('_0');
  await askCli(service.dataDir, ['policy', 'assign', NAME, '--all-devices'], service.clock);
  const { file, secret } = await service.onboarding();
  const path = join(folder, 'onboarding.jwt');
  writeFileSync(path, file);
  await device.runWith(secret, 'onboard', path);
  await turn('sync');
  expect(levelOf()).toBe('real_time');
});
afterEach(async () => {
  device[Symbol.dispose]();
  rmSync(folder, { recursive: true });
  await service[Symbol.asyncDispose]();
});

async function take(option: string): Promise<void> {
  const file = join(folder, 'policy.json');
  writeFileSync(
    file,
    readFileSync(SAMPLE, 'utf8').replace('enforcementlevel_2"', `enforcementlevel${option}"`),
  );
  await askCli(service.dataDir, ['policy', 'import', file], service.clock);
}

const levelOf = (): unknown => JSON.parse(device.managed() ?? '{}').antivirusEngine?.enforcementLevel;

/** The pauses between two questions are over at once; the limit of the turn never comes. */
const impatient: Timer = {
  after: (ms, run) => {
    if (ms <= 10_000) setImmediate(run);
    return () => undefined;
  },
};

async function turn(kind: Turn, change: Partial<AgentContext> = {}) {
  const context = await device.context();
  const { machine } = context;
  const profiles = machine.catalog.profiles.map((profile) => ({
    ...profile,
    family: profile.os === 'linux' ? 'endpointSecurityFirewall' : profile.family,
  }));
  const own = {
    ...context,
    timer: impatient,
    machine: { ...machine, catalog: { ...machine.catalog, profiles } },
    answers: async () => isThere(),
    ...change,
  };
  const order = { turn: kind, asked: false, requests: [] };
  const ended = await runAnsweredTurn(own, order, new AbortController().signal);
  if (!ended.ok) throw new Error(ended.error.kind);
  return ended.value;
}

const listed = async () => JSON.parse((await device.run('policy', 'list', '--json')).out);

test('the change is taken back, the revision set aside at once, and the one before it in force', async () => {
  await take('_2');
  const ended = await turn('sync');
  expect(levelOf()).toBe('real_time');
  expect(ended.warnings.join('\n')).toContain('cut the service off');
  expect(await listed()).toMatchObject([{ revision: 2, state: 'set-aside', instead: 1 }]);
  const schedule = JSON.parse(readFileSync(join(device.state, 'schedule.json'), 'utf8'));
  expect(schedule.drift.at - service.clock.now()).toBeLessThan(60_000);
  expect(await turn('drift')).toMatchObject({ wrote: false, exitCode: 4 });
  await turn('sync');
  const report = JSON.stringify(
    await askCli(service.dataDir, ['report', '--device', String(device.status()['deviceId'])], service.clock),
  );
  expect(report).toContain('cut the service off');
  expect(report).toContain('revision 1 stays in force');
});

test('where the service did not answer before, the change stays and nothing is set aside', async () => {
  await take('_2');
  isThere = () => false;
  await turn('sync');
  expect(levelOf()).toBe('passive');
  expect(await listed()).toMatchObject([{ revision: 2, state: 'in-force' }]);
});

test('what did not prove that the service survives it is set aside when it does cut it off later', async () => {
  await take('_2');
  isThere = () => false;
  await turn('sync');
  isThere = () => levelOf() !== 'passive';
  device.machine.setFile('/etc/opt/microsoft/mdatp/managed/mdatp_managed.json', '{}');
  await turn('drift');
  expect(await listed()).toMatchObject([{ revision: 2, state: 'set-aside', instead: 1 }]);
  await turn('drift');
  expect(levelOf()).toBe('real_time');
});

test('a turn that dies between the change and the question: the next one finds the service gone and undoes it', async () => {
  await take('_2');
  const isAsked = { times: 0 };
  const dies = async (): Promise<boolean> => {
    isAsked.times += 1;
    if (isAsked.times > 1) throw new Error('killed');
    return true;
  };
  await expect(turn('sync', { answers: dies })).rejects.toThrow('killed');
  expect(levelOf()).toBe('passive');
  await turn('drift');
  expect(levelOf()).toBe('real_time');
  await turn('sync');
  expect(await listed()).toMatchObject([{ revision: 2, state: 'set-aside', instead: 1 }]);
});

test('the question goes to the service itself, and a service that is gone does not answer it', async () => {
  const { answers } = await device.context();
  const target = { issuer: service.url, api: service.url, tenant: tenantId('any'), keys: [], ...FIRST_KEYS };
  expect(await answers(target, undefined)).toBe(true);
  expect(await answers({ ...target, api: 'http://127.0.0.1:9' }, undefined)).toBe(false);
});
