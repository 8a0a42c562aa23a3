// Which probes must have an answer before a new device starts, by the build of its Windows: a table and its reasons,
// so that no healthy machine stays unknown for ever. Pure.

import type { OtherManager } from '../../src/model/probe.js';

interface RequiredProbe {
  readonly manager: OtherManager;
  /** The first build that needs an answer; `undefined`: none does. */
  readonly fromBuild: number | undefined;
  readonly because: string;
}

const SERVER_2012_R2 = 9_600;
const FIRST_WINDOWS_10 = 10_240;

export const REQUIRED_PROBES: readonly RequiredProbe[] = [
  {
    manager: 'intune',
    fromBuild: FIRST_WINDOWS_10,
    because: 'Intune enrolls Windows 10 and later; Server 2012 R2 has no client for it',
  },
  {
    manager: 'other-mdm',
    fromBuild: FIRST_WINDOWS_10,
    because: 'other MDM servers use the client of Windows 10 and later, on servers too',
  },
  {
    manager: 'mde-channel',
    fromBuild: SERVER_2012_R2,
    because: 'settings management reaches every Windows that the unified agent runs on',
  },
  {
    manager: 'configmgr',
    fromBuild: SERVER_2012_R2,
    because: 'the Configuration Manager client runs on every Windows that is supported here',
  },
  {
    manager: 'co-managed',
    fromBuild: undefined,
    because: 'it only says which of two managers, both found already, owns which settings',
  },
];

/** A Windows that does not say its build is held to be a new one. */
export const isRequired = (manager: OtherManager, build = Number.POSITIVE_INFINITY): boolean =>
  REQUIRED_PROBES.some(
    (row) => row.manager === manager && build >= (row.fromBuild ?? Number.POSITIVE_INFINITY),
  );

/** Older ones have no `dsregcmd` that shows a state: the registry says how they are joined. */
export const hasDsregcmd = (build = Number.POSITIVE_INFINITY): boolean => build >= FIRST_WINDOWS_10;

/** `10.0.20348.3807` is build 20348. */
export function buildOf(version: string | undefined): number | undefined {
  const build = /^\d+\.\d+\.(\d+)(?:\.\d+)?$/.exec(version ?? '')?.[1];
  return build === undefined ? undefined : Number(build);
}
