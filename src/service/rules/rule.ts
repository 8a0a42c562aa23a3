// A device rule once it is parsed: what the evaluation walks over. Types only.

import type { RE2JS } from 're2js';
import type { PropertyName } from './properties.js';

/** Positive tests; the operators that begin with "not", and `-ne`, are these negated. */
export type Test =
  | { readonly does: 'equal'; readonly to: string | boolean | null }
  | { readonly does: 'start' | 'end' | 'contain'; readonly with: string }
  | { readonly does: 'match'; readonly pattern: RE2JS }
  | { readonly does: 'stand-in'; readonly list: readonly string[] };

export type Expression =
  | { readonly is: 'or' | 'and'; readonly of: readonly Expression[] }
  | { readonly is: 'not'; readonly of: Expression }
  | {
      readonly is: 'quantified';
      readonly property: PropertyName;
      readonly quantifier: 'any' | 'all';
      readonly of: Expression;
    }
  | { readonly is: 'member-of'; readonly groups: readonly string[] }
  | {
      readonly is: 'comparison';
      /** `element`: the one that the quantifier around it looks at. */
      readonly of: PropertyName | 'element';
      readonly negated: boolean;
      readonly test: Test;
    };

export interface Rule {
  readonly expression: Expression;
  /** Ids of groups whose members it asks for. */
  readonly groups: readonly string[];
  /** For its author: valid, but perhaps not what is meant. */
  readonly hints: readonly string[];
}

/** Why a text is no rule; `at` counts characters from 1. */
export interface RuleMistake {
  readonly at: number;
  readonly why: string;
}
