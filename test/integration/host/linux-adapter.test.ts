// One contract for the Linux adapter, over the simulated machine and over real files with a stub of the agent.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../../platform/host.js';
import { createLinuxAdapter } from '../../../platform/linux/adapter.js';
import { createRealHost } from '../../../platform/real-host.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { createSystemTimer } from '../../../platform/timer.js';
import { fileContainer } from '../../../src/model/catalog/container.js';
import type { CatalogRow } from '../../../src/model/catalog/row.js';
import type { Change, Observation, Observed, PlatformAdapter, PreImage } from '../../../src/model/ports.js';
import type { Value } from '../../../src/model/value.js';
import {
  ALL_ROWS,
  CLOUD,
  DIAGNOSTIC,
  EXCLUSIONS,
  GLOBAL_EXCLUSIONS,
  LEVEL,
  MANAGED,
  OFFLINE,
  PROXY,
  TAGS,
  THREATS,
} from '../../support/linux-rows.js';
import { installStubAgent } from '../../support/stub-agent.js';

interface Machine {
  readonly host: Host;
  /** Lets the agent take up the managed file. */
  settle(): void;
  commands(): readonly string[];
  close(): void;
}

function simulated(): Machine {
  const host = createSimulatedLinux();
  const commands = () => host.runs.map((run) => run.slice(1).join(' '));
  return { host, settle: host.restartDaemon, commands, close: () => undefined };
}

function real(): Machine {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-linux-'));
  const { settle, runs } = installStubAgent(root);
  const host = createRealHost({ root, timer: createSystemTimer() });
  return { host, settle, commands: runs, close: () => rmSync(root, { recursive: true }) };
}

const { signal } = new AbortController();
const set = (row: CatalogRow, value: Value): Change => ({ row, to: { do: 'set', value } });
const seen = (observation: Observation, row: CatalogRow): Observed => {
  const observed = observation.settings.get(row.key);
  if (observed === undefined) throw new Error(`${row.key} was not observed`);
  return observed;
};
const putBack = (row: CatalogRow, { stored, raw }: Observed): Change => {
  const image: PreImage =
    stored.is === 'value' && raw !== undefined ? { is: 'present', raw } : { is: 'absent' };
  return { row, to: { do: 'put-back', image } };
};

describe.each([
  { name: 'the simulated machine', create: simulated },
  { name: 'real files and programs', create: real },
])('the Linux adapter over $name', ({ create }) => {
  let machine: Machine;
  let adapter: PlatformAdapter;
  const observe = () => adapter.observe(ALL_ROWS, signal);
  const write = async (...changes: readonly Change[]) => {
    const outcome = await adapter.write({ changes, giveBack: [] }, signal);
    machine.settle();
    return outcome;
  };
  const file = async () => {
    const read = await machine.host.read(MANAGED, { maxBytes: 1_000_000 });
    return read.ok && read.value !== undefined ? Buffer.from(read.value.bytes).toString() : undefined;
  };
  const place = (text: string) =>
    machine.host.writeAtomic(MANAGED, Buffer.from(text), 'keep').then(() => machine.settle());

  beforeEach(() => {
    machine = create();
    adapter = createLinuxAdapter(machine.host);
  });
  afterEach(() => machine.close());

  test('a machine with nothing managed shows defaults in force, nothing stored, no file', async () => {
    const observation = await observe();
    expect(observation.engine).toEqual({ is: 'ready', version: '101.26042.0003' });
    expect(seen(observation, CLOUD)).toEqual({
      stored: { is: 'absent' },
      effective: { is: 'value', value: true },
      managed: false,
    });
    expect(seen(observation, EXCLUSIONS).effective).toEqual({ is: 'value', value: [] });
    expect(seen(observation, PROXY).effective.is).toBe('no-reader');
    expect(observation.containers.get(fileContainer(MANAGED))?.state).toMatchObject({ is: 'absent' });
  });

  test('what is written is stored, in force and marked as managed', async () => {
    const folders = [{ $type: 'excludedPath', path: '/srv/data', isDirectory: true }];
    const tools = [{ $type: 'excludedFileName', name: '/usr/bin/tool' }];
    const tags = [{ key: 'GROUP', value: 'MDE-Management' }];
    const outcome = await write(
      set(CLOUD, false),
      set(LEVEL, 'real_time'),
      set(EXCLUSIONS, folders),
      set(GLOBAL_EXCLUSIONS, tools),
      set(THREATS, ['EICAR-Test-File (not a virus)']),
      set(TAGS, tags),
      set(OFFLINE, 'enabled'),
      set(DIAGNOSTIC, 'optional'),
    );
    expect([...outcome.settings.values()].map((result) => result.ok && result.value)).toEqual([
      ...Array.from({ length: 7 }, () => 'now'),
      'at-reboot',
    ]);
    const after = await observe();
    const inForce = (row: CatalogRow) => seen(after, row).effective;
    expect(seen(after, CLOUD)).toMatchObject({ stored: { value: false }, raw: 'false', managed: true });
    expect(inForce(CLOUD)).toEqual({ is: 'value', value: false });
    expect(seen(after, LEVEL)).toMatchObject({ effective: { value: 'real_time' }, managed: true });
    expect(inForce(EXCLUSIONS)).toEqual({ is: 'value', value: folders });
    expect(inForce(GLOBAL_EXCLUSIONS)).toEqual({
      is: 'value',
      value: tools.map((tool) => ({ ...tool, scopes: ['global'] })),
    });
    expect(inForce(THREATS)).toEqual({ is: 'value', value: ['EICAR-Test-File (not a virus)'] });
    expect(inForce(TAGS)).toEqual({ is: 'value', value: tags });
    expect(inForce(OFFLINE)).toEqual({ is: 'value', value: 'enabled' });
    expect(inForce(DIAGNOSTIC)).toEqual({ is: 'value', value: 'optional' });
    const image = after.containers.get(fileContainer(MANAGED))?.state;
    expect(image?.is === 'present' && image.sha256).toBe(outcome.containers.get(fileContainer(MANAGED)));
    expect(image).toMatchObject({ mode: 0o644 });
  });

  test('the file of someone else keeps everything of his, and has it back to the byte', async () => {
    const text =
      '{\r\n\t"cloudService" : {"enabled":true, "enabled": true ,"own":[1, 2]},\r\n\t"edr": { },"x":1e400}\r\n';
    await place(text);
    const before = await observe();
    const rows = [CLOUD, LEVEL, TAGS, DIAGNOSTIC];
    await write(
      set(CLOUD, false),
      set(LEVEL, 'passive'),
      set(TAGS, [{ key: 'GROUP', value: 'a' }]),
      set(DIAGNOSTIC, 'required'),
    );
    expect(await file()).toContain('"cloudService" : {"enabled":true, "enabled": false ,"own":[1, 2]');
    await write(...rows.map((row) => putBack(row, seen(before, row))));
    expect(await file()).toBe(text);
  });

  test('a file of ours alone is given back as it was: gone', async () => {
    const before = await observe();
    await write(set(CLOUD, false));
    const giveBack = [...before.containers.values()];
    const outcome = await adapter.write({ changes: [putBack(CLOUD, seen(before, CLOUD))], giveBack }, signal);
    expect(outcome.containers.get(fileContainer(MANAGED))).toBe('absent');
    expect(outcome.settings.get(CLOUD.key)).toEqual({ ok: true, value: 'now' });
    expect(await file()).toBeUndefined();
  });

  test('a whole file is put back with its content, and only if the image is sound', async () => {
    await place('{"own": 1}');
    const [image] = (await observe()).containers.values();
    await place('{"own": 2}');
    if (image?.state.is !== 'present') throw new Error('no image');
    const spoilt = { ...image, state: { ...image.state, content: 'AAAA' } };
    await adapter.write({ changes: [], giveBack: [spoilt] }, signal);
    expect(await file()).toBe('{"own": 2}');
    await adapter.write({ changes: [], giveBack: [image] }, signal);
    expect(await file()).toBe('{"own": 1}');
  });

  test('the digest that a write will leave is known before it, and what it leaves when it fails is not', async () => {
    await place('{"own": 1}');
    const observation = await observe();
    const changes = [set(CLOUD, false), set(EXCLUSIONS, [{ $type: 'excludedFileName', name: 'cat' }])];
    const foreseen = adapter.foresee?.({ changes, giveBack: [] }, observation);
    const outcome = await adapter.write({ changes, giveBack: [] }, signal);
    expect(foreseen?.size).toBe(1);
    expect(foreseen).toEqual(outcome.containers);
    await place('no JSON');
    expect(adapter.foresee?.({ changes, giveBack: [] }, await observe())?.size).toBe(0);
  });

  test('writing the same again leaves the file untouched', async () => {
    await place('{"cloudService": { "enabled" : false }}');
    const before = await machine.host.stat(MANAGED);
    const outcome = await write(set(CLOUD, false));
    expect(outcome.settings.get(CLOUD.key)).toEqual({ ok: true, value: 'now' });
    expect(await machine.host.stat(MANAGED)).toEqual(before);
  });

  test('a section that is no object fails its settings and no others', async () => {
    await place('{"cloudService": "off", "antivirusEngine": {}}');
    const observation = await observe();
    expect(seen(observation, CLOUD).stored).toMatchObject({ is: 'unreadable', fault: { kind: 'bad-reply' } });
    const outcome = await write(set(CLOUD, false), set(LEVEL, 'passive'));
    expect(outcome.settings.get(CLOUD.key)).toMatchObject({ ok: false, error: { kind: 'bad-reply' } });
    expect(outcome.settings.get(LEVEL.key)).toMatchObject({ ok: true });
    expect(JSON.parse((await file()) ?? '')).toMatchObject({ cloudService: 'off' });
  });

  test('a value that no setting can hold is unreadable, its text is kept for giving back', async () => {
    await place('{"cloudService": {"enabled": {"deep": null} }}');
    expect(seen(await observe(), CLOUD)).toMatchObject({
      stored: { is: 'unreadable' },
      raw: '{"deep": null}',
    });
  });

  test('a file that is not plain JSON of ours to edit is a fault for every setting, and stays as it is', async () => {
    for (const text of ['', '{"a":1,}', '// c\n{}', '[]', '"x"', '\uFEFF{}', '{"a":\n']) {
      await place(text);
      const observation = await observe();
      expect(seen(observation, CLOUD).stored).toMatchObject({ is: 'unreadable' });
      expect(observation.containers.size).toBe(0);
      const outcome = await write(set(CLOUD, false));
      expect(outcome.settings.get(CLOUD.key)).toMatchObject({ ok: false, error: { kind: 'bad-reply' } });
      expect(await file()).toBe(text);
    }
    await machine.host.writeAtomic(MANAGED, Buffer.from([0x7b, 0xff, 0x7d]), 'keep');
    expect(seen(await observe(), CLOUD).stored).toMatchObject({
      fault: { why: 'it is not UTF-8 text' },
    });
  });

  test('each command runs once in an observation, and only those that the rows need', async () => {
    await observe();
    expect(machine.commands().toSorted()).toEqual([
      'exclusion list',
      'health --details definitions',
      'health --output json',
      'threat allowed list',
    ]);
    await adapter.observe([CLOUD, PROXY], signal);
    expect(machine.commands().slice(4)).toEqual(['health --output json']);
  });

  test('2,000 exclusions go there and back', async () => {
    const many = Array.from({ length: 2000 }, (_, n) => ({
      $type: 'excludedPath',
      path: `/srv/data-${n}`,
      isDirectory: n % 2 === 0,
    }));
    await write(set(EXCLUSIONS, many));
    const after = await observe();
    expect(seen(after, EXCLUSIONS).stored).toEqual({ is: 'value', value: many });
    expect(seen(after, EXCLUSIONS).effective).toEqual({ is: 'value', value: many });
  });
});
