// The simulated sc.exe: `query NAME`, in the documented layout. Pure. Source: Microsoft Learn, "sc.exe query".

import type { ProgramOutcome } from './powershell.js';
import type { WindowsState } from './windows-state.js';

const NO_SUCH_SERVICE = 1060;
const WRONG_USE = 1639;

export function runServiceControl(state: WindowsState, args: readonly string[]): ProgramOutcome {
  const [command, name] = args;
  if (command?.toLowerCase() !== 'query' || name === undefined || args.length !== 2)
    return { exitCode: WRONG_USE, stdout: 'ERROR: only "query NAME" is known here.\r\n', stderr: '' };
  const known = Object.keys(state.services).find((service) => service.toLowerCase() === name.toLowerCase());
  if (known === undefined)
    return {
      exitCode: NO_SUCH_SERVICE,
      stdout: `[SC] EnumQueryServicesStatus:OpenService FAILED ${NO_SUCH_SERVICE}:\r\n\r\nThe specified service does not exist as an installed service.\r\n\r\n`,
      stderr: '',
    };
  const running = state.services[known] === 'running';
  const lines = [
    '',
    `SERVICE_NAME: ${known} `,
    '        TYPE               : 10  WIN32_OWN_PROCESS  ',
    `        STATE              : ${running ? '4  RUNNING ' : '1  STOPPED '}`,
    ...(running ? ['                                (STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)'] : []),
    '        WIN32_EXIT_CODE    : 0  (0x0)',
    '        SERVICE_EXIT_CODE  : 0  (0x0)',
    '        CHECKPOINT         : 0x0',
    '        WAIT_HINT          : 0x0',
    '',
  ];
  return { exitCode: 0, stdout: lines.join('\r\n'), stderr: '' };
}
