// report: one line for each setting that devices reported, and the roll-up of each policy.

import type { Command } from 'commander';
import { Option } from 'commander';
import { counted } from '../../model/counted.js';
import { STATES_WORST_FIRST } from '../../model/finding.js';
import { nextTryAt } from '../next-try.js';
import type { PolicyLine, RollUp } from '../reporting/device-report.js';
import { describePolicies, rollUpPolicies } from '../reporting/device-report.js';
import type { ScopeVerdict } from '../scope.js';
import { decideScope, kindOf } from '../scope.js';
import { listAssignmentVersions } from '../store/assignments.js';
import type { Store } from '../store/database.js';
import type { Device } from '../store/devices.js';
import { listDevices } from '../store/devices.js';
import { listGroups } from '../store/groups.js';
import { listPolicies } from '../store/policies.js';
import type { Presence } from '../store/presence.js';
import { listReports } from '../store/reports.js';
import { readScope } from '../store/scope.js';
import { listTagsOf } from '../store/tags.js';
import { namesOf } from '../tags.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { withTenant } from './context.js';
import { deviceWarnings } from './device-warnings.js';
import { findDevice, findPolicy } from './find.js';
import type { Cell, Line } from './output.js';
import { table } from './output.js';

interface ReportOptions extends GlobalOptions {
  readonly device?: string;
  readonly policy?: string;
  readonly state?: string;
}

const STATES = [...STATES_WORST_FIRST, 'pending', 'refused', 'outOfScope'] as const;

export function reportCommand(program: Command, deps: CliDeps): void {
  program
    .command('report')
    .description('What devices reported: each setting, and the roll-up of each policy')
    .option('--device <device>', 'this device only: id, start of the id, or host name')
    .option('--policy <policy>', 'this policy only: id, start of the id, or name')
    .addOption(new Option('--state <state>', 'settings and policies in this state only').choices(STATES))
    .addHelpText(
      'after',
      '\npending: the device has not reported the assigned revision yet.\nrefused: this channel does not carry the policy; no device gets it.\noutOfScope: the device is told to enforce nothing (scope show, device show).',
    )
    .action((_options: object, command: Command) => {
      const options = command.optsWithGlobals<ReportOptions>();
      return withTenant(deps, options, (session) => report(session, options));
    });
}

async function report({ store, tenant, out }: Session, options: ReportOptions): Promise<void> {
  const device = options.device === undefined ? undefined : await findDevice(store, options.device);
  const policy = options.policy === undefined ? undefined : await findPolicy(store, options.policy);
  const policies = (await listPolicies(store)).filter(({ id }) => policy === undefined || id === policy.id);
  const listed = (await listDevices(store)).filter(
    (each) => device === undefined || each.device.id === device.id,
  );
  const devices = listed.map((each) => each.device);
  const lines = describePolicies({
    devices,
    scopeOf: await readScopes(store, devices),
    groups: await listGroups(store),
    policies,
    reports: await listReports(store, { device: device?.id, policy: policy?.id }),
  });
  const settings = lines.flatMap(settingsOf).filter(({ state }) => !options.state || state === options.state);
  const rollUps = rollUpPolicies(policies, lines);
  const shown = lines.filter(({ state }) => !options.state || state === options.state);
  const enrollments = await describeEnrollments(store, listed, tenant.keySets.at(-1)?.ver ?? 0);
  const notes = [...shown.flatMap(notesOf), ...enrollments.flatMap(enrollmentNotes)];
  const answer = { settings, policies: shown.map(({ settings: _, ...line }) => line), rollUp: rollUps };
  out.answer({ ...answer, devices: enrollments }, [
    ...(settings.length === 0 && notes.length > 0
      ? []
      : table(['DEVICE', 'POLICY', 'SETTING', 'STATE', 'REASON', 'EXPECTED', 'ACTUAL'], settings.map(rowOf))),
    ...notes,
    '',
    ...rollUpTable(rollUps),
  ]);
}

async function readScopes(
  store: Store,
  devices: readonly Device[],
): Promise<(device: Device) => ScopeVerdict> {
  const scope = await readScope(store);
  const tags = await listTagsOf(store, devices);
  return (device) => decideScope(scope, kindOf(device.description), namesOf(tags.get(device.id) ?? []));
}

interface EnrollmentAnswer {
  readonly deviceId: string;
  readonly device: string;
  readonly status: Pick<
    Presence,
    'statusNumber' | 'statusCode' | 'statusCause' | 'statusRemedy' | 'statusSince'
  > & { readonly nextTryAt: number | undefined };
  readonly warnings: readonly string[];
}

async function describeEnrollments(
  store: Store,
  listed: Awaited<ReturnType<typeof listDevices>>,
  newestKeySet: number,
): Promise<readonly EnrollmentAnswer[]> {
  const versions = await listAssignmentVersions(store);
  return listed
    .filter(({ device }) => device.state !== 'left')
    .map(({ device, presence }) => {
      const { statusNumber, statusCode, statusCause, statusRemedy, statusSince } = presence;
      const assignmentVer = versions.get(device.id);
      return {
        deviceId: device.id,
        device: device.displayName,
        status: {
          statusNumber,
          statusCode,
          statusCause,
          statusRemedy,
          statusSince,
          nextTryAt: nextTryAt(presence),
        },
        warnings: deviceWarnings({ device, presence, assignmentVer, newestKeySet }),
      };
    });
}

/** Who is managed, and well, needs no words. */
function enrollmentNotes({ device, status, warnings }: EnrollmentAnswer): readonly string[] {
  const { statusNumber, statusCode, statusCause = '', statusRemedy = '', statusSince } = status;
  const number = statusNumber === undefined ? '' : ` (${statusNumber})`;
  const isManaged = statusCode === undefined || statusNumber === 1;
  return [
    ...(isManaged
      ? []
      : [
          `${device}: ${statusCode}${number} since ${statusSince ?? 'an unknown time'}. ${statusCause} ${statusRemedy}`.trimEnd(),
        ]),
    ...warnings.map((warning) => `Warning: ${device}: ${warning}.`),
  ];
}

interface SettingAnswer {
  readonly deviceId: string;
  readonly device: string;
  readonly policyId: string;
  readonly policy: string;
  readonly setting: string;
  readonly state: string;
  readonly reason: { readonly code: string; readonly phrase: string } | undefined;
  readonly errorCode: number | undefined;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
  readonly drift: boolean;
  readonly sources: readonly string[];
}

function settingsOf(line: PolicyLine): readonly SettingAnswer[] {
  const { deviceId, device, policyId, policy } = line;
  return line.settings.map((setting) => ({
    deviceId,
    device,
    policyId,
    policy,
    setting: setting.id,
    state: setting.state,
    reason: setting.reason,
    errorCode: setting.errorCode,
    expected: setting.expected,
    actual: setting.actual,
    drift: setting.drift === true,
    sources: setting.sources,
  }));
}

function rowOf(answer: SettingAnswer): readonly Cell[] {
  const error = answer.errorCode === undefined ? '' : ` (${answer.errorCode})`;
  return [
    answer.device,
    answer.policy,
    answer.setting,
    `${answer.state}${answer.drift ? ', drift' : ''}`,
    answer.reason && `${answer.reason.code}${error}`,
    answer.expected,
    answer.actual,
  ];
}

/** What the table of settings does not show. */
function notesOf(line: PolicyLine): readonly string[] {
  const notes = line.why === undefined ? [] : [`${line.device}, ${line.policy}: ${line.state}. ${line.why}`];
  const compliant = line.complete ? 0 : (line.counts?.compliant ?? 0);
  return compliant === 0
    ? notes
    : [
        ...notes,
        `${line.device}, ${line.policy}: ${counted(compliant, 'more setting is', 'more settings are')} compliant.`,
      ];
}

function rollUpTable(rollUps: readonly RollUp[]): readonly Line[] {
  const used = STATES.filter((state) => rollUps.some(({ devices }) => devices[state] !== undefined));
  return table(
    ['POLICY', 'REV', ...used.map((state) => state.toUpperCase())],
    rollUps.map(({ policy, revision, devices }) => [
      policy,
      revision,
      ...used.map((state) => devices[state] ?? 0),
    ]),
  );
}
