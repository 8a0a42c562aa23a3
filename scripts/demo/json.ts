// Looks into the JSON that the programs answer with. Throws where it is not what the demo needs: then there is
// nothing to show.

export function at(raw: unknown, ...path: readonly (string | number)[]): unknown {
  let here = raw;
  for (const key of path)
    here =
      typeof here === 'object' && here !== null && Object.hasOwn(here, key)
        ? Reflect.get(here, key)
        : undefined;
  return here;
}

export function textAt(raw: unknown, ...path: readonly (string | number)[]): string {
  const found = at(raw, ...path);
  if (typeof found === 'string') return found;
  throw new Error(`an answer lacks the text at ${path.join('.')}`);
}

export function numberAt(raw: unknown, ...path: readonly (string | number)[]): number {
  const found = at(raw, ...path);
  if (typeof found === 'number') return found;
  throw new Error(`an answer lacks the number at ${path.join('.')}`);
}

export function listAt(raw: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(raw, ...path);
  if (Array.isArray(found)) return found;
  throw new Error(`an answer lacks the list at ${path.join('.')}`);
}
