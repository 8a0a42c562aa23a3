// A real agent needs a moment to take up a changed file: the pass of a turn gives it one, and only then judges.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Config } from '../../../src/agent/config/config.js';
import { pathsFor } from '../../../src/agent/config/paths.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';
import { EMPTY_SET } from '../../../src/agent/turn/policy-set.js';
import { enforcePolicies } from '../../../src/agent/turn/settings-pass.js';
import { createContext } from '../../../src/agent/wiring.js';
import { linuxCatalog } from '../../../src/model/catalog/linux.js';
import { epochMs } from '../../../src/model/ids.js';
import type { DesiredSetting } from '../../../src/model/policy/desired.js';
import type { Log, Timer } from '../../../src/model/ports.js';
import { toyPolicy } from '../../support/enforce/toy-pass.js';
import { createVolatileMemory } from '../../support/enforce/volatile-memory.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-taking-up-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Says that cloud protection is on until it has been asked `looks` times. */
function agentThatNeeds(looks: number): void {
  const health = (cloud: boolean) =>
    JSON.stringify({ appVersion: '101.26072.0003', licensed: true, cloudEnabled: { value: cloud } });
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  const path = join(root, 'usr/bin/mdatp');
  writeFileSync(
    path,
    `#!/bin/sh\necho >> ${root}/asked\n[ $(wc -l < ${root}/asked) -gt ${looks} ] && echo '${health(false)}' || echo '${health(true)}'\n`,
  );
  chmodSync(path, 0o755);
}

/** Short waits are over at once; the time limit of a program is a real one. */
function createImpatientTimer(waited: number[]): Timer {
  return {
    after: (delayMs, run) => {
      if (delayMs < 30_000) waited.push(delayMs);
      const timer = setTimeout(run, delayMs < 30_000 ? 0 : delayMs);
      return () => clearTimeout(timer);
    },
  };
}

async function passWith(timer: Timer) {
  const config: Config = {
    os: 'linux',
    paths: pathsFor({ os: 'linux', programData: '', root }),
    simulated: false,
    root,
    syncNow: 'off',
    guardrails: 'flag',
    nonPersistent: false,
    keyStore: 'file',
    verbose: false,
  };
  const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const context = await createContext({
    config,
    timer,
    clock: { now: () => epochMs(1), monotonicMs: () => 1 },
    random: { fraction: () => 0, uuid: () => '' },
    log: silent,
    processes: createProcesses(),
  });
  if (!context.ok) throw new Error(context.error.kind);
  const row = linuxCatalog().byId('linux_mdatp_managed_cloudservice_enabled');
  if (row === undefined) throw new Error('the catalog has lost a row');
  const desired: readonly DesiredSetting[] = [{ policy: toyPolicy('A'), row, value: false, path: '$' }];
  const outcome = await enforcePolicies(
    { ...context.value, store: { memory: createVolatileMemory() } },
    { policies: { ...EMPTY_SET, desired }, mode: 'enforce', allowNew: true, repairs: 'slowly', rivals: [] },
    new AbortController().signal,
  );
  return outcome.is === 'done' ? outcome.findings.map(({ state }) => state) : outcome.is;
}

test('what is in force a moment after the write is remediated', async () => {
  agentThatNeeds(2);
  const waited: number[] = [];
  expect(await passWith(createImpatientTimer(waited))).toEqual(['remediated']);
  expect(waited).toEqual([500]);
});

test('what is not in force after the last look is an error', async () => {
  agentThatNeeds(100);
  const waited: number[] = [];
  expect(await passWith(createImpatientTimer(waited))).toEqual(['error']);
  expect(waited).toEqual([500, 2_000, 5_000]);
});
