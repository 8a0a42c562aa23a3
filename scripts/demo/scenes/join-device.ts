// Scene: a server that nobody manages is looked at and enrolled. Nothing is enforced yet.

import { MANAGED_FILE } from '../../../platform/simulated/machine-state.js';
import { readStatus } from '../answers.js';
import { FORMER_FILE } from '../cast.js';
import { at, listAt, textAt } from '../json.js';
import type { Stage } from '../stage.js';

export async function joinDevice({ page, checks, service, device, paths }: Stage): Promise<void> {
  page.chapter('A Linux server joins');
  page.say(`Its administrator has configured Defender by hand, in ${MANAGED_FILE}:`);
  device.machine.setFile(MANAGED_FILE, FORMER_FILE);
  page.output(device.managedText().replaceAll('\t', '  '));

  await device.show('probe');
  checks.equal('Nobody else manages it', at(await device.ask('probe'), 'verdict', 'fit'), 'free');

  const ran = await device.show('onboard', paths.onboarding, '--secret-file', paths.secret);
  checks.equal('Enrolled: exit code 0', ran.exitCode, 0);
  const status = await readStatus(device);
  const { number, state } = status.enrollment;
  checks.equal(
    "The device is managed, with the vendor's status number for success",
    [state, number],
    ['managed', 1],
  );
  const [known] = listAt(await service.ask('device', 'list'));
  checks.equal('The service knows it by the same id', textAt(known, 'id'), status.deviceId);
  checks.equal(
    'It says openly that it is simulated, here and there',
    [status.simulated, at(known, 'simulated')],
    [true, true],
  );
  checks.equal('No setting is touched before the first sync', device.managedText(), FORMER_FILE);
}
