// The scope of enforcement: what an administrator chooses is a signed word in the next assignment of each device.
import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AssignmentClaims, DeviceDescription } from '../../../src/model/wire/schemas.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import {
  checkIn,
  enrol,
  fetchDocument,
  json,
  linuxDevice,
  postInventory,
  register,
} from '../../support/service-client.js';

const BASELINE = new URL('../../../samples/policies/linux-antivirus-baseline.json', import.meta.url).pathname;
const WINDOWS = new URL('../../../samples/policies/windows-antivirus-baseline.json', import.meta.url)
  .pathname;

let service: TestService;
let seq: number;
beforeEach(async () => {
  service = await startTestService();
  seq = 0;
  for (const file of [BASELINE, WINDOWS]) {
    const { imported } = (await cli('policy', 'import', file)) as {
      readonly imported: readonly { readonly revision: { readonly id: string } }[];
    };
    await cli('policy', 'assign', imported[0]?.revision.id ?? '', '--all-devices');
  }
});
afterEach(() => service[Symbol.asyncDispose]());

const cli = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);
const run = (...args: readonly string[]) => runCli(service.dataDir, args, { clock: service.clock });

const enrolled = async (device: Partial<DeviceDescription> = {}, tags: readonly string[] = []) =>
  enrol(service.url, await service.onboarding({ tags }), { device: { ...linuxDevice, ...device } });

async function assignmentOf(device: Enrolled): Promise<AssignmentClaims> {
  seq += 1;
  const { assignment } = await json(await checkIn(device, seq), 200);
  return decodeJwt<AssignmentClaims>(String(assignment));
}

const scopeOf = async (device: Enrolled): Promise<string> => {
  const { scope, outBecause, policies } = await assignmentOf(device);
  expect(policies.length > 0).toBe(scope === 'in');
  return outBecause === undefined ? scope : `${scope}, ${outBecause}`;
};

const inventory = (device: Enrolled, description: Partial<DeviceDescription>) => {
  seq += 1;
  return postInventory(device, seq, { device: { ...linuxDevice, ...description } });
};

const windows = (type: 'Windows' | 'Windows Server', role?: DeviceDescription['role']) => ({
  os: { type, version: '10.0.20348' },
  ...(role === undefined ? {} : { role }),
});

describe('a new tenant', () => {
  test('enforces every kind of device but domain controllers', async () => {
    expect(await cli('scope', 'show')).toEqual({
      allowed: true,
      configMgrAuthority: false,
      choices: { clients: 'all', servers: 'all', 'domain-controllers': 'off', linux: 'all', macos: 'all' },
    });
    expect(await scopeOf(await enrolled())).toBe('in');
    expect(await scopeOf(await enrolled(windows('Windows')))).toBe('in');
    expect(await scopeOf(await enrolled(windows('Windows Server', 'domain-controller')))).toBe('out, scope');
  });
});

describe('the tenant switch', () => {
  test('takes every device out under a new version, and back in with its policies', async () => {
    const device = await enrolled();
    const before = await assignmentOf(device);
    await cli('scope', 'forbid');
    const out = await assignmentOf(device);
    expect(out).toMatchObject({
      ver: before.ver + 1,
      scope: 'out',
      outBecause: 'tenant-switch',
      policies: [],
    });
    await cli('scope', 'allow');
    const back = await assignmentOf(device);
    expect(back).toMatchObject({ ver: before.ver + 2, scope: 'in', policies: before.policies });
    expect(back).not.toHaveProperty('outBecause');
  });

  test('comes before the scope of the kind', async () => {
    await cli('scope', 'set', 'linux', 'off');
    await cli('scope', 'forbid');
    expect(await scopeOf(await enrolled())).toBe('out, tenant-switch');
  });
});

describe('a kind of device', () => {
  test('that is off is out, and others are not touched', async () => {
    const [linux, client] = [await enrolled(), await enrolled(windows('Windows'))];
    await cli('scope', 'set', 'linux', 'off');
    expect(await scopeOf(linux)).toBe('out, scope');
    expect(await scopeOf(client)).toBe('in');
  });

  test('a change of scope that changes nothing for a device does not raise its version', async () => {
    const device = await enrolled();
    const { ver } = await assignmentOf(device);
    await cli('scope', 'set', 'macos', 'off');
    expect((await assignmentOf(device)).ver).toBe(ver);
  });

  test('a document of a policy is not served any more to a device that is out', async () => {
    const device = await enrolled();
    const [policy] = (await assignmentOf(device)).policies;
    await cli('scope', 'set', 'linux', 'off');
    await assignmentOf(device);
    expect((await fetchDocument(device, policy?.sha256 ?? '')).status).toBe(403);
  });
});

describe('where only tagged devices are in scope', () => {
  beforeEach(async () => {
    await cli('scope', 'set', 'linux', 'tagged');
  });

  test('the tag may come with the onboarding file', async () => {
    expect(await scopeOf(await enrolled({}, ['MDE-Management']))).toBe('in');
    expect(await scopeOf(await enrolled({}, ['web']))).toBe('out, scope');
  });

  test.each(['mde-management', 'MDE-Management ', 'MDE-Management2'])('%j is another tag', async (tag) => {
    expect(await scopeOf(await enrolled({}, [tag]))).toBe('out, scope');
  });

  test('the machine may carry it, and lose it again', async () => {
    const device = await enrolled();
    expect(await scopeOf(device)).toBe('out, scope');
    await inventory(device, { tags: ['MDE-Management'] });
    expect(await scopeOf(device)).toBe('in');
    await inventory(device, { tags: [] });
    expect(await scopeOf(device)).toBe('out, scope');
  });

  test('a rule may give it, at registration and when the machine changes', async () => {
    const before = await enrolled({ hostname: 'web-07' });
    const rule = 'device.displayName -startsWith "web-"';
    expect(await cli('tag-rule', 'add', 'MDE-Management', rule)).toMatchObject({ devices: 1 });
    const after = await enrolled({ hostname: 'web-08' });
    expect([await scopeOf(before), await scopeOf(after)]).toEqual(['in', 'in']);
    await inventory(after, { hostname: 'db-08' });
    expect([await scopeOf(before), await scopeOf(after)]).toEqual(['in', 'out, scope']);
    const [{ id }] = (await cli('tag-rule', 'list')) as [{ readonly id: string }];
    await cli('tag-rule', 'remove', id);
    expect(await scopeOf(before)).toBe('out, scope');
  });

  test('a device that registers anew has the tags of the new onboarding file', async () => {
    const device = await enrolled({}, ['web']);
    expect(await scopeOf(device)).toBe('out, scope');
    const onboarding = await service.onboarding({ tags: ['MDE-Management'] });
    expect((await register({ url: service.url, key: device.key, onboarding })).status).toBe(201);
    expect(await scopeOf(device)).toBe('in');
  });

  test('an administrator may give it, and take only that one away', async () => {
    const device = await enrolled();
    await inventory(device, { tags: ['of the machine'] });
    await cli('device', 'tag', 'add', device.id, 'MDE-Management');
    expect(await scopeOf(device)).toBe('in');
    await cli('device', 'tag', 'remove', device.id, 'MDE-Management');
    expect(await scopeOf(device)).toBe('out, scope');
    expect(await run('device', 'tag', 'remove', device.id, 'of the machine')).toMatchObject({
      code: 1,
      err: expect.stringContaining('was not given the tag'),
    });
  });

  test('each tag is shown with where it comes from, and the scope with its reason', async () => {
    const device = await enrolled({ tags: ['local'] }, ['file']);
    await cli('device', 'tag', 'add', device.id, 'given');
    const { id } = (await cli('tag-rule', 'add', 'ruled', 'device.objectId -ne null')) as { id: string };
    expect(await cli('device', 'show', device.id)).toMatchObject({
      kind: 'linux',
      scope: { scope: 'out', because: 'scope' },
      tags: ['file', 'local', 'given', 'ruled'],
      tagSources: [
        { tag: 'file', source: 'onboarding-file' },
        { tag: 'local', source: 'device' },
        { tag: 'given', source: 'administrator' },
        { tag: 'ruled', source: `rule:${id}` },
      ],
    });
    const { out } = await run('device', 'show', device.id);
    expect(out).toContain('Scope       out: of linux only those with the tag MDE-Management');
    expect(out).toContain('file (onboarding-file), local (device), given (administrator)');
    expect(await cli('device', 'list')).toMatchObject([{ tags: ['file', 'local', 'given', 'ruled'] }]);
  });
});

describe('a domain controller', () => {
  const controller = () => enrolled(windows('Windows Server', 'domain-controller'));

  test('needs its own switch, and servers in scope', async () => {
    const device = await controller();
    expect(await scopeOf(device)).toBe('out, scope');
    await cli('scope', 'set', 'domain-controllers', 'on');
    expect(await scopeOf(device)).toBe('in');
    await cli('scope', 'set', 'servers', 'off');
    expect(await scopeOf(device)).toBe('out, scope');
  });

  test('follows the tag mode of servers', async () => {
    const device = await controller();
    await cli('scope', 'set', 'domain-controllers', 'on');
    await cli('scope', 'set', 'servers', 'tagged');
    expect(await scopeOf(device)).toBe('out, scope');
    await cli('device', 'tag', 'add', device.id, 'MDE-Management');
    expect(await scopeOf(device)).toBe('in');
    await cli('scope', 'set', 'domain-controllers', 'off');
    expect(await scopeOf(device)).toBe('out, scope');
  });

  test('is told from other servers as soon as it says so', async () => {
    const device = await enrolled(windows('Windows Server', 'server'));
    expect(await scopeOf(device)).toBe('in');
    await inventory(device, windows('Windows Server', 'domain-controller'));
    expect(await scopeOf(device)).toBe('out, scope');
  });
});

test('the authority of Configuration Manager is said in the assignment, and absent otherwise', async () => {
  const device = await enrolled();
  expect(await assignmentOf(device)).not.toHaveProperty('configMgrAuthority');
  await cli('scope', 'configmgr', 'on');
  expect(await assignmentOf(device)).toMatchObject({ configMgrAuthority: true, scope: 'in' });
  await cli('scope', 'configmgr', 'off');
  expect(await assignmentOf(device)).not.toHaveProperty('configMgrAuthority');
});

test('whether the device has taken its scope in is told apart from what was chosen', async () => {
  const device = await enrolled();
  const { assignment } = await json(await checkIn(device, 1), 200);
  const digest = `sha256:${createHash('sha256').update(String(assignment)).digest('hex')}`;
  const shown = async () => (await run('device', 'show', device.id)).out;
  expect(await shown()).toContain('Scope       in, as one of linux (the device has not taken it in yet)\n');
  await checkIn(device, 2, { assignment: { ver: 1, digest } });
  expect(await shown()).toContain('Scope       in, as one of linux\n');
  await cli('scope', 'set', 'linux', 'off');
  expect(await shown()).toMatch(
    /Scope {7}out: linux are out of scope .*\(the device has not taken it in yet\)/,
  );
});

describe('on the command line', () => {
  test.each([
    ['a kind that there is not', ['scope', 'set', 'printers', 'all']],
    ['a choice that there is not', ['scope', 'set', 'linux', 'some']],
    ['a tag mode for domain controllers', ['scope', 'set', 'domain-controllers', 'tagged']],
    ['a switch for clients', ['scope', 'set', 'clients', 'on']],
    ['a tag of two lines', ['device', 'tag', 'add', 'x', 'a\nb']],
    ['a tag that is too long', ['tag-rule', 'add', 'x'.repeat(201), 'device.objectId -ne null']],
  ])('%s is wrong use', async (_, args) => {
    expect(await run(...args)).toMatchObject({ code: 2, out: '' });
  });

  test('the choices are shown with what they mean', async () => {
    await run('scope', 'set', 'servers', 'tagged');
    const { out } = await run('scope', 'set', 'domain-controllers', 'on');
    expect(out).toMatch(
      /domain-controllers +on +those with the tag MDE-Management are enforced, as for servers/,
    );
    expect((await run('scope', 'forbid')).out).toContain('forbidden for every device');
  });
});

test('the report tells what is out of scope from what is pending', async () => {
  const device = await enrolled();
  expect(await cli('report', '--device', device.id)).toMatchObject({ policies: [{ state: 'pending' }] });
  await cli('scope', 'set', 'linux', 'off');
  expect(await cli('report', '--state', 'outOfScope')).toMatchObject({
    policies: [
      { device: 'web-01', state: 'outOfScope', why: expect.stringContaining('linux are out of scope') },
    ],
  });
});
