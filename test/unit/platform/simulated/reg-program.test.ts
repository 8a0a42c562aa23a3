// reg.exe of the simulated machine, from the outside: exit codes, what is printed, what has changed.
import { describe, expect, test } from 'vitest';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';

const REG = 'C:\\Windows\\System32\\reg.exe';
const KEY = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender';
const limits = { timeoutMs: 5000, maxOutputBytes: 1_000_000, signal: new AbortController().signal };

type Machine = ReturnType<typeof createSimulatedWindows>;

async function reg(machine: Machine, ...args: readonly string[]) {
  const done = await machine.run(REG, args, limits);
  if (!done.ok) throw new Error(done.error.kind);
  const { exitCode, stdout, stderr } = done.value;
  return {
    exitCode,
    stdout: Buffer.from(stdout).toString('utf8'),
    stderr: Buffer.from(stderr).toString('utf8'),
  };
}

async function text(machine: Machine, path: string): Promise<string> {
  const file = await machine.read(path, { maxBytes: 1_000_000 });
  return file.ok && file.value !== undefined ? Buffer.from(file.value.bytes).toString('utf16le') : '';
}

describe('add, query, delete', () => {
  test('a value is there after it was added, under whatever case and view it is asked for', async () => {
    const machine = createSimulatedWindows();
    const added = await reg(
      machine,
      'add',
      KEY,
      '/v',
      'PUAProtection',
      '/t',
      'REG_DWORD',
      '/d',
      '0x2',
      '/f',
      '/reg:64',
    );
    expect(added.exitCode).toBe(0);
    const asked = await reg(machine, 'query', KEY.toLowerCase(), '/v', 'puaprotection', '/reg:32');
    expect(asked).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('    PUAProtection    REG_DWORD    0x2\r\n'),
    });
  });

  test('what is not there ends with 1 and a message on the error stream', async () => {
    const machine = createSimulatedWindows();
    for (const args of [
      ['query', `${KEY}\\None`],
      ['query', KEY, '/v', 'None'],
      ['delete', `${KEY}\\None`, '/f'],
      ['delete', KEY, '/v', 'None', '/f'],
      ['export', `${KEY}\\None`, 'C:\\x.reg', '/y'],
    ])
      expect(await reg(machine, ...args)).toMatchObject({
        exitCode: 1,
        stdout: '',
        stderr: expect.stringMatching(/^ERROR/),
      });
    expect(await machine.stat('C:\\x.reg')).toEqual({ ok: true, value: undefined });
  });

  test('wrong use ends with 1 and changes nothing', async () => {
    const machine = createSimulatedWindows();
    const before = machine.state().registry;
    for (const args of [
      [],
      ['format', KEY],
      ['add', 'C:\\SOFTWARE', '/f'],
      ['add', KEY, '/v'],
      ['add', KEY, '/v', 'a', '/t', 'REG_DWORD', '/d', 'many', '/f'],
      ['add', KEY, '/v', 'a', '/t', 'REG_DWORD', '/d', '4294967296', '/f'],
      ['add', KEY, '/v', 'a', '/nonsense'],
    ])
      expect((await reg(machine, ...args)).exitCode).toBe(1);
    expect(machine.state().registry).toEqual(before);
  });

  test('asks before it overwrites or deletes, and without an answer leaves all as it is', async () => {
    const machine = createSimulatedWindows();
    await reg(machine, 'add', KEY, '/v', 'a', '/d', 'first', '/f');
    expect((await reg(machine, 'add', KEY, '/v', 'a', '/d', 'second')).exitCode).toBe(1);
    expect((await reg(machine, 'delete', KEY)).exitCode).toBe(1);
    expect((await reg(machine, 'query', KEY, '/v', 'a')).stdout).toContain('first');
  });

  test('deleting a key takes all below it; deleting all values leaves the key', async () => {
    const machine = createSimulatedWindows();
    await reg(machine, 'add', `${KEY}\\Scan\\Deep`, '/v', 'a', '/f');
    await reg(machine, 'add', `${KEY}\\Scan`, '/v', 'b', '/f');
    await reg(machine, 'delete', `${KEY}\\Scan`, '/va', '/f');
    expect((await reg(machine, 'query', `${KEY}\\Scan`, '/v', 'b')).exitCode).toBe(1);
    expect((await reg(machine, 'query', `${KEY}\\Scan\\Deep`, '/v', 'a')).exitCode).toBe(0);
    await reg(machine, 'delete', `${KEY}\\Scan`, '/f');
    expect((await reg(machine, 'query', `${KEY}\\Scan\\Deep`)).exitCode).toBe(1);
  });

  test('prints what its code page lacks as question marks: text must be read from an export', async () => {
    const machine = createSimulatedWindows();
    await reg(machine, 'add', KEY, '/v', 'name', '/d', 'Grün 日', '/f');
    expect((await reg(machine, 'query', KEY, '/v', 'name')).stdout).toContain('Gr?n ?');
    await reg(machine, 'export', KEY, 'C:\\out.reg', '/y');
    expect(await text(machine, 'C:\\out.reg')).toContain('"name"="Grün 日"');
  });

  test('lists the keys below a key, sorted', async () => {
    const machine = createSimulatedWindows();
    for (const name of ['b', 'C', 'a']) await reg(machine, 'add', `${KEY}\\${name}`, '/f');
    const lines = (await reg(machine, 'query', KEY)).stdout.split('\r\n').filter((line) => line !== '');
    expect(lines.map((line) => line.split('\\').at(-1))).toEqual(['a', 'b', 'C']);
  });
});

describe('export and import', () => {
  test('an export that is imported elsewhere is the same tree', async () => {
    const [here, there] = [createSimulatedWindows(), createSimulatedWindows()];
    await reg(here, 'add', `${KEY}\\Exclusions\\Paths`, '/v', 'C:\\a "b"\n日', '/d', '0', '/f');
    await reg(here, 'add', `${KEY}\\Scan`, '/v', 'n', '/t', 'REG_MULTI_SZ', '/d', 'x\\0y', '/f');
    await reg(here, 'export', KEY, 'C:\\one.reg', '/y', '/reg:64');
    const file = await here.read('c:/ONE.reg', { maxBytes: 1_000_000 });
    if (!file.ok || file.value === undefined) throw new Error('no export');
    there.setFile('C:\\one.reg', file.value.bytes);
    const imported = await reg(there, 'import', 'C:\\one.reg', '/reg:64');
    expect(imported).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: expect.stringContaining('successfully'),
    });
    await reg(there, 'export', KEY, 'C:\\two.reg', '/y');
    expect(await text(there, 'C:\\two.reg')).toBe(await text(here, 'C:\\one.reg'));
  });

  test('an export does not overwrite a file unless it is told to', async () => {
    const machine = createSimulatedWindows();
    machine.setFile('C:\\kept.reg', 'kept');
    expect((await reg(machine, 'export', KEY, 'C:\\kept.reg')).exitCode).toBe(1);
    expect(await machine.read('C:\\kept.reg', { maxBytes: 10 })).toMatchObject({
      value: { bytes: Buffer.from('kept') },
    });
    machine.setFaults({ disk: 'full' });
    expect((await reg(machine, 'export', KEY, 'C:\\kept.reg', '/y')).exitCode).toBe(1);
  });

  test('a file that is no registry text, or that is missing, ends with 1', async () => {
    const machine = createSimulatedWindows();
    machine.setFile('C:\\bad.reg', 'nonsense');
    for (const file of ['C:\\bad.reg', 'C:\\none.reg'])
      expect((await reg(machine, 'import', file)).exitCode).toBe(1);
  });

  test('an import that is refused in part changes the rest and ends with 1', async () => {
    const machine = createSimulatedWindows();
    machine.setFaults({
      deniedKeys: ['HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan'],
    });
    const root = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender';
    const body = `Windows Registry Editor Version 5.00\r\n\r\n[${root}\\Scan]\r\n"a"=dword:1\r\n[${root}]\r\n"b"=dword:2\r\n`;
    machine.setFile('C:\\in.reg', Buffer.from(`\uFEFF${body}`, 'utf16le'));
    expect((await reg(machine, 'import', 'C:\\in.reg')).exitCode).toBe(1);
    expect((await reg(machine, 'query', root, '/v', 'b')).exitCode).toBe(0);
    expect((await reg(machine, 'query', `${root}\\Scan`)).exitCode).toBe(1);
  });

  test('a denied key refuses to be changed and one that cannot be read refuses to be shown', async () => {
    const machine = createSimulatedWindows();
    await reg(machine, 'add', `${KEY}\\Scan`, '/v', 'a', '/f');
    machine.setFaults({ deniedKeys: [`HKEY_LOCAL_MACHINE\\${KEY.slice(5)}\\SCAN`] });
    for (const args of [
      ['add', `${KEY}\\Scan`, '/v', 'b', '/f'],
      ['delete', `${KEY}\\Scan`, '/v', 'a', '/f'],
      ['delete', KEY, '/f'],
    ])
      expect(await reg(machine, ...args)).toMatchObject({
        exitCode: 1,
        stderr: 'ERROR: Access is denied.\r\n',
      });
    machine.setFaults({ unreadableKeys: [`HKEY_LOCAL_MACHINE\\${KEY.slice(5)}`] });
    expect((await reg(machine, 'query', KEY)).exitCode).toBe(1);
    expect((await reg(machine, 'export', KEY, 'C:\\x.reg', '/y')).exitCode).toBe(1);
  });
});
