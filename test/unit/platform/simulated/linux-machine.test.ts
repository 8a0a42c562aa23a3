// The simulated machine as a Host: files, faults, and a state that several processes share.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { MANAGED_FILE, MDATP } from '../../../../platform/simulated/machine-state.js';

const limits = { timeoutMs: 5000, maxOutputBytes: 100_000, signal: new AbortController().signal };

describe('a simulated machine', () => {
  test('says that it is simulated, and what Linux it pretends to be', async () => {
    expect(await createSimulatedLinux().facts()).toEqual({
      os: 'linux',
      arch: 'x64',
      simulated: true,
      hardware: expect.objectContaining({ model: 'Simulated machine' }),
      distribution: 'ubuntu',
      version: '24.04',
      prettyName: 'Ubuntu 24.04.1 LTS (simulated)',
      hostname: 'simulated-linux',
      machineId: expect.stringMatching(/^[0-9a-f]{32}$/),
      bootId: expect.any(String),
      init: 'systemd',
      container: undefined,
      hardwareId: '7d2a94c0-3f18-4b6e-a5d1-90e2c4b7f863',
      kernel: '6.8.0-51-generic',
    });
  });

  test('has files as a real one: listed, written whole with their mode, removed', async () => {
    const host = createSimulatedLinux();
    expect(await host.list('/etc')).toMatchObject({ value: ['hostname', 'machine-id', 'opt', 'os-release'] });
    expect(await host.list('/none')).toEqual({ ok: true, value: undefined });
    expect(await host.stat('/etc')).toMatchObject({ value: { type: 'folder' } });
    await host.writeAtomic('/a/b', Buffer.from('x'), { mode: 0o600, uid: 0, gid: 3 });
    await host.writeAtomic('/a/b', Buffer.from('yz'), 'keep');
    expect(await host.stat('/a/b')).toMatchObject({ value: { mode: 0o600, gid: 3, size: 2 } });
    expect(await host.read('/a/b', { maxBytes: 1 })).toMatchObject({ error: { kind: 'too-big' } });
    await host.remove('/a/b');
    expect(await host.stat('/a')).toEqual({ ok: true, value: undefined });
    expect(await host.writeAtomic('/etc', Buffer.from(''), 'keep')).toMatchObject({
      error: { kind: 'unsafe' },
    });
  });

  test('follows a link only when asked', async () => {
    const host = createSimulatedLinux();
    host.setLink('/etc/release', '/etc/os-release');
    expect(await host.read('/etc/release', { maxBytes: 1000 })).toMatchObject({ error: { kind: 'unsafe' } });
    expect(await host.read('/etc/release', { maxBytes: 1000, follow: true })).toMatchObject({ ok: true });
  });

  test('runs the agent and nothing else', async () => {
    const host = createSimulatedLinux();
    expect(await host.run('/usr/bin/id', [], limits)).toMatchObject({ error: { kind: 'missing' } });
    expect(await host.run(MDATP, ['version'], limits)).toMatchObject({ ok: true, value: { exitCode: 0 } });
    host.setFaults({ notInstalled: true });
    expect(await host.run(MDATP, ['version'], limits)).toMatchObject({ error: { kind: 'missing' } });
    expect(await host.stat(MDATP)).toEqual({ ok: true, value: undefined });
    expect(host.runs).toHaveLength(3);
  });

  test('hangs without waiting, keeps to the output limit, and ends when the caller has given up', async () => {
    const host = createSimulatedLinux();
    expect(await host.run(MDATP, ['health'], { ...limits, maxOutputBytes: 10 })).toMatchObject({
      error: { kind: 'too-big' },
    });
    host.setFaults({ hangs: true });
    expect(await host.run(MDATP, ['health'], limits)).toMatchObject({
      error: { kind: 'timeout', afterMs: 5000 },
    });
    const given = { ...limits, signal: AbortSignal.abort() };
    expect(await host.run(MDATP, ['health'], given)).toMatchObject({ error: { kind: 'cancelled' } });
  });
});

describe('a machine in a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-simulated-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is there again for the next process, and shows what another one changed', async () => {
    const statePath = join(folder, 'machine.json');
    const [here, there] = [createSimulatedLinux({ statePath }), createSimulatedLinux({ statePath })];
    here.setFile(MANAGED_FILE, '{"a":1}');
    here.setFaults({ daemonDown: true });
    expect(there.state()).toEqual(here.state());
    await there.run(MDATP, ['version'], limits);
    there.setFaults({ daemonDown: false });
    await there.run(MDATP, ['edr', 'tag', 'set', '--name', 'GROUP', '--value', 'x'], limits);
    expect(here.state().agent.tags).toEqual({ GROUP: 'x' });
    expect(createSimulatedLinux({ statePath }).state()).toEqual(here.state());
    expect(readdirSync(folder)).toEqual(['machine.json']);
  });

  test('that is no machine is an error, not an empty machine', () => {
    const statePath = join(folder, 'machine.json');
    writeFileSync(statePath, '{"format":2}');
    expect(() => createSimulatedLinux({ statePath }).state()).toThrow(/does not hold a simulated machine/);
  });
});
