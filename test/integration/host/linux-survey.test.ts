// The Linux survey over real files: the situations of the simulated machine written to disk, and what users can plant.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../../platform/host.js';
import { probeLinux } from '../../../platform/linux/probe.js';
import { CHANNEL_FILE } from '../../../platform/linux/probe-channel.js';
import type { ProbeRound } from '../../../platform/linux/probe-round.js';
import { createRealHost } from '../../../platform/real-host.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import type { LinuxSituation } from '../../../platform/simulated/linux-situations.js';
import { createSystemTimer } from '../../../platform/timer.js';
import { epochMs } from '../../../src/model/ids.js';
import type { Probe } from '../../../src/model/probe.js';
import { managerOf, saysOf } from '../../support/probe-answers.js';
import { installStubAgent } from '../../support/stub-agent.js';

const NOW = epochMs(3_600_000_000_000);
const REGISTRATION = 'home/ada/.config/intune/registration.toml';

let root: string;
let host: Host;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'survey-'));
  host = createRealHost({ root, timer: createSystemTimer() });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const place = (path: string): string => {
  const real = join(root, path);
  mkdirSync(dirname(real), { recursive: true });
  return real;
};

/** Everything that the machine has in its files, and no agent. */
function write(situations: readonly LinuxSituation[]) {
  const machine = createSimulatedLinux();
  machine.setFaults({ notInstalled: true });
  for (const situation of situations) machine.enter(situation);
  for (const [path, file] of Object.entries(machine.state().files))
    if (file.type === 'file') writeFileSync(place(path), Buffer.from(file.content, 'base64'));
  return machine;
}

const { signal } = new AbortController();
const survey = (on: Host) => probeLinux(on, undefined, NOW, signal);
const intune = async () => managerOf(await survey(host), 'intune');
const answers = (probes: readonly Probe[]) =>
  probes.map(({ asks, answer, evidence }) => ({ asks, answer, evidence }));

test.each([
  [[]],
  [['intune-enrolled']],
  [['intune-broker-only']],
  [['intune-planted', 'puppet-owned']],
  [['application-container', 'old-kernel']],
  [['throwaway-root', 'ansible-owned']],
] as const)('says of real files what it says of the simulated machine: %j', async (situations) => {
  const machine = write(situations);
  expect(answers((await survey(host)).probes)).toEqual(answers((await survey(machine)).probes));
});

describe('a user who plants something in the place of a registration', () => {
  beforeEach(() => {
    write(['intune-broker-only']);
    rmSync(join(root, REGISTRATION));
  });

  test('holds nothing up: a pipe is not waited for', async () => {
    execFileSync('mkfifo', [join(root, REGISTRATION)]);
    expect(await intune()).toMatchObject({ answer: 'unknown' });
  });

  test.each([
    ['a folder', () => mkdirSync(join(root, REGISTRATION))],
    ['a link to a device', () => symlinkSync('/dev/zero', join(root, REGISTRATION))],
    ['a link to itself', () => symlinkSync('registration.toml', join(root, REGISTRATION))],
    ['a file without end', () => writeFileSync(join(root, REGISTRATION), Buffer.alloc(100_000, 'x'))],
    [
      'bytes that are no text',
      () => writeFileSync(join(root, REGISTRATION), Buffer.from([0xff, 0xfe, 0, 1])),
    ],
  ] as const)('is not understood with %s, and ends no enforcement', async (_, plant) => {
    plant();
    expect(await intune()).toMatchObject({ answer: 'unknown', required: true });
  });

  test('gains nothing by a home that is a link', async () => {
    rmSync(join(root, 'home/ada'), { recursive: true });
    symlinkSync('/', join(root, 'home/ada'));
    expect(await intune()).toMatchObject({ answer: 'not-managed' });
  });
});

describe('with a program in the place of the agent', () => {
  test('a link in the place of the channel’s file is not followed: that is "cannot tell"', async () => {
    write(['vendor-channel']);
    installStubAgent(root);
    const file = join(root, CHANNEL_FILE);
    expect(managerOf(await survey(host), 'mde-channel')).toMatchObject({
      answer: 'managed',
      policySeen: true,
    });
    renameSync(file, `${file}.elsewhere`);
    symlinkSync(`${file}.elsewhere`, file);
    const said = managerOf(await survey(host), 'mde-channel');
    expect(said).toMatchObject({ answer: 'unknown', required: true });
    expect(saysOf(said).join()).toContain('symbolic link');
  });

  test('ten surveys start one program, and the channel’s first file starts another', async () => {
    write([]);
    const agent = installStubAgent(root);
    let round: ProbeRound | undefined;
    const surveys = async (count: number) => {
      for (let done = 0; done < count; done += 1) round = await probeLinux(host, round, NOW, signal);
      return agent.runs().length;
    };
    expect(await surveys(10)).toBe(1);
    writeFileSync(place(CHANNEL_FILE), '{"cloudService":{}}');
    expect(await surveys(1)).toBe(2);
    expect(round?.probes.find((probe) => probe.answer === 'managed')).toMatchObject({
      manager: 'mde-channel',
    });
  });
});
