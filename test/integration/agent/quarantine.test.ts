// A policy revision that crashes or hangs the pass, seen from outside: on a device with a real service and a daemon
// over virtual time, and with local files.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WriteBatch } from '../../../src/model/ports.js';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import type { Death, DyingDaemon } from '../../support/dying-daemon.js';
import { startDyingDaemon } from '../../support/dying-daemon.js';
import type { MovableClock, TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';
import type { VirtualClock } from '../../unit/agent/virtual-clock.js';
import { createVirtualClock } from '../../unit/agent/virtual-clock.js';

const MINUTE = 60_000;
const SAMPLES = join(import.meta.dirname, '../../../samples/policies');
const NAME = 'Linux database servers: passive antivirus';

let folder: string;
let time: VirtualClock;
let clock: MovableClock;
let device: AgentDevice;
let daemon: DyingDaemon | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-quarantine-'));
  time = createVirtualClock(Date.now());
  clock = { ...time.clock, advance: () => undefined };
  device = createAgentDevice(time.clock);
});
afterEach(async () => {
  await daemon?.stop();
  daemon = undefined;
  device[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

/** The same policy with another enforcement level; all of them but `real_time` ask for a change that kills. */
const OPTIONS = { real_time: '_0', on_demand: '_1', passive: '_2' } as const;
function policyWith(level: keyof typeof OPTIONS): string {
  const text = readFileSync(join(SAMPLES, 'linux-antivirus-passive.json'), 'utf8');
  const file = join(folder, 'policy.json');
  writeFileSync(file, text.replace('enforcementlevel_2"', `enforcementlevel${OPTIONS[level]}"`));
  return file;
}

const levelOf = (): unknown => JSON.parse(device.managed() ?? '{}').antivirusEngine?.enforcementLevel;

const asks = (batch: WriteBatch, level: keyof typeof OPTIONS): boolean =>
  batch.changes.some(({ to }) => to.do === 'set' && to.value === level);

const deadly =
  (death: Death, level: keyof typeof OPTIONS = 'passive') =>
  (batch: WriteBatch): Death | undefined =>
    asks(batch, level) ? death : undefined;

const listed = async () => JSON.parse((await device.run('policy', 'list', '--json')).out);

describe('on a device with a service', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await startTestService({ clock });
    await take('real_time');
    await askCli(service.dataDir, ['policy', 'assign', NAME, '--all-devices'], clock);
    const { file, secret } = await service.onboarding();
    const path = join(folder, 'onboarding.jwt');
    writeFileSync(path, file);
    expect(await device.runWith(secret, 'onboard', path)).toMatchObject({ code: 0 });
    expect(await device.run('sync')).toMatchObject({ code: 0 });
    expect(levelOf()).toBe('real_time');
  });
  afterEach(() => service[Symbol.asyncDispose]());

  const take = (level: keyof typeof OPTIONS) =>
    askCli(service.dataDir, ['policy', 'import', policyWith(level)], clock);

  /** To the first turn that did not end well, and how many minutes after the start it began. */
  async function untilTheFirstDeath(death: Death): Promise<number> {
    daemon = startDyingDaemon(device, time, deadly(death));
    for (let halves = 0; halves < 240; halves++) {
      const bad = daemon.turns.find(({ ended }) => ended !== 'exit 0');
      if (bad !== undefined) return bad.atMinutes;
      await daemon.advance(MINUTE / 2);
    }
    throw new Error('no turn has died');
  }

  const reportOf = async () =>
    JSON.stringify(
      await askCli(service.dataDir, ['report', '--device', String(device.status()['deviceId'])], clock),
    );

  test.each(['throws', 'killed'] as const)(
    'a revision with which the pass %s is set aside after three times, and the last good one is in force within five minutes',
    async (death) => {
      await take('passive');
      const first = await untilTheFirstDeath(death);
      await daemon?.advance(first * MINUTE + 5 * MINUTE - time.clock.monotonicMs());
      const ends = daemon?.turns.filter(({ atMinutes }) => atMinutes >= first).map(({ ended }) => ended);
      const bad = death === 'throws' ? 'exit 70' : 'killed';
      expect(ends).toEqual([bad, bad, bad, 'exit 4']);
      expect(levelOf()).toBe('real_time');
      expect(await listed()).toMatchObject([
        { name: NAME, source: 'assigned', revision: 2, state: 'set-aside', instead: 1 },
      ]);
      expect(device.status()).toMatchObject({ exitCode: 4 });
      expect(JSON.stringify(device.status()['warnings'])).toContain('Revision 2 of');
      const reported = await reportOf();
      expect(reported).toContain('set-aside');
      expect(reported).toContain('revision 1 stays in force');
    },
  );

  test.each(['stalls', 'hangs'] as const)(
    'after a pass that %s the last good revision is in force within two deadlines, and after three it is set aside',
    async (death) => {
      await take('passive');
      const first = await untilTheFirstDeath(death);
      await daemon?.advance(first * MINUTE + 11 * MINUTE - time.clock.monotonicMs());
      expect(levelOf()).toBe('real_time');
      expect(await listed()).toMatchObject([{ revision: 2, state: 'resting', instead: 1 }]);
      await daemon?.advance(120 * MINUTE);
      expect(await listed()).toMatchObject([{ revision: 2, state: 'set-aside', instead: 1 }]);
      const deaths = daemon?.turns.filter(({ ended }) => ended === 'killed' || ended === 'exit 1');
      expect(deaths).toHaveLength(3);
      expect(levelOf()).toBe('real_time');
    },
  );

  test('a new revision takes the place of the one that is set aside, without anyone', async () => {
    await take('passive');
    await untilTheFirstDeath('killed');
    await daemon?.advance(10 * MINUTE);
    await take('on_demand');
    await daemon?.advance(100 * MINUTE);
    expect(levelOf()).toBe('on_demand');
    expect(await listed()).toMatchObject([
      { revision: 3, state: 'in-force' },
      { revision: 2, state: 'set-aside', asked: false },
    ]);
  });

  test('released by name or digest it is tried again', async () => {
    await take('passive');
    await untilTheFirstDeath('throws');
    await daemon?.advance(10 * MINUTE);
    await daemon?.stop();
    const [{ sha256 }] = await listed();
    expect((await device.run('policy', 'release', 'no such policy')).code).toBe(1);
    expect(await device.run('policy', 'release', sha256.slice(0, 12))).toMatchObject({ code: 0 });
    expect((await device.run('policy', 'release', NAME)).code).toBe(1);
    // Nothing crashes on this machine now.
    expect(await device.run('sync')).toMatchObject({ code: 0 });
    expect(levelOf()).toBe('passive');
    expect(await listed()).toMatchObject([{ revision: 2, state: 'in-force' }]);
  });

  test('what is known good is never set aside, however often the turn dies', async () => {
    device.machine.setFile('/etc/opt/microsoft/mdatp/managed/mdatp_managed.json', '{}');
    daemon = startDyingDaemon(device, time, deadly('killed', 'real_time'));
    await daemon.advance(60 * MINUTE);
    expect(daemon.turns.length).toBeGreaterThan(3);
    expect(await listed()).toMatchObject([{ revision: 1, state: 'in-force' }]);
  });
});

describe('with local files', () => {
  test('a file that crashed apply three times is refused with 8 until it is released; another is not', async () => {
    expect((await device.run('apply', policyWith('real_time'))).code).toBe(0);
    const file = policyWith('passive');
    const { writeAtomic } = device.machine;
    for (let times = 0; times < 3; times++) {
      Object.assign(device.machine, { writeAtomic: () => Promise.reject(new Error('a bug')) });
      await expect(device.run('apply', file)).rejects.toThrow();
      Object.assign(device.machine, { writeAtomic });
    }
    const refused = await device.run('apply', file);
    expect(refused.code).toBe(8);
    expect(refused.err).toContain('is set aside');
    expect((await device.run('plan', file)).code).toBe(8);
    expect(levelOf()).toBe('real_time');
    expect((await device.run('apply', policyWith('on_demand'))).code).toBe(0);
    expect((await device.run('policy', 'release', NAME)).code).toBe(0);
    expect((await device.run('apply', policyWith('passive'))).code).toBe(0);
    expect(levelOf()).toBe('passive');
  });
});

test('an empty device lists nothing and releases nothing', async () => {
  expect(await device.run('policy', 'list')).toMatchObject({
    code: 0,
    out: expect.stringContaining('No policy'),
  });
  expect((await device.run('policy', 'release', 'x')).code).toBe(1);
  expect((await device.run('policy')).code).toBe(2);
});
