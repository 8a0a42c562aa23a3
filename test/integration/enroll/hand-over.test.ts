// A device and a real service while another manager comes and goes, and while nobody can tell: what is in force, what
// the service hears, and when.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VirtualTime } from '../../../scripts/demo/virtual-time.js';
import { installVirtualTime } from '../../../scripts/demo/virtual-time.js';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { setIntune } from '../../support/intune-on-linux.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';

const SAMPLES = join(import.meta.dirname, '../../../samples/policies');
const BASELINE = 'Linux servers: antivirus baseline';
const POSTGRES = 'Linux servers: exclusions for PostgreSQL';
const MANAGED = '/etc/opt/microsoft/mdatp/managed/mdatp_managed.json';
const HOUR_MS = 3_600_000;

let time: VirtualTime;
let service: TestService;
let device: AgentDevice;

beforeEach(async () => {
  time = installVirtualTime();
  service = await startTestService();
  device = createAgentDevice(service.clock);
  for (const name of ['linux-antivirus-baseline', 'linux-exclusions-postgresql'])
    await admin('policy', 'import', join(SAMPLES, `${name}.json`));
  await admin('policy', 'assign', BASELINE, '--all-devices');
  await device.onboard(await service.onboarding());
});
afterEach(async () => {
  device[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
  time.restore();
});

async function admin(...args: readonly string[]): Promise<void> {
  const ran = await runCli(service.dataDir, args, { clock: service.clock });
  if (ran.code !== 0) throw new Error(ran.err);
}

function passes(ms: number): void {
  const timers = time.createTimers();
  timers.timer.after(ms, () => undefined);
  timers.runNext();
}

const isElsewhere = (is: boolean): void => setIntune(device.machine, is ? 'managing' : 'gone');
const isUnclear = (is: boolean): void => setIntune(device.machine, is ? 'unclear' : 'gone');
const isEnforced = (): boolean => device.managed()?.includes('real_time') === true;
const hasExclusions = (): boolean => device.managed()?.includes('/var/lib/postgresql') === true;

const nextSync = (): { readonly why: string; readonly inMs: number } => {
  const { sync } = JSON.parse(readFileSync(join(device.state, 'schedule.json'), 'utf8'));
  return { why: sync.why, inMs: sync.at - service.clock.now() };
};

/** What the service has heard of the device last. */
async function heard(): Promise<unknown> {
  const [one] = (await askCli(service.dataDir, ['device', 'list'], service.clock)) as readonly object[];
  return one;
}

describe('another manager', () => {
  test('ends enforcement; the service hears of it within two minutes, and then once a day', async () => {
    await device.turn('sync');
    expect(isEnforced()).toBe(true);
    isElsewhere(true);
    passes(HOUR_MS / 2);
    await device.turn('drift');
    expect(nextSync()).toMatchObject({ why: 'news' });
    expect(nextSync().inMs).toBeLessThanOrEqual(2 * 60_000);

    passes(2 * 60_000);
    expect(await device.turn('sync')).toMatchObject({ state: 'managed-elsewhere', fault: null });
    expect(JSON.stringify(await heard())).toContain('managed-by-mdm');
    expect(nextSync().inMs).toBeGreaterThan(21 * HOUR_MS);
    expect(isEnforced()).toBe(true);

    passes(8 * HOUR_MS);
    await device.turn('drift');
    expect(isEnforced()).toBe(false);
  });

  test('finds its values left alone when it goes: the device goes on by itself, also without the service', async () => {
    await device.turn('sync');
    isElsewhere(true);
    await device.turn('sync');
    await admin('policy', 'assign', POSTGRES, '--all-devices');
    passes(9 * HOUR_MS);
    const aside = await device.turn('sync');
    expect(aside).toMatchObject({ assignmentMoved: true, state: 'managed-elsewhere' });
    expect(device.managed() ?? '').not.toContain('real_time');
    expect(hasExclusions()).toBe(false);

    isElsewhere(false);
    passes(HOUR_MS / 2);
    expect(await device.turn('drift')).toMatchObject({ state: 'managed' });
    expect({ enforced: isEnforced(), exclusions: hasExclusions() }).toEqual({
      enforced: true,
      exclusions: true,
    });
    expect(nextSync()).toMatchObject({ why: 'news' });
  });

  test('that cannot be seen any more is stood aside for all the same, and that is said', async () => {
    await device.turn('sync');
    isElsewhere(true);
    expect((await device.turn('drift')).warnings.join('\n')).not.toContain('still stands aside');
    isUnclear(true);
    const blind = await device.turn('drift');
    expect(blind.state).toBe('managed-elsewhere');
    expect(blind.warnings.join('\n')).toContain(
      'still stands aside for another manager (intune), which cannot',
    );
    isUnclear(false);
    const { state, warnings } = await device.turn('drift');
    expect({ state, warnings }).toEqual({ state: 'managed', warnings: [] });
  });

  test('is seen at the clock that was set back: the eight hours do not grow', async () => {
    await device.turn('sync');
    isElsewhere(true);
    passes(48 * HOUR_MS);
    await device.turn('drift');
    service.clock.advance(-47 * HOUR_MS);
    await device.turn('drift');
    service.clock.advance(8 * HOUR_MS);
    await device.turn('drift');
    expect(isEnforced()).toBe(false);
  });
});

describe('while it cannot be told who manages the device', () => {
  test('a device that was not enforced does not start', async () => {
    isUnclear(true);
    expect(await device.turn('sync')).toMatchObject({ state: 'unknown', fault: null });
    expect(isEnforced()).toBe(false);
    isUnclear(false);
    expect(await device.turn('sync')).toMatchObject({ state: 'managed' });
    expect(isEnforced()).toBe(true);
  });

  test('one that was enforced goes on, repairs included, and takes nothing new', async () => {
    await device.turn('sync');
    isUnclear(true);
    await admin('policy', 'assign', POSTGRES, '--all-devices');
    const tampered = (device.managed() ?? '').replace('real_time', 'passive');
    device.machine.setFile(MANAGED, tampered);
    const unclear = await device.turn('sync');
    expect(unclear).toMatchObject({ state: 'unknown', assignmentMoved: false });
    expect(unclear.warnings.join('\n')).toContain('A new assignment waits');
    expect({ enforced: isEnforced(), exclusions: hasExclusions() }).toEqual({
      enforced: true,
      exclusions: false,
    });

    isUnclear(false);
    expect(await device.turn('sync')).toMatchObject({ state: 'managed', assignmentMoved: true });
    expect(hasExclusions()).toBe(true);
  });

  test('a policy that is taken away stays in force until it is clear who manages the device', async () => {
    await device.turn('sync');
    isUnclear(true);
    await admin('policy', 'unassign', BASELINE, '--all-devices');
    await device.turn('sync');
    device.machine.setFile(MANAGED, (device.managed() ?? '').replace('real_time', 'passive'));
    await device.turn('drift');
    expect(isEnforced()).toBe(true);
    isUnclear(false);
    await device.turn('sync');
    expect(isEnforced()).toBe(false);
  });

  test('for a day, it is said loudly', async () => {
    await device.turn('sync');
    isUnclear(true);
    await device.turn('drift');
    passes(23 * HOUR_MS);
    expect((await device.turn('drift')).warnings.join('\n')).not.toContain('FOR A DAY');
    passes(2 * HOUR_MS);
    expect((await device.turn('drift')).warnings[0]).toContain('FOR A DAY');
    expect((await device.run('status')).out).toContain('FOR A DAY');
  });
});

describe('a signed word of the service', () => {
  test.each([
    ['the switch of the tenant', 8, ['scope', 'forbid'], ['scope', 'allow']],
    ['the scope of enforcement', 2, ['scope', 'set', 'linux', 'off'], ['scope', 'set', 'linux', 'all']],
  ] as const)('%s ends enforcement with its number, and starts it again', async (_, number, off, on) => {
    await device.turn('sync');
    await admin(...off);
    expect(await device.turn('sync')).toMatchObject({ state: 'out-of-scope', exitCode: 7 });
    expect(device.status()['enrollment']).toMatchObject({ number });
    expect(isEnforced()).toBe(false);
    expect(nextSync().inMs).toBeGreaterThan(21 * HOUR_MS);

    await admin(...on);
    expect(await device.turn('sync')).toMatchObject({ state: 'managed' });
    expect(isEnforced()).toBe(true);
    expect(nextSync().inMs).toBeLessThan(2 * HOUR_MS);
  });

  test('is not taken while it cannot be told who manages the device; an unsigned refusal never is', async () => {
    await device.turn('sync');
    isUnclear(true);
    await admin('scope', 'forbid');
    expect(await device.turn('sync')).toMatchObject({ state: 'unknown' });
    expect(isEnforced()).toBe(true);
    isUnclear(false);
    await service.down();
    expect(await device.turn('sync')).toMatchObject({ state: 'managed' });
    expect(isEnforced()).toBe(true);
    await service.up();
  });
});
