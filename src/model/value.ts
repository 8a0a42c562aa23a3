// What a setting can hold, and when two values are the same. Pure.

export type Scalar = string | number | boolean;

/** One entry of a list of records: an exclusion, a firewall rule, a threat action. Keys are the written names. */
export interface Item {
  readonly [field: string]: Scalar | readonly Scalar[];
}

export type Value = Scalar | readonly Scalar[] | readonly Item[];

/** What one reader said. "Could not read" is its own answer and is never turned into "absent". */
export type Reading<E> =
  | { readonly is: 'value'; readonly value: Value }
  | { readonly is: 'absent' }
  | { readonly is: 'unreadable'; readonly fault: E }
  | { readonly is: 'no-reader'; readonly why: string };
