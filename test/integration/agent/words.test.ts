// What the command line tells people at the edges: what it names exists, and a next step is said.
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readSecret } from '../../../src/agent/cli/text-file.js';
import { prepareState } from '../../../src/agent/files/state-folders.js';
import { acquireLock } from '../../../src/agent/lock/lock.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';

const ROOT = join(import.meta.dirname, '../../..');

let service: TestService;
let device: AgentDevice;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service[Symbol.asyncDispose]());
beforeEach(() => {
  device = createAgentDevice(service.clock);
});
afterEach(() => device[Symbol.dispose]());

async function onboard() {
  return device.onboard(await service.onboarding());
}

test('every command that a message tells people to run exists', async () => {
  const help = (await device.run('--help')).out;
  const known = new Set([...help.matchAll(/^ {2}([a-z-]+)\b/gm)].map(([, name]) => name));
  const told = globSync('src/{agent,enroll,enforce,report,model}/**/*.ts', { cwd: ROOT }).flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/"holdfast ([a-z][a-z-]*)/g)].map(([, name]) => name),
  );
  expect(told.length).toBeGreaterThan(10);
  expect(told.filter((name) => !known.has(name))).toEqual([]);
});

test('a device that is enrolled already is told so, and stays the device that it is', async () => {
  expect((await onboard()).out).toContain('Enrolled. The first sync comes in 10 minutes');
  const before = device.status().deviceId;
  const again = await onboard();
  expect(again.code).toBe(0);
  expect(again.out).toContain('enrolled already');
  expect(device.status().deviceId).toBe(before);
});

test('a device that never was enrolled has nothing to leave: exit code 3, in words', async () => {
  const { code, err } = await device.run('offboard');
  expect(code).toBe(3);
  expect(err).toBe('holdfast: this device is not enrolled: there is nothing to leave\n');
});

test('a service that refuses a device where nothing is in force is not said to leave policies in force', async () => {
  const { file } = await service.onboarding();
  const path = join(device.folder, 'onboarding.jwt');
  writeFileSync(path, file);
  expect((await device.runWith('wrong\n', 'onboard', path)).code).toBe(1);
  expect((await device.run('status')).out).toMatch(/^Service +refuses this device$/m);
});

test('what is missing on the device itself ends an enrollment with 1, by its name and what asks for it', async () => {
  mkdirSync(device.state, { mode: 0o700 });
  writeFileSync(join(device.state, 'config.json'), JSON.stringify({ keyStore: 'tpm' }));
  const { code, out } = await onboard();
  expect(code).toBe(1);
  expect(out).toContain(
    'tpm2_createprimary of tpm2-tools, which "keyStore" in config.json asks for, is not there',
  );
});

test('an image is not prepared beside a daemon: it is named, with what to do', async () => {
  const { config } = await device.context();
  expect(prepareState(config).ok).toBe(true);
  const lock = acquireLock(config.paths.locks, 'daemon', createProcesses());
  const { code, err } = await device.run('prepare-image');
  if (lock.ok) lock.value.release();
  expect(code).toBe(1);
  expect(err).toContain(`a daemon runs already (process ${process.pid}); stop it first`);
  expect(err).not.toContain('not safe');
});

test('an image that is to keep an onboarding file is told where there is none to keep', async () => {
  const { code, out } = await device.run('prepare-image', '--keep-onboarding');
  expect(code).toBe(0);
  expect(out).toContain('There is no onboarding file here to keep: run "holdfast onboard FILE" first');
});

test('who is to type the secret at a terminal is told so, and nobody else', async () => {
  const said: string[] = [];
  const source = {
    readStdin: async () => 'secret\n',
    stderr: { write: (text: string) => void said.push(text) },
  };
  expect(await readSecret(undefined, source)).toEqual({ ok: true, value: 'secret' });
  expect(said).toEqual([]);
  await readSecret(undefined, { ...source, stdinIsTerminal: true });
  expect(said.join('')).toContain('Paste the enrollment secret');
});

test('an authority that the configuration names and that is not there is named at each command', async () => {
  mkdirSync(device.state, { mode: 0o700 });
  const config = join(device.folder, 'config.json');
  writeFileSync(config, JSON.stringify({ caFile: '/nowhere/ca.pem' }));
  const { code, err } = await device.run('--config', config, 'probe');
  expect(code).toBe(0);
  expect(err).toBe(
    `holdfast: ${config}: "caFile" names /nowhere/ca.pem, which is not there; it is left out\n`,
  );
});
