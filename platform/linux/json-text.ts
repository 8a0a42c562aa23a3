// Where the members of a JSON document stand in its text. For text that JSON.parse has accepted. Pure.

export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly valueStart: number;
  /** Just after the value. */
  readonly end: number;
  /** Present when the value is an object. */
  readonly object?: JsonObject;
}

/** `start` is the opening brace, `end` just after the closing one. Repeated keys are all there, in order. */
export interface JsonObject {
  readonly start: number;
  readonly end: number;
  readonly members: readonly JsonMember[];
}

/** A text with its members; a changed text is a new document. */
export interface JsonDocument {
  readonly text: string;
  readonly root: JsonObject;
}

export const readDocument = (text: string): JsonDocument => ({ text, root: readMembers(text) });

/** Members of the outermost object and of the objects in it, eight deep; what is in lists is passed over. */
function readMembers(text: string): JsonObject {
  return readObject(text, skipWhite(text, 0), MAX_DEPTH);
}

/** Deeper than any path of a setting; objects below are spans without members. */
const MAX_DEPTH = 8;

function readObject(text: string, start: number, depth: number): JsonObject {
  const members: JsonMember[] = [];
  let at = skipWhite(text, start + 1);
  while (text[at] === '"') {
    const keyStart = at;
    const keyEnd = endOfString(text, keyStart);
    const valueStart = skipWhite(text, skipWhite(text, keyEnd) + 1);
    const object =
      text[valueStart] === '{' && depth > 1 ? readObject(text, valueStart, depth - 1) : undefined;
    const end = object?.end ?? endOfValue(text, valueStart);
    const key = decodeKey(text.slice(keyStart, keyEnd));
    members.push({ key, keyStart, valueStart, end, ...(object === undefined ? {} : { object }) });
    at = skipWhite(text, end);
    if (text[at] === ',') at = skipWhite(text, at + 1);
  }
  return { start, end: at + 1, members };
}

function decodeKey(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

function skipWhite(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9; ) {
    at += 1;
    code = text.charCodeAt(at);
  }
  return at;
}

/** Jumps from quote to quote: linear, and a quote counts when an even number of backslashes stands before it. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

function endOfValue(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  if (text[start] === '{' || text[start] === '[') return endOfNest(text, start);
  const plain = /[^\s,\]}]*/y;
  plain.lastIndex = start;
  plain.test(text);
  return plain.lastIndex;
}

/** Without recursion: nesting may be as deep as the file is long. */
function endOfNest(text: string, start: number): number {
  const mark = /["[\]{}]/g;
  mark.lastIndex = start;
  let open = 0;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    if (match[0] === '"') mark.lastIndex = endOfString(text, match.index);
    else open += match[0] === '{' || match[0] === '[' ? 1 : -1;
    if (open === 0) return mark.lastIndex;
  }
  return text.length;
}
