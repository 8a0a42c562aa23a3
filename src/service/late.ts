// A value that is known only once the service listens, such as its own address. Using it before is our mistake.

export interface Late<T> {
  get(): T;
  set(value: T): void;
}

export function createLate<T extends {}>(what: string): Late<T> {
  let known: T | undefined;
  return {
    get: () => {
      if (known === undefined) throw new Error(`${what} is not known before the service listens`);
      return known;
    },
    set: (value) => {
      known = value;
    },
  };
}
