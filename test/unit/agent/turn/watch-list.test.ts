// Which files the daemon watches after a pass: those that hold something of ours, and those of others that what is
// asked for depends on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchOf } from '../../../../src/agent/turn/watch-list.js';
import type { OsName } from '../../../../src/model/catalog/row.js';
import { sha256Text } from '../../../../src/model/ids.js';
import { fail, ok } from '../../../../src/model/result.js';
import { createSimulatedDevice, passOn, readPolicyBytes } from '../../../support/simulated-devices.js';

const SAMPLES = join(import.meta.dirname, '../../../../samples/policies');
const PROFILE = '/Library/Managed Preferences/com.microsoft.wdav.plist';
const POL = 'C:\\Windows\\System32\\GroupPolicy\\Machine\\Registry.pol';

async function watched(os: OsName, policies: readonly string[], there: 'file' | 'none' | 'unreadable') {
  const device = createSimulatedDevice(os);
  const read = policies.map((name) =>
    readPolicyBytes(device.catalog, readFileSync(join(SAMPLES, `${name}.json`)), name),
  );
  const outcome = await passOn(device, { desired: read.flatMap(({ settings }) => settings) });
  const file = { sha256: sha256Text('0'.repeat(64)), size: 12, modifiedMs: 34 };
  const readFile = async (path: string) =>
    there === 'unreadable'
      ? fail({ kind: 'denied' as const, target: path, need: 'root' as const })
      : ok(there === 'file' ? file : undefined);
  const watch = await watchOf(
    {
      config: { root: '/', simulated: false },
      machine: { adapter: device.adapter, readFile },
      store: { memory: device.memory },
    },
    outcome,
  );
  return watch?.files;
}

test('on a Mac the managed preferences, so that a profile is noticed that comes, changes or goes', async () => {
  const policies = ['macos-antivirus-baseline'];
  expect(await watched('macos', policies, 'none')).toEqual([{ path: PROFILE, left: { is: 'absent' } }]);
  expect(await watched('macos', policies, 'file')).toEqual([
    { path: PROFILE, left: { is: 'file', size: 12, modifiedMs: 34 } },
  ]);
});

test('on Windows the local Group Policy, which writes where we write', async () => {
  const files = await watched('windows', ['windows-firewall', 'windows-antivirus-baseline'], 'none');
  expect(files).toEqual([{ path: POL, left: { is: 'absent' } }]);
});

test('on Linux the managed file alone', async () => {
  const files = await watched('linux', ['linux-antivirus-baseline'], 'file');
  expect(files?.map(({ path }) => path)).toEqual(['/etc/opt/microsoft/mdatp/managed/mdatp_managed.json']);
});

test.each(['macos', 'windows'] as const)('nothing on %s where nothing is asked for', async (os) => {
  expect(await watched(os, [], 'file')).toBeUndefined();
});

test('nothing that cannot be read', async () => {
  expect(await watched('macos', ['macos-antivirus-baseline'], 'unreadable')).toBeUndefined();
});
