// The page that `device show` prints: what is known of one device, with what an administrator should look at. Pure.

import { nextTryAt } from '../next-try.js';
import type { SignedAssignment } from '../store/assignments.js';
import type { Device } from '../store/devices.js';
import type { DirectoryObject } from '../store/directory.js';
import type { Presence } from '../store/presence.js';
import { deviceWarnings } from './device-warnings.js';
import { inventoryLines } from './inventory-lines.js';
import type { Line } from './output.js';
import { instant, table, wholeSeconds } from './output.js';
import type { Standing } from './standing-lines.js';
import { standingLines } from './standing-lines.js';

/** Code of a device with which all is well. */
export const PLAIN_SUCCESS = 'managed';

export interface ShownDevice {
  readonly device: Device;
  readonly presence: Presence | undefined;
  readonly assignment: SignedAssignment | undefined;
  readonly groups: readonly string[];
  readonly keys: readonly { readonly thumbprint: string }[];
  readonly objects: readonly DirectoryObject[];
  readonly succeededBy: readonly string[];
  /** Version of the newest set of keys. */
  readonly newestKeySet: number;
  readonly standing: Standing;
  readonly now: number;
}

export function describeDevice(shown: ShownDevice): readonly Line[] {
  const { device, presence, assignment } = shown;
  return [
    `Device      ${device.displayName}`,
    `Id          ${device.id}`,
    `System      ${device.osType} ${device.osVersion}`,
    `State       ${device.simulated ? `${device.state} (simulated)` : device.state}, ${describePresence(presence)}`,
    ...describeStatus(presence),
    ...describeNext(device, presence),
    ...deviceWarnings({ ...shown, assignmentVer: assignment?.ver }).map((line) => `Warning     ${line}`),
    ...inventoryLines(device, shown.now),
    `Agent       ${device.agentVersion ?? 'not reported yet'}`,
    `Directory   ${describeObject(shown.objects[0])}`,
    `Registered  ${instant(device.createdAt)}, by enrollment ${device.enrollmentId}`,
    ...(device.succeeds === undefined ? [] : [`Succeeds    ${device.succeeds}, whose key it had before`]),
    ...(shown.succeededBy.length === 0 ? [] : [`Succeeded   by ${shown.succeededBy.join(', ')}`]),
    ...standingLines(shown.standing, assignment, presence),
    `Groups      ${shown.groups.join(', ') || 'none'}`,
    `Keys        ${shown.keys.map(({ thumbprint }) => thumbprint).join(', ')}`,
    `Trusts      set of keys ${presence?.keySet ?? 0}, epoch ${presence?.epoch ?? 1}`,
    assignment === undefined
      ? 'Assignment  none delivered yet'
      : `Assignment  version ${assignment.ver} of ${instant(assignment.issuedAt)}, valid until ${instant(assignment.expiresAt)}`,
    '',
    ...table(
      ['POLICY', 'NAME', 'REV'],
      (assignment?.content.policies ?? []).map(({ id, name, revision }) => [id, name, revision]),
    ),
  ];
}

function describePresence(presence: Presence | undefined): string {
  if (presence?.lastSeen === undefined) return 'never seen since it registered';
  return `last seen ${instant(presence.lastSeen)}`;
}

/** Our code, and the vendor's number where it has one. */
export function statusText({ statusCode, statusNumber }: Presence): string | undefined {
  return statusNumber === undefined ? statusCode : `${statusCode} (${statusNumber})`;
}

function describeStatus(presence: Presence | undefined): readonly string[] {
  if (presence?.statusCode === undefined) return ['Status      not told yet'];
  const { statusCode, statusCause, statusSince, statusRemedy } = presence;
  const since = statusSince === undefined ? '' : `, since ${wholeSeconds(statusSince)}`;
  const plain = statusCode === PLAIN_SUCCESS;
  return [
    `Status      ${statusText(presence)}${since}`,
    ...(statusCause === undefined || plain ? [] : [`            ${statusCause}`]),
    ...(statusRemedy === undefined || plain ? [] : [`            ${statusRemedy}`]),
  ];
}

/** Give or take a tenth; a device that is off, or cannot reach the service, is late. */
function describeNext({ state }: Device, presence: Presence | undefined): readonly string[] {
  const at = nextTryAt(presence);
  return state === 'active' && at !== undefined ? [`Next try    about ${instant(at)}`] : [];
}

function describeObject(object: DirectoryObject | undefined): string {
  if (object === undefined) return 'none';
  if (object.retiredAt !== undefined) return `${object.directoryId}, retired ${instant(object.retiredAt)}`;
  return object.synthetic
    ? `${object.directoryId} (synthetic)`
    : `${object.directoryId} (${object.trustType}, as the device says)`;
}
