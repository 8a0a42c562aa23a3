// Text that a stranger wrote, made short and printable for a message. Pure.

const SHOWN_CHARACTERS = 60;

/** On one line, as it is but for what a terminal obeys: control, format and line-breaking characters are blanks. */
export const printable = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');

/** In double quotes, cut after 60 characters; control, format and line-breaking characters are written as escapes. */
export function quoted(text: string): string {
  const cut = text.length > SHOWN_CHARACTERS;
  return `${escaped(text.slice(0, SHOWN_CHARACTERS))}${cut ? ` (${text.length} characters)` : ''}`;
}

function escaped(text: string): string {
  const inner = text.replaceAll(/["\\]/g, '\\$&').replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `"${inner}"`;
}
