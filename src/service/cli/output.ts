// How commands answer: a table for people, JSON for scripts, exit code 0, 1 or 2. Text from devices is made harmless.

import { harmless, harmlessJson } from '../../model/harmless.js';

/** 0 done, 1 failed, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

export interface Output {
  /** Machine form with --json, else the lines for people. */
  answer(data: unknown, lines: readonly string[]): void;
  /** For people only, beside the answer. */
  note(line: string): void;
}

export interface Writers {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

export function createOutput({ stdout, stderr }: Writers, json: boolean): Output {
  return {
    answer: (data, lines) => {
      if (json) stdout(`${harmlessJson(data)}\n`);
      else for (const line of lines) stdout(`${harmless(line)}\n`);
    },
    note: (line) => stderr(`${harmless(line)}\n`),
  };
}

export type Cell = string | number | undefined;

/** Columns as wide as their content; nothing is cut. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): readonly string[] {
  if (rows.length === 0) return ['(none)'];
  const cells = rows.map((row) => head.map((_, column) => harmless(String(row[column] ?? '-'))));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)];
}

export const instant = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : `${new Date(at).toISOString().slice(0, 19)}Z`;
