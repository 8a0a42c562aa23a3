// Everything about one setting: who wants it, who wins by which rule, what was written, what was read. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import type { Finding, Flag, Reason, SettingState } from '../model/finding.js';
import type { EpochMs } from '../model/ids.js';
import type { Fault } from '../model/result.js';
import { describeFault } from '../model/result.js';
import type { Reading, Value } from '../model/value.js';
import { expectedText } from './redact.js';
import { labelled } from './wrap.js';

/** What each policy asks for by itself, before they are put together. */
export interface Wish {
  readonly policy: string;
  readonly revision: number;
  readonly value: Value;
  readonly source: 'assigned' | 'local';
}

export interface WhyView {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** Null: no policy asks for it, and nothing of it is ours. */
  readonly state: SettingState | null;
  readonly reason: Reason | null;
  /** What this device can do with it at all, in words; null where the catalog does not have it. */
  readonly ability: string | null;
  readonly errorCode: number | null;
  readonly wishes: readonly Wish[];
  /** How the wishes became one value, in words. */
  readonly rule: string;
  readonly desired: Value | null;
  readonly written: { readonly value: Value; readonly at: EpochMs } | null;
  /** What stood there before our first write, in words; null while nothing of it is ours. */
  readonly before: string | null;
  readonly readBack: string;
  /** Who else sets it on this device. */
  readonly owner: string | null;
  readonly drift: boolean;
  /** Since when somebody undoes it again and again. */
  readonly contestedSince: EpochMs | null;
  readonly flags: readonly Flag[];
  readonly observedAt: EpochMs;
  readonly nextTryAt: EpochMs | null;
}

export interface WhyInput {
  readonly finding: Finding;
  /** `undefined`: the catalog does not have it. */
  readonly row: CatalogRow | undefined;
  readonly wishes: readonly Wish[];
  readonly observedAt: EpochMs;
  readonly nextTryAt: EpochMs | undefined;
  readonly here: Here;
}

/** What is known of a setting besides what the last pass found. */
export interface Here {
  readonly ability: string | undefined;
  readonly owner: string | undefined;
  readonly before: string | undefined;
}

export function whyView({ finding, row, wishes, observedAt, nextTryAt, here }: WhyInput): WhyView {
  return {
    id: finding.settingDefinitionId,
    key: finding.key,
    name: finding.name,
    state: finding.state,
    reason: finding.reason ?? null,
    ability: here.ability ?? null,
    errorCode: finding.errorCode ?? null,
    wishes,
    rule: ruleText(finding, row, wishes.length),
    desired: finding.desired ?? null,
    written: finding.written ?? null,
    before: here.before ?? null,
    readBack: readingText(finding.readBack),
    owner: here.owner ?? null,
    drift: finding.drift,
    contestedSince: finding.contested?.since ?? null,
    flags: finding.flags ?? [],
    observedAt,
    nextTryAt: nextRepair(finding, nextTryAt) ?? null,
  };
}

/** A setting that no policy asks for: what stands there is somebody else's, and stays. */
export function unaskedView(
  row: CatalogRow,
  { ability, owner }: Here,
  readBack: Reading<Fault>,
  observedAt: EpochMs,
): WhyView {
  return {
    id: row.id ?? row.key,
    key: row.key,
    name: row.name,
    state: null,
    reason: null,
    ability: ability ?? null,
    errorCode: null,
    wishes: [],
    rule: 'no policy asks for it',
    desired: null,
    written: null,
    before: null,
    readBack: readingText(readBack),
    owner: owner ?? null,
    drift: false,
    contestedSince: null,
    flags: [],
    observedAt,
    nextTryAt: null,
  };
}

/** What is given back when no policy asks for it any more. */
export function beforeText({ kind, write, read }: CatalogRow, { preImage, preValue }: Before): string {
  if (kind === 'secret') return preImage.is === 'absent' ? 'not set' : 'a text that is not shown';
  if (preValue !== undefined) return expectedText(preValue);
  const isStored = write.some(({ by }) => by === 'json-file' || by === 'registry');
  return read.by === 'none' && !isStored ? 'not known: nothing showed it' : 'not set';
}

interface Before {
  readonly preImage: { readonly is: 'absent' | 'present' };
  readonly preValue?: Value;
}

/** What somebody keeps undoing waits longer than until the next look. */
function nextRepair(
  { contested, drift, state }: Finding,
  nextTryAt: EpochMs | undefined,
): EpochMs | undefined {
  const waits = contested !== undefined && drift && state === 'nonCompliant';
  return waits && contested.nextRepairAt > (nextTryAt ?? 0) ? contested.nextRepairAt : nextTryAt;
}

/** For the administrator at the machine: values are shown, unlike in the public status. */
export function whyText(view: WhyView, iso: (at: EpochMs) => string, width: number): string {
  const lines: (readonly [string, string])[] = [
    ['Setting', `${view.name} (${view.id})`],
    ['State', stateText(view)],
    ...(view.reason === null ? [] : [['Reason', view.reason.text] as const]),
    ...(view.contestedSince === null ? [] : [['Contested', `since ${iso(view.contestedSince)}`] as const]),
    ...view.flags.map(({ text }) => ['Danger', text] as const),
    ...(view.ability === null ? [] : [['This device', view.ability] as const]),
    ...(view.errorCode === null ? [] : [['Error code', String(view.errorCode)] as const]),
    ...view.wishes.map(
      (wish) =>
        [
          'Policy',
          `${wish.policy} (${wish.source}, revision ${wish.revision}) asks for ${expectedText(wish.value)}`,
        ] as const,
    ),
    ['Rule', view.rule],
    ['Desired', desiredText(view)],
    [
      'Written',
      view.written === null
        ? 'never by Holdfast'
        : `${expectedText(view.written.value)} at ${iso(view.written.at)}`,
    ],
    ...(view.before === null ? [] : [['Before', view.before] as const]),
    ...(view.owner === null ? [] : [['Also set by', view.owner] as const]),
    ['Read back', `${view.readBack} (at ${iso(view.observedAt)})`],
    ['Next try', view.nextTryAt === null ? 'none planned' : iso(view.nextTryAt)],
  ];
  return labelled(lines, width);
}

function stateText({ state, reason, drift }: WhyView): string {
  const code = reason === null || reason.code === state ? '' : `: ${reason.code}`;
  return `${state ?? 'not asked for'}${code}${drift ? ' (somebody undid it)' : ''}`;
}

function desiredText({ state, desired }: WhyView): string {
  if (desired !== null) return expectedText(desired);
  return state === 'conflict' ? 'undecided, see the policies above' : 'nothing';
}

export function readingText(reading: Reading<Fault>): string {
  switch (reading.is) {
    case 'value':
      return expectedText(reading.value);
    case 'absent':
      return 'not set';
    case 'unreadable':
      return `could not be read: ${describeFault(reading.fault)}`;
    default:
      return `cannot be read: ${reading.why}`;
  }
}

function ruleText(finding: Finding, row: CatalogRow | undefined, wishes: number): string {
  if (finding.state === 'conflict')
    return 'the policies disagree, so what was in force stays and nothing is written until they agree';
  if (wishes === 0) return 'no policy asks for it any more';
  if (wishes === 1) return 'one policy asks for it';
  const rule = row?.merge.rule;
  return rule === 'union' || rule === 'keyed' || rule === 'deliver-all'
    ? 'lists of several policies are put together'
    : 'all policies ask for the same value';
}
