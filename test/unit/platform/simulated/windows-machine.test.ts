// The simulated Windows machine as a Host: facts, files, programs, faults, and a state that several processes share.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import {
  LIMITS,
  newTestWindows,
  POLICIES,
  POWERSHELL,
  REG,
  SCRIPT,
} from '../../../support/simulated-windows.js';

const POL = 'C:\\Windows\\System32\\GroupPolicy\\Machine\\Registry.pol';

describe('a simulated Windows machine', () => {
  test('says that it is simulated, and which Windows it pretends to be', async () => {
    const server = await createSimulatedWindows().facts();
    expect(server).toMatchObject({
      os: 'windows',
      simulated: true,
      version: expect.stringMatching(/^10\.0\.20348\.\d+$/),
      prettyName: 'Windows Server 2022 Datacenter (simulated)',
      hostname: 'SIM-SERVER',
    });
    const client = await createSimulatedWindows({ preset: 'windows-11' }).facts();
    expect(client).toMatchObject({
      version: expect.stringMatching(/^10\.0\.22631\.\d+$/),
      prettyName: 'Windows 11 Pro (simulated)',
    });
    expect(client.machineId).not.toBe(server.machineId);
  });

  test('keeps role and edition in the registry, and a client by the name of Windows 10', () => {
    const text = JSON.stringify(createSimulatedWindows({ preset: 'windows-11' }).state().registry);
    const wide = (word: string): string => Buffer.from(`${word}\0`, 'utf16le').toString('base64');
    expect(text).toContain(wide('WinNT'));
    expect(text).toContain(wide('Windows 10 Pro'));
    expect(JSON.stringify(createSimulatedWindows().state().registry)).toContain(wide('ServerNT'));
  });

  test('finds files whatever their case, and lists folders and programs', async () => {
    const host = createSimulatedWindows();
    host.setFile(POL, Buffer.from('PReg'));
    const read = await host.read(POL.toUpperCase(), { maxBytes: 10 });
    expect(read).toMatchObject({ ok: true, value: { bytes: Buffer.from('PReg') } });
    expect(await host.list('C:\\Windows\\System32\\')).toEqual({
      ok: true,
      value: ['GroupPolicy', 'WindowsPowerShell', 'dsregcmd.exe', 'reg.exe', 'sc.exe'],
    });
    expect(await host.stat('c:/windows')).toMatchObject({ value: { type: 'folder' } });
    expect(await host.stat('C:\\None')).toEqual({ ok: true, value: undefined });
    await host.writeAtomic('C:\\ProgramData\\Holdfast\\a', Buffer.from('xy'), 'keep');
    expect(await host.read('C:\\ProgramData\\Holdfast\\a', { maxBytes: 1 })).toMatchObject({
      error: { kind: 'too-big' },
    });
    expect(await host.writeAtomic('C:\\ProgramData', Buffer.from(''), 'keep')).toMatchObject({
      error: { kind: 'unsafe' },
    });
    await host.remove('C:\\PROGRAMDATA\\holdfast\\A');
    expect(await host.removeFolder('C:\\ProgramData\\Holdfast')).toEqual({ ok: true, value: true });
    host.setFaults({ disk: 'full' });
    expect(await host.writeAtomic('C:\\a', Buffer.from(''), 'keep')).toMatchObject({
      error: { kind: 'disk' },
    });
  });

  test('runs its four programs under any case, and nothing else', async () => {
    const host = createSimulatedWindows();
    expect(await host.run('C:\\Windows\\System32\\cmd.exe', [], LIMITS)).toMatchObject({
      error: { kind: 'missing' },
    });
    expect(await host.run('reg.exe', [], LIMITS)).toMatchObject({ error: { kind: 'missing' } });
    expect(await host.run(REG.toLowerCase(), ['query', 'HKLM\\SOFTWARE'], LIMITS)).toMatchObject({
      value: { exitCode: 0 },
    });
    expect(await host.run(REG, ['query', 'a\0b'], LIMITS)).toMatchObject({ error: { kind: 'unsafe' } });
    expect(host.runs).toHaveLength(4);
  });

  test('hangs without waiting, keeps to the output limit, and ends when the caller has given up', async () => {
    const host = createSimulatedWindows();
    const args = ['query', 'HKLM\\SOFTWARE', '/s'];
    expect(await host.run(REG, args, { ...LIMITS, maxOutputBytes: 9 })).toMatchObject({
      error: { kind: 'too-big' },
    });
    host.setFaults({ hangs: ['REG.exe'] });
    expect(await host.run(REG, args, LIMITS)).toMatchObject({ error: { kind: 'timeout', afterMs: 5000 } });
    expect(await host.run(REG, args, { ...LIMITS, signal: AbortSignal.abort() })).toMatchObject({
      error: { kind: 'cancelled' },
    });
  });
});

describe('powershell.exe', () => {
  test('answers each reader that it is asked for, in one call', async () => {
    const { ask } = newTestWindows();
    const { exitCode, stdout } = await ask('Get-MpPreference', 'Get-NetFirewallProfile', 'Get-Secret');
    const answer: unknown = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(answer).toEqual({
      languageMode: 'FullLanguage',
      'Get-MpPreference': { value: expect.objectContaining({ PUAProtection: 0 }) },
      'Get-NetFirewallProfile': { value: expect.any(Array) },
      'Get-Secret': { error: { id: 'NoSuchReader', message: 'no such reader' } },
    });
  });

  test('runs only a script that is there, without profile and without questions', async () => {
    const { machine } = newTestWindows();
    const run = async (...args: readonly string[]): Promise<number | undefined> => {
      const done = await machine.run(POWERSHELL, args, { ...LIMITS, stdin: '{"read":[]}' });
      return done.ok ? done.value.exitCode : undefined;
    };
    expect(await run('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', SCRIPT)).toBe(0);
    expect(await run('-NoProfile', '-NonInteractive', '-File', 'C:\\none.ps1')).toBe(-196608);
    expect(await run('-NonInteractive', '-File', SCRIPT)).toBe(1);
    expect(await run('-NoProfile', '-NonInteractive', '-Command', 'Get-MpPreference')).toBe(1);
  });

  test('sets preferences before it reads, each with an answer of its own, and null is the default', async () => {
    const { machine } = newTestWindows();
    const ask = async (request: unknown): Promise<unknown> => {
      const args = ['-NoProfile', '-NonInteractive', '-File', SCRIPT];
      const done = await machine.run(POWERSHELL, args, { ...LIMITS, stdin: JSON.stringify(request) });
      return done.ok ? JSON.parse(Buffer.from(done.value.stdout).toString('utf8')) : undefined;
    };
    const set = { DisableTlsParsing: true, PUAProtection: 9, Novel: 1 };
    expect(await ask({ read: ['Get-MpPreference'], set })).toMatchObject({
      set: {
        value: {
          DisableTlsParsing: { value: true },
          PUAProtection: { error: expect.anything() },
          Novel: { error: { id: 'NotSettable' } },
        },
      },
      'Get-MpPreference': { value: { DisableTlsParsing: true, PUAProtection: 0 } },
    });
    const back = await ask({ read: ['Get-MpPreference'], set: { DisableTlsParsing: null } });
    expect(back).toMatchObject({ 'Get-MpPreference': { value: { DisableTlsParsing: false } } });
    machine.setService('WinDefend', 'stopped');
    expect(await ask({ set: { DisableTlsParsing: true } })).toMatchObject({
      set: { value: { DisableTlsParsing: { error: expect.anything() } } },
    });
  });

  test('refuses a request that is none', async () => {
    const { machine } = newTestWindows();
    const args = ['-NoProfile', '-NonInteractive', '-File', SCRIPT];
    for (const stdin of ['', '{"read":"x"}', '{"read":[1]}', '[]', '{"set":1}'])
      expect(await machine.run(POWERSHELL, args, { ...LIMITS, stdin })).toMatchObject({
        value: { exitCode: 1 },
      });
  });

  test('fails in all the ways that it is known to fail', async () => {
    const { machine, ask, read } = newTestWindows();
    machine.setFaults({ constrainedLanguage: true });
    expect(JSON.parse((await ask('Get-MpPreference')).stdout)).toEqual({
      languageMode: 'ConstrainedLanguage',
    });
    machine.setFaults({ constrainedLanguage: false, missingCmdlets: ['Get-NetFirewallRule'] });
    expect(await read('Get-NetFirewallRule')).toEqual({
      error: expect.objectContaining({ id: 'CommandNotFoundException' }),
    });
    machine.setFaults({ powershellSays: '' });
    expect(await ask('Get-MpPreference')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    machine.setFaults({ powershellSays: 'nonsense' });
    expect((await ask('Get-MpPreference')).stdout).toBe('nonsense');
    machine.setFaults({ powershellSays: null, powershellFailsWith: 5 });
    expect(await ask('Get-MpPreference')).toMatchObject({ exitCode: 5, stdout: '' });
  });
});

describe('what shows who manages the machine', () => {
  const text = async (program: string, ...args: readonly string[]) => {
    const machine = newTestWindows().machine;
    return {
      machine,
      said: async () => {
        const done = await machine.run(`C:\\Windows\\System32\\${program}`, args, LIMITS);
        return done.ok
          ? { exitCode: done.value.exitCode, out: Buffer.from(done.value.stdout).toString('utf8') }
          : undefined;
      },
    };
  };

  test('dsregcmd boxes its sections, right-aligns its names, and shows a workgroup as joined to nothing', async () => {
    const { machine, said } = await text('dsregcmd.exe', '/status');
    const before = (await said())?.out.split('\r\n') ?? [];
    expect(before.slice(0, 5)).toEqual([
      `+${'-'.repeat(70)}+`,
      `| Device State${' '.repeat(57)}|`,
      `+${'-'.repeat(70)}+`,
      '',
      '             AzureAdJoined : NO',
    ]);
    expect(before).not.toContain('                  TenantId : t');
    const path = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo\\Simulated';
    const data = Buffer.from('t\0', 'utf16le').toString('base64');
    machine.changeRegistry([{ do: 'set', path, value: { name: 'TenantId', type: 'REG_SZ', data } }]);
    const after = (await said())?.out.split('\r\n') ?? [];
    expect(after).toContain('             AzureAdJoined : YES');
    expect(after).toContain('                  TenantId : t');
  });

  test('sc tells a service that runs from one that is stopped and one that is not there', async () => {
    const { machine, said } = await text('sc.exe', 'query', 'sense');
    expect(await said()).toMatchObject({ exitCode: 0, out: expect.stringContaining(': 4  RUNNING') });
    machine.setService('Sense', 'stopped');
    expect(await said()).toMatchObject({ exitCode: 0, out: expect.stringContaining(': 1  STOPPED') });
    machine.setService('Sense', undefined);
    expect(await said()).toMatchObject({ exitCode: 1060 });
  });

  test('the sensor onboards and leaves by a new blob, not by one that is taken away', async () => {
    const { machine, policy } = newTestWindows();
    const onboarded = async (): Promise<boolean> => {
      const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows Advanced Threat Protection\\Status';
      const done = await machine.run(REG, ['query', key, '/v', 'OnboardingState'], LIMITS);
      return done.ok && Buffer.from(done.value.stdout).toString().includes('0x1');
    };
    const key = 'Windows Advanced Threat Protection';
    await policy(key, 'OffboardingInfo', '{"body":"x","sig":"y"}');
    expect(await onboarded()).toBe(false);
    await policy(key, 'OnboardingInfo', 'no blob');
    expect(await onboarded()).toBe(false);
    await policy(key, 'OnboardingInfo', '{"body":"x","sig":"y"}');
    expect(await onboarded()).toBe(true);
    await machine.run(REG, ['delete', `${POLICIES}\\${key}`, '/f'], LIMITS);
    expect(await onboarded()).toBe(true);
  });
});

describe('a Windows machine in a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-simulated-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is there again for the next process, and shows what another one changed', async () => {
    const statePath = join(folder, 'machine.json');
    const [here, there] = [createSimulatedWindows({ statePath }), createSimulatedWindows({ statePath })];
    await here.run(REG, ['add', 'HKLM\\SOFTWARE\\X', '/v', 'a', '/d', 'ä\n"', '/f'], LIMITS);
    expect(there.state()).toEqual(here.state());
    there.setFaults({ constrainedLanguage: true });
    expect(here.state().faults.constrainedLanguage).toBe(true);
    expect(createSimulatedWindows({ statePath }).state()).toEqual(here.state());
    expect(readdirSync(folder)).toEqual(['machine.json']);
  });

  test('that is another kind of machine is an error', () => {
    const statePath = join(folder, 'machine.json');
    writeFileSync(statePath, '{"format":1,"files":{},"agent":{},"faults":{}}');
    expect(() => createSimulatedWindows({ statePath }).state()).toThrow(/does not hold a simulated machine/);
  });
});
