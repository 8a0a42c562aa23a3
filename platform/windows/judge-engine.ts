// What stands of the antivirus engine on a Windows machine, from what Get-MpComputerStatus says. Pure.

import type { Engine } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import type { Answers } from './ask-powershell.js';
import { toMap } from './ask-powershell.js';

export const STATUS = 'Get-MpComputerStatus';

export interface EngineState {
  readonly engine: Engine;
  /** `undefined`: it does not say. */
  readonly tamperProtected?: boolean;
  /** Configuration protection: what policies of others, scripts and administrators set has no effect. */
  readonly controlled: boolean;
}

export function judgeEngine(answers: Result<Answers>): EngineState {
  if (!answers.ok) return { engine: { is: 'unreadable', fault: answers.error }, controlled: false };
  const status = answers.value.get(STATUS);
  if (status === undefined) return unreadable('it was not asked');
  if (!status.ok) return { engine: withoutStatus(status.error), controlled: false };
  const members = toMap(status.value);
  const version = members?.get('AMProductVersion');
  if (members === undefined || typeof version !== 'string' || !/^\d+(\.\d+){1,3}$/.test(version))
    return unreadable('AMProductVersion is no version');
  const tamper = members.get('IsTamperProtected');
  return {
    engine: isRunning(members) ? { is: 'ready', version } : { is: 'not-running', fault: STOPPED },
    ...(typeof tamper === 'boolean' ? { tamperProtected: tamper } : {}),
    controlled: isOn(members.get('ControlledConfigurationState')),
  };
}

/** The service is not running: 0x800106ba. Source: Microsoft Learn, "Microsoft Defender Antivirus event IDs". */
function withoutStatus(fault: Fault): Engine {
  if (fault.kind === 'missing') return { is: 'missing' };
  return fault.kind === 'failed' && /0x800106ba/i.test(fault.said)
    ? { is: 'not-running', fault }
    : { is: 'unreadable', fault };
}

const STOPPED: Fault = {
  kind: 'failed',
  what: 'Microsoft Defender Antivirus',
  exitCode: null,
  said: 'its service does not run',
};

const isRunning = (members: ReadonlyMap<string, unknown>): boolean =>
  members.get('AMServiceEnabled') !== false &&
  !/^not running$/i.test(String(members.get('AMRunningMode') ?? ''));

/** Its words are not documented: whatever plainly says that it is on. */
const isOn = (state: unknown): boolean =>
  state === true || /^(?:1|on|enabled|true)$/i.test(String(state ?? ''));

function unreadable(why: string): EngineState {
  return { engine: { is: 'unreadable', fault: { kind: 'bad-reply', from: STATUS, why } }, controlled: false };
}
