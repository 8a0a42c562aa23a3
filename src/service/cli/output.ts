// How commands answer: a table for people, JSON for scripts, exit code 0, 1 or 2. Text from devices is made harmless.

import type { Row } from '../../model/columns.js';
import { columnWidths, rowLines } from '../../model/columns.js';
import { harmless, harmlessJson } from '../../model/harmless.js';

/** 0 done, 1 failed, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

export interface Output {
  /** Machine form with --json, else the lines for people. */
  answer(data: unknown, lines: readonly Line[]): void;
  /** For people only, beside the answer. */
  note(line: string): void;
}

/** A line of text, or a table, which is drawn as wide as the terminal is. */
export type Line = string | Grid;

export interface Grid {
  readonly head: Row;
  readonly rows: readonly Row[];
}

export interface Writers {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Width of the terminal that reads the answers, where one does. */
  readonly columns?: number;
}

export function createOutput({ stdout, stderr, columns }: Writers, json: boolean): Output {
  return {
    answer: (data, lines) => {
      if (json) stdout(`${harmlessJson(data)}\n`);
      else for (const line of lines.flatMap((each) => draw(each, columns))) stdout(`${line}\n`);
    },
    note: (line) => stderr(`${harmless(line)}\n`),
  };
}

export type Cell = string | number | undefined;

export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): readonly Line[] {
  if (rows.length === 0) return ['(none)'];
  return [{ head, rows: rows.map((row) => head.map((_, column) => harmless(String(row[column] ?? '-')))) }];
}

/** Nothing is cut: without a terminal columns are as wide as their content, on one what is too long goes on below. */
export function draw(line: Line, columns = Number.POSITIVE_INFINITY): readonly string[] {
  if (typeof line === 'string') return [harmless(line)];
  const { head, rows } = line;
  const widths = columnWidths([head, ...rows], Math.max(columns, NARROWEST_SCREEN), leastOf);
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...rows].flatMap((row) => rowLines(row, widths));
}

const NARROWEST_SCREEN = 60;
const NARROWEST = 12;
/** Ids, key ids, digests and times: copied from the screen, so they stay in one piece. */
const WHOLE = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\w-]{43}|[\da-f]{64}|\d{4}-\d\d-\d\dT[\d:.]+Z)$/;

const leastOf = (cells: readonly string[]): number =>
  Math.max(NARROWEST, ...cells.filter((cell) => WHOLE.test(cell)).map(({ length }) => length));

/** A time of the wire as `instant` writes one. */
export const wholeSeconds = (time: string): string => time.replace(/\.\d+Z$/, 'Z');

export const instant = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : `${new Date(at).toISOString().slice(0, 19)}Z`;
