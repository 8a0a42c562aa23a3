// Every setting of a document as one line each, children indented under what they belong to. Pure.

import type { Choice, Instance, PolicyDocument, Simple } from '../../model/policy/document.js';
import { unreachable } from '../../model/result.js';

export interface SettingLine {
  readonly depth: number;
  readonly id: string;
  /** Undefined where the setting only holds others. */
  readonly value: string | undefined;
}

export const listSettings = (document: PolicyDocument): readonly SettingLine[] =>
  document.settings.flatMap((instance) => linesOf(instance, 0));

function linesOf(instance: Instance, depth: number): readonly SettingLine[] {
  const line = (value: string | undefined): SettingLine => ({ depth, id: instance.id, value });
  const below = (children: readonly Instance[]) => children.flatMap((child) => linesOf(child, depth + 1));
  switch (instance.kind) {
    case 'choice':
      return [line(optionOf(instance.id, instance.choice)), ...below(instance.choice.children)];
    case 'choice-collection':
      return instance.choices.flatMap((choice) => [
        line(optionOf(instance.id, choice)),
        ...below(choice.children),
      ]);
    case 'simple':
      return [line(textOf(instance.value))];
    case 'simple-collection':
      return instance.values.map((value) => line(textOf(value)));
    case 'group':
      return [line(undefined), ...below(instance.children)];
    case 'group-collection':
      return instance.items.flatMap((children) => [line(undefined), ...below(children)]);
    case 'mistaken':
      return [line('(mistaken, see below)')];
    default:
      return unreachable(instance);
  }
}

/** The part of an option that differs from the id of its setting. */
const optionOf = (id: string, { option }: Choice): string =>
  option.startsWith(`${id}_`) ? option.slice(id.length + 1) : option;

/** A secret is never shown, whatever its state. */
const textOf = (simple: Simple): string =>
  simple.type === 'secret' ? `(secret, ${simple.state})` : String(simple.value);
