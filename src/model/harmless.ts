// Text from machines and strangers as a terminal may show it: characters that steer it become visible. Pure.

/** One line: control, format and line-breaking characters are written as `\u{...}`. */
export function harmless(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Lines and tabs of our own stay. */
export const harmlessLines = (text: string): string => text.replace(/[^\n\t]+/g, (line) => harmless(line));

/** The same data in escapes of JSON: it may be read on a terminal, too. */
export function harmlessJson(data: unknown): string {
  return JSON.stringify(data, null, 2).replace(/[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
