// Columns for people on a terminal, as wide as it is; tab-separated lines for programs. Pure.

import { columnWidths, rowLines } from '../../model/columns.js';
import { harmless } from '../../model/harmless.js';

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
  const widths = columnWidths(clean, screenWidth(screen), () => NARROWEST);
  return clean
    .map((row) =>
      rowLines(row, widths)
        .map((line) => `${line}\n`)
        .join(''),
    )
    .join('');
}

/** A word or two. */
const NARROWEST = 14;
