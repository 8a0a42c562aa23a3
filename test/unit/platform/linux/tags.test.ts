// Tags set on the device itself, as a source of scope: never what a policy of ours or of others has set.
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import type { TagKnowledge } from '../../../../platform/linux/tags.js';
import { readLocalTags } from '../../../../platform/linux/tags.js';
import { readLocalTags as readMacTags } from '../../../../platform/macos/tags.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { createSimulatedMac } from '../../../../platform/simulated/mac-machine.js';
import { MAC_MDATP } from '../../../../platform/simulated/mac-state.js';
import { hanging } from '../../../support/refusing-host.js';

const { signal } = new AbortController();
const NOTHING: TagKnowledge = { previous: [], written: [] };
const limits = { timeoutMs: 1000, maxOutputBytes: 100_000, signal };
const tag = (program: string, host: Host, value: string) =>
  host.run(program, ['edr', 'tag', 'set', '--name', 'GROUP', '--value', value], limits);
const group = (value: string) => ({ key: 'GROUP', value });
const MDATP = '/usr/bin/mdatp';
const FILE = '/etc/opt/microsoft/mdatp/managed/mdatp_managed.json';

describe('on Linux', () => {
  const read = (host: Host, known = NOTHING) => readLocalTags(host, known, signal);

  test('a tag set by command is the device’s own, and without one there is none', async () => {
    const machine = createSimulatedLinux();
    expect(await read(machine)).toEqual({ ok: true, value: [] });
    await tag(MDATP, machine, 'MDE-Management');
    expect(await read(machine)).toEqual({ ok: true, value: ['MDE-Management'] });
  });

  test('a tag of the managed file is no source, and what stood there before it still counts', async () => {
    const machine = createSimulatedLinux();
    await tag(MDATP, machine, 'MDE-Management');
    machine.setFile(FILE, JSON.stringify({ edr: { tags: [group('by policy')] } }));
    expect(await read(machine)).toEqual({ ok: true, value: [] });
    const known = { previous: ['MDE-Management'], written: [] };
    expect(await read(machine, known)).toEqual({ ok: true, value: ['MDE-Management'] });
    machine.setFile(FILE, undefined);
    expect(await read(machine)).toEqual({ ok: true, value: ['MDE-Management'] });
  });

  test('tags of another key say nothing about scope', async () => {
    const machine = createSimulatedLinux();
    machine.setAgent({ tags: { OTHER: 'MDE-Management' } });
    expect(await read(machine)).toEqual({ ok: true, value: [] });
  });

  test('an answer of the survey at hand saves the program', async () => {
    const machine = createSimulatedLinux();
    const known: TagKnowledge = { ...NOTHING, agent: { is: 'missing' } };
    expect(await read(machine, known)).toEqual({ ok: true, value: [] });
    expect(machine.runs).toEqual([]);
  });

  test('a device without the agent has no tags, and an agent that does not tell is a fault', async () => {
    const machine = createSimulatedLinux();
    machine.setFaults({ notInstalled: true });
    expect(await read(machine)).toEqual({ ok: true, value: [] });
    machine.setFaults({ notInstalled: false, daemonDown: true });
    expect(await read(machine)).toMatchObject({ ok: false, error: { kind: 'failed' } });
    expect(await read(hanging(createSimulatedLinux(), MDATP))).toMatchObject({
      ok: false,
      error: { kind: 'timeout' },
    });
    machine.setFaults({ daemonDown: false, lies: '{"licensed":true,"edrDeviceTags":{"value":["GROUP"]}}' });
    expect(await read(machine)).toMatchObject({ ok: false, error: { kind: 'bad-reply' } });
  });

  test('a tag that is no tag is a fault: cut or cleaned it would be another one', async () => {
    for (const value of ['a\u001b[2J\nb', 'x'.repeat(201)]) {
      const machine = createSimulatedLinux();
      await tag(MDATP, machine, value);
      expect(await read(machine)).toMatchObject({ ok: false, error: { kind: 'bad-reply' } });
    }
  });
});

describe('on a Mac, where policies set tags by the same command,', () => {
  const read = (host: Host, known: TagKnowledge) => readMacTags(host, known, signal);

  test('what Holdfast wrote is no source, and what stood there before still counts', async () => {
    const machine = createSimulatedMac();
    await tag(MAC_MDATP, machine, 'MDE-Management');
    const before = await read(machine, NOTHING);
    expect(before).toEqual({ ok: true, value: ['MDE-Management'] });
    await tag(MAC_MDATP, machine, 'by policy');
    const written = ['GROUP', 'by policy'];
    expect(await read(machine, { previous: ['MDE-Management'], written })).toEqual(before);
    expect(await read(machine, { previous: [], written })).toEqual({ ok: true, value: [] });
  });

  test('what an administrator sets over it is the device’s own', async () => {
    const machine = createSimulatedMac();
    await tag(MAC_MDATP, machine, 'by hand');
    expect(await read(machine, { previous: ['x'], written: ['by policy'] })).toEqual({
      ok: true,
      value: ['by hand'],
    });
  });
});
