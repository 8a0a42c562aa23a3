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

test('ids come from the registry; where a key is missing, nothing is made up', async () => {
  const asked: (readonly string[])[] = [];
  const host: Pick<Host, 'run'> = {
    run: async (program, args) => {
      expect(program).toBe('C:\\Windows\\System32\\reg.exe');
      asked.push(args);
      return args.includes('MachineGuid')
        ? ok({ exitCode: 0, stdout: answer([`    MachineGuid    REG_SZ    ${guid}`]), stderr: answer([]) })
        : ok({ exitCode: 1, stdout: answer([]), stderr: answer(['ERROR']) });
    },
  };
  const facts = await readWindowsFacts(host);
  expect(facts).toMatchObject({ machineId: guid, bootId: undefined, init: undefined });
  expect(asked.every((args) => args[0] === 'query' && args.includes('/reg:64'))).toBe(true);
});
