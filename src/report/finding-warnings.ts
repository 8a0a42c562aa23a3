// What of the findings everybody should hear although the settings are as asked: a fight, a danger. Pure. Names
// settings, never exclusions.

import { counted } from '../model/counted.js';
import type { Finding } from '../model/finding.js';
import { cut } from './redact.js';

export function findingWarnings(findings: readonly Finding[]): readonly string[] {
  const contested = findings.filter((finding) => finding.contested !== undefined);
  const flagged = findings.filter(({ flags }) => flags !== undefined);
  return [
    ...(contested.length === 0
      ? []
      : [
          `${counted(contested.length, 'setting is', 'settings are')} undone again and again by somebody else (${namesOf(contested)}) and set again more slowly; "holdfast why" says who it may be.`,
        ]),
    ...(flagged.length === 0
      ? []
      : [`Dangerous exclusions are in force as the policies ask (${namesOf(flagged)}); see "holdfast why".`]),
  ];
}

const SHOWN = 3;

function namesOf(findings: readonly Finding[]): string {
  const names = [...new Set(findings.map(({ name }) => cut(name, 60)))];
  const more = names.length - SHOWN;
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
