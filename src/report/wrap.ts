// A name and what there is to say of it, in lines of bounded width. Pure.

import { wrapped } from '../model/wrap.js';

/** Room for the names. */
const INDENT = 12;

/** A name and what there is to say of it; what does not fit goes on below, indented. */
export function labelled(rows: readonly (readonly [name: string, text: string])[], width: number): string {
  return rows
    .flatMap(([name, text]) =>
      wrapped(text, width - INDENT).map((line, at) => `${(at === 0 ? name : '').padEnd(INDENT)}${line}`),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
