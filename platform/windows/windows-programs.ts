// The programs of Windows that the adapter runs, by absolute path, and the folder in which it works. Pure.

export interface WindowsPlace {
  /** Of the agent alone: only SYSTEM and administrators may look into it. */
  readonly work: string;
  /** Default: C:\Windows. */
  readonly systemRoot?: string;
  /** Default: C:\ProgramData. */
  readonly programData?: string;
}

const systemRoot = ({ systemRoot: root = 'C:\\Windows' }: WindowsPlace): string => root;

export const systemFile = (place: WindowsPlace, name: string): string =>
  `${systemRoot(place)}\\System32\\${name}`;

export const regProgram = (place: WindowsPlace): string => systemFile(place, 'reg.exe');

export const serviceProgram = (place: WindowsPlace): string => systemFile(place, 'sc.exe');

export const joinProgram = (place: WindowsPlace): string => systemFile(place, 'dsregcmd.exe');

export const powershellProgram = (place: WindowsPlace): string =>
  `${systemRoot(place)}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;

/** Source: [MS-GPREG]; the computer's part of the local policy object. */
export const registryPolFile = (place: WindowsPlace): string =>
  `${systemRoot(place)}\\System32\\GroupPolicy\\Machine\\Registry.pol`;

/**
 * What Group Policy last wrote on this computer, of the local object and those of the domain alike, by which it takes
 * values away again. Same form as a Registry.pol. Its place is assumed from public descriptions.
 */
export const policyArchive = ({ programData = 'C:\\ProgramData' }: WindowsPlace): string =>
  `${programData}\\ntuser.pol`;

export const workFile = ({ work }: WindowsPlace, name: string): string => `${work}\\${name}`;

/** Words of the machine go into messages: one line, nothing that steers a terminal. */
export const printable = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('utf8')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
