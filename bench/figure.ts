// What one measurement says, and whether it keeps its limit; the table of all of them. Pure.

export interface Figure {
  readonly name: string;
  /** As measured, for people, e.g. "46.1 ms". */
  readonly measured: string;
  /** What it is compared with; empty for a count. */
  readonly reference: string;
  /** A ratio, or a count. */
  readonly value: number;
  readonly is: 'ratio' | 'count';
  /** Without one the figure is shown and never fails. */
  readonly limit?: { readonly is: 'at most' | 'exactly'; readonly value: number };
}

export type Verdict = 'pass' | 'FAIL' | 'shown';

export function verdictOf({ value, limit }: Figure): Verdict {
  if (limit === undefined) return 'shown';
  // Also for a value that is no number at all.
  const kept = limit.is === 'exactly' ? value === limit.value : value <= limit.value;
  return kept ? 'pass' : 'FAIL';
}

export interface RatioOf {
  readonly name: string;
  readonly value: number;
  readonly reference: number;
  readonly unit: 'ms' | 'MiB';
  readonly referenceName: string;
  readonly atMost?: number;
}

export function ratio({ name, value, reference, unit, referenceName, atMost }: RatioOf): Figure {
  return {
    name,
    measured: `${value.toFixed(1)} ${unit}`,
    reference: `${reference.toFixed(1)} ${unit}  ${referenceName}`,
    value: value / reference,
    is: 'ratio',
    ...(atMost === undefined ? {} : { limit: { is: 'at most', value: atMost } }),
  };
}

export function count(name: string, value: number, limit: NonNullable<Figure['limit']>): Figure {
  return { name, measured: String(value), reference: '', value, is: 'count', limit };
}

const HEADINGS = ['figure', 'measured', 'against', 'value', 'limit', ''];

export function table(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

function cells(figure: Figure): readonly string[] {
  const { name, measured, reference, limit } = figure;
  const asked = limit === undefined ? '' : `${limit.is === 'exactly' ? '=' : '<='} ${limit.value}`;
  return [name, measured, reference, shownValue(figure), asked, verdictOf(figure)];
}

const shownValue = ({ value, is }: Figure): string =>
  is === 'ratio' ? `${value.toFixed(2)} x` : String(value);
