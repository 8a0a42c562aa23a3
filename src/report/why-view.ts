// Everything about one setting: who wants it, who wins by which rule, what was written, what was read. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import type { Finding, Reason, SettingState } from '../model/finding.js';
import type { EpochMs } from '../model/ids.js';
import { printable } from '../model/quoted.js';
import type { Fault } from '../model/result.js';
import { describeFault } from '../model/result.js';
import type { Reading, Value } from '../model/value.js';
import { expectedText } from './redact.js';

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
  readonly state: SettingState;
  readonly reason: Reason | null;
  readonly errorCode: number | null;
  readonly wishes: readonly Wish[];
  /** How the wishes became one value, in words. */
  readonly rule: string;
  readonly desired: Value | null;
  readonly written: { readonly value: Value; readonly at: EpochMs } | null;
  readonly readBack: string;
  readonly drift: boolean;
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
}

export function whyView({ finding, row, wishes, observedAt, nextTryAt }: WhyInput): WhyView {
  return {
    id: finding.settingDefinitionId,
    key: finding.key,
    name: finding.name,
    state: finding.state,
    reason: finding.reason ?? null,
    errorCode: finding.errorCode ?? null,
    wishes,
    rule: ruleText(finding, row, wishes.length),
    desired: finding.desired ?? null,
    written: finding.written ?? null,
    readBack: readingText(finding.readBack),
    drift: finding.drift,
    observedAt,
    nextTryAt: nextTryAt ?? null,
  };
}

/** For the administrator at the machine: values are shown, unlike in the public status. */
export function whyText(view: WhyView, iso: (at: EpochMs) => string): string {
  const lines: (readonly [string, string])[] = [
    ['Setting', `${view.name} (${view.id})`],
    [
      'State',
      `${view.state}${view.reason === null ? '' : `: ${view.reason.code}`}${view.drift ? ' (somebody undid it)' : ''}`,
    ],
    ...(view.reason === null ? [] : [['Reason', view.reason.text] as const]),
    ...(view.errorCode === null ? [] : [['Error code', String(view.errorCode)] as const]),
    ...view.wishes.map(
      (wish) =>
        [
          'Policy',
          `${wish.policy} (${wish.source}, revision ${wish.revision}) asks for ${expectedText(wish.value)}`,
        ] as const,
    ),
    ['Rule', view.rule],
    ['Desired', view.desired === null ? 'nothing' : expectedText(view.desired)],
    [
      'Written',
      view.written === null
        ? 'never by Holdfast'
        : `${expectedText(view.written.value)} at ${iso(view.written.at)}`,
    ],
    ['Read back', `${view.readBack} (at ${iso(view.observedAt)})`],
    ['Next try', view.nextTryAt === null ? 'none planned' : iso(view.nextTryAt)],
  ];
  return `${lines.map(([name, value]) => `${name.padEnd(11)} ${printable(value)}`).join('\n')}\n`;
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
