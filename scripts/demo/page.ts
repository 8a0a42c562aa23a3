// How the demo looks: headings, prose, commands with what they print, tables, claims. Plain when nobody watches.

export interface Page {
  title(text: string, lines: readonly string[]): void;
  chapter(title: string): void;
  /** Prose, wrapped. */
  say(text: string): void;
  command(program: string, args: readonly string[]): void;
  /** What a program printed, line by line. */
  output(text: string): void;
  table(head: readonly string[], rows: readonly (readonly string[])[]): void;
  claim(text: string, holds: boolean, because: readonly string[]): void;
  end(text: string, good: boolean): void;
}

const WIDTH = 100;
const INDENT = '   ';
/** What a program may print in one line; longer ones are folded. */
export const OUTPUT_WIDTH = WIDTH - INDENT.length - 2;

export function createPage(write: (text: string) => void, isTerminal: boolean): Page {
  const style =
    (code: number) =>
    (text: string): string =>
      isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text;
  const [bold, dim, red, green] = [style(1), style(2), style(31), style(32)];
  const line = (text: string): void => write(`${text}\n`);
  let chapters = 0;
  return {
    title: (text, lines) => [bold(text), ...lines].forEach(line),
    chapter: (title) => {
      chapters += 1;
      line(`\n${bold(`${String(chapters).padStart(2)}  ${title}`)}`);
    },
    say: (text) => wrap(text, WIDTH - INDENT.length).forEach((part) => void line(`${INDENT}${part}`)),
    command: (program, args) =>
      typed([program, ...args].map(quoted)).forEach((part) => void line(`${INDENT}${bold(part)}`)),
    output: (text) =>
      text
        .trimEnd()
        .split('\n')
        .flatMap((part) => fold(part, OUTPUT_WIDTH))
        .forEach((part) => void line(`${INDENT}${dim('|')} ${part}`.trimEnd())),
    table: (head, rows) =>
      columns([head, ...rows]).forEach((row, at) => void line(`${INDENT}  ${at === 0 ? dim(row) : row}`)),
    claim: (text, holds, because) => {
      const mark = holds ? green('ok') : red('NOT SO');
      const [first = '', ...more] = wrap(text, WIDTH - INDENT.length - 4);
      line(`${INDENT}${mark}  ${first}`);
      for (const part of [...more, ...(holds ? [] : because)]) line(`${INDENT}    ${part}`);
    },
    end: (text, good) => line(`\n${good ? green(text) : red(text)}`),
  };
}

export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/** A long command goes on in the next line, as a shell takes it. */
function typed(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let current = '$';
  for (const word of words) {
    if (`${INDENT}${current} ${word} \\`.length > WIDTH) {
      lines.push(`${current} \\`);
      current = `   ${word}`;
    } else current = `${current} ${word}`;
  }
  return [...lines, current];
}

/** A long line of a program goes on below its own second column, where it has one, else a little to the right. */
function fold(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const column = /^\S* {2,}/.exec(line)?.[0].length ?? 0;
  const hang = ' '.repeat(column === 0 ? 2 : column);
  const [first = '', ...more] = wrap(line.slice(column), width - hang.length);
  return [line.slice(0, column) + first, ...more.map((part) => hang + part)];
}

/** As wide as their content; the last one is not padded. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, cell.length);
    });
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** As it would be typed into a shell; a star is meant to be one. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./$*-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
