// Lines of bounded width for people. Pure; no locale.

/** At blanks where there are some, else in a long word, after a dot or the like. At least one line. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && line.length + 1 + rest.length <= width) {
      line = `${line} ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (rest.length > width) {
      const at = breakIn(rest.slice(0, width));
      lines.push(rest.slice(0, at));
      rest = rest.slice(at);
    }
    line = rest;
  }
  return [...lines, line];
}

const breakIn = (head: string): number => {
  const joint = Math.max(...['.', '/', '\\', '_', '-'].map((mark) => head.lastIndexOf(mark)));
  if (joint > 0) return joint + 1;
  // Never through the middle of a character of two units.
  return head.length > 1 && isHighSurrogate(head.charCodeAt(head.length - 1)) ? head.length - 1 : head.length;
};

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
