// What a Windows machine says about itself, from answers of reg.exe.
import { expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import { parseQuery, readWindowsFacts } from '../../../../platform/windows/facts.js';
import { ok } from '../../../../src/model/result.js';

const answer = (lines: readonly string[]) => Buffer.from(lines.join('\r\n'), 'latin1');
const guid = '0b0e1b2c-9a1d-4f3b-8f55-6f1f0c9d2e11';

test('the value asked for is found by its name, whatever else is said', () => {
  const said = answer([
    '',
    'HKEY_LOCAL_MACHINE\\X',
    '    MachineGuidance    REG_SZ    other',
    `    machineguid    REG_SZ    ${guid}`,
    '',
  ]);
  expect(parseQuery(said, 'MachineGuid')).toBe(guid);
  expect(parseQuery(answer(['    BootId    REG_DWORD    0x2f', '']), 'BootId')).toBe('0x2f');
});

test.each([
  ['nothing'],
  ['    MachineGuid    REG_BINARY    00FF'],
  ['    MachineGuid    REG_SZ    two words'],
  ['    MachineGuid    REG_SZ    '],
])('%j says nothing', (line) => {
  expect(parseQuery(answer([line]), 'MachineGuid')).toBeUndefined();
});

const asks: string[] = [];
const answering = (exitCode: number, lines: readonly string[]): Pick<Host, 'run'> => ({
  run: async (program, args) => {
    asks.push([program, ...args].join(' '));
    return ok({ exitCode, stdout: answer(lines), stderr: answer([]) });
  },
});

test('one program is run for it, by its absolute path, in the 64-bit view', async () => {
  asks.length = 0;
  const facts = await readWindowsFacts(answering(0, [`    MachineGuid    REG_SZ    ${guid}`]));
  expect(facts.machineId).toBe(guid);
  const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
  expect(asks).toEqual([`C:\\Windows\\System32\\reg.exe query ${key} /v MachineGuid /reg:64`]);
});

test('where the key is missing, nothing is made up', async () => {
  expect(await readWindowsFacts(answering(1, []))).toMatchObject({ machineId: undefined, bootId: undefined });
});
