// Why an enrollment was refused at the door: a code for each cause, with its remedy. Data, and one pure function.

/** Causes that a service tells apart in the words of its refusal; each has another remedy. */
const SAID: readonly (readonly [code: string, words: RegExp])[] = [
  ['secret-used-up', /\bused up\b|\bno use (?:is )?left\b/i],
  ['secret-revoked', /\brevoked\b/i],
  ['secret-expired', /\bexpired\b/i],
];

/** `why`: the service's own words. One that names several causes, or none, is told as it is. */
export function secretCodeOf(why: string): string {
  const [first, ...more] = SAID.filter(([, words]) => words.test(why));
  return first === undefined || more.length > 0 ? 'secret-refused' : first[0];
}

const NEW_FILE = 'Make a new onboarding file and secret in the service.';

/** By code of the refusal. */
export const ENROLLMENT_REMEDIES: ReadonlyMap<string, string> = new Map([
  ['secret-refused', NEW_FILE],
  ['secret-used-up', `Every use of this secret is taken. ${NEW_FILE}`],
  ['secret-revoked', `An administrator revoked this secret. ${NEW_FILE}`],
  ['secret-expired', `This secret is too old. ${NEW_FILE}`],
  [
    'invalid_software_statement',
    'Use the onboarding file and the secret that were made together, by the service that it names.',
  ],
]);
