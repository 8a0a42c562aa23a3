// The public status as text for people. Pure; no library, no locale: `status` must start like a bare Node.

import type { SettingState } from '../model/finding.js';
import { STATES_WORST_FIRST } from '../model/finding.js';
import { printable } from '../model/quoted.js';
import type { PolicyView, StatusView } from './status-view.js';

export interface Daemon {
  readonly is: 'running' | 'not-running' | 'unknown';
}

export function statusText(view: StatusView, daemon: Daemon, nowMs: number): string {
  const { enrollment, service } = view;
  const number = enrollment.number === null ? '' : ` (status ${enrollment.number})`;
  const rows: (readonly [string, string])[] = [
    ['Device', `${enrollment.state}${number}${view.simulated ? ` [simulated ${view.os}]` : ''}`],
    ...(enrollment.code === 'success' ? [] : [['', `${enrollment.cause} ${enrollment.remedy}`] as const]),
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
  const lines = rows.map(([name, value]) => `${name.padEnd(10)} ${value}`);
  const worrying = view.settings.filter(({ state }) => state !== 'compliant' && state !== 'remediated');
  return [
    ...lines,
    ...view.warnings.map((warning) => `Warning    ${warning}`),
    ...(view.policies.length === 0 ? [] : ['', ...view.policies.map(policyLine)]),
    ...(worrying.length === 0 ? [] : ['', ...worrying.slice(0, 20).map(settingLine)]),
    ...(worrying.length > 20 ? [`... and ${worrying.length - 20} more: holdfast settings`] : []),
    '',
  ]
    .map(printable)
    .join('\n');
}

const DAEMON: Readonly<Record<Daemon['is'], string>> = {
  running: 'running',
  'not-running': 'not running: nothing is checked or repaired until "holdfast run" runs',
  unknown: 'cannot tell',
};

function serviceText({ service }: StatusView, nowMs: number): string {
  const last =
    service.lastSuccessAt === null
      ? 'never reached'
      : `last reached ${agoText(nowMs - service.lastSuccessAt)}`;
  if (service.reached === null) return 'not asked yet';
  if (service.refused) return `refuses this device, ${last}; the cached policy stays enforced`;
  return service.reached ? last : `not reachable, ${last}; the cached policy stays enforced`;
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
  `${state.padEnd(14)} ${name} (${source}, revision ${revision}, ${settings} settings)`;

const settingLine = ({ state, name, reason }: StatusView['settings'][number]): string =>
  `${state.padEnd(14)} ${name}${reason === null ? '' : ` (${reason})`}`;

export const agoText = (ms: number): string => (ms < 0 ? 'in the future (clock?)' : `${spanText(ms)} ago`);
const inText = (ms: number): string => (ms <= 0 ? 'due now' : `in ${spanText(ms)}`);

function spanText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
