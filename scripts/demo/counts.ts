// How many settings are in which state, as the programs answer it: for tables and for comparing.

const countsOf = (counts: unknown): readonly (readonly [string, number])[] =>
  Object.entries(Object(counts)).map(([state, count]) => [state, Number(count)] as const);

export const countsText = (counts: unknown): string =>
  countsOf(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');

export const total = (counts: unknown): number => countsOf(counts).reduce((sum, [, count]) => sum + count, 0);
