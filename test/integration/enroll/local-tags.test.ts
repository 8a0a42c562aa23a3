// A tag that an administrator gives a machine by its system's own means brings it into the scope of a real service, and
// out again when it is taken away: on each system, and at once where somebody waits for the sync.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Host } from '../../../platform/host.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { createSimulatedMac } from '../../../platform/simulated/mac-machine.js';
import { textValue } from '../../../platform/simulated/registry-value.js';
import { createSimulatedWindows } from '../../../platform/simulated/windows-machine.js';
import { createSystemTimer } from '../../../platform/timer.js';
import { runCli } from '../../../src/agent/cli/run-cli.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';
import type { OsName } from '../../../src/model/catalog/row.js';
import { never } from '../../support/net-agent.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';
import type { VirtualDays } from '../../support/virtual-days.js';
import { installVirtualDays } from '../../support/virtual-days.js';

const SAMPLES = join(import.meta.dirname, '../../../samples/policies');
const TAG = 'MDE-Management';
const HOUR_MS = 3_600_000;

interface Tagged {
  readonly host: Host;
  /** The kind of device that the scope is set for. */
  readonly kind: string;
  readonly policy: string;
  tag(on: boolean): Promise<unknown>;
  /** What policies reach. */
  settings(): unknown;
}

const LIMITS = { timeoutMs: 10_000, maxOutputBytes: 65_536, signal: never } as const;
const byCommand =
  (host: Host, program: string) =>
  (on: boolean): Promise<unknown> =>
    host.run(
      program,
      on
        ? ['edr', 'tag', 'set', '--name', 'GROUP', '--value', TAG]
        : ['edr', 'tag', 'remove', '--tag-name', 'GROUP'],
      LIMITS,
    );

const DEVICES: Readonly<Record<OsName, () => Tagged>> = {
  linux: () => {
    const machine = createSimulatedLinux();
    return {
      host: machine,
      kind: 'linux',
      policy: 'linux-antivirus-baseline',
      tag: byCommand(machine, '/usr/bin/mdatp'),
      settings: () =>
        Object.entries(machine.state().files).filter(([path]) => path.includes('mdatp_managed')),
    };
  },
  macos: () => {
    const machine = createSimulatedMac();
    return {
      host: machine,
      kind: 'macos',
      policy: 'macos-exclusions-build',
      tag: byCommand(machine, '/usr/local/bin/mdatp'),
      settings: () => machine.state().agent.exclusions,
    };
  },
  windows: () => {
    const machine = createSimulatedWindows();
    const path =
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection\\DeviceTagging';
    return {
      host: machine,
      kind: 'servers',
      policy: 'windows-antivirus-baseline',
      tag: async (on) =>
        machine.changeRegistry([
          on
            ? { do: 'set', path, value: textValue('Group', TAG) }
            : { do: 'delete-value', path, name: 'Group' },
        ]),
      settings: () =>
        Object.entries(machine.state().registry).filter(([each]) =>
          /policies\\microsoft\\windows defender/i.test(each),
        ),
    };
  },
};

let time: VirtualDays;
let service: TestService;
let folder = '';
beforeEach(async () => {
  time = installVirtualDays();
  service = await startTestService();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-tags-'));
});
afterEach(async () => {
  await service[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
  time.restore();
});

const ask = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);

test.each(['linux', 'macos', 'windows'] as const)('%s', async (os) => {
  const { host, kind, policy, tag, settings } = DEVICES[os]();
  const state = join(folder, 'state');
  const run = (stdin: string, ...args: readonly string[]): Promise<number> =>
    runCli({
      argv: ['--simulate', os, '--state-dir', state, ...args],
      stdout: { write: () => undefined, isTerminal: false },
      stderr: { write: () => undefined, isTerminal: false },
      readStdin: async () => stdin,
      random: { fraction: () => 0.5, uuid: () => crypto.randomUUID() },
      timer: createSystemTimer(),
      processes: createProcesses(),
      isPrivileged: () => false,
      clock: service.clock,
      host,
    });
  const number = (): unknown =>
    JSON.parse(readFileSync(join(state, 'status.json'), 'utf8')).enrollment.number;
  const before = settings();

  await ask('policy', 'import', join(SAMPLES, `${policy}.json`));
  const [imported] = (await ask('policy', 'list')) as readonly { readonly id: string }[];
  await ask('policy', 'assign', imported?.id ?? '', '--all-devices');
  await ask('scope', 'set', kind, 'tagged');
  const { file, secret } = await service.onboarding();
  writeFileSync(join(folder, 'onboarding.jwt'), file);
  expect(await run(`${secret}\n`, 'onboard', join(folder, 'onboarding.jwt'))).toBe(0);
  expect(await run('', 'sync')).toBe(7);
  expect([number(), settings()]).toEqual([2, before]);

  await tag(true);
  time.pass(HOUR_MS);
  expect(await run('', 'sync')).not.toBe(7);
  expect(number()).toBe(1);
  expect(settings()).not.toEqual(before);

  await tag(false);
  time.pass(HOUR_MS);
  expect(await run('', 'sync')).toBe(7);
  expect([number(), settings()]).toEqual([2, before]);
});
