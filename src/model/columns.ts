// Columns of a bounded width for people. Pure; no locale.

import { wrapped } from './wrap.js';

const GAP = '  ';

export type Row = readonly string[];

/**
 * The widest column gives way first; none becomes narrower than `least` says of its cells. Where that is not enough,
 * lines are longer than `most`.
 */
export function columnWidths(
  rows: readonly Row[],
  most: number,
  least: (cells: readonly string[]) => number,
): readonly number[] {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ''));
  const floors = columns.map(least);
  const widths = columns.map((cells) => Math.max(...cells.map(({ length }) => length)));
  const limit = most - GAP.length * (widths.length - 1);
  for (let over = widths.reduce((sum, width) => sum + width, 0) - limit; over > 0; over--) {
    const widest = widths.reduce(
      (found, width, column) =>
        width > (floors[column] ?? 0) && width > (widths[found] ?? 0) ? column : found,
      -1,
    );
    const width = widths[widest];
    if (width === undefined) break;
    widths[widest] = width - 1;
  }
  return widths;
}

export function rowLines(row: Row, widths: readonly number[]): readonly string[] {
  const cells = widths.map((width, column) => wrapped(row[column] ?? '', width));
  const height = Math.max(1, ...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) =>
    widths
      .map((width, column) => (cells[column]?.[at] ?? '').padEnd(width))
      .join(GAP)
      .trimEnd(),
  );
}
