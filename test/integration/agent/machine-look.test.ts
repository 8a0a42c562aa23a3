// Tags and posture of simulated machines of all three systems, from the machine to what the service is told.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Host } from '../../../platform/host.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { createSimulatedMac } from '../../../platform/simulated/mac-machine.js';
import { textValue } from '../../../platform/simulated/registry-value.js';
import { createSimulatedWindows } from '../../../platform/simulated/windows-machine.js';
import { TAG_KEY } from '../../../platform/windows/tags.js';
import { createMachine } from '../../../src/agent/machine.js';
import { ownTags } from '../../../src/agent/turn/device-look.js';
import type { Memory } from '../../../src/enforce/memory.js';
import type { OsName } from '../../../src/model/catalog/row.js';
import { createVolatileMemory } from '../../support/enforce/volatile-memory.js';
import { must, never } from '../../support/net-agent.js';
import { passOn, readPolicyBytes } from '../../support/simulated-devices.js';

const SAMPLES = join(import.meta.dirname, '../../../samples/policies');
const NOTHING_KNOWN = { previous: [], written: [] };
const LIMITS = { timeoutMs: 1000, maxOutputBytes: 65_536, signal: never };
const WORK = 'C:\\ProgramData\\Holdfast\\state\\work';

const setTag = async (host: Host, program: string): Promise<void> => {
  must(
    await host.run(program, ['edr', 'tag', 'set', '--name', 'GROUP', '--value', 'MDE-Management'], LIMITS),
  );
};

const tagged: Readonly<Record<OsName, () => Promise<Host>>> = {
  linux: async () => {
    const host = createSimulatedLinux();
    await setTag(host, '/usr/bin/mdatp');
    return host;
  },
  macos: async () => {
    const host = createSimulatedMac();
    await setTag(host, '/usr/local/bin/mdatp');
    return host;
  },
  windows: async () => {
    const host = createSimulatedWindows();
    host.changeRegistry([{ do: 'set', path: TAG_KEY, value: textValue('Group', 'MDE-Management') }]);
    return host;
  },
};

test.each(['linux', 'macos', 'windows'] as const)(
  'a tag that an administrator set on the machine is one of its tags, and its protection is told (%s)',
  async (os) => {
    const machine = await createMachine({ os, host: await tagged[os](), work: WORK });
    const { tags, posture } = await machine.look(NOTHING_KNOWN, never);
    expect(must(tags)).toEqual(['MDE-Management']);
    // On Linux the engine is passive until somebody asks for more.
    expect(posture.engine.realTime).toBe(os !== 'linux');
    expect(posture.engine.signatureVersion).toMatch(/^\d+(\.\d+)+$/);
    expect(posture.sensor.onboarded).toBe(true);
  },
);

test.each(['linux', 'macos'] as const)(
  'a tag that a policy of ours set is none, and the one before it still counts (%s)',
  async (os) => {
    const host = os === 'linux' ? createSimulatedLinux() : createSimulatedMac();
    const { adapter, catalog, rows, look } = await createMachine({ os, host, work: WORK });
    const policy = readPolicyBytes(catalog, readFileSync(join(SAMPLES, `${os}-edr-tag.json`)));
    const memory = createVolatileMemory();
    const device = { adapter, catalog, memory, runs: host.runs, state: host.state };
    await passOn(device, { desired: policy.settings });
    const { owned }: Pick<Memory, 'owned'> = memory;
    const written = ownTags(owned, rows);
    expect(written).toHaveLength(1);
    expect(must((await look({ previous: [], written }, never)).tags)).toEqual([]);
    expect(must((await look({ previous: ['MDE-Management'], written }, never)).tags)).toEqual([
      'MDE-Management',
    ]);
  },
);

test('an agent that does not answer is no device without tags', async () => {
  const host = createSimulatedLinux();
  host.setFaults({ hangs: true });
  const { look } = await createMachine({ os: 'linux', host, work: WORK });
  const { tags } = await look(NOTHING_KNOWN, never);
  expect(tags.ok).toBe(false);
});
