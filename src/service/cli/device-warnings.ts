// What an administrator should look at in a device: copies, claims, and what it knows beyond this service. Pure.

import type { Device } from '../store/devices.js';
import type { Presence } from '../store/presence.js';
import { instant } from './output.js';

export interface Warned {
  readonly device: Pick<Device, 'directoryConflict'>;
  readonly presence: Presence | undefined;
  /** As last signed for it; undefined: none was. */
  readonly assignmentVer: number | undefined;
  /** Version of the newest set of keys. */
  readonly newestKeySet: number;
}

export function deviceWarnings({ device, presence, assignmentVer, newestKeySet }: Warned): readonly string[] {
  const lines: string[] = [];
  if (presence?.clonedAt !== undefined)
    lines.push(`a copy of this device is at work: ${presence.cloneWhy}, ${instant(presence.clonedAt)}`);
  if (presence?.regressedAt !== undefined)
    lines.push(`a copy of this device may be at work: a number came twice, ${instant(presence.regressedAt)}`);
  if (device.directoryConflict !== undefined)
    lines.push(`it claims the directory identity of device ${device.directoryConflict}: not linked`);
  if (assignmentVer !== undefined && (presence?.assignmentVer ?? 0) > assignmentVer)
    lines.push(
      `it has assignment version ${presence?.assignmentVer} and refuses older ones: after a restore, raise the epoch`,
    );
  if ((presence?.keySet ?? 0) > newestKeySet)
    lines.push(`it trusts set of keys ${presence?.keySet}, which this service does not know`);
  return lines;
}
