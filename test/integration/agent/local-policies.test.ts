// plan, apply, why, restore and status of local policy files on a simulated machine, by their exit codes and words.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { MANAGED } from '../../support/linux-rows.js';
import { createMovableClock } from '../../support/service.js';

const sample = (name: string): string =>
  join(import.meta.dirname, '../../../samples/policies', `${name}.json`);
const BASELINE = sample('linux-antivirus-baseline');
const PASSIVE = sample('linux-antivirus-passive');
const BACKUP = sample('linux-exclusions-backup');

let device: AgentDevice;
beforeEach(() => {
  device = createAgentDevice(createMovableClock());
});
afterEach(() => device[Symbol.dispose]());

const planDigest = async (...files: readonly string[]): Promise<string> =>
  JSON.parse((await device.run('plan', '--json', ...files)).out).digest;

describe('plan', () => {
  test('tells what apply would do, and makes not even a state folder', async () => {
    const ran = await device.run('plan', BASELINE);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('set\tCloud-delivered protection\ttrue');
    expect(existsSync(device.state)).toBe(false);
    expect(device.managed()).toBeUndefined();
  });

  test('says that Defender is missing where it is, and that nothing would be written', async () => {
    device.machine.setFaults({ notInstalled: true });
    const ran = await device.run('plan', BASELINE);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Microsoft Defender for Endpoint is not installed');
    expect(ran.out).toContain('Nothing would be written');
  });

  test('is 8 for a policy of another system, and names why', async () => {
    const ran = await device.run('plan', sample('windows-firewall'));
    expect(ran.code).toBe(8);
    expect(ran.err).toContain('is refused');
  });

  test('is 1 for a file that is no policy, with the place of the mistake', async () => {
    mkdirSync(join(device.folder, 'files'));
    const file = join(device.folder, 'files', 'broken.json');
    writeFileSync(file, '{"name": "x", "settings": 5}');
    const ran = await device.run('plan', file);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('$');
    expect((await device.run('plan', join(device.folder, 'none.json'))).code).toBe(1);
  });
});

describe('apply', () => {
  test('enforces, reads back, and does nothing the second time', async () => {
    const first = await device.run('apply', BASELINE, BACKUP);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/Written\. \d+ read back, \d+ cannot be read back by any command\. Settings: /);
    const text = device.managed();
    expect(text).toContain('"enforcementLevel": "real_time"');
    const again = await device.run('apply', '--json', BASELINE, BACKUP);
    expect(JSON.parse(again.out)).toMatchObject({ wrote: false });
    expect(device.managed()).toBe(text);
  });

  test('takes the plan that was shown, and refuses it when the device has moved since', async () => {
    const digest = await planDigest(BASELINE);
    device.machine.setFile(MANAGED, '{"cloudService": {"enabled": true}}');
    const moved = await device.run('apply', BASELINE, '--plan', digest);
    expect(moved.code).toBe(8);
    expect(device.managed()).toBe('{"cloudService": {"enabled": true}}');
    expect((await device.run('apply', BASELINE, '--plan', await planDigest(BASELINE))).code).toBe(0);
  });

  test('gives back what was applied before and is not named now', async () => {
    const before = '{ "odd": 1 }\n';
    device.machine.setFile(MANAGED, before);
    await device.run('apply', BASELINE, BACKUP);
    await device.run('apply', BACKUP);
    expect(device.managed()).not.toContain('real_time');
    expect((await device.run('restore')).code).toBe(0);
    expect(device.managed()).toBe(before);
  });

  test('two policies that disagree: 4, both named by why, and nothing of it written', async () => {
    expect((await device.run('apply', BASELINE, PASSIVE)).code).toBe(4);
    const why = await device.run('why', 'AV enforcement level');
    expect(why.code).toBe(0);
    expect(why.out).toMatch(/^State +conflict$/m);
    expect(why.out).toMatch(/^Desired +undecided/m);
    expect(why.out).toContain('Linux servers: antivirus baseline');
    expect(why.out).toContain('Linux database servers: passive antivirus');
    expect(device.managed()).not.toMatch(/real_time|passive/);
  });

  test('refuses a policy of another system with 8 and writes nothing', async () => {
    expect((await device.run('apply', BASELINE, sample('macos-edr-tag'))).code).toBe(8);
    expect(device.managed()).toBeUndefined();
  });

  test('stands aside with 7 where the vendor manages the device itself', async () => {
    const managedBy = { $type: 'x', displayValue: false, isManaged: false, value: 'MDE' };
    device.machine.setFaults({ lies: JSON.stringify({ managedBy }) });
    const ran = await device.run('apply', BASELINE);
    expect(ran.code).toBe(7);
    expect(device.managed()).toBeUndefined();
    expect((await device.run('probe')).out).toContain('mde-channel');
  });
});

test('status is 3 where Holdfast never ran, and 0 with the settings after an apply', async () => {
  expect((await device.run('status')).code).toBe(3);
  await device.run('apply', BACKUP);
  const status = await device.run('status');
  expect(status.code).toBe(0);
  expect(status.out).toContain('Linux servers: exclusions for the backup agent');
  expect(status.out).not.toContain('/opt/');
});

test('settings lists what the catalog knows, filtered; nothing found is 1', async () => {
  const ran = await device.run('settings', '--json', 'cloudservice_enabled');
  expect(JSON.parse(ran.out)).toMatchObject([{ id: 'linux_mdatp_managed_cloudservice_enabled' }]);
  expect((await device.run('settings', 'no-such-setting')).code).toBe(1);
});

test('why takes the name in the managed file; a part that fits several is 2 and lists them', async () => {
  await device.run('apply', BASELINE);
  const one = await device.run('why', 'antivirusEngine/enforcementLevel');
  expect(one.out).toMatch(/^Setting +AV enforcement level/);
  expect((await device.run('why', 'scanArchives')).code).toBe(0);
  const several = await device.run('why', 'enforcementLevel');
  expect(several.code).toBe(2);
  expect(several.err).toContain('  antivirusEngine.enforcementLevel  (AV enforcement level)\n');
  expect(several.err).toContain('  networkProtection.enforcementLevel  (');
  const none = await device.run('why', '\u001b[2Jnothing');
  expect(none.code).toBe(1);
  expect(none.err).not.toContain('\u001b');
});

test('settings lists every row of the three catalogs, and a field as part of its list', async () => {
  const rows: readonly { readonly id: string; readonly os: string }[] = JSON.parse(
    (await device.run('settings', '--json')).out,
  );
  const counts = Map.groupBy(rows, ({ os }) => os);
  expect([...counts].map(([os, of]) => [os, of.length])).toEqual([
    ['linux', 89],
    ['windows', 203],
    ['macos', 97],
  ]);
  expect(
    rows.find(({ id }) => id === 'linux_mdatp_managed_antivirusengine_exclusions_item_path'),
  ).toMatchObject({ partOf: 'AV scan exclusions', can: 'set-and-read', why: null });
  expect(rows.find(({ id }) => id === 'cloudService')).toMatchObject({
    can: 'nothing',
    why: expect.stringContaining('only holds other settings'),
  });
});

describe('why of a setting', () => {
  test('that no policy asks for says what this device can do with it, and what stands there', async () => {
    const ran = await device.run('why', 'cloudService.enabled');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^State +not asked for$/m);
    expect(ran.out).toMatch(/^This device sets it and reads it back$/m);
    expect(ran.out).toMatch(/^Written +never by Holdfast$/m);
    expect(ran.out).toMatch(/^Read back +(?:true|false) \(at /m);
  });

  test('of another system is told as one of that system', async () => {
    const ran = await device.run('why', 'vendor_msft_firewall_mdmstore_publicprofile_enablefirewall');
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^This device not here: a setting of Windows$/m);
  });

  test('of ours tells what comes back when no policy asks for it any more', async () => {
    device.machine.setFile(MANAGED, '{"antivirusEngine": {"scanArchives": false}}');
    await device.run('apply', BASELINE);
    expect((await device.run('why', 'scanArchives')).out).toMatch(/^Before +false$/m);
    expect((await device.run('why', 'cloudService.enabled')).out).toMatch(/^Before +not set$/m);
  });
});

test('the setting that the README asks about is one after its own steps, not several', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
  const asked = [...readme.matchAll(/ why (\S+)$/gm)].map(([, name]) => name ?? '');
  expect(asked).toHaveLength(1);
  await device.run('apply', BASELINE);
  expect(await device.run('why', ...asked)).toMatchObject({ code: 0, err: '' });
});

test('sync without an enrollment is 3; wrong use is 2', async () => {
  expect((await device.run('sync')).code).toBe(3);
  for (const args of [
    ['frobnicate'],
    ['apply'],
    ['apply', BASELINE, '--plan', 'x'],
    ['plan', '--frob', BASELINE],
  ])
    expect((await device.run(...args)).code, args.join(' ')).toBe(2);
});

test('a folder that is not a simulated machine is never touched by --simulate', async () => {
  mkdirSync(device.state);
  writeFileSync(join(device.state, 'state.db'), '');
  const ran = await device.run('apply', BASELINE);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('not a simulated');
  rmSync(device.state, { recursive: true });
});

test('a simulated machine may be configured by a file that lies in its folder before the first run', async () => {
  mkdirSync(device.state);
  writeFileSync(join(device.state, 'config.json'), '{"proxy": "nonsense"}');
  const refused = await device.run('apply', BACKUP);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain(join(device.state, 'config.json'));
  writeFileSync(join(device.state, 'config.json'), '{}');
  expect((await device.run('apply', BACKUP)).code).toBe(0);
});
