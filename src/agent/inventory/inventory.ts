// The inventory: when the machine is looked at anew, and what the service is told of it. Pure.

import { createHash } from 'node:crypto';
import type { Hardware } from '../../model/hardware.js';
import type { EpochMs } from '../../model/ids.js';
import type { Posture } from '../../model/posture.js';
import type { Probe } from '../../model/probe.js';
import type { DeviceDescription, InventoryRequest } from '../../model/wire/schemas.js';

/** What the last look found. It costs processes, so it is kept and not made at each check-in. */
export interface HeldInventory {
  readonly at: EpochMs;
  /** As the machine was then; `null`: the system does not say. */
  readonly boot: string | null;
  readonly engine: string;
  readonly agent: string;
  readonly hardware: Hardware;
  /** Tags of the machine itself, without those of our policies. */
  readonly tags: readonly string[];
  readonly tagsKnown: boolean;
  readonly posture: Posture;
}

/** What tells, without a process of its own, that a look is old. */
export interface Seen {
  readonly now: EpochMs;
  readonly boot: string | null;
  readonly engine: string;
  readonly agent: string;
  /** An administrator waits, who may have given it a tag just now. */
  readonly asked: boolean;
}

const DAY_MS = 24 * 3_600_000;

/**
 * Daily by this clock, whichever way it was moved; after a start of the machine, which is when the vendor's own sensor
 * takes new tags; and with another agent. Another state of the engine asks only what the engine can tell.
 */
export function dueLook(held: HeldInventory | undefined, seen: Seen): 'all' | 'engine' | 'none' {
  if (held === undefined || Math.abs(seen.now - held.at) >= DAY_MS) return 'all';
  if (held.boot !== seen.boot || held.agent !== seen.agent) return 'all';
  return held.engine === seen.engine && held.tagsKnown && !seen.asked ? 'none' : 'engine';
}

export interface Told {
  readonly device: DeviceDescription;
  readonly held: HeldInventory | undefined;
  readonly probes: readonly Probe[];
  readonly engine: { readonly state: string; readonly version: string | null };
  readonly agent: string;
}

/** The description with what the last look found: whose machine it is, and the tags that it carries. */
export function withLook(device: DeviceDescription, held: HeldInventory | undefined): DeviceDescription {
  const { manufacturer, model } = held?.hardware ?? {};
  return {
    ...device,
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(model === undefined ? {} : { model }),
    tags: tagsOf(device.tags, held),
  };
}

/** By digest: sent when the service does not hold it. */
export function wholeInventory(told: Told): Omit<InventoryRequest, 'seq'> {
  const { device, held, probes, engine, agent } = told;
  // Those two are part of the description.
  const { manufacturer: _manufacturer, model: _model, ...hardware } = held?.hardware ?? {};
  const body = {
    device,
    engine: { ...engine, ...enginePosture(held?.posture) },
    ...sensorOf(held?.posture),
    firewall: held?.posture.firewall ?? null,
    managers: managersOf(probes),
    hardware,
    agent,
  };
  return { ...body, digest: `sha256:${createHash('sha256').update(JSON.stringify(body)).digest('hex')}` };
}

const MOST_TAGS = 20;
const TAG_LIMIT = 200;

/** In the service's bounds; those of the onboarding file first. A tag that is too long is another tag when cut. */
export function tagsOf(onboarding: readonly string[], held: HeldInventory | undefined): string[] {
  const all = [...onboarding, ...(held?.tags ?? [])];
  const usable = all.filter((tag) => tag.trim() !== '' && tag.length <= TAG_LIMIT && !/\p{C}/u.test(tag));
  return [...new Set(usable)].slice(0, MOST_TAGS);
}

/** Null: the system does not say. What went through JSON lacks what was undefined. */
function enginePosture(posture: Posture | undefined): Omit<InventoryRequest['engine'], 'state' | 'version'> {
  const said: Partial<Posture['engine']> = posture?.engine ?? {};
  return {
    signatureVersion: said.signatureVersion?.slice(0, 64) ?? null,
    signaturesAt: instant(said.signaturesAt),
    realTime: said.realTime ?? null,
    passive: said.passive ?? null,
    tamperProtected: said.tamperProtected ?? null,
  };
}

function sensorOf(posture: Posture | undefined): Pick<InventoryRequest, 'sensor'> {
  const said: Partial<Posture['sensor']> = posture?.sensor ?? {};
  const { onboarded = null, organisation } = said;
  return { sensor: { onboarded, organisation: organisation?.slice(0, 64) ?? null } };
}

/** Years that RFC 3339 can say. */
const LAST_MS = Date.UTC(9999, 11, 31);

const instant = (ms: number | undefined): string | null =>
  ms === undefined || !Number.isFinite(ms) || ms < 0 || ms > LAST_MS ? null : new Date(ms).toISOString();

/** Whoever else is at work here, obeyed or not. */
function managersOf(probes: readonly Probe[]): string[] {
  const names = probes.flatMap((probe) => {
    if (probe.asks === 'manager' && probe.answer === 'managed') return [probe.manager];
    return probe.asks === 'rival' && probe.answer === 'present' ? [probe.name] : [];
  });
  const printable = names.map((name) => name.replaceAll(/\p{C}+/gu, ' ').slice(0, 200));
  return [...new Set(printable)].slice(0, 20);
}
