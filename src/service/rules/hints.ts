// What the author of a valid rule should know before wondering about its members. Pure.

import type { PropertyName } from './properties.js';
import { isAbsent } from './properties.js';
import type { Expression, Test } from './rule.js';

export function hintsOf(expression: Expression): readonly string[] {
  const comparisons = comparisonsOf(expression);
  const properties = [...new Set(propertiesOf(expression))];
  return [
    ...(missesServers(comparisons) ? [WINDOWS] : []),
    ...properties.filter((name) => name === 'organizationalUnit').map(() => RETIRED),
    ...properties
      .filter((name) => isAbsent(name) && name !== 'organizationalUnit')
      .map((name) => `No device of this service has ${name}: it counts as null.`),
  ];
}

/** Source: the vendor split the value in May 2023. */
const WINDOWS =
  'deviceOSType -eq "Windows" does not cover servers: theirs is "Windows Server" (-startsWith "Windows" covers both).';
const RETIRED = 'organizationalUnit is retired and never matches.';

type Comparison = Extract<Expression, { readonly is: 'comparison' }>;

function missesServers(comparisons: readonly Comparison[]): boolean {
  const wanted = comparisons
    .filter(({ of, negated }) => of === 'deviceOSType' && !negated)
    .flatMap(({ test }) => valuesOf(test))
    .map((value) => value.toLowerCase());
  return wanted.includes('windows') && !wanted.includes('windows server');
}

function valuesOf(test: Test): readonly string[] {
  if (test.does === 'stand-in') return test.list;
  return test.does === 'equal' && typeof test.to === 'string' ? [test.to] : [];
}

function comparisonsOf(expression: Expression): readonly Comparison[] {
  switch (expression.is) {
    case 'or':
    case 'and':
      return expression.of.flatMap(comparisonsOf);
    case 'not':
    case 'quantified':
      return comparisonsOf(expression.of);
    case 'member-of':
      return [];
    case 'comparison':
      return [expression];
  }
}

function propertiesOf(expression: Expression): readonly PropertyName[] {
  switch (expression.is) {
    case 'or':
    case 'and':
      return expression.of.flatMap(propertiesOf);
    case 'not':
      return propertiesOf(expression.of);
    case 'quantified':
      return [expression.property, ...propertiesOf(expression.of)];
    case 'member-of':
      return [];
    case 'comparison':
      return expression.of === 'element' ? [] : [expression.of];
  }
}
