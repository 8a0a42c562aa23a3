// "Sync now" the whole way: an administrator asks the real service, and the built children of the device hear it.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Child } from '../../../platform/host.js';
import { startChild } from '../../../platform/host.js';
import { CALL, LOOK_CODES } from '../../../src/agent/wake/wake-codes.js';
import { builtPrograms, must, runProgram } from '../../support/holdfast-programs.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';

const { node, holdfast } = builtPrograms(join(import.meta.dirname, '../../../dist'));

let folder = '';
let service: TestService;
let child: Child | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-sync-now-'));
  service = await startTestService();
});
afterEach(async () => {
  child?.stop('kill');
  await service[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const place = (): readonly string[] => ['--simulate', 'linux', '--state-dir', join(folder, 'state')];
const wakeFile = (): string => join(folder, 'state/wake.json');
const look = () => runProgram(node, [holdfast, 'wake', ...place()]);
const askAll = () => askCli(service.dataDir, ['device', 'sync', '--all']);

async function enroll(): Promise<void> {
  const { file, secret } = await service.onboarding();
  const [fileAt, secretAt] = [join(folder, 'onboarding.jws'), join(folder, 'secret')];
  writeFileSync(fileAt, file);
  writeFileSync(secretAt, secret);
  await must(node, [holdfast, 'onboard', fileAt, '--secret-file', secretAt, ...place()]);
}

test('a look at the counters of the service sees the call, once', async () => {
  await enroll();
  expect((await look()).exitCode).toBe(LOOK_CODES.quiet);
  expect((await look()).exitCode).toBe(LOOK_CODES.quiet);
  await askAll();
  // The service reads its counters once a second at most.
  const codes: (number | null)[] = [];
  while (codes.length < 30 && !codes.includes(LOOK_CODES.rose)) codes.push((await look()).exitCode);
  expect(new Set(codes.slice(0, -1))).not.toContain(LOOK_CODES.failed);
  expect(codes.at(-1)).toBe(LOOK_CODES.rose);
  expect((await look()).exitCode).toBe(LOOK_CODES.quiet);
});

test('a held connection hears it within seconds, with a signed event that does not come again', async () => {
  await enroll();
  const called = Promise.withResolvers<unknown>();
  child = startChild(node, [holdfast, 'wait', ...place()], {
    stdio: 'ignore',
    onMessage: called.resolve,
    onExit: called.reject,
  });
  await askAll();
  expect(await called.promise).toEqual(CALL);
});

test('with syncNow off there is nothing that could be asked', async () => {
  await enroll();
  expect(existsSync(wakeFile())).toBe(true);
  writeFileSync(join(folder, 'state/config.json'), JSON.stringify({ syncNow: 'off' }));
  await must(node, [holdfast, 'sync', ...place()]);
  expect(existsSync(wakeFile())).toBe(false);
  expect((await look()).exitCode).toBe(LOOK_CODES.quiet);
});

test('a device that was never onboarded has nothing to wait for', async () => {
  await runProgram(node, [holdfast, 'sync', ...place()]);
  expect(existsSync(wakeFile())).toBe(false);
});
