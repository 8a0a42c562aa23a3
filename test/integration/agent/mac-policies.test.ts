// plan, apply, why, settings, profile and restore on a simulated Mac, by their exit codes and words.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlistValue } from 'plist';
import { parse } from 'plist';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MacAgentDevice } from '../../support/mac-agent-device.js';
import { createMacAgentDevice } from '../../support/mac-agent-device.js';
import type { MacSetting } from '../../support/mac-policies.js';
import { choice, macPolicy, secretToken, text } from '../../support/mac-policies.js';

const sample = (name: string): string =>
  join(import.meta.dirname, '../../../samples/policies', `${name}.json`);
const BASELINE = sample('macos-antivirus-baseline');
const BUILD = sample('macos-exclusions-build');
const TAG = sample('macos-edr-tag');

let device: MacAgentDevice;
beforeEach(() => {
  device = createMacAgentDevice();
});
afterEach(() => device[Symbol.dispose]());

function policyFile(name: string, settings: readonly MacSetting[], id?: string): string {
  const file = join(device.folder, `${name}.json`);
  writeFileSync(file, macPolicy(name, settings, id));
  return file;
}

interface Row {
  readonly name: string;
  readonly state: string;
  readonly reason?: { readonly code: string };
}
const findingsOf = async (...files: readonly string[]): Promise<readonly Row[]> =>
  JSON.parse((await device.run('apply', '--json', ...files)).out).findings;

describe('apply on a Mac', () => {
  test('sets what it can, says what needs a profile, and takes all of it back', async () => {
    const before = device.machine.state().agent;
    const first = await device.run('apply', BASELINE, BUILD, TAG);
    expect(first.code).toBe(0);
    expect(first.out).toContain('can only be set by a configuration profile');
    expect(device.machine.state().agent).not.toEqual(before);
    const again = JSON.parse((await device.run('apply', '--json', BASELINE, BUILD, TAG)).out);
    expect(again).toMatchObject({ wrote: false });
    expect((await device.run('restore')).code).toBe(0);
    const { exclusions, tags } = device.machine.state().agent;
    expect({ exclusions, tags }).toEqual({ exclusions: before.exclusions, tags: before.tags });
  });

  test('a plan tells the same, and its digest is taken', async () => {
    const plan = JSON.parse((await device.run('plan', '--json', BASELINE)).out);
    expect(plan).toMatchObject({ writes: true });
    expect((await device.run('apply', '--plan', plan.digest, BASELINE)).code).toBe(0);
  });

  test('after the profile is installed every setting of it is as wanted, and not one needs a profile', async () => {
    const out = join(device.folder, 'defender.mobileconfig');
    const made = await device.run('profile', BASELINE, BUILD, TAG, '--out', out);
    expect(made).toMatchObject({ code: 0, out: '' });
    device.machine.installProfile(readFileSync(out, 'utf8'));
    const findings = await findingsOf(BASELINE, BUILD, TAG);
    expect(findings.length).toBeGreaterThan(10);
    for (const { name, state } of findings) expect({ name, state }).toEqual({ name, state: 'compliant' });
    expect(device.machine.state().agent.local).toEqual({});
    const why = await device.run('why', 'hideStatusMenuIcon');
    expect(why.out).toContain('profile-managed');
  });

  test('a policy of another system is refused', async () => {
    expect((await device.run('plan', sample('linux-antivirus-baseline'))).code).toBe(8);
  });

  test('every setting is listed, its own first, with what this Mac can do with it', async () => {
    const rows: readonly { readonly id: string; readonly os: string; readonly can: string }[] = JSON.parse(
      (await device.run('settings', '--json')).out,
    );
    const own = rows.filter(({ os }) => os === 'macos');
    expect(rows.slice(0, own.length)).toEqual(own);
    expect(own.find(({ id }) => id.endsWith('_hidestatusmenuicon'))).toMatchObject({ can: 'profile' });
    const others = rows.slice(own.length);
    expect(others.length).toBeGreaterThan(own.length);
    expect(others.every(({ can }) => can === 'nothing')).toBe(true);
  });
});

describe('profile', () => {
  const isDictionary = (value: PlistValue | undefined): value is { [key: string]: PlistValue } =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
  const dictionary = (value: PlistValue | undefined): Readonly<Record<string, PlistValue>> => {
    if (!isDictionary(value)) throw new Error('no dictionary');
    return value;
  };
  const payloadsOf = (plist: string) => {
    const content = dictionary(parse(plist))['PayloadContent'];
    return Array.isArray(content) ? content.map(dictionary) : [];
  };

  test('is one payload of the agent’s domain for the whole system, with the values of the policies', async () => {
    const ran = await device.run('profile', BASELINE, BUILD);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(dictionary(parse(ran.out))).toMatchObject({
      PayloadType: 'Configuration',
      PayloadScope: 'System',
      PayloadVersion: 1,
      PayloadDisplayName: expect.stringContaining('Mac notebooks: antivirus baseline'),
    });
    const [payload, ...others] = payloadsOf(ran.out);
    expect(others).toEqual([]);
    expect(payload).toMatchObject({
      PayloadType: 'com.microsoft.wdav',
      antivirusEngine: {
        enforcementLevel: 'real_time',
        scanArchives: true,
        exclusionsMergePolicy: 'admin_only',
      },
      cloudService: { enabled: true, diagnosticLevel: 'required' },
      tamperProtection: { enforcementLevel: 'block' },
    });
  });

  test('is the same text for the same policies, in whatever order', async () => {
    const one = await device.run('profile', BASELINE, BUILD);
    expect((await device.run('profile', BASELINE, BUILD)).out).toBe(one.out);
    const idsOf = (plist: string) => [plist, plist].map(() => plist.match(/[0-9A-F-]{36}/g));
    expect(idsOf((await device.run('profile', BUILD, BASELINE)).out)).toEqual(idsOf(one.out));
    expect(idsOf((await device.run('profile', BASELINE)).out)).not.toEqual(idsOf(one.out));
  });

  test('keeps its identifiers when a policy changes its content', async () => {
    const file = policyFile('cloud', [choice('enabled', 'true')], '5a3b1c00-0000-4000-8000-0000000000aa');
    const identifier = async () => dictionary(parse((await device.run('profile', file)).out))['PayloadUUID'];
    const before = await identifier();
    policyFile('cloud', [choice('enabled', 'false')], '5a3b1c00-0000-4000-8000-0000000000aa');
    expect(await identifier()).toBe(before);
    expect(before).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
  });

  test('is not made of policies that disagree; both are named', async () => {
    const on = policyFile('cloud on', [choice('enabled', 'true')]);
    const off = policyFile('cloud off', [choice('enabled', 'false')]);
    const out = join(device.folder, 'none.mobileconfig');
    const ran = await device.run('profile', on, off, '--out', out);
    expect(ran).toMatchObject({ code: 8, out: '' });
    expect(ran.err).toMatch(/different values by "cloud on" and "cloud off".*no profile was made/s);
    expect(() => readFileSync(out)).toThrow();
  });

  test('is not made of a secret', async () => {
    const ran = await device.run('profile', policyFile('secret', [secretToken('groupids')]));
    expect(ran).toMatchObject({ code: 8, out: '' });
    expect(ran.err).not.toContain('0c7e7d2a');
  });

  test('is not made of a policy that the channel does not carry, or of no policy', async () => {
    expect(await device.run('profile', sample('windows-firewall'))).toMatchObject({ code: 8, out: '' });
    expect(await device.run('profile', join(device.folder, 'none.json'))).toMatchObject({ code: 1, out: '' });
    expect(await device.run('profile')).toMatchObject({ code: 2 });
  });

  test('says what it leaves out', async () => {
    const file = policyFile('half', [choice('enabled', 'true'), choice('nosuchsetting', 'true')]);
    const ran = await device.run('profile', file);
    expect(ran.code).toBe(4);
    expect(ran.err).toMatch(/left out: .*nosuchsetting/);
    expect(payloadsOf(ran.out)).toMatchObject([{ cloudService: { enabled: true } }]);
  });

  test('holds each text as it is, or refuses it by name', async () => {
    for (const value of ['</string><key>x</key>', '&amp;', ']]>', ' a  b ', '日本 😀', '"\'$(id)`']) {
      const ran = await device.run('profile', policyFile('group', [text('groupids', value)]));
      expect({ value, code: ran.code }).toEqual({ value, code: 0 });
      expect(payloadsOf(ran.out)).toMatchObject([{ edr: { groupIds: value } }]);
    }
    const ran = await device.run('profile', policyFile('group', [text('groupids', 'a\u0001b')]));
    expect(ran.out).toBe('');
    expect(ran.code).toBe(8);
  });
});
