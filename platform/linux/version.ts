// Version numbers of the Defender agent, compared part by part. Pure.

/** Source: "Use Intune to manage Microsoft Defender settings management on devices not enrolled with Intune". */
export const MINIMUM_AGENT = '101.23052.0009';

/** Dotted whole numbers; leading zeros mean nothing. `undefined`: this is no version. */
export function parseVersion(text: string): readonly number[] | undefined {
  return /^\d{1,9}(\.\d{1,9}){0,7}$/.test(text) ? text.split('.').map(Number) : undefined;
}

/** A part that is missing counts as 0. */
export function isOlder(version: readonly number[], than: readonly number[]): boolean {
  for (let part = 0; part < Math.max(version.length, than.length); part += 1) {
    const difference = (version[part] ?? 0) - (than[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
