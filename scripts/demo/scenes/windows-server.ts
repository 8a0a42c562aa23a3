// Scene: the Windows server. Somebody tampers, tamper protection holds values, and the registry comes back as it was.

import { findValue } from '../../../platform/simulated/registry.js';
import { dwordOf, dwordValue } from '../../../platform/simulated/registry-value.js';
import { readStatus, readWhy } from '../answers.js';
import { WINDOWS_POLICIES, WINDOWS_SETTINGS } from '../cast.js';
import { at, listAt } from '../json.js';
import { EXPORT_AFTER, EXPORT_BEFORE, exportPolicies, readExport } from '../registry-export.js';
import type { Stage } from '../stage.js';

export async function windowsServer(stage: Stage): Promise<void> {
  stage.page.chapter('On the Windows server: drift, tamper protection, and all given back');
  await driftIsRepaired(stage);
  await tamperProtectionHolds(stage);
  await registryComesBack(stage);
}

const REAL_TIME = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection';
const SWITCH = 'DisableRealtimeMonitoring';

async function driftIsRepaired({ page, checks, service, windows }: Stage): Promise<void> {
  const stored = (): number | undefined =>
    dwordOf(findValue(windows.machine.state().registry, REAL_TIME, SWITCH));
  checks.equal('The policy stands in the registry: real-time protection is not disabled', stored(), 0);
  windows.machine.changeRegistry([{ do: 'set', path: REAL_TIME, value: dwordValue(SWITCH, 1) }]);
  page.say(`Somebody sets ${SWITCH} to 1 there.`);
  const { exitCode } = await windows.show('sync');
  const why = await readWhy(windows, WINDOWS_SETTINGS.realTime);
  checks.equal(
    'Found and repaired, and told as drift; Get-MpPreference says that protection is on again',
    [exitCode, stored(), why.state, why.reason?.code, why.drift, why.readBack],
    [0, 0, 'remediated', 'drift-repaired', true, 'true'],
  );
  const told = listAt(await service.ask('report'), 'settings').filter(
    (line) => at(line, 'device') === 'SIM-SERVER' && at(line, 'drift') === true,
  );
  checks.equal(
    'The service knows of this one, and of no other',
    told.map((line) => [at(line, 'setting'), at(line, 'reason', 'code')]),
    [[WINDOWS_SETTINGS.realTime, 'drift-repaired']],
  );
}

/** Access denied, as a signed number of 32 bits. */
const ACCESS_DENIED = -2147024891;

async function tamperProtectionHolds({ page, checks, windows }: Stage): Promise<void> {
  windows.machine.setDefender({ tamperProtected: true });
  page.say('Tamper protection is switched on: Defender no longer takes what it guards from the registry.');
  const { exitCode } = await windows.show('sync');
  await windows.show('why', WINDOWS_SETTINGS.cloudBlock);
  const why = await readWhy(windows, WINDOWS_SETTINGS.cloudBlock);
  checks.equal(
    'What did not take is an error, with the code that Windows has for it',
    [exitCode, why.state, why.reason?.code, why.errorCode],
    [4, 'error', 'tamper-protected', ACCESS_DENIED],
  );
  const { settings } = await readStatus(windows);
  checks.equal(
    'A guarded value that is in force all the same is no error: it is told by what is read, not by guess',
    settings.find(({ id }) => id === WINDOWS_SETTINGS.realTime)?.state,
    'compliant',
  );
  windows.machine.setDefender({ tamperProtected: false });
  page.say('It is switched off again.');
  const after = await windows.show('sync');
  const { counts } = await readStatus(windows);
  checks.equal('Nothing is otherwise than asked', [after.exitCode, counts.error], [0, 0]);
}

async function registryComesBack({ page, checks, service, windows }: Stage): Promise<void> {
  const before = await readExport(windows.machine, EXPORT_BEFORE);
  await exportPolicies(windows.machine, page, EXPORT_AFTER);
  const enforced = await readExport(windows.machine, EXPORT_AFTER);
  for (const name of WINDOWS_POLICIES) await service.tell('policy', 'unassign', name);
  const { exitCode } = await windows.show('sync');
  await exportPolicies(windows.machine, page, EXPORT_AFTER);
  const after = await readExport(windows.machine, EXPORT_AFTER);
  page.output(after.replace('\uFEFF', ''));
  checks.holds(
    'While they were assigned the export was a longer one',
    enforced.length > before.length * 2,
    `${before.length} and ${enforced.length} characters`,
  );
  checks.equal('Now it is what it was before Holdfast came, byte for byte', after, before);
  checks.equal(
    'Exit code 0, and no policy is left',
    [exitCode, (await readStatus(windows)).policies],
    [0, []],
  );
}
