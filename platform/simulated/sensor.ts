// The sensor of the simulated machine: it onboards and leaves by the blob that policy holds. Pure.
// Source: Microsoft Learn, "Onboard Windows devices using Group Policy"; the blob is JSON with a body.

import type { Registry } from './registry.js';
import { applyChanges, textAt } from './registry.js';
import { dwordValue } from './registry-value.js';
import type { WindowsState } from './windows-state.js';
import { SENSOR_POLICY, SENSOR_STATUS } from './windows-state.js';

/** Only a blob that has just come counts: taking one away changes nothing. */
export function withSensor(before: WindowsState, after: Registry): Registry {
  if (before.services['Sense'] === undefined) return after;
  const came = (name: string): boolean => {
    const blob = textAt(after, SENSOR_POLICY, name);
    return blob !== undefined && blob !== textAt(before.registry, SENSOR_POLICY, name) && isBlob(blob);
  };
  const state = came('OffboardingInfo') ? 0 : came('OnboardingInfo') ? 1 : undefined;
  if (state === undefined) return after;
  return applyChanges(after, [
    { do: 'set', path: SENSOR_STATUS, value: dwordValue('OnboardingState', state) },
  ]);
}

function isBlob(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && 'body' in json && typeof json.body === 'string';
  } catch {
    return false;
  }
}
