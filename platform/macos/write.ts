// Writes a batch of changes on a Mac: the agent's own commands, for what differs and nothing else.

import { commandsToSet } from '../../src/model/catalog/mdatp-commands.js';
import type { CatalogRow } from '../../src/model/catalog/row.js';
import type { SettingKey } from '../../src/model/ids.js';
import type { Change, PreImage, WriteBatch, WriteOutcome } from '../../src/model/ports.js';
import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Value } from '../../src/model/value.js';
import type { Host } from '../host.js';
import { findMdatp, runMdatp } from '../linux/mdatp.js';
import { toValue } from '../linux/stored-value.js';
import { MAC_AGENT } from './mac-agent.js';

type Written = Result<'now' | 'at-reboot'>;

/** Cancelling stops between settings, never inside one. There are no containers: each setting stands for itself. */
export async function writeMac(host: Host, batch: WriteBatch, signal: AbortSignal): Promise<WriteOutcome> {
  const settings = new Map<SettingKey, Written>();
  const found = await findMdatp(host, MAC_AGENT.paths);
  for (const change of batch.changes) {
    if (signal.aborted) break;
    const written = !found.ok
      ? found
      : found.value === undefined
        ? fail({ kind: 'missing' as const, target: 'mdatp' })
        : await writeOne(host, found.value, change, signal);
    settings.set(change.row.key, written);
  }
  return { settings, containers: new Map() };
}

async function writeOne(
  host: Host,
  mdatp: string,
  { row, was, to }: Change,
  signal: AbortSignal,
): Promise<Written> {
  const value = to.do === 'set' ? ok(to.value) : formerValue(row, to.image);
  if (!value.ok) return value;
  const answer = commandsToSet(row, was, value.value);
  if (answer.is === 'none') return fail({ kind: 'missing', target: `a command to ${answer.why}` });
  for (const command of answer.commands) {
    const done = await runMdatp(host, mdatp, command, signal);
    if (!done.ok) return done;
  }
  return ok(row.restart === 'none' ? 'now' : 'at-reboot');
}

/** Nothing showed the former value of a row without a reader: its documented default is the next best. */
function formerValue(row: CatalogRow, image: PreImage): Result<Value> {
  if (image.is === 'absent') {
    return row.default === null
      ? fail({ kind: 'missing', target: `the former value of ${row.name}` })
      : ok(row.default);
  }
  const value = parseImage(image.raw);
  return value === undefined
    ? fail({ kind: 'bad-reply', from: `the stored value of ${row.name}`, why: 'it is no value' })
    : ok(value);
}

function parseImage(raw: string): Value | undefined {
  try {
    return toValue(JSON.parse(raw));
  } catch {
    return undefined;
  }
}
