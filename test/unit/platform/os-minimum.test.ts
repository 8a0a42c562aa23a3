// The minimum of a setting on simulated machines that are too old for it: told, and nothing is written.
import { expect, test } from 'vitest';
import { createMacAdapter } from '../../../platform/macos/adapter.js';
import { createSimulatedMac } from '../../../platform/simulated/mac-machine.js';
import { createSimulatedWindows } from '../../../platform/simulated/windows-machine.js';
import { createWindowsAdapter } from '../../../platform/windows/adapter.js';
import { whySystemTooOld } from '../../../src/enforce/applicability.js';
import { macosCatalog } from '../../../src/model/catalog/macos.js';
import { windowsCatalog } from '../../../src/model/catalog/windows.js';

const { signal } = new AbortController();

test.each([
  ['server-2022', '10.0.20348', true],
  ['windows-11', '10.0.22631', false],
] as const)('a simulated %s tells its build to each look', async (preset, build, isServer) => {
  const machine = createSimulatedWindows({ preset });
  const { system } = await createWindowsAdapter(machine, { work: 'C:\\ProgramData\\Holdfast' }).observe(
    windowsCatalog().rows,
    signal,
  );
  expect(system?.version.startsWith(`${build}.`)).toBe(true);
  expect(system?.isServer).toBe(isServer);
});

test('a simulated Mac tells its version to each look, asking once', async () => {
  const machine = createSimulatedMac();
  const adapter = createMacAdapter(machine);
  await adapter.observe(macosCatalog().rows, signal);
  const { system } = await adapter.observe(macosCatalog().rows, signal);
  expect(system?.version).toMatch(/^\d+\.\d+/);
  expect(machine.runs.filter(([program]) => program === '/usr/bin/sw_vers')).toHaveLength(1);
});

test.each([
  [
    '10.0.14393.1',
    true,
    [
      'blockpersistencethroughwmieventsubscription',
      'blockjavascriptorvbscriptfromlaunchingdownloadedexecutablecontent',
    ],
  ],
  [
    '6.3.9600',
    true,
    [
      'blockpersistencethroughwmieventsubscription',
      'blockjavascriptorvbscriptfromlaunchingdownloadedexecutablecontent',
      'blockwebshellcreationforservers',
    ],
  ],
  ['10.0.26100.1', true, []],
  ['10.0.22631.1', false, []],
])(
  '%s, a server %s, is too old for %j and for nothing else that is carried',
  (version, isServer, expected) => {
    const tooOld = windowsCatalog()
      .rows.filter((row) => row.channel.carried && whySystemTooOld(row, { version, isServer }) !== undefined)
      .map(({ key }) => key.split('_').at(-1));
    expect(tooOld.sort()).toEqual([...expected].sort());
  },
);

test('macOS 10.15 is too old for what the vendor has from macOS 11 on', () => {
  const system = { version: '10.15.7', isServer: false };
  const tooOld = macosCatalog().rows.filter((row) => whySystemTooOld(row, system) !== undefined);
  expect(tooOld.map(({ minimum }) => minimum.os)).toEqual(['11', '11']);
});
