// Scene: the same service takes on a Windows server and a Mac. Each gets the policies of its own system.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dwordValue, textValue } from '../../../platform/simulated/registry-value.js';
import { readStatus } from '../answers.js';
import { MAC_POLICIES, WINDOWS_POLICIES } from '../cast.js';
import { at, listAt, textAt } from '../json.js';
import { EXPORT_BEFORE, exportPolicies } from '../registry-export.js';
import type { Stage } from '../stage.js';

export async function othersJoin(stage: Stage): Promise<void> {
  stage.page.chapter('A Windows server and a Mac join');
  await assignTheirPolicies(stage);
  await setByTheirAdministrator(stage);
  await enroll(stage);
  await firstSyncs(stage);
}

async function assignTheirPolicies({ checks, service, paths }: Stage): Promise<void> {
  const files = readdirSync(paths.samples).filter((file) => /^(windows|macos)-.*\.json$/.test(file));
  await service.showTyped(
    ['policy', 'import', join(paths.samples, 'windows-*.json'), join(paths.samples, 'macos-*.json')],
    ['policy', 'import', ...files.sort().map((file) => join(paths.samples, file))],
  );
  const names: readonly string[] = [...WINDOWS_POLICIES, ...MAC_POLICIES];
  for (const name of names) await service.tell('policy', 'assign', name, '--all-devices');
  const assigned = listAt(await service.ask('policy', 'list')).filter(
    (policy) => names.includes(textAt(policy, 'name')) && listAt(policy, 'targets').length > 0,
  );
  checks.equal(
    'Seven policies for Windows and three for macOS are carried and assigned',
    [assigned.length, assigned.filter((policy) => at(policy, 'refused') !== undefined).length],
    [10, 0],
  );
}

const DEFENDER = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender';
const FIREWALL = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';

/** A value that a policy will ask for too, and two things that none does. */
async function setByTheirAdministrator({ page, windows }: Stage): Promise<void> {
  page.say(
    'The administrator of the Windows server has set policies by hand: a limit of processor time for scans, ' +
      'an excluded folder, a firewall rule.',
  );
  windows.machine.changeRegistry([
    { do: 'set', path: `${DEFENDER}\\Scan`, value: dwordValue('AvgCPULoadFactor', 80) },
    { do: 'set', path: `${DEFENDER}\\Exclusions\\Paths`, value: textValue('D:\\Former', '0') },
    {
      do: 'set',
      path: `${FIREWALL}\\FirewallRules`,
      value: textValue(
        'Dana-Print',
        'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=9100|Name=Print|',
      ),
    },
  ]);
  await exportPolicies(windows.machine, page, EXPORT_BEFORE);
}

async function enroll({ checks, service, device, windows, mac, paths }: Stage): Promise<void> {
  const { sideOnboarding: file, sideSecret: secret } = paths;
  await service.show('onboarding-file', '--out', file, '--secret-out', secret, '--uses', '2');
  const codes: number[] = [];
  for (const other of [windows, mac])
    codes.push((await other.show('onboard', file, '--secret-file', secret)).exitCode);
  checks.equal('Both are enrolled: exit code 0', codes, [0, 0]);
  const statuses = await Promise.all([device, windows, mac].map(readStatus));
  checks.equal(
    'Each is managed, and says openly that it is simulated',
    statuses.map(({ os, enrollment, simulated }) => [os, enrollment.state, simulated]),
    ['linux', 'windows', 'macos'].map((os) => [os, 'managed', true]),
  );
  const known = listAt(await service.ask('device', 'list'));
  checks.equal(
    'The service knows all three by the ids that they have themselves',
    known.map((line) => textAt(line, 'id')).sort(),
    statuses.map(({ deviceId }) => deviceId ?? 'none').sort(),
  );
}

async function firstSyncs({ checks, windows, mac }: Stage): Promise<void> {
  const codes: number[] = [];
  for (const other of [windows, mac]) codes.push((await other.show('sync')).exitCode);
  checks.equal('Both have synced, and nothing is otherwise than asked: exit code 0', codes, [0, 0]);
  checks.equal(
    'Each has the policies of its own system, and no other',
    [await namesOn(windows), await namesOn(mac)],
    [[...WINDOWS_POLICIES].sort(), [...MAC_POLICIES].sort()],
  );
}

const namesOn = async (device: Parameters<typeof readStatus>[0]): Promise<readonly string[]> =>
  (await readStatus(device)).policies.map(({ name }) => name).sort();
