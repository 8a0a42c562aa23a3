// Whether Defender is there, new enough for settings management, and onboarded; the same on Linux and macOS. Pure.

import type { Evidence } from '../../src/model/probe.js';
import { describeFault } from '../../src/model/result.js';
import type { AgentAnswer, AgentWord } from './agent-word.js';
import { isOnboarded } from './posture.js';
import type { FitProbe } from './probe-fit.js';
import { fitProbe } from './probe-fit.js';
import { isOlder, parseVersion } from './version.js';

const SOURCE = 'mdatp health';

/** Of an agent that is not there, nothing more is asked. */
export function probeDefender(agent: AgentAnswer, program: string, minimum: string): readonly FitProbe[] {
  switch (agent.is) {
    case 'missing':
      return [fitProbe('defender-missing', 'yes', { source: program, says: 'not installed' })];
    case 'silent': {
      const evidence: Evidence = { source: SOURCE, says: describeFault(agent.fault) };
      // What answered badly is there; what could not be looked for may not be.
      const isThere = !('target' in agent.fault);
      return [
        fitProbe('defender-missing', isThere ? 'no' : 'unknown', evidence),
        fitProbe('defender-below-floor', 'unknown', evidence),
        fitProbe('sensor-not-onboarded', 'unknown', evidence),
      ];
    }
    case 'word':
      return [
        fitProbe('defender-missing', 'no', { source: program, says: 'installed' }),
        probeVersion(agent.word, minimum),
        probeSensor(agent.word),
      ];
    default:
      return agent satisfies never;
  }
}

function probeVersion({ version }: AgentWord, minimum: string): FitProbe {
  const parts = version === null ? undefined : parseVersion(version);
  const answer = parts === undefined ? 'unknown' : isOlder(parts, parseVersion(minimum) ?? []) ? 'yes' : 'no';
  const says = `version ${version ?? 'is not said'}; settings management needs ${minimum}`;
  return fitProbe('defender-below-floor', answer, { source: `${SOURCE} appVersion`, says });
}

function probeSensor(word: AgentWord): FitProbe {
  const organisation = word.organisation === null ? 'no organisation' : 'an organisation';
  const says = `${word.licensed ?? 'not said'}, ${organisation}`;
  const onboarded = isOnboarded(word);
  const answer = onboarded === undefined ? 'unknown' : onboarded ? 'no' : 'yes';
  return fitProbe('sensor-not-onboarded', answer, { source: `${SOURCE} licensed, orgId`, says });
}

const BOARD_VENDOR = '/sys/class/dmi/id/board_vendor';
/** Source: Microsoft, release notes of the agent: enrollment failed on this version without the file. */
const NEEDS_BOARD_VENDOR = '101.23052.0009';

/** Many virtual machines lack the file, and only one version of the agent minds. */
export function probeBoardVendor(
  agent: AgentAnswer,
  vendor: { readonly is: 'there' | 'absent' | 'unreadable'; readonly evidence: Evidence },
): readonly FitProbe[] {
  if (agent.is !== 'word' || agent.word.version !== NEEDS_BOARD_VENDOR) return [];
  const answer = vendor.is === 'there' ? 'no' : vendor.is === 'absent' ? 'yes' : 'unknown';
  const why: Evidence = {
    source: `${SOURCE} appVersion`,
    says: `${NEEDS_BOARD_VENDOR} needs ${BOARD_VENDOR}`,
  };
  return [fitProbe('board-vendor-missing', answer, vendor.evidence, why)];
}
