// What a Mac says about itself, from the answers of its tools.
import { expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import { readMacFacts } from '../../../../platform/macos/facts.js';
import { fail, ok } from '../../../../src/model/result.js';

const saying = (answers: Readonly<Record<string, string>>): Pick<Host, 'run'> => ({
  run: async (program) => {
    const stdout = Buffer.from(answers[program] ?? '');
    return answers[program] === undefined
      ? fail({ kind: 'missing', target: program })
      : ok({ exitCode: 0, stdout, stderr: new Uint8Array() });
  },
});

test('the version, the names and the hardware id are taken from the tools of the system', async () => {
  const host = saying({
    '/usr/bin/sw_vers': 'ProductName:\t\tmacOS\nProductVersion:\t\t14.6\nBuildVersion:\t\t23G80\n',
    '/usr/sbin/sysctl': 'mac.local\n3E7A90C2-6B14-4D58-9F03-C81B5A2D7E60\n',
    '/usr/sbin/ioreg': '  "IOPlatformUUID" = "9B1F6C34-2D70-4E85-A6C1-7F0D3B58E942"\n',
  });
  expect(await readMacFacts(host)).toMatchObject({
    os: 'macos',
    version: '14.6',
    prettyName: 'macOS 14.6',
    hostname: 'mac.local',
    machineId: '9B1F6C34-2D70-4E85-A6C1-7F0D3B58E942',
    bootId: '3E7A90C2-6B14-4D58-9F03-C81B5A2D7E60',
  });
});

test('a tool that is not there, or talks nonsense, leaves only its own fact unsaid', async () => {
  const host = saying({ '/usr/bin/sw_vers': '\u001b[2J', '/usr/sbin/sysctl': 'mac.local\n' });
  expect(await readMacFacts(host)).toEqual({
    os: 'macos',
    distribution: undefined,
    version: undefined,
    prettyName: undefined,
    hostname: 'mac.local',
    machineId: undefined,
    bootId: undefined,
    init: undefined,
    container: undefined,
    hardwareId: undefined,
  });
});
