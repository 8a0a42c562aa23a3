#!/usr/bin/env node
// Starts the bundle that a command needs and nothing else: `status` must start as fast as a bare Node, and
// the daemon must not carry what only a turn uses. Plain CommonJS, no dependency, no work beyond choosing.
'use strict';

const VALUED = new Set(['--config', '--state-dir', '--root', '--simulate']);
const BUNDLES = {
  __proto__: null,
  status: './status.cjs',
  run: './supervisor.cjs',
  turn: './turn.cjs',
  inventory: './inventory.cjs',
  wake: './wake.cjs',
  wait: './wait.cjs',
};

/** The first argument that is neither an option nor the value of one. */
function command(args) {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === '--') return args[at + 1];
    if (VALUED.has(arg)) at++;
    else if (!arg.startsWith('-')) return arg;
  }
  return undefined;
}

function optionValue(option, args) {
  const at = args.indexOf(option);
  if (at >= 0) return args[at + 1];
  return args.find((arg) => arg.startsWith(`${option}=`))?.slice(option.length + 1);
}

/** Where the state is when nobody says otherwise; the same table as the agent's configuration has. */
function stateFolder(args) {
  const { join } = require('node:path');
  const given = optionValue('--state-dir', args);
  if (given) return given;
  const root = optionValue('--root', args) ?? '/';
  if (process.platform === 'darwin') return join(root, 'Library/Application Support/Holdfast/state');
  if (process.platform !== 'win32') return join(root, 'var/lib/holdfast');
  return join(process.env.ProgramData ?? 'C:\\ProgramData', 'Holdfast', 'state');
}

/**
 * Cached machine code is run without being read again, so it is kept only in a folder that nobody but us can
 * write: inside a state folder that exists and is ours alone. Never in a shared temporary folder.
 */
function useCompileCache(args) {
  const fs = require('node:fs');
  const state = stateFolder(args);
  const cache = require('node:path').join(state, 'compile-cache');
  try {
    if (!onlyOurs(fs.lstatSync(state))) return;
    fs.mkdirSync(cache, { recursive: true, mode: 0o700 });
    if (onlyOurs(fs.lstatSync(cache))) require('node:module').enableCompileCache(cache);
  } catch {
    // No state folder yet, or a read-only one: the turn starts a little slower.
  }
}

/** On Windows the state folder's access list says so; it was set when the folder was made. */
function onlyOurs(stat) {
  if (!stat.isDirectory()) return false;
  return process.platform === 'win32' || (stat.uid === process.geteuid() && (stat.mode & 0o022) === 0);
}

/** A daemon at rest has nothing to make faster: without the optimizing compilers it stays 2 MB smaller, for years. */
function staySmall() {
  const { setFlagsFromString } = require('node:v8');
  for (const flag of ['--no-maglev', '--no-opt']) setFlagsFromString(flag);
}

const args = process.argv.slice(2);
if (Number.parseInt(process.versions.node, 10) < 26) {
  require('./own-node.cjs').rerun(__filename, args);
} else {
  const named = command(args);
  const asksHelp = args.includes('--help') || args.includes('-h');
  if (named === 'turn') useCompileCache(args);
  if (named === 'run') staySmall();
  require((!asksHelp && BUNDLES[named]) || './cli.cjs');
}
