// Somebody undoes a setting again and again, and guard rails: through the commands, on a simulated machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { linuxPolicies } from '../../support/linux-policies.js';
import { MANAGED } from '../../support/linux-rows.js';
import type { MovableClock } from '../../support/service.js';
import { createMovableClock } from '../../support/service.js';

const HOUR = 3_600_000;
const sample = (name: string): string =>
  join(import.meta.dirname, '../../../samples/policies', `${name}.json`);
const BASELINE = sample('linux-antivirus-baseline');
const PASSIVE = sample('linux-antivirus-passive');

let clock: MovableClock = createMovableClock();
let device: AgentDevice = createAgentDevice(clock);
beforeEach(() => {
  clock = createMovableClock();
  device = createAgentDevice(clock);
});
afterEach(() => device[Symbol.dispose]());

/** Whoever else has root puts his own value there. */
function undo(): void {
  const text = device.managed() ?? '';
  const undone = text.replace('"enforcementLevel": "real_time"', '"enforcementLevel": "passive"');
  device.machine.setFile(MANAGED, undone);
}
const isUndone = (): boolean => device.managed()?.includes('"enforcementLevel": "passive"') === true;

describe('a setting that somebody undoes again and again', () => {
  beforeEach(async () => {
    device.machine.setFile('/opt/puppetlabs/bin/puppet', '');
    await device.run('apply', BASELINE);
    for (let times = 0; times < 3; times++) {
      clock.advance(HOUR / 2);
      undo();
      await device.turn('drift');
      expect(isUndone()).toBe(false);
    }
  });

  test('is contested: status and why say so, and name Puppet, which is installed', async () => {
    const status = await device.run('status');
    expect(status.out).toMatch(/^Warning +1 setting is undone again and again/m);
    expect(status.out).toMatch(/^remediated +AV enforcement level \(contested\)$/m);
    const why = await device.run('why', 'AV enforcement level');
    expect(why.out.replaceAll(/\s+/g, ' ')).toContain('most likely Puppet (/opt/puppetlabs/bin/puppet');
    expect(why.out).toMatch(/^Contested +since \d{4}-/m);
  });

  test('is left undone for a while, which is no secret: exit code 4, the reason, the next try', async () => {
    undo();
    clock.advance(HOUR);
    const result = await device.turn('drift');
    expect(result).toMatchObject({ exitCode: 4, wrote: false });
    expect(result.warnings.join(' ')).toContain('undone again and again');
    expect(isUndone()).toBe(true);
    const why = JSON.parse((await device.run('why', 'AV enforcement level', '--json')).out);
    expect(why).toMatchObject({ state: 'nonCompliant', drift: true, reason: { code: 'contested' } });
    expect(why.nextTryAt - clock.now()).toBeGreaterThan(0.4 * HOUR);
    expect(why.nextTryAt - clock.now()).toBeLessThan(0.6 * HOUR);
    clock.advance(HOUR);
    expect(await device.turn('drift')).toMatchObject({ exitCode: 0, wrote: true });
    expect(isUndone()).toBe(false);
  });

  test('is set at once where an administrator applies the policy', async () => {
    undo();
    expect((await device.run('apply', BASELINE)).code).toBe(0);
    expect(isUndone()).toBe(false);
  });

  test('is like any other after a day of peace', async () => {
    clock.advance(25 * HOUR);
    await device.turn('drift');
    expect(device.status()).toMatchObject({ warnings: [expect.stringContaining('Puppet')] });
    expect((await device.run('why', 'AV enforcement level')).out).not.toContain('Contested');
  });
});

/** A policy that excludes `paths`. */
const exclusionPolicy = (...paths: readonly string[]): string => exclusionFile('wide', paths);

function exclusionFile(name: string, paths: readonly string[]): string {
  const [, file] = linuxPolicies(60, 'wide').files;
  if (file === undefined) throw new Error('no policy with exclusions');
  const document = JSON.parse(file.text);
  const instance = document.settings[0].settingInstance;
  const [first] = instance.groupSettingCollectionValue;
  instance.groupSettingCollectionValue = paths.map((path) => {
    const item = structuredClone(first);
    item.children[0].choiceSettingValue.children[0].simpleSettingValue.value = path;
    return item;
  });
  const written = join(device.folder, `${name}.json`);
  writeFileSync(written, JSON.stringify(document));
  return written;
}

describe('a dangerous exclusion', () => {
  test('is enforced as asked, and plan, status and why say that it is dangerous', async () => {
    const policy = exclusionPolicy('/home/deploy/', '/srv/data/');
    const plan = await device.run('plan', policy);
    expect(plan.out).toContain('Dangerous exclusion: "/home/deploy/"');
    expect(JSON.parse((await device.run('plan', '--json', policy)).out).steps[0].flags).toMatchObject([
      { code: 'user-writable' },
    ]);
    expect((await device.run('apply', policy)).code).toBe(0);
    expect(device.managed()).toContain('/home/deploy/');
    const status = await device.run('status');
    expect(status.out).toMatch(/^Warning +Dangerous exclusions are in force as the policies ask/m);
    expect(status.out).toContain('user-writable');
    expect(JSON.stringify(device.status())).not.toContain('/home/deploy/');
    expect((await device.run('why', 'AV scan exclusions')).out).toMatch(
      /^Danger +Dangerous exclusion: "\/home\/deploy\/"/m,
    );
  });

  test('is not where the paths are ordinary ones', async () => {
    const policy = exclusionPolicy('/srv/data/', '/var/lib/postgresql/');
    expect((await device.run('plan', policy)).out).not.toContain('Dangerous');
    await device.run('apply', policy);
    expect((await device.run('status')).out).not.toContain('Dangerous');
  });
});

describe('with guard rails up', () => {
  const raise = (word = 'refuse'): void => {
    mkdirSync(device.state, { recursive: true });
    writeFileSync(join(device.state, 'config.json'), JSON.stringify({ guardrails: word }));
  };

  test('a dangerous entry is refused with its reason and the others of its list are enforced', async () => {
    raise();
    const applied = await device.run('apply', exclusionPolicy('/tmp/', '/srv/data/'));
    expect(applied.code).toBe(4);
    expect(device.managed()).toContain('/srv/data/');
    expect(device.managed()).not.toContain('/tmp/');
    expect(device.status()).toMatchObject({
      settings: expect.arrayContaining([expect.objectContaining({ state: 'error', reason: 'guardrail' })]),
    });
  });

  test('real-time protection stays on, whatever a policy asks', async () => {
    raise();
    await device.run('apply', BASELINE);
    const plan = await device.run('plan', PASSIVE);
    expect(plan.out).toContain('would switch real-time protection off');
    expect((await device.run('apply', PASSIVE)).code).toBe(4);
    expect(device.managed()).toContain('"enforcementLevel": "real_time"');
    expect(device.managed()).not.toContain('passive');
  });

  test('what was let in before they were up goes out', async () => {
    const policy = exclusionPolicy('/tmp/');
    await device.run('apply', PASSIVE, policy);
    expect(device.managed()).toContain('passive');
    raise();
    await device.turn('drift');
    expect(device.managed() ?? '').not.toContain('passive');
    expect(device.managed() ?? '').not.toContain('/tmp/');
  });

  test('a list of more than a hundred is refused, also when it comes in two policies', async () => {
    raise();
    const paths = (from: string) => Array.from({ length: 60 }, (_, at) => `/srv/${from}/${at}/`);
    const first = exclusionFile('first', paths('a'));
    const second = exclusionFile('second', paths('b'));
    expect((await device.run('apply', first)).code).toBe(0);
    expect((await device.run('apply', first, second)).code).toBe(4);
    expect(device.managed()).toContain('/srv/a/0/');
    expect(device.managed()).not.toContain('/srv/b/');
  });

  test('another word than flag and refuse is refused itself', async () => {
    raise('maybe');
    const ran = await device.run('apply', BASELINE);
    expect(ran.code).not.toBe(0);
    expect(ran.err).toContain('"guardrails" must be one of: flag, refuse');
  });
});
