// A number with its noun, for people: "1 setting", "2 settings". Pure.

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
