// Reads TypeScript as text: TypeScript 7 has no JavaScript API, so the architecture test has its own small
// lexer. Pure. It knows comments, strings, templates and regular expressions, and what a file imports.

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The text at the same offsets, with the insides of strings and comments (and regular expressions) blank. */
  readonly code: string;
  readonly strings: readonly Piece[];
  readonly comments: readonly Piece[];
  readonly imports: readonly Import[];
}

export interface Piece {
  readonly text: string;
  readonly line: number;
}

export interface Import {
  /** As written; `undefined` when it is computed, so that nobody can tell what it loads. */
  readonly specifier: string | undefined;
  readonly line: number;
}

export function parseSource(path: string, text: string): SourceFile {
  const { code, strings, comments } = lex(text);
  return { path, text, code, strings, comments, imports: findImports(text, code) };
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

interface Lexed {
  readonly code: string;
  readonly strings: readonly Piece[];
  readonly comments: readonly Piece[];
}

function lex(text: string): Lexed {
  const code: string[] = [];
  const strings: Piece[] = [];
  const comments: Piece[] = [];
  /** One entry for each `${` we are inside of: how many braces are open in it. */
  const templates: number[] = [];
  let at = 0;

  const keep = (count: number): void => {
    code.push(text.slice(at, at + count));
    at += count;
  };
  const blank = (end: number, into?: Piece[]): void => {
    const piece = text.slice(at, end);
    into?.push({ text: piece, line: lineAt(text, at) });
    code.push(piece.replace(/[^\n]/g, ' '));
    at = end;
  };
  const template = (): void => {
    blank(endOf(text, at, /\\.|[^`\\$]|\$(?!\{)/sy), strings);
    if (text.startsWith('${', at)) {
      keep(2);
      templates.push(0);
    } else keep(1);
  };

  while (at < text.length) {
    const char = text.charAt(at);
    if (text.startsWith('//', at)) blank(endOf(text, at, /[^\n]/y), comments);
    else if (text.startsWith('/*', at)) blank(closing(text, at + 2, '*/'), comments);
    else if (char === "'" || char === '"') {
      keep(1);
      blank(endOf(text, at, char === '"' ? /\\.|[^"\\\n]/sy : /\\.|[^'\\\n]/sy), strings);
      keep(1);
    } else if (char === '`') {
      keep(1);
      template();
    } else if (char === '/' && startsRegularExpression(code)) {
      keep(1);
      blank(endOf(text, at, /\\[^\n]|\[(?:\\[^\n]|[^\]\\\n])*\]|[^/\\\n[]/y));
      keep(1);
    } else if (char === '}' && templates.at(-1) === 0) {
      templates.pop();
      keep(1);
      template();
    } else {
      const depth = templates.pop();
      if (depth !== undefined) templates.push(depth + (char === '{' ? 1 : char === '}' ? -1 : 0));
      keep(1);
    }
  }
  return { code: code.join(''), strings, comments };
}

/** Where the run of what the sticky pattern matches, one piece at a time, ends. */
function endOf(text: string, from: number, piece: RegExp): number {
  let at = from;
  for (piece.lastIndex = at; piece.test(text); piece.lastIndex = at) at = piece.lastIndex;
  return at;
}

function closing(text: string, from: number, mark: string): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** After a value a slash divides; after an operator, an opening bracket or a keyword it starts a pattern. */
function startsRegularExpression(before: readonly string[]): boolean {
  const tail = before.slice(-80).join('').trimEnd();
  if (/(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|throw|await|yield)$/.test(tail)) return true;
  return !/[\w$)\]'"`]$/.test(tail);
}

const statement = /\b(?:import|export)\b[^'"`;()]*?\bfrom\s*['"]|\bimport\s*['"]/g;
const call = /(?<![.\w$])(?:import|require)\s*\(\s*(['"`]?)/g;

function findImports(text: string, code: string): readonly Import[] {
  const found: Import[] = [];
  for (const match of code.matchAll(statement)) {
    const start = match.index + match[0].length;
    found.push({ specifier: quoted(text, start), line: lineAt(text, start) });
  }
  for (const match of code.matchAll(call)) {
    const start = match.index + match[0].length;
    const literal = match[1] !== '' && !/^[^'"`]*\$\{/.test(text.slice(start));
    found.push({ specifier: literal ? quoted(text, start) : undefined, line: lineAt(text, start) });
  }
  return found;
}

function quoted(text: string, start: number): string {
  return /^[^'"`\n]*/.exec(text.slice(start))?.[0] ?? '';
}
