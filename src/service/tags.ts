// The tags of a device, each with where it comes from. Pure.

import type { Device } from './store/devices.js';

/** `onboarding-file`, `device` (the machine itself carries it), `administrator`, or `rule:` with the id of the rule. */
export type TagSource = 'onboarding-file' | 'device' | 'administrator' | `rule:${string}`;

export interface Tag {
  readonly tag: string;
  readonly source: TagSource;
}

/** Same bounds as on the wire; one line. */
export const isTag = (text: string): boolean => /^[^\p{Cc}\p{Cf}\u2028\u2029]{1,200}$/u.test(text);

/** What a machine says may repeat what stood in the onboarding file: that counts once, as of the file. */
export function broughtTags({ onboardingTags, description }: Device): readonly Tag[] {
  const own = description.tags.filter((tag) => !onboardingTags.includes(tag));
  return [
    ...onboardingTags.map((tag) => ({ tag, source: 'onboarding-file' as const })),
    ...[...new Set(own)].map((tag) => ({ tag, source: 'device' as const })),
  ];
}

export const namesOf = (tags: readonly Tag[]): readonly string[] => [...new Set(tags.map(({ tag }) => tag))];
