// Scene: somebody enrolls the Windows server at Intune, and later takes it out again. Holdfast stands aside without a
// gap, gives back what was there before it, and goes on by itself.

import { readStatus, toldText } from '../answers.js';
import { WINDOWS_POLICIES } from '../cast.js';
import { at, listAt, textAt } from '../json.js';
import { EXPORT_AFTER, EXPORT_BEFORE, exportPolicies, readExport } from '../registry-export.js';
import type { Stage } from '../stage.js';

export async function takenOver(stage: Stage): Promise<void> {
  stage.page.chapter('Taken over by an MDM, and given back');
  const registry = await inForceAgain(stage);
  await standsAside(stage, registry);
  await givesBack(stage, registry);
  await goesOn(stage, registry);
}

/** What stood in the policies of the registry: before Holdfast came, and with all that it enforces. */
interface Exports {
  readonly former: string;
  readonly enforced: string;
}

/** What the device says of itself, what it told the service, and what stands in its registry. */
interface Look {
  readonly state: string;
  readonly number: number | null;
  readonly exitCode: number;
  readonly told: string;
  readonly exported: string;
}

async function syncAndLook({ page, service, windows }: Stage): Promise<Look> {
  const { exitCode } = await windows.show('sync');
  await exportPolicies(windows.machine, page, EXPORT_AFTER);
  const { enrollment, deviceId } = await readStatus(windows);
  const { state, number } = enrollment;
  const shown = await service.ask('device', 'show', deviceId ?? 'none');
  const exported = await readExport(windows.machine, EXPORT_AFTER);
  return { state, number, exitCode, told: toldText(at(shown, 'presence')), exported };
}

async function inForceAgain(stage: Stage): Promise<Exports> {
  const { page, checks, service, windows } = stage;
  page.say('All seven policies for Windows are assigned again.');
  for (const name of WINDOWS_POLICIES) await service.ask('policy', 'assign', name, '--all-devices');
  const former = await readExport(windows.machine, EXPORT_BEFORE);
  const { exported, exitCode, number } = await syncAndLook(stage);
  checks.holds(
    'They are in force, and the registry holds more than before Holdfast came',
    exitCode === 0 && number === 1 && exported.length > former.length * 2,
    `exit code ${exitCode}, status ${number}, ${former.length} and ${exported.length} characters`,
  );
  return { former, enforced: exported };
}

async function standsAside(stage: Stage, { enforced }: Exports): Promise<void> {
  const { page, checks, windows } = stage;
  page.say('Somebody enrolls the server at Intune.');
  windows.machine.enroll('intune');
  const { exported, told, ...said } = await syncAndLook(stage);
  page.say('How it knows, from "holdfast probe":');
  const seen = listAt(await windows.ask('probe'), 'managers').filter(
    (line) => at(line, 'answer') === 'managed',
  );
  page.output(
    seen
      .flatMap((line) => listAt(line, 'evidence'))
      .map((one) => `${textAt(one, 'source')}\n  ${textAt(one, 'says')}`)
      .join('\n'),
  );
  checks.equal("It stands aside, with the vendor's number for a device that an MDM manages: 3", said, {
    state: 'managed-elsewhere',
    number: 3,
    exitCode: 7,
  });
  checks.equal('The service is told in the same turn', told, 'managed-by-mdm (3)');
  checks.equal(
    "No policy of Intune's is there yet, so what is in force stays: no gap, byte for byte",
    exported,
    enforced,
  );
}

async function givesBack(stage: Stage, { former }: Exports): Promise<void> {
  const { page, checks, windows } = stage;
  page.say("Intune's first policy for Defender arrives.");
  windows.machine.setMdmPolicy('Defender', { AllowRealtimeMonitoring: 1 });
  const { exported, number } = await syncAndLook(stage);
  checks.equal('The registry is what it was before Holdfast came, byte for byte', exported, former);
  const { policies } = await readStatus(windows);
  checks.equal(
    'The status is still 3, and of no policy it is said that it is in force',
    [number, [...new Set(policies.map(({ state }) => state))]],
    [3, ['notApplicable']],
  );
}

async function goesOn(stage: Stage, { enforced }: Exports): Promise<void> {
  const { page, checks, windows } = stage;
  const { deviceId } = await readStatus(windows);
  page.say('The server is taken out of Intune.');
  windows.machine.unenroll('nothing');
  const { exported, ...said } = await syncAndLook(stage);
  checks.equal('Holdfast goes on by itself, and the service is told', said, {
    state: 'managed',
    number: 1,
    exitCode: 0,
    told: 'managed (1)',
  });
  checks.equal('All is in force as before, byte for byte', exported, enforced);
  checks.equal(
    'It is the same device: nobody enrolled it anew',
    (await readStatus(windows)).deviceId,
    deviceId,
  );
}
