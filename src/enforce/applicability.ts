// Whether a setting can be enforced on this device at all, and if not, why. Pure.

import { canSet } from '../model/catalog/mdatp-commands.js';
import type { CatalogRow } from '../model/catalog/row.js';
import { OS_TITLES } from '../model/catalog/setting-os.js';
import type { Reason } from '../model/finding.js';
import type { Engine, SystemVersion } from '../model/ports.js';
import type { Fault } from '../model/result.js';
import type { Reading, Value } from '../model/value.js';
import { atLeast } from './agent-version.js';
import { entriesOf } from './list-merge.js';

const ENGINE = 'Microsoft Defender for Endpoint';

/** The engine's own word against every setting; an engine that does not answer is not among them. */
export function whyEngineCannot(engine: Engine): Reason | undefined {
  switch (engine.is) {
    case 'missing':
      return {
        code: 'engine-missing',
        text: `${ENGINE} is not installed; install it and the next pass sets this`,
      };
    case 'too-old':
      return {
        code: 'engine-too-old',
        text: `${ENGINE} ${engine.version} is too old for managed settings; update it to ${engine.needs} or later`,
      };
    case 'not-licensed':
      return {
        code: 'engine-not-licensed',
        text: `${ENGINE} ${engine.version} has no licence; onboard the sensor`,
      };
    default:
      return undefined;
  }
}

/** The row's word: version floors of the setting and of the chosen option. */
export function whyTooOld(row: CatalogRow, desired: Value, engine: Engine): Reason | undefined {
  if (engine.is !== 'ready') {
    return undefined;
  }
  const floors = [row.minimum.agent, ...optionFloors(row, desired)];
  const missing = floors.find((floor) => floor !== undefined && !atLeast(engine.version, floor));
  return missing === undefined
    ? undefined
    : {
        code: 'engine-too-old',
        text: `${row.name} needs ${ENGINE} ${missing} or later, and this device has ${engine.version}; update it`,
      };
}

/** The row's word on the system itself. Parts of the version that nobody knows speak neither for nor against it. */
export function whySystemTooOld(row: CatalogRow, system: SystemVersion | undefined): Reason | undefined {
  const floor = system?.isServer === true ? (row.minimum.server ?? row.minimum.os) : row.minimum.os;
  if (system === undefined || floor === undefined) {
    return undefined;
  }
  const known = floor.split('.').slice(0, system.version.split('.').length).join('.');
  return atLeast(system.version, known)
    ? undefined
    : {
        code: 'system-too-old',
        text: `${row.name} needs ${OS_TITLES[row.os]} ${floor} or later, and this device has ${system.version}; update the system`,
      };
}

/** Why this cannot be written for the row on this system. `effective`: as this device shows it. */
export function whyNotWritable(
  row: CatalogRow,
  desired: Value,
  effective: Reading<Fault>,
): Reason | undefined {
  const byHand = row.write.filter((home) => home.by !== 'profile');
  if (row.write.length > 0 && byHand.length === 0) {
    return {
      code: 'needs-profile',
      text: `${row.name} can only be set by a configuration profile; make one with "holdfast profile" and install it`,
    };
  }
  if (row.write.length === 0) {
    return { code: 'unproven', text: `Nothing is written for ${row.name} itself: no place for it is known` };
  }
  if (byHand.every(({ by }) => by === 'mdatp') && !canSet(row, desired)) {
    return {
      code: 'needs-profile',
      text: `${row.name} can only be set to this by a configuration profile; make one with "holdfast profile" and install it`,
    };
  }
  if (row.confidence['write'] === 'inferred' && effective.is === 'no-reader') {
    return {
      code: 'unproven',
      text: `Where ${row.name} is written is only inferred and cannot be read back, so nothing is written`,
    };
  }
  return undefined;
}

function optionFloors(row: CatalogRow, desired: Value): readonly (string | undefined)[] {
  const chosen = new Set(entriesOf(desired));
  return (row.choices ?? [])
    .filter((choice) => chosen.has(choice.value))
    .map((choice) => choice.minimumAgent);
}
