// Versions of the security engine, e.g. 101.23062.0010: numbers between dots. Pure.

/** True when `version` is `floor` or later. A part that is no number counts as 0; missing parts too. */
export function atLeast(version: string, floor: string): boolean {
  const have = partsOf(version);
  const need = partsOf(floor);
  const length = Math.max(have.length, need.length);
  for (let i = 0; i < length; i += 1) {
    const difference = (have[i] ?? 0) - (need[i] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}

const partsOf = (version: string): readonly number[] =>
  version.split('.').map((part) => {
    const number = Number.parseInt(part, 10);
    return Number.isSafeInteger(number) ? number : 0;
  });
