// The demo cannot go on: a program did not do what the rest of the story stands on. For people, without a stack.

export class StoryEnds extends Error {
  constructor(what: string, said = '') {
    super(said.trim() === '' ? what : `${what}:\n${said.trimEnd()}`);
  }
}
