// A folder that stands for the root of a Linux machine: real files, and a small program in the place of `mdatp` that
// prints prepared answers, fast. It says what the policies ask for while their mark stands in the managed file.

import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LinuxPolicies } from './linux-policies.js';
import { healthOf } from './linux-policies.js';

export const MANAGED_FILE = 'etc/opt/microsoft/mdatp/managed/mdatp_managed.json';
const MDATP = 'usr/bin/mdatp';

/** What an administrator left there: keys of others, their order, a repeated one, and no newline at the end. */
export const FORMER_MANAGED_FILE = `{
  "zz_foreign": { "b": 1, "a": [1.50, 2e3], "b": 1 },
  "cloudService": { "proxy": "http://proxy.example:3128", "enabled": false },
  "antivirusEngine": {
    "exclusions": [
      { "$type": "excludedPath", "path": "/opt/left-there/", "isDirectory": true }
    ],
    "scanArchives": false
  },
  "aa_foreign": "caf\\u00e9"
}`;

export interface LinuxRoot {
  readonly root: string;
  /** Absolute path of the managed file. */
  readonly managed: string;
}

/** `folder` is made; it must not exist. The machine is called as the folder is. */
export function createLinuxRoot(folder: string, policies: LinuxPolicies): LinuxRoot {
  const put = (path: string, text: string, mode = 0o644): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, text, { mode });
  };
  mkdirSync(folder, { mode: 0o700 });
  put('etc/os-release', 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n');
  put('etc/hostname', `${basename(folder)}\n`);
  put('etc/machine-id', '4d1f0c2b9a8e4f6d8b7a6c5d4e3f2a1b\n');
  put('proc/1/comm', 'systemd\n');
  put('run/.keep', '');
  put(MANAGED_FILE, FORMER_MANAGED_FILE, 0o640);
  const former = ['/opt/left-there/'];
  putAnswers(put, 'off', healthOf(false), exclusionList(former, []));
  const { epp, global } = policies.excluded;
  putAnswers(put, 'on', healthOf(true), exclusionList([...former, ...epp], global));
  put(MDATP, awareProgram(folder, policies.mark), 0o755);
  return { root: folder, managed: join(folder, MANAGED_FILE) };
}

type Put = (path: string, text: string, mode?: number) => void;

function putAnswers(put: Put, state: 'on' | 'off', health: object, exclusions: string): void {
  put(`answers/${state}/health`, JSON.stringify(health));
  put(`answers/${state}/exclusions`, exclusions);
  const update = state === 'on' ? '"enabled" [managed]' : '"disabled"';
  put(`answers/${state}/definitions`, `offline_definition_update : ${update}\n`);
}

/** From now on the policies are in force, whatever the file says: one process a question, and no look at the file. */
export function fixAnswers({ root }: LinuxRoot): void {
  const program = join(root, MDATP);
  writeFileSync(`${program}.new`, fixedProgram(root), { mode: 0o755 });
  renameSync(`${program}.new`, program);
}

const ANSWERS = `case "$*" in
  'health --output json') exec cat health ;;
  'health --details definitions') exec cat definitions ;;
  'exclusion list') exec cat exclusions ;;
esac
echo "unknown command: $*" >&2
exit 1
`;

const fixedProgram = (root: string): string => `#!/bin/sh\ncd '${root}/answers/on'\n${ANSWERS}`;

const awareProgram = (root: string, mark: string): string => `#!/bin/sh
cd '${root}/answers/off'
grep -qF '${mark}' '${root}/${MANAGED_FILE}' 2>/dev/null && cd ../on
${ANSWERS}`;

function exclusionList(epp: readonly string[], global: readonly string[]): string {
  const entry = (path: string, scopes: readonly string[]): string =>
    `Excluded folder\nPath: "${path}"\nScope: ${JSON.stringify(scopes)}\n`;
  const entries = [
    ...epp.map((path) => entry(path, ['epp'])),
    ...global.map((path) => entry(path, ['epp', 'global'])),
  ];
  const rule = '=====================================\n';
  return `${rule}${entries.join('---\n')}${rule}`;
}
