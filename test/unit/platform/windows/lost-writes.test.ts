// What reg.exe says of an import is not believed, and what one batch made is not forgotten by the next.
import { expect, test } from 'vitest';
import type { SimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { ok } from '../../../../src/model/result.js';
import { createWindowsDevice, windowsRow } from '../../../support/windows-rows.js';

const ARCHIVES = windowsRow('_allowarchivescanning');
const PUA = windowsRow('_puaprotection');
const FIREWALL_ON = windowsRow('_publicprofile_enablefirewall');

/** Of a program that ends well whatever became of the import. */
function silent(machine: SimulatedWindows): SimulatedWindows {
  return {
    ...machine,
    run: (program, args, options) =>
      args[0] === 'import'
        ? Promise.resolve(ok({ exitCode: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }))
        : machine.run(program, args, options),
  };
}

test('an import that ends well and stores nothing is an error, also where the default is what is wanted', async () => {
  const device = createWindowsDevice(silent(createSimulatedWindows()));
  const passed = await device.pass([
    [ARCHIVES, true],
    [PUA, 'block'],
  ]);
  for (const row of [ARCHIVES, PUA])
    expect(passed.finding(row)).toMatchObject({ state: 'error', reason: { code: 'write-failed' } });
});

test('keys that were made in one tree go at the end, although a later batch wrote only into another', async () => {
  const machine = createSimulatedWindows();
  const device = createWindowsDevice(machine);
  const before = machine.state().registry;
  await device.pass([[FIREWALL_ON, true]]);
  await device.pass([
    [FIREWALL_ON, true],
    [ARCHIVES, false],
  ]);
  await device.restore();
  expect(machine.state().registry).toEqual(before);
});
