// What the device and the service answer, read for the scenes.

import type { StatusView } from '../../src/report/status-view.js';
import type { WhyView } from '../../src/report/why-view.js';
import type { Device } from './device.js';
import { at } from './json.js';
import { StoryEnds } from './story-ends.js';

export async function readStatus(device: Pick<Device, 'ask'>): Promise<StatusView> {
  const raw = await device.ask('status');
  if (!isStatus(raw)) throw new StoryEnds('holdfast status --json answered in another form');
  return raw;
}

export async function readWhy(device: Pick<Device, 'ask'>, setting: string): Promise<WhyView> {
  const raw = await device.ask('why', setting);
  if (!isWhy(raw)) throw new StoryEnds(`holdfast why ${setting} --json answered in another form`);
  return raw;
}

/** Our own answers: it is enough to know the form from another. */
const isStatus = (raw: unknown): raw is StatusView => at(raw, 'form') === 1;
const isWhy = (raw: unknown): raw is WhyView => typeof at(raw, 'rule') === 'string';

export const stateOf = (status: StatusView, id: string): string =>
  status.settings.find((setting) => setting.id === id)?.state ?? 'not among the settings';

/** A value in the managed file. */
export function inFile(device: Device, ...path: readonly string[]): unknown {
  const text = device.managedText();
  return at(text === '' ? {} : JSON.parse(text), ...path);
}
