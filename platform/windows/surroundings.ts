// What a program of Windows is given: Windows' own folders and nothing of our environment. Pure.

import type { Surroundings } from '../host.js';

const ROOT = 'C:\\Windows';
/** The system's own programs. */
export const SYSTEM = `${ROOT}\\System32`;
const POWERSHELL = `${SYSTEM}\\WindowsPowerShell\\v1.0`;

/**
 * Modules come from Windows' own folder alone. Without a group of its own: the programs that we run start no others,
 * and a detached one would have no console, which PowerShell needs to be told how to encode its output.
 * `temporary`: PowerShell tries out scripts there, so it should be a folder into which nobody else may write; every
 * account may write into that of Windows.
 */
export const windowsSurroundings = (temporary = `${ROOT}\\Temp`): Surroundings => ({
  environment: {
    SystemDrive: 'C:',
    SystemRoot: ROOT,
    windir: ROOT,
    PATH: `${SYSTEM};${ROOT};${POWERSHELL}`,
    PATHEXT: '.COM;.EXE',
    PSModulePath: `${POWERSHELL}\\Modules`,
    TEMP: temporary,
    TMP: temporary,
  },
  folder: SYSTEM,
  ownGroup: false,
  need: 'administrator',
});
