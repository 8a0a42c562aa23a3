// The inventory of a device for people, and its summary for scripts. What the system does not say is said to be so.

import type { Device } from '../store/devices.js';
import { instant } from './output.js';

type Said = boolean | null | undefined;

const DAY_MS = 24 * 3_600_000;

export function inventoryLines(device: Device, now: number): readonly string[] {
  const { inventory, description } = device;
  if (inventory === undefined) return ['Inventory   not reported yet'];
  const { engine, sensor, firewall, hardware } = inventory;
  const guarding = [
    `real-time protection ${onOff(engine.realTime)}`,
    ...(engine.passive === true ? ['passive mode'] : []),
    `tamper protection ${onOff(engine.tamperProtected)}`,
  ];
  return [
    `Engine      ${[engine.state, engine.version].filter(Boolean).join(' ')}, ${guarding.join(', ')}`,
    `Signatures  ${describeSignatures(engine, now)}`,
    `Sensor      ${describeSensor(sensor)}`,
    `Firewall    ${firewall ?? 'not known'}`,
    `Machine     ${describeMachine(description, hardware)}`,
    `Managers    ${device.inventory?.managers?.join(', ') || 'no other was seen'}`,
    ...managerWarnings(device).map((warning) => `Warning     ${warning}`),
  ];
}

/** Obeyed or not: what is set here may be set by another, too. */
export function managerWarnings({ displayName, inventory }: Device): readonly string[] {
  const managers = inventory?.managers ?? [];
  return managers.length === 0 ? [] : [`other managers were seen on ${displayName}: ${managers.join(', ')}`];
}

export function summaryOf({ description, inventory }: Device) {
  return {
    role: description.role,
    signatureVersion: inventory?.engine.signatureVersion,
    signaturesAt: inventory?.engine.signaturesAt,
    realTime: inventory?.engine.realTime,
    tamperProtected: inventory?.engine.tamperProtected,
    onboarded: inventory?.sensor?.onboarded,
    firewall: inventory?.firewall,
    managers: inventory?.managers,
  };
}

const onOff = (said: Said): string => (said === true ? 'on' : said === false ? 'off' : 'not known');

function describeSignatures(
  { signatureVersion, signaturesAt }: NonNullable<Device['inventory']>['engine'],
  now: number,
): string {
  const madeAt = signaturesAt === null || signaturesAt === undefined ? undefined : Date.parse(signaturesAt);
  const age = madeAt === undefined ? '' : ` of ${instant(madeAt)}, ${ageOf(now - madeAt)}`;
  return `${signatureVersion ?? 'version not known'}${age}`;
}

function ageOf(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  return days < 1 ? 'less than a day old' : `${days === 1 ? '1 day' : `${days} days`} old`;
}

function describeSensor(sensor: NonNullable<Device['inventory']>['sensor']): string {
  if (sensor === undefined || sensor.onboarded === null) return 'not known whether onboarded';
  if (!sensor.onboarded) return 'not onboarded';
  return sensor.organisation === null ? 'onboarded' : `onboarded to ${sensor.organisation}`;
}

function describeMachine(
  { manufacturer, model, role, os }: Device['description'],
  hardware: NonNullable<Device['inventory']>['hardware'],
): string {
  const memory = hardware?.memory === undefined ? undefined : `${(hardware.memory / 2 ** 30).toFixed(1)} GiB`;
  const parts = [
    role,
    [manufacturer, model].filter(Boolean).join(' '),
    os.architecture,
    hardware?.processor,
    hardware?.cores === undefined ? undefined : `${hardware.cores} cores`,
    memory,
    hardware?.virtual === true ? 'virtual' : undefined,
  ];
  return parts.filter(Boolean).join(', ') || 'not known';
}
