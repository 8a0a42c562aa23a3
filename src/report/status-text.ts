// The public status as text for people. Pure; no library, no locale: `status` must start like a bare Node.

import { counted } from '../model/counted.js';
import type { SettingState } from '../model/finding.js';
import { STATES_WORST_FIRST } from '../model/finding.js';
import type { EnrollmentView, PolicyView, SettingView, StatusView } from './status-view.js';
import { MANAGED } from './status-view.js';
import { labelled } from './wrap.js';

export interface Daemon {
  readonly is: 'running' | 'not-running' | 'unknown';
}

export function statusText(view: StatusView, daemon: Daemon, nowMs: number): string {
  const { enrollment, service } = view;
  const number = enrollment.number === null ? '' : ` (status ${enrollment.number})`;
  const rows: (readonly [string, string])[] = [
    [
      'Device',
      `${enrollment.state}${number}${view.simulated ? ` [simulated ${view.os}]` : ''}${sinceText(enrollment, nowMs)}`,
    ],
    ...(enrollment.number === MANAGED ? [] : [['', whyText(enrollment)] as const]),
    ['Service', serviceText(view, nowMs)],
    ['Next sync', service.nextSyncAt === null ? 'none planned' : inText(service.nextSyncAt - nowMs)],
    ['Daemon', DAEMON[daemon.is]],
    ['Defender', engineText(view)],
    ['Settings', countsText(view.counts)],
    ['Observed', view.observedAt === null ? 'never' : agoText(nowMs - view.observedAt)],
    ...(service.waitingReports === 0
      ? []
      : [['Reports', `${service.waitingReports} waiting for the service`] as const]),
  ];
  const worrying = view.settings.filter(isWorrying);
  const warnings = view.warnings.map((warning) => ['Warning', warning] as const);
  const head = labelled([...rows, ...warnings], WIDTH);
  const lines = [
    ...(view.policies.length === 0 ? [] : ['', ...view.policies.map(policyLine)]),
    ...(worrying.length === 0 ? [] : ['', ...worrying.slice(0, 20).map(settingLine)]),
    ...(worrying.length > 20 ? [`... and ${worrying.length - 20} more: holdfast settings`] : []),
  ];
  return `${head}${lines.map((line) => `${line}\n`).join('')}`;
}

const sinceText = ({ number, since }: EnrollmentView, nowMs: number): string =>
  number === MANAGED || since > nowMs ? '' : `, for ${spanText(nowMs - since)}`;

/** Our own word stands beside the vendor's number: several of ours may share one. */
const whyText = ({ code, cause, remedy }: EnrollmentView): string => `${code}: ${cause} ${remedy}`;

/** The same on every terminal and in every file: asking for the terminal would cost more than the whole status. */
const WIDTH = 100;

const DAEMON: Readonly<Record<Daemon['is'], string>> = {
  running: 'running',
  'not-running': 'not running: nothing is checked or repaired until "holdfast run" runs',
  unknown: 'cannot tell',
};

function serviceText({ service, policies }: StatusView, nowMs: number): string {
  const last =
    service.lastSuccessAt === null
      ? 'never reached'
      : `last reached ${agoText(nowMs - service.lastSuccessAt)}`;
  if (service.reached === null) return 'not asked yet';
  // Where nothing is in force, nothing stays.
  const stays = policies.length === 0 ? '' : '; the cached policy stays enforced';
  if (service.refused && service.lastSuccessAt === null) return `refuses this device${stays}`;
  if (service.refused) return `refuses this device, ${last}${stays}`;
  return service.reached ? last : `not reachable, ${last}${stays}`;
}

function engineText({ engine }: StatusView): string {
  return engine.version === null ? engine.state : `${engine.state}, ${engine.version}`;
}

export function countsText(counts: Readonly<Record<SettingState, number>>): string {
  const parts = STATES_WORST_FIRST.filter((state) => counts[state] > 0).map(
    (state) => `${counts[state]} ${state}`,
  );
  return parts.length === 0 ? 'none' : parts.join(', ');
}

const policyLine = ({ state, name, revision, settings, source }: PolicyView): string =>
  `${state.padEnd(14)} ${name} (${source}, revision ${revision}, ${counted(settings, 'setting')})`;

const isWorrying = ({ state, contested, flags }: SettingView): boolean =>
  (state !== 'compliant' && state !== 'remediated') || contested === true || flags !== undefined;

function settingLine({ state, name, reason, flags = [] }: SettingView): string {
  const said = [...(reason === null || reason === state ? [] : [reason]), ...flags];
  return `${state.padEnd(14)} ${name}${said.length === 0 ? '' : ` (${said.join(', ')})`}`;
}

export const agoText = (ms: number): string => (ms < 0 ? 'in the future (clock?)' : `${spanText(ms)} ago`);
const inText = (ms: number): string => (ms <= 0 ? 'due now' : `in ${spanText(ms)}`);

function spanText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : counted(Math.round(hours / 24), 'day');
}
