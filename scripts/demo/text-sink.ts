// Collects what a program writes.

export interface TextSink {
  readonly write: (text: string) => void;
  text(): string;
}

export function createTextSink(): TextSink {
  const parts: string[] = [];
  return { write: (text) => void parts.push(text), text: () => parts.join('') };
}
