// Whether a device matches a rule. Text is compared without regard to case. Pure and total: a parsed rule always has
// an answer.
//
// Not documented, so decided here: a property that is null meets no positive test but `-eq null`, and so every
// negated one; a collection meets a test where one element does, and is null where it is empty; a negated test on a
// collection holds where no element meets it; `-in []` is never met; `-all` over nothing holds, `-any` does not.

import type { PropertyName } from './properties.js';
import type { Expression, Test } from './rule.js';

export type Attribute = string | boolean | null | readonly string[];

export interface Candidate {
  /** What is missing is null. */
  readonly attributes: ReadonlyMap<PropertyName, Attribute>;
  /** Ids of the groups it is in. */
  readonly groups: ReadonlySet<string>;
}

export const matches = (expression: Expression, candidate: Candidate): boolean =>
  evaluate(expression, candidate, null);

function evaluate(expression: Expression, candidate: Candidate, element: string | null): boolean {
  switch (expression.is) {
    case 'or':
      return expression.of.some((each) => evaluate(each, candidate, element));
    case 'and':
      return expression.of.every((each) => evaluate(each, candidate, element));
    case 'not':
      return !evaluate(expression.of, candidate, element);
    case 'member-of':
      return expression.groups.some((group) => candidate.groups.has(group));
    case 'quantified': {
      const elements = elementsOf(candidate.attributes.get(expression.property) ?? null);
      const holds = (each: string): boolean => evaluate(expression.of, candidate, each);
      return expression.quantifier === 'any' ? elements.some(holds) : elements.every(holds);
    }
    case 'comparison': {
      const { of, negated, test } = expression;
      const value = of === 'element' ? element : (candidate.attributes.get(of) ?? null);
      return meets(value, test) !== negated;
    }
  }
}

function meets(value: Attribute, test: Test): boolean {
  if (test.does === 'equal' && test.to === null) return isNull(value);
  if (typeof value === 'boolean') return test.does === 'equal' && test.to === value;
  return elementsOf(value).some((text) => meetsText(text, test));
}

function meetsText(text: string, test: Test): boolean {
  switch (test.does) {
    case 'equal':
      return typeof test.to === 'string' && fold(text) === fold(test.to);
    case 'start':
      return fold(text).startsWith(fold(test.with));
    case 'end':
      return fold(text).endsWith(fold(test.with));
    case 'contain':
      return fold(text).includes(fold(test.with));
    case 'match':
      return test.pattern.matcher(text).find();
    case 'stand-in':
      return test.list.some((each) => fold(each) === fold(text));
  }
}

/** To upper case, because lower case has two forms of one Greek letter. */
const fold = (text: string): string => text.toUpperCase();

const isNull = (value: Attribute): boolean =>
  value === null || (typeof value === 'object' && value.length === 0);

function elementsOf(value: Attribute): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? value : [];
}
