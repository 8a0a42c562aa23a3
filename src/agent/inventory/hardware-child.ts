// The hardware as a child process of ours tells it: bounded in time and output, and believed only as far as it has
// the form of hardware. Starts through platform/host.

import { POSIX_SURROUNDINGS, runProgram } from '../../../platform/host.js';
import { windowsSurroundings } from '../../../platform/windows/surroundings.js';
import type { OsName } from '../../model/catalog/row.js';
import type { Hardware } from '../../model/hardware.js';
import { parseHardware } from '../../model/hardware.js';
import type { Timer } from '../../model/ports.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';

/** The hidden command whose answer this is. */
export const INVENTORY_COMMAND = 'inventory';

/** Unit: milliseconds. A child that hangs is no reason to keep a turn waiting. */
export const CHILD_LIMIT_MS = 20_000;
/** For each question inside the child, so that the answers of the others still come. */
export const QUESTION_LIMIT_MS = 15_000;
const MAX_OUTPUT_BYTES = 65_536;

/** The runtime and the script that chooses our bundles, as real paths. */
export interface Launcher {
  readonly node: string;
  readonly script: string;
}

export interface HardwareChild extends Launcher {
  readonly os: OsName;
  readonly timer: Timer;
}

export async function hardwareOfChild(
  { os, node, script, timer }: HardwareChild,
  signal: AbortSignal,
  timeoutMs = CHILD_LIMIT_MS,
): Promise<Result<Hardware>> {
  const around = os === 'windows' ? windowsSurroundings() : POSIX_SURROUNDINGS;
  const name = 'the inventory child';
  const limits = { timeoutMs, maxOutputBytes: MAX_OUTPUT_BYTES, signal };
  const ran = await runProgram({ path: node, name, timer, around }, [script, INVENTORY_COMMAND], limits);
  if (!ran.ok) return ran;
  const { exitCode, stdout } = ran.value;
  if (exitCode !== 0) return fail({ kind: 'failed', what: name, exitCode, said: '' });
  return parseAnswer(name, stdout);
}

/** One JSON object. */
function parseAnswer(from: string, stdout: Uint8Array): Result<Hardware> {
  try {
    const raw: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(stdout));
    return ok(parseHardware(raw));
  } catch {
    return fail({ kind: 'bad-reply', from, why: 'it is not JSON' });
  }
}
