// Another manager takes a device over, on each system: nothing moves for eight hours, or until its policy is seen, then all that was
// ours goes by the same way as after an unassignment, and what stood there before stands there again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Host } from '../../../platform/host.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { createSimulatedMac } from '../../../platform/simulated/mac-machine.js';
import { createSimulatedWindows } from '../../../platform/simulated/windows-machine.js';
import { createSystemTimer } from '../../../platform/timer.js';
import { runCli } from '../../../src/agent/cli/run-cli.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';
import type { OsName } from '../../../src/model/catalog/row.js';
import { mobileconfig } from '../../support/mac-profiles.js';
import { createMovableClock } from '../../support/service.js';

const SAMPLES = join(import.meta.dirname, '../../../samples/policies');
const HOUR_MS = 3_600_000;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-taken-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Taken {
  readonly host: Host;
  readonly policies: readonly string[];
  /** Intune enrolls the device. */
  takeOver(): void;
  /** Its own policy of the same settings is in force. */
  showPolicy(): void;
  /** What policies reach, and nothing of the other manager. */
  settings(): unknown;
}

const POLICY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies';
const SERVER = 'https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc';

const DEVICES: Readonly<Record<OsName, () => Taken>> = {
  linux: () => {
    const machine = createSimulatedLinux();
    return {
      host: machine,
      policies: ['antivirus-baseline', 'exclusions-postgresql', 'global-exclusions', 'edr-tag'],
      takeOver: () => machine.enter('intune-enrolled'),
      // Intune has no such policy on Linux: it comes through the vendor's channel.
      showPolicy: () => machine.enter('vendor-channel'),
      settings: () =>
        Object.entries(machine.state().files).filter(([path]) => path.includes('mdatp_managed')),
    };
  },
  macos: () => {
    const machine = createSimulatedMac();
    return {
      host: machine,
      // What nothing shows ends at its default, which the agent then knows as its own: said elsewhere.
      policies: ['edr-tag', 'exclusions-build'],
      takeOver: () => machine.setMdmServer(SERVER),
      showPolicy: () => machine.installProfile(mobileconfig({ cloudService: { enabled: true } })),
      settings: () => machine.state().agent,
    };
  },
  windows: () => {
    const machine = createSimulatedWindows();
    return {
      host: machine,
      policies: ['antivirus-baseline', 'asr-audit-first', 'exclusions-sql', 'firewall', 'firewall-rules'],
      takeOver: () => machine.enroll('intune'),
      showPolicy: () => machine.setMdmPolicy('Defender', { AllowArchiveScanning: 1 }),
      settings: () =>
        JSON.parse(JSON.stringify(Object.entries(machine.state().registry))).filter(([path]: [string]) =>
          path.toLowerCase().startsWith(POLICY.toLowerCase()),
        ),
    };
  },
};

function start(os: OsName) {
  const device = DEVICES[os]();
  const clock = createMovableClock();
  const run = (...args: readonly string[]): Promise<number> =>
    runCli({
      argv: ['--simulate', os, '--state-dir', join(folder, 'state'), ...args],
      stdout: { write: () => undefined, isTerminal: false },
      stderr: { write: () => undefined, isTerminal: false },
      readStdin: async () => '',
      random: { fraction: () => 0.5, uuid: () => crypto.randomUUID() },
      timer: createSystemTimer(),
      processes: createProcesses(),
      isPrivileged: () => false,
      clock,
      host: device.host,
    });
  const apply = async (): Promise<unknown> => {
    const files = device.policies.map((name) => join(SAMPLES, `${os}-${name}.json`));
    expect(await run('apply', ...files)).toBe(0);
    return device.settings();
  };
  return { ...device, clock, run, apply };
}

const SYSTEMS = ['linux', 'macos', 'windows'] as const;

test.each(SYSTEMS)('%s', async (os) => {
  const { takeOver, settings, clock, run, apply } = start(os);
  const before = settings();
  const enforced = await apply();
  expect(enforced).not.toEqual(before);

  takeOver();
  expect(await run('sync')).toBe(7);
  clock.advance(7.9 * HOUR_MS);
  expect(await run('sync')).toBe(7);
  expect(settings()).toEqual(enforced);

  clock.advance(0.2 * HOUR_MS);
  expect(await run('sync')).toBe(7);
  expect(settings()).toEqual(before);
});

test.each(SYSTEMS)('%s, where the policy of the other manager is seen: at once', async (os) => {
  const { takeOver, showPolicy, settings, clock, run, apply } = start(os);
  const before = settings();
  const enforced = await apply();
  takeOver();
  expect(await run('sync')).toBe(7);
  clock.advance(HOUR_MS);
  expect(await run('sync')).toBe(7);
  expect(settings()).toEqual(enforced);
  showPolicy();
  expect(await run('sync')).toBe(7);
  expect(settings()).toEqual(before);
});
