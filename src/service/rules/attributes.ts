// What rules see of a device. Pure.

import type { Device } from '../store/devices.js';
import type { Attribute } from './evaluate.js';
import type { PropertyName } from './properties.js';

/**
 * `labels` are its tags, as `systemLabels`; the id of the enrollment stands for the profile. What is missing here is
 * null on every device (`isAbsent`).
 */
export function attributesOf(
  device: Device,
  labels: readonly string[],
): ReadonlyMap<PropertyName, Attribute> {
  const { description } = device;
  return new Map<PropertyName, Attribute>([
    ['accountEnabled', device.state === 'active'],
    // Not that of a directory: it is a claim of the device, and whoever made it would be in the group.
    ['deviceId', device.id],
    ['deviceManufacturer', description.manufacturer ?? null],
    ['deviceModel', description.model ?? null],
    ['deviceOSType', device.osType],
    ['deviceOSVersion', device.osVersion],
    ['deviceOwnership', 'Unknown'],
    ['deviceTrustType', device.trustType ?? null],
    ['displayName', device.displayName],
    ['enrollmentProfileName', device.enrollmentId],
    ['managementType', device.managementType],
    ['objectId', device.id],
    ['profileType', PROFILE_TYPE],
    ['systemLabels', labels],
  ]);
}

/** Source: Graph, of a device that is registered and is no appliance. */
const PROFILE_TYPE = 'RegisteredDevice';
