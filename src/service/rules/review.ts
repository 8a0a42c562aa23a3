// Brings tags and groups of devices in line with the rules: of one device when what is known of it changes, of all in
// batches when a rule does. A rule that is not valid changes nothing: what it gave stays.

import type { DeviceId } from '../../model/ids.js';
import { forgetGeneration } from '../store/assignments.js';
import type { Store } from '../store/database.js';
import { inTransaction } from '../store/database.js';
import type { Device } from '../store/devices.js';
import { findDevices, listDeviceIds } from '../store/devices.js';
import { changeMembership, listGroupIds, listGroupsOf } from '../store/groups.js';
import { listGroupRules, listTagRules, markReviewed, saveFrozen, textsToReview } from '../store/rules.js';
import { addTag, listTagsOf, removeTag } from '../store/tags.js';
import type { Tag, TagSource } from '../tags.js';
import { namesOf } from '../tags.js';
import { attributesOf } from './attributes.js';
import type { Rulebook } from './compile.js';
import { compileRules } from './compile.js';
import { matches } from './evaluate.js';

/** Devices in one transaction: a service that runs beside it waits no longer than that takes. */
const BATCH = 500;

/** Call inside a transaction, whenever something around these devices that a rule can ask for has changed. */
export async function reviewDevices(store: Store, ids: readonly DeviceId[]): Promise<void> {
  await review(store, await readRules(store), ids);
}

/** Call inside a transaction after a device itself changed: its tags, groups and assignment are computed anew. */
export async function deviceChanged(store: Store, id: DeviceId): Promise<void> {
  await forgetGeneration(store, id);
  await reviewDevices(store, [id]);
}

/** Call outside of one. Goes on where a review was cut short, as every rule says itself whether it was finished. */
export async function reviewAll(store: Store): Promise<void> {
  const texts = await textsToReview(store);
  if (texts.length === 0) return;
  for (let after = ''; ; ) {
    const ids = await listDeviceIds(store, after, BATCH);
    // Also without devices: which rules do not count is written down.
    await inTransaction(store, (trx) => reviewDevices(trx, ids));
    const last = ids.at(-1);
    if (last === undefined) break;
    after = last;
  }
  await markReviewed(store, texts);
}

/** Also writes down which of them do not count, and why. */
async function readRules(store: Store): Promise<Rulebook> {
  const rules = compileRules({
    tagRules: await listTagRules(store),
    groupRules: await listGroupRules(store),
    groups: new Set(await listGroupIds(store)),
  });
  for (const { of, rule } of rules.tagRules) {
    const frozen = rule.ok ? undefined : rule.error;
    if (frozen !== of.frozen) await saveFrozen(store, { tagRule: of.id }, frozen);
  }
  for (const { of, rule } of rules.groupRules) {
    const frozen = rule.ok ? undefined : rule.error;
    if (frozen !== of.frozen) await saveFrozen(store, { group: of.groupId }, frozen);
  }
  return rules;
}

async function review(store: Store, rules: Rulebook, ids: readonly DeviceId[]): Promise<void> {
  if (rules.tagRules.length + rules.groupRules.length === 0) return;
  const devices = await findDevices(store, ids);
  const tags = await listTagsOf(store, devices);
  for (const device of devices) {
    const tagged = await reviewTags(store, rules, device, tags.get(device.id) ?? []);
    const grouped = await reviewGroups(store, rules, device, namesOf(tagged.tags));
    if (tagged.changed || grouped) await forgetGeneration(store, device.id);
  }
}

/** Rules do not see tags of rules: so their order does not matter, and none can hold itself up. */
async function reviewTags(
  store: Store,
  rules: Rulebook,
  device: Device,
  before: readonly Tag[],
): Promise<{ readonly tags: readonly Tag[]; readonly changed: boolean }> {
  const given = namesOf(before.filter(({ source }) => !source.startsWith('rule:')));
  const candidate = { attributes: attributesOf(device, given), groups: NO_GROUPS };
  let tags = before;
  for (const { of, rule } of rules.tagRules) {
    if (!rule.ok) continue;
    const source: TagSource = `rule:${of.id}`;
    const has = tags.some((tag) => tag.source === source);
    const wanted = matches(rule.value.expression, candidate);
    if (wanted === has) continue;
    const tag = { tag: of.tag, source };
    await (wanted ? addTag(store, device.id, tag) : removeTag(store, device.id, tag));
    tags = wanted ? [...tags, tag] : tags.filter((each) => each.source !== source);
  }
  return { tags, changed: tags !== before };
}

async function reviewGroups(
  store: Store,
  rules: Rulebook,
  device: Device,
  labels: readonly string[],
): Promise<boolean> {
  if (rules.groupRules.length === 0) return false;
  const attributes = attributesOf(device, labels);
  const groups = new Set(await listGroupsOf(store, device.id));
  let changed = false;
  for (const { of, rule } of rules.groupRules) {
    if (!rule.ok) continue;
    const wanted = matches(rule.value.expression, { attributes, groups });
    if (wanted === groups.has(of.groupId)) continue;
    await changeMembership(store, of.groupId, device.id, wanted);
    if (wanted) groups.add(of.groupId);
    else groups.delete(of.groupId);
    changed = true;
  }
  return changed;
}

const NO_GROUPS: ReadonlySet<string> = new Set();
