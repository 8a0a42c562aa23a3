// What a machine says of itself to the service.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Host } from '../../../platform/host.js';
import type { SimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { createSimulatedMac } from '../../../platform/simulated/mac-machine.js';
import type { WindowsPreset } from '../../../platform/simulated/windows-editions-table.js';
import { createSimulatedWindows } from '../../../platform/simulated/windows-machine.js';
import { createMachine } from '../../../src/agent/machine.js';
import type { OsName } from '../../../src/model/catalog/row.js';
import { createVolatileMemory } from '../../support/enforce/volatile-memory.js';
import { passOn, readPolicyBytes } from '../../support/simulated-devices.js';

const SAMPLES = join(import.meta.dirname, '../../../samples/policies');

test.each<readonly [OsName, () => Host & Pick<SimulatedLinux, 'runs' | 'state'>]>([
  ['linux', createSimulatedLinux],
  ['macos', createSimulatedMac],
])(
  'a device tag that a policy sets is no tag by which the device is put in scope (%s)',
  async (os, create) => {
    const host = create();
    const { adapter, catalog, describe } = await createMachine({ os, host, work: '/work' });
    const policy = readPolicyBytes(catalog, readFileSync(join(SAMPLES, `${os}-edr-tag.json`)));
    const device = { adapter, catalog, memory: createVolatileMemory(), runs: host.runs, state: host.state };
    const { findings } = await passOn(device, { desired: policy.settings });
    expect(findings).toMatchObject([{ state: 'remediated' }]);
    expect((await describe(['From the onboarding file'])).tags).toEqual(['From the onboarding file']);
  },
);

test.each<readonly [WindowsPreset, string, string]>([
  ['windows-10', 'Windows', 'client'],
  ['windows-11', 'Windows', 'client'],
  ['server-2012r2', 'Windows Server', 'server'],
  ['server-2019-core', 'Windows Server', 'server'],
  ['domain-controller', 'Windows Server', 'domain-controller'],
])('%s is a %s in the directory, and its role is %s', async (preset, type, role) => {
  const host = createSimulatedWindows({ preset });
  const { describe } = await createMachine({ os: 'windows', host, work: 'C:\\work' });
  expect(await describe([])).toMatchObject({ os: { type }, role });
});

test('a Windows that does not say its role is a server by its name alone, and no role is made up', async () => {
  const machine = createSimulatedWindows();
  const host = { ...machine, facts: async () => ({ ...(await machine.facts()), role: undefined }) };
  const { describe } = await createMachine({ os: 'windows', host, work: 'C:\\work' });
  const device = await describe([]);
  expect(device.os.type).toBe('Windows Server');
  expect(device).not.toHaveProperty('role');
});
