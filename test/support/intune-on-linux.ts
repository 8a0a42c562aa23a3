// What Intune leaves on a Linux machine that it manages, and what leaves it open whether it does.
import type { SimulatedLinux } from '../../platform/simulated/linux-machine.js';

const PROGRAM = '/opt/microsoft/intune/bin/agent';
export const REGISTRATION = '/root/.config/intune/registration.toml';
/** Without it, it cannot be told whether the registration is one. */
const BROKER = '/var/lib/microsoft-identity-device-broker/1.db';
/** Ids are invented. */
const REGISTERED = 'device_hint = "0d6f3c1e-5a27-4b93-8c44-7e1f90ab2c35"\n';

type Files = Pick<SimulatedLinux, 'setFile'>;

export function setIntune(machine: Files, is: 'managing' | 'unclear' | 'gone'): void {
  machine.setFile(PROGRAM, is === 'gone' ? undefined : '');
  machine.setFile(REGISTRATION, is === 'gone' ? undefined : REGISTERED);
  machine.setFile(BROKER, is === 'managing' ? '' : undefined);
}
