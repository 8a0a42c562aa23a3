// What the device and the service answer, read for the scenes.

import type { SimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { fileText, MANAGED_FILE } from '../../platform/simulated/machine-state.js';
import type { StatusView } from '../../src/report/status-view.js';
import type { WhyView } from '../../src/report/why-view.js';
import type { Device } from './device.js';
import { at, textAt } from './json.js';
import { StoryEnds } from './story-ends.js';

/** Any device, of any system. */
export type AskedDevice = Pick<Device, 'ask'>;

export async function readStatus(device: AskedDevice): Promise<StatusView> {
  const raw = await device.ask('status');
  if (!isStatus(raw)) throw new StoryEnds('holdfast status --json answered in another form');
  return raw;
}

export async function readWhy(device: AskedDevice, setting: string): Promise<WhyView> {
  const raw = await device.ask('why', setting);
  if (!isWhy(raw)) throw new StoryEnds(`holdfast why ${setting} --json answered in another form`);
  return raw;
}

/** Our own answers: it is enough to know the form from another. */
const isStatus = (raw: unknown): raw is StatusView => at(raw, 'form') === 1;
const isWhy = (raw: unknown): raw is WhyView => typeof at(raw, 'rule') === 'string';

export const stateOf = (status: StatusView, id: string): string =>
  status.settings.find((setting) => setting.id === id)?.state ?? 'not among the settings';

/** What a device told the service of itself: our code with the vendor's number. */
export const toldText = (presence: unknown): string =>
  `${textAt(presence, 'statusCode')} (${at(presence, 'statusNumber') ?? 'no number'})`;

/** The managed file as it stands; empty where there is none. */
export const managedTextOf = (machine: SimulatedLinux): string =>
  fileText(machine.state(), MANAGED_FILE) ?? '';

/** A value in the managed file. */
export function inFile(device: Device, ...path: readonly string[]): unknown {
  const text = device.managedText();
  return at(text === '' ? {} : JSON.parse(text), ...path);
}
