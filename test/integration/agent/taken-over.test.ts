// Another manager takes a device over, on each system: nothing moves for eight hours, then all that was ours goes by
// the same way as after an unassignment, and what stood there before stands there again.
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
      settings: () => machine.state().agent,
    };
  },
  windows: () => {
    const machine = createSimulatedWindows();
    return {
      host: machine,
      policies: ['antivirus-baseline', 'asr-audit-first', 'exclusions-sql', 'firewall', 'firewall-rules'],
      takeOver: () => machine.enroll('intune'),
      settings: () =>
        JSON.parse(JSON.stringify(Object.entries(machine.state().registry))).filter(([path]: [string]) =>
          path.toLowerCase().startsWith(POLICY.toLowerCase()),
        ),
    };
  },
};

test.each(['linux', 'macos', 'windows'] as const)('%s', async (os) => {
  const { host, policies, takeOver, settings } = DEVICES[os]();
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
      host,
    });
  const before = settings();
  expect(await run('apply', ...policies.map((name) => join(SAMPLES, `${os}-${name}.json`)))).toBe(0);
  const enforced = settings();
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
