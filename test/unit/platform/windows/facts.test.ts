// What a Windows machine says about itself, from answers of reg.exe.
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import type { WindowsPreset } from '../../../../platform/simulated/windows-editions-table.js';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { readWindowsFacts } from '../../../../platform/windows/facts.js';
import { fail, ok } from '../../../../src/model/result.js';

const CONTROL = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control';
const VERSION = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const guid = '0b0e1b2c-9a1d-4f3b-8f55-6f1f0c9d2e11';

type Keys = Readonly<Record<string, readonly string[]>>;

/** Answers each query with the lines of its key, and says of any other that it cannot be found. */
function answering(keys: Keys, asks: string[] = []): Pick<Host, 'run'> {
  return {
    run: async (program, args) => {
      asks.push([program, ...args].join(' '));
      const lines = keys[args[1] ?? ''];
      return ok({
        exitCode: lines === undefined ? 1 : 0,
        stdout: Buffer.from(
          ['', args[1], ...(lines ?? []).map((line) => `    ${line}`), ''].join('\r\n'),
          'latin1',
        ),
        stderr: Buffer.from(''),
      });
    },
  };
}

const version = (...lines: readonly string[]): Keys => ({
  [VERSION]: lines,
  [`${CONTROL}\\ProductOptions`]: ['ProductType    REG_SZ    WinNT'],
});

describe('a Windows machine says', () => {
  test('its id, role, hardware and number of starts, each by the key that holds it', async () => {
    const asks: string[] = [];
    const facts = await readWindowsFacts(
      answering(
        {
          'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography': [
            'MachineGuidance    REG_SZ    other',
            `machineguid    REG_SZ    ${guid}`,
          ],
          [`${CONTROL}\\ProductOptions`]: [
            'ProductSuite    REG_MULTI_SZ    Terminal Server',
            'ProductType    REG_SZ    LanmanNT',
          ],
          'HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig': [
            'LastId    REG_DWORD    0x0',
            'LastConfig    REG_SZ    {4C4C4544-0035-4A10-8051-B4C04F4E3532}',
          ],
          [`${CONTROL}\\Session Manager\\Memory Management\\PrefetchParameters`]: [
            'EnablePrefetcher    REG_DWORD    0x0',
            'BootId    REG_DWORD    0x2f',
          ],
        },
        asks,
      ),
    );
    expect(facts).toMatchObject({
      machineId: guid,
      role: 'domain-controller',
      hardwareId: '4c4c4544-0035-4a10-8051-b4c04f4e3532',
      bootId: '47',
    });
    for (const ask of asks)
      expect(ask).toMatch(/^C:\\Windows\\System32\\reg\.exe query HKEY_LOCAL_MACHINE\\.+ \/reg:64$/);
  });

  test.each<readonly [string, readonly string[], string | undefined, string | undefined]>([
    [
      'Windows 11 by its build, for its name still says 10',
      [
        'ProductName    REG_SZ    Windows 10 Pro',
        'CurrentBuild    REG_SZ    22631',
        'CurrentMajorVersionNumber    REG_DWORD    0xa',
        'CurrentMinorVersionNumber    REG_DWORD    0x0',
        'UBR    REG_DWORD    0x1560',
      ],
      '10.0.22631.5472',
      'Windows 11 Pro',
    ],
    [
      'a version before 10 as the text that it is',
      [
        'ProductName    REG_SZ    Windows 8.1 Pro',
        'CurrentVersion    REG_SZ    6.3',
        'CurrentBuild    REG_SZ    9600',
        'UBR    REG_DWORD    0x569f',
      ],
      '6.3.9600.22175',
      'Windows 8.1 Pro',
    ],
    [
      'no revision where there is none',
      [
        'ProductName    REG_SZ    Windows 10 Pro',
        'CurrentBuild    REG_SZ    19045',
        'CurrentMajorVersionNumber    REG_DWORD    0xa',
      ],
      '10.0.19045',
      'Windows 10 Pro',
    ],
  ])('%s', async (_, lines, expected, name) => {
    const facts = await readWindowsFacts(answering(version(...lines)));
    expect(facts.version).toBe(expected);
    expect(facts.prettyName).toBe(name);
  });

  test.each([
    ['HardwareConfig of a board without an id', '{00000000-0000-0000-0000-000000000000}'],
    ['HardwareConfig of a board that was never given one', '{FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF}'],
    ['HardwareConfig that holds something else', 'To be filled by O.E.M.'],
  ])('no hardware id for %s', async (_, id) => {
    const keys = { 'HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig': [`LastConfig    REG_SZ    ${id}`] };
    expect((await readWindowsFacts(answering(keys))).hardwareId).toBeUndefined();
  });

  test('nothing of what is missing, of another type, or unreadable', async () => {
    const none = {
      machineId: undefined,
      bootId: undefined,
      role: undefined,
      hardwareId: undefined,
      installation: undefined,
      edition: undefined,
    };
    expect(await readWindowsFacts(answering({}))).toMatchObject(none);
    const hanging: Pick<Host, 'run'> = {
      run: async () => fail({ kind: 'timeout', what: 'reg.exe', afterMs: 10_000 }),
    };
    expect(await readWindowsFacts(hanging)).toMatchObject(none);
    const odd = {
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography': ['MachineGuid    REG_BINARY    00FF'],
      [`${CONTROL}\\ProductOptions`]: ['ProductType    REG_SZ    toString'],
      [`${CONTROL}\\Session Manager\\Memory Management\\PrefetchParameters`]: ['BootId    REG_SZ    two'],
    };
    expect(await readWindowsFacts(answering(odd))).toMatchObject(none);
  });
});

const PRESETS: readonly (readonly [WindowsPreset, string, string, string])[] = [
  ['server-2012r2', '6.3.9600', 'server', 'Windows Server 2012 R2 Standard'],
  ['server-2016', '10.0.14393', 'server', 'Windows Server 2016 Standard'],
  ['server-2019', '10.0.17763', 'server', 'Windows Server 2019 Standard'],
  ['server-2019-core', '10.0.17763', 'server', 'Windows Server 2019 Standard'],
  ['server-2022', '10.0.20348', 'server', 'Windows Server 2022 Datacenter'],
  ['server-2025', '10.0.26100', 'server', 'Windows Server 2025 Datacenter'],
  ['domain-controller', '10.0.20348', 'domain-controller', 'Windows Server 2022 Datacenter'],
  ['windows-10', '10.0.19045', 'client', 'Windows 10 Pro'],
  ['windows-11', '10.0.22631', 'client', 'Windows 11 Pro'],
];

test.each(PRESETS)(
  'the simulated %s says the same to the real reader as to its host',
  async (preset, build, role, name) => {
    const machine = createSimulatedWindows({ preset });
    machine.restart();
    const [read, told] = [await readWindowsFacts(machine), await machine.facts()];
    expect(read.version?.startsWith(`${build}.`)).toBe(true);
    expect(read).toMatchObject({ role, prettyName: name, bootId: '2' });
    const { version: same, machineId, bootId, hardwareId, installation, edition } = read;
    expect(told).toMatchObject({ version: same, machineId, bootId, hardwareId, installation, edition, role });
  },
);
