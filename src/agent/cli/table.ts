// Columns for people on a terminal, tab-separated lines for programs. Pure.

import { printable } from '../../model/quoted.js';

export function table(rows: readonly (readonly string[])[], isTerminal: boolean): string {
  const clean = rows.map((row) => row.map((cell) => printable(cell)));
  if (!isTerminal) return clean.map((row) => `${row.join('\t')}\n`).join('');
  const widths =
    clean[0]?.map((_, column) => Math.max(...clean.map((row) => (row[column] ?? '').length))) ?? [];
  return clean.map((row) => `${row.map((cell, at) => pad(cell, at, widths)).join('  ')}\n`).join('');
}

const pad = (cell: string, at: number, widths: readonly number[]): string =>
  at === widths.length - 1 ? cell : cell.padEnd(widths[at] ?? 0);
