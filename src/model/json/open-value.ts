// An array or object that the reader has not seen the end of yet, and the place in it. Pure.

import { itemPath, memberPath } from './json-path.js';
import type { JsonValue } from './json-value.js';

export interface OpenArray {
  readonly is: 'array';
  readonly items: JsonValue[];
}

/** `name` is the member that is being read, once it is known; `count` the members so far. */
export interface OpenObject {
  readonly is: 'object';
  readonly members: Record<string, JsonValue>;
  name: string | undefined;
  count: number;
}

export type Open = OpenArray | OpenObject;

export function pathInto(of: string, open: Open): string {
  if (open.is === 'array') return itemPath(of, open.items.length);
  return open.name === undefined ? of : memberPath(of, open.name);
}

/** Unlike one from `Object.create(null)`, such an object is stored as compactly as an ordinary one (a third). */
export function withoutPrototype(): Record<string, JsonValue> {
  return Object.setPrototypeOf({}, null);
}
