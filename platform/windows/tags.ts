// Tags that an administrator of this Windows machine gave it, by the sensor's own place for them. Reads only.
// Nothing of ours writes there: no setting of the catalog has its home in that key, which a test holds.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import { placeScript } from './ask-powershell.js';
import { readTrees } from './registry-access.js';
import { textOf, valueAt } from './registry-value.js';
import type { WindowsPlace } from './windows-programs.js';

/** Source: Microsoft Learn, "Create and manage device tags": one tag as text. It is cleared by an empty value. */
export const TAG_KEY =
  'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection\\DeviceTagging';
const TAG_VALUE = 'Group';
const MAX_CHARACTERS = 200;

export async function readLocalTags(
  host: Host,
  place: WindowsPlace,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  const placed = await placeScript(host, place);
  if (!placed.ok) return placed;
  const tree = (await readTrees({ host, place, signal }, [TAG_KEY])).get(TAG_KEY);
  if (tree === undefined || !tree.ok) return tree ?? badTag('it was not read');
  const value = valueAt(tree.value, TAG_KEY, TAG_VALUE);
  if (value === undefined) return ok([]);
  const tag = textOf(value)?.trim();
  if (tag === undefined) return badTag('it is no text');
  if (tag.length > MAX_CHARACTERS) return badTag(`it is longer than ${MAX_CHARACTERS} characters`);
  if (/\p{Cc}/u.test(tag)) return badTag('it holds a control character');
  return ok(tag === '' ? [] : [tag]);
}

const badTag = (why: string) => fail({ kind: 'bad-reply', from: `${TAG_KEY} ${TAG_VALUE}`, why } as const);
