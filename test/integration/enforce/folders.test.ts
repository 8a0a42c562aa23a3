// The folders that had to be made for the managed file go with it: real files below a root, also after a kill.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Host } from '../../../platform/host.js';
import { createLinuxAdapter } from '../../../platform/linux/adapter.js';
import { createRealHost } from '../../../platform/real-host.js';
import { createSystemTimer } from '../../../platform/timer.js';
import { enforce } from '../../../src/enforce/pass.js';
import { linuxCatalog } from '../../../src/model/catalog/linux.js';
import { epochMs } from '../../../src/model/ids.js';
import type { DesiredSetting } from '../../../src/model/policy/desired.js';
import { Killed, rowMap } from '../../support/enforce/toy-machine.js';
import { toyPolicy } from '../../support/enforce/toy-pass.js';
import type { VolatileMemory } from '../../support/enforce/volatile-memory.js';
import { createVolatileMemory } from '../../support/enforce/volatile-memory.js';
import { MANAGED } from '../../support/linux-rows.js';
import { installStubAgent } from '../../support/stub-agent.js';

let root: string;
let host: Host;
let memory: VolatileMemory;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-folders-'));
  installStubAgent(root);
  host = createRealHost({ root, timer: createSystemTimer() });
  memory = createVolatileMemory();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function pass(desired: readonly DesiredSetting[], over: Host = host): Promise<boolean> {
  const outcome = await enforce({
    desired,
    refused: [],
    rows: rowMap(linuxCatalog().rows),
    adapter: createLinuxAdapter(over),
    memory,
    mode: 'enforce',
    allowNew: true,
    clock: { now: () => epochMs(1) },
    signal: new AbortController().signal,
  });
  if (outcome.is !== 'done') throw new Error(outcome.is);
  memory.apply(outcome.change);
  return outcome.wrote;
}

function wanted(): readonly DesiredSetting[] {
  const row = linuxCatalog().byId('linux_mdatp_managed_cloudservice_enabled');
  if (row === undefined) throw new Error('the catalog has lost a row');
  return [{ policy: toyPolicy('A'), row, value: false, path: '$' }];
}

const at = (path: string): string => join(root, path);
const tree = (): readonly string[] =>
  existsSync(at('etc')) ? readdirSync(at('etc'), { recursive: true }).map(String).sort() : [];

test('are removed when nothing is left in them', async () => {
  const before = tree();
  await pass(wanted());
  expect(existsSync(at(MANAGED))).toBe(true);
  await pass([]);
  expect(tree()).toEqual(before);
  expect(await pass([])).toBe(false);
});

test.each<[string, keyof Pick<Host, 'remove' | 'removeFolder' | 'writeAtomic'>, number]>([
  ['before the file is removed', 'remove', 0],
  ['before the first folder is removed', 'removeFolder', 0],
  ['before the second folder is removed', 'removeFolder', 1],
])('are removed by the next pass when one was killed %s', async (_, step, calls) => {
  const before = tree();
  await pass(wanted());
  let left = calls;
  const dying: Host = {
    ...host,
    [step]: (path: string) => {
      if (left === 0) throw new Killed();
      left -= 1;
      return host.removeFolder(path);
    },
  };
  await expect(pass([], dying)).rejects.toThrow(Killed);
  await pass([]);
  expect(tree()).toEqual(before);
});

test('stay when somebody else has put something there, and so do those that were there before', async () => {
  mkdirSync(at('etc/opt/microsoft'), { recursive: true });
  await pass(wanted());
  writeFileSync(at('etc/opt/microsoft/mdatp/theirs'), '');
  await pass([]);
  expect(readdirSync(at('etc/opt/microsoft/mdatp'))).toEqual(['theirs']);

  rmSync(at('etc/opt/microsoft/mdatp'), { recursive: true });
  await pass(wanted());
  await pass([]);
  expect(readdirSync(at('etc/opt/microsoft'))).toEqual([]);
});
