// No program of ours starts a shell: the built commands under strace, which sees every program that is started by them
// and by what they start. The agent's command line is a small program of Node's, so that it needs no shell either.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningService } from '../support/holdfast-programs.js';
import { builtPrograms, startService } from '../support/holdfast-programs.js';
import { linuxPolicies } from '../support/linux-policies.js';
import type { LinuxRoot } from '../support/linux-root.js';
import { createLinuxRoot, MANAGED_FILE } from '../support/linux-root.js';
import { requireStrace, trace } from '../support/strace.js';

const project = join(import.meta.dirname, '../..');
const programs = builtPrograms(join(project, 'dist'));
const work = mkdtempSync(join(tmpdir(), 'holdfast-no-shell-'));
const canary = join(work, 'canary');
/** It stands in every path and in the names of the policies. */
const LABEL = `$(touch ${canary})\`touch ${canary}\`; touch ${canary} #`;
const policies = linuxPolicies(60, LABEL);
const policyFiles = policies.files.map((_, index) => join(work, `policy-${index}.json`));
const sample = (name: string): string => join(project, 'samples/policies', `${name}.json`);

let service: RunningService;
let device: LinuxRoot;

beforeAll(async () => {
  requireStrace();
  for (const [index, { text }] of policies.files.entries()) writeFileSync(policyFiles[index] ?? '', text);
  service = await startService(programs, { folder: join(work, 'service') });
  await service.ask('policy', 'import', ...policyFiles);
  for (const { title } of policies.files) await service.ask('policy', 'assign', title, '--all-devices');
  device = createLinuxRoot(join(work, 'device'), policies);
  writeFileSync(join(device.root, 'usr/bin/mdatp'), agentProgram(device), { mode: 0o755 });
});

afterAll(async () => {
  await service?.stop();
  rmSync(work, { recursive: true, force: true });
});

/** Prints what is prepared, by whether the policies stand in the managed file. */
const agentProgram = ({ root }: LinuxRoot): string => `#!${programs.node}
const { readFileSync } = require('node:fs');
const files = {
  'health --output json': 'health',
  'health --details definitions': 'definitions',
  'exclusion list': 'exclusions',
};
const file = files[process.argv.slice(2).join(' ')];
let managed = '';
try { managed = readFileSync(${JSON.stringify(join(root, MANAGED_FILE))}, 'utf8'); } catch {}
const state = managed.includes(${JSON.stringify(JSON.stringify(policies.mark))}) ? 'on' : 'off';
if (file === undefined) process.exitCode = 1;
else process.stdout.write(readFileSync(${JSON.stringify(join(root, 'answers'))} + '/' + state + '/' + file, 'utf8'));
`;

/** The programs that were started, by their paths, in order; those that were not there are among them. */
async function startedBy(
  args: readonly string[],
  exits: readonly number[] = [0, 4],
): Promise<readonly string[]> {
  const traced = await trace({ program: programs.node, args, calls: ['execve', '?execveat'] });
  expect(exits, `${args.join(' ')}\n${traced.output}`).toContain(traced.exitCode);
  return traced.calls.flatMap(({ texts }) => texts.slice(0, 1));
}

test('a shell would be seen', async () => {
  const started = await startedBy(['-e', 'require("node:child_process").execSync("true")'], [0]);
  expect(started.map((path) => basename(path))).toEqual(['node', 'sh']);
});

describe('on real files', () => {
  const mdatp = (): string => join(device.root, 'usr/bin/mdatp');
  const on = (...args: readonly string[]) => [programs.holdfast, ...args, '--root', device.root];
  const onboarding = () => ['onboard', service.onboarding.file, '--secret-file', service.onboarding.secret];

  test.each<readonly [name: string, args: () => readonly string[], asks: boolean]>([
    ['plan', () => ['plan', ...policyFiles], true],
    ['apply', () => ['apply', ...policyFiles], true],
    ['apply again', () => ['apply', ...policyFiles], true],
    ['status', () => ['status'], false],
    ['why', () => ['why', 'linux_mdatp_managed_antivirusengine_exclusions'], false],
    ['settings', () => ['settings'], false],
    ['probe', () => ['probe'], false],
    ['restore', () => ['restore'], true],
    ['onboard', onboarding, false],
    ['sync', () => ['sync'], true],
    ['a turn of the daemon', () => ['turn', 'sync', '--asked'], true],
    ['a look for drift', () => ['turn', 'drift'], true],
  ])(
    '%s starts itself and the command line of the security agent, nothing else',
    async (name, args, asks) => {
      const started = await startedBy(on(...args()));
      expect(started[0]).toBe(programs.node);
      expect(started.slice(1).filter((path) => path !== mdatp())).toEqual([]);
      if (asks) expect(started).toContain(mdatp());
      if (name.startsWith('apply')) expect(readFileSync(device.managed, 'utf8')).toContain(policies.mark);
      expect(existsSync(canary)).toBe(false);
    },
  );
});

describe.each([
  ['windows', 'windows-antivirus-baseline', 'windows-firewall-rules'],
  ['macos', 'macos-antivirus-baseline', 'macos-exclusions-build'],
])('on a simulated %s', (os, ...samples) => {
  test.each(['plan', 'apply', 'probe', 'restore'])('%s starts nothing', async (command) => {
    const files = ['plan', 'apply'].includes(command) ? samples.map(sample) : [];
    const where = ['--simulate', os, '--state-dir', join(work, os)];
    expect(await startedBy([programs.holdfast, ...where, command, ...files])).toEqual([programs.node]);
  });
});
