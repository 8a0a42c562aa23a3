// Columns for people on a terminal, as wide as it is; tab-separated lines for programs. Pure.

import { harmless } from '../../model/harmless.js';
import { wrapped } from '../../report/wrap.js';

export interface Screen {
  readonly isTerminal: boolean;
  /** Width of the terminal, where it is known. */
  readonly columns?: number;
}

/** What people read in one go, however wide the terminal is. */
export const screenWidth = ({ columns = 100 }: Screen): number => Math.min(Math.max(columns, 60), 120);

export function table(rows: readonly (readonly string[])[], screen: Screen): string {
  const clean = rows.map((row) => row.map((cell) => harmless(cell.replaceAll(/\s+/g, ' '))));
  if (!screen.isTerminal) return clean.map((row) => `${row.join('\t')}\n`).join('');
  const widths = columnWidths(clean, screenWidth(screen));
  return clean.map((row) => linesOf(row, widths)).join('');
}

const GAP = '  ';
const NARROWEST = 14;

/** The widest column gives way first; none becomes narrower than a word or two. */
function columnWidths(rows: readonly (readonly string[])[], most: number): readonly number[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const limit = most - GAP.length * (widths.length - 1);
  for (let over = widths.reduce((sum, width) => sum + width, 0) - limit; over > 0; over--) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function linesOf(row: readonly string[], widths: readonly number[]): string {
  const cells = widths.map((width, column) => wrapped(row[column] ?? '', width));
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, at) =>
    widths.map((width, column) => (cells[column]?.[at] ?? '').padEnd(width)).join(GAP),
  )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
