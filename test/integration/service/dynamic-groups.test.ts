// Groups that a rule fills: who is in them, when that changes, and that a rule which breaks takes nothing away.
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deviceId } from '../../../src/model/ids.js';
import type { AssignmentClaims, DeviceDescription } from '../../../src/model/wire/schemas.js';
import { reviewAll } from '../../../src/service/rules/review.js';
import { inTransaction } from '../../../src/service/store/database.js';
import { insertDevice } from '../../../src/service/store/devices.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import { checkIn, enrol, json, linuxDevice, postInventory } from '../../support/service-client.js';

const BASELINE = new URL('../../../samples/policies/linux-antivirus-baseline.json', import.meta.url).pathname;
const WEB = 'device.displayName -startsWith "web-"';
const DATABASES = 'device.displayName -startsWith "db-"';

let service: TestService;
let seq: number;
beforeEach(async () => {
  service = await startTestService();
  seq = 0;
});
afterEach(() => service[Symbol.asyncDispose]());

const cli = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);
const run = (...args: readonly string[]) => runCli(service.dataDir, args, { clock: service.clock });

const enrolled = async (hostname: string, more: Partial<DeviceDescription> = {}) =>
  enrol(service.url, await service.onboarding(), { device: { ...linuxDevice, hostname, ...more } });
const rename = (device: Enrolled, hostname: string) => {
  seq += 1;
  return postInventory(device, seq, { device: { ...linuxDevice, hostname } });
};

interface Group {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly frozen?: string;
}

async function group(name: string): Promise<Group> {
  const found = ((await cli('group', 'list')) as readonly Group[]).find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no group ${name}`);
  return found;
}

const members = async (name: string): Promise<readonly string[]> => (await group(name)).members;

describe('a dynamic group', () => {
  test('has those that match when it is made', async () => {
    const [web] = [await enrolled('web-01'), await enrolled('db-01')];
    expect(await cli('group', 'create', 'web', '--rule', WEB)).toMatchObject({ members: [web.id] });
    expect((await run('group', 'list')).out).toContain(WEB);
  });

  test('takes a device in when it registers, and out when its inventory says otherwise', async () => {
    await cli('group', 'create', 'web', '--rule', WEB);
    await cli('group', 'create', 'databases', '--rule', DATABASES);
    const device = await enrolled('web-01');
    expect(await members('web')).toEqual([device.id]);
    expect((await rename(device, 'db-01')).status).toBe(204);
    expect([await members('web'), await members('databases')]).toEqual([[], [device.id]]);
  });

  test('decides what the next check-in brings', async () => {
    const { imported } = (await cli('policy', 'import', BASELINE)) as {
      readonly imported: readonly { readonly revision: { readonly id: string } }[];
    };
    await cli('group', 'create', 'web', '--rule', WEB);
    await cli('policy', 'assign', imported[0]?.revision.id ?? '', '--group', 'web');
    const device = await enrolled('db-01');
    const policies = async () => {
      seq += 1;
      const { assignment } = await json(await checkIn(device, seq), 200);
      return decodeJwt<AssignmentClaims>(String(assignment)).policies.length;
    };
    expect(await policies()).toBe(0);
    await rename(device, 'web-01');
    expect(await policies()).toBe(1);
    await cli('group', 'rule', 'web', DATABASES);
    expect(await policies()).toBe(0);
  });

  test('sees tags of every source, those of rules too', async () => {
    const device = await enrolled('web-01');
    await cli('group', 'create', 'tagged', '--rule', 'device.systemLabels -any _ -eq "tier:0"');
    expect(await members('tagged')).toEqual([]);
    await cli('device', 'tag', 'add', device.id, 'tier:0');
    expect(await members('tagged')).toEqual([device.id]);
    await cli('device', 'tag', 'remove', device.id, 'tier:0');
    expect(await members('tagged')).toEqual([]);
    const { id } = (await cli('tag-rule', 'add', 'tier:0', WEB)) as { readonly id: string };
    expect(await members('tagged')).toEqual([device.id]);
    await cli('tag-rule', 'remove', id);
    expect(await members('tagged')).toEqual([]);
  });

  test('is not changed by hand', async () => {
    const device = await enrolled('web-01');
    await cli('group', 'create', 'web', '--rule', WEB);
    await cli('group', 'create', 'static');
    for (const [command, name, last, why] of [
      ['add', 'web', device.id, 'has a rule'],
      ['remove', 'web', device.id, 'has a rule'],
      ['rule', 'static', WEB, 'has no rule'],
    ] as const)
      expect(await run('group', command, name, last)).toMatchObject({
        code: 1,
        err: expect.stringContaining(why),
      });
  });

  test('does not hold a device that left', async () => {
    const device = await enrolled('web-01');
    await cli('group', 'create', 'web', '--rule', WEB);
    await fetch(`${service.url}/oauth/register/${device.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${device.managementToken}` },
    });
    expect(await members('web')).toEqual([]);
    await cli('group', 'rule', 'web', 'device.objectId -ne null');
    expect(await members('web')).toEqual([]);
  });
});

describe('a rule that is not valid', () => {
  test('is refused with its place, and nothing is made', async () => {
    expect(await run('group', 'create', 'web', '--rule', 'device.displayName -like "web"')).toMatchObject({
      code: 2,
      err: expect.stringContaining('at character 20: an operator such as -eq'),
    });
    expect(await run('tag-rule', 'add', 'x', 'device.displayName -match "(?=a)"')).toMatchObject({
      code: 2,
      err: expect.stringContaining('look-around'),
    });
    expect(await cli('group', 'list')).toEqual([]);
    expect(await cli('tag-rule', 'list')).toEqual([]);
  });

  test('in place of a good one is refused, too', async () => {
    const device = await enrolled('web-01');
    await cli('group', 'create', 'web', '--rule', WEB);
    expect(await run('group', 'rule', 'web', 'device.displayName')).toMatchObject({ code: 2 });
    expect(await members('web')).toEqual([device.id]);
  });

  test('because it does not count any more freezes the members and the tags, and says so', async () => {
    const device = await enrolled('web-01');
    await cli('group', 'create', 'web', '--rule', WEB);
    await cli('tag-rule', 'add', 'web', WEB);
    for (const table of ['group_rule', 'tag_rule'] as const)
      await service.store.updateTable(table).set({ rule: 'device.displayName -was "web"' }).execute();
    await rename(device, 'db-01');
    expect(await group('web')).toMatchObject({
      members: [device.id],
      frozen: expect.stringContaining('at character 20'),
    });
    expect(await cli('device', 'list')).toMatchObject([{ displayName: 'db-01', tags: ['web'] }]);
    expect(await cli('tag-rule', 'list')).toMatchObject([{ devices: 1, frozen: expect.any(String) }]);
    expect((await run('group', 'list')).out).toContain('stays as it is');
    expect((await run('tag-rule', 'list')).out).toContain('stay as they are');
    await cli('group', 'rule', 'web', DATABASES);
    const thawed = await group('web');
    expect(thawed.members).toEqual([device.id]);
    expect(thawed).not.toHaveProperty('frozen');
  });
});

describe('memberOf', () => {
  const asking = (...ids: readonly string[]) =>
    `device.memberOf -any (group.objectId -in [${ids.map((id) => `'${id}'`).join(', ')}])`;
  const create = async (name: string, ...rule: readonly string[]) =>
    ((await cli('group', 'create', name, ...rule)) as Group).id;

  test('follows the members of static and dynamic groups', async () => {
    const [web, other] = [await enrolled('web-01'), await enrolled('other')];
    const byHand = await create('by hand');
    const byRule = await create('by rule', '--rule', WEB);
    await create('both', '--rule', asking(byHand, byRule));
    expect(await members('both')).toEqual([web.id]);
    await cli('group', 'add', 'by hand', other.id);
    expect([...(await members('both'))].sort()).toEqual([web.id, other.id].sort());
    await rename(web, 'db-01');
    expect(await members('both')).toEqual([other.id]);
    await cli('group', 'remove', 'by hand', other.id);
    expect(await members('both')).toEqual([]);
  });

  test('freezes where a group it asks for is deleted', async () => {
    const device = await enrolled('web-01');
    const web = await create('web', '--rule', WEB);
    await create('asking', '--rule', asking(web));
    await cli('group', 'delete', 'web');
    expect(await group('asking')).toMatchObject({
      members: [device.id],
      frozen: expect.stringContaining(`there is no group with the id ${web}`),
    });
  });

  test('goes one level deep: neither a chain nor a circle can be made', async () => {
    const web = await create('web', '--rule', WEB);
    const first = await create('first', '--rule', asking(web));
    expect(await run('group', 'create', 'second', '--rule', asking(first))).toMatchObject({
      code: 2,
      err: expect.stringContaining('one level deep'),
    });
    expect(await run('group', 'rule', 'web', asking(first))).toMatchObject({ code: 2 });
    expect(await run('group', 'rule', 'first', asking(first))).toMatchObject({ code: 2 });
    const third = await create('third', '--rule', DATABASES);
    expect(await run('group', 'rule', 'web', asking(third))).toMatchObject({
      code: 2,
      err: expect.stringContaining('would not count any more'),
    });
  });

  test('is not for tag rules', async () => {
    const web = await create('web', '--rule', WEB);
    expect(await run('tag-rule', 'add', 'x', asking(web))).toMatchObject({
      code: 2,
      err: expect.stringContaining('for groups'),
    });
  });
});

test('the author of a rule is told what it does not cover', async () => {
  const made = await run('group', 'create', 'windows', '--rule', 'device.deviceOSType -eq "Windows"');
  expect(made).toMatchObject({ code: 0, err: expect.stringContaining('does not cover servers') });
});

describe('a changed rule', () => {
  const COUNT = 1200;
  const idAt = (index: number) => deviceId(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
  const fill = () =>
    inTransaction(service.store, async (trx) => {
      for (let index = 0; index < COUNT; index += 1)
        await insertDevice(trx, {
          id: idAt(index),
          description: { ...linuxDevice, tags: [], hostname: `${index % 3 === 0 ? 'web' : 'db'}-${index}` },
          tags: [],
          ring: undefined,
          enrollmentId: 'e',
          keySet: undefined,
          succeeds: undefined,
          metadata: {},
          at: 0,
        });
    });

  test('is asked about every device, in batches', async () => {
    await fill();
    await cli('group', 'create', 'web', '--rule', WEB);
    expect((await members('web')).length).toBe(COUNT / 3);
    await cli('group', 'rule', 'web', DATABASES);
    expect((await members('web')).length).toBe((COUNT / 3) * 2);
  });

  test('goes on being asked where the command was killed', async () => {
    await fill();
    await cli('group', 'create', 'web', '--rule', WEB);
    const { id } = await group('web');
    await service.store.deleteFrom('group_member').where('device_id', '>', idAt(500)).execute();
    await reviewAll(service.store);
    expect((await members('web')).length).toBeLessThan(COUNT / 3);
    await service.store
      .updateTable('group_rule')
      .set({ needs_review: 1 })
      .where('group_id', '=', id)
      .execute();
    await reviewAll(service.store);
    expect((await members('web')).length).toBe(COUNT / 3);
  });
});
