// Reads options, environment and configuration file, and decides whose the state folder is. Only place of the
// agent that looks at the environment. Writes nothing.

import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OsName } from '../../model/catalog/row.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { Config, ConfigError, Surroundings } from './config.js';
import { locate, parseConfig } from './config.js';
import type { GlobalOptions } from './options.js';
import type { Paths } from './paths.js';

const systems: Readonly<Record<string, OsName>> = { win32: 'windows', darwin: 'macos', linux: 'linux' };

/** The usual names, as other programs read them. */
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy'] as const;

export function readSurroundings(): Surroundings {
  const proxy = PROXY_VARIABLES.map((name) => process.env[name]).find(Boolean);
  return {
    os: systems[process.platform] ?? 'linux',
    programData: process.env['ProgramData'] ?? 'C:\\ProgramData',
    cwd: process.cwd(),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

export function readPaths(options: GlobalOptions): Paths {
  const around = readSurroundings();
  return locate(options, around, (path) => resolve(around.cwd, path));
}

export function readConfig(options: GlobalOptions): Result<Config, ConfigError> {
  const around = readSurroundings();
  const paths = readPaths(options);
  const file = readIfThere(paths.configFile);
  // Who may not read it asks nothing of it: every command that uses the network needs root and says so.
  if (!file.ok && file.error !== 'EACCES')
    return fail({ kind: 'file', why: `${paths.configFile}: ${file.error}` });
  const config = parseConfig(options, around, paths, file.ok ? file.value : undefined);
  if (!config.ok) return config;
  return checkOwner(config.value);
}

/** A simulated machine never touches a real device's state, and the other way round. */
function checkOwner(config: Config): Result<Config, ConfigError> {
  const { state, simulatedMarker } = config.paths;
  const marker = readIfThere(simulatedMarker);
  if (!marker.ok)
    return marker.error === 'EACCES'
      ? ok(config)
      : fail({ kind: 'file', why: `${simulatedMarker}: ${marker.error}` });
  const marked = marker.value === undefined ? undefined : markedOs(marker.value);
  if (!config.simulated)
    return marked === undefined
      ? ok(config)
      : fail({
          kind: 'usage',
          why: `${state} belongs to a simulated ${marked} machine: add --simulate ${marked}`,
        });
  if (marked === config.os) return ok(config);
  if (marked !== undefined)
    return fail({
      kind: 'usage',
      why: `${state} belongs to a simulated ${marked} machine, not ${config.os}`,
    });
  return isUnused(state)
    ? ok(config)
    : fail({
        kind: 'usage',
        why: `${state} is not empty and not a simulated machine's: --simulate never touches a real state folder`,
      });
}

function markedOs(text: string): string {
  const word = text.trim();
  return Object.values(systems).find((os) => os === word) ?? 'unknown';
}

/** Holds nothing but what a simulated machine may find before its first run. */
function isUnused(folder: string): boolean {
  try {
    return readdirSync(folder).every((name) => name === 'compile-cache' || name === 'config.json');
  } catch (error) {
    return errorCode(error) === 'ENOENT';
  }
}

function readIfThere(path: string): Result<string | undefined, string> {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? ok(undefined) : fail(code);
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unreadable';
}
