// Scene: what the administrator of the service takes out of scope is given back, and comes in again. A line for each word.

import { readStatus } from '../answers.js';
import { FORMER_FILE } from '../cast.js';
import { at } from '../json.js';
import type { Stage } from '../stage.js';

interface Word {
  /** To the service. */
  readonly said: readonly string[];
  readonly number: number | null;
  readonly state: string;
  readonly exitCode: unknown;
  readonly file: string;
}

const FORMER = 'as before Holdfast';
const ENFORCED = 'as enforced';

const OUT = { state: 'out-of-scope', exitCode: 7, file: FORMER } as const;
const IN = { number: 1, state: 'managed', exitCode: 0, file: ENFORCED } as const;

/** 2: out of scope; 8: enforcement is not allowed in the whole tenant. The vendor's numbers. */
const WORDS: readonly Word[] = [
  { said: ['scope', 'set', 'linux', 'tagged'], number: 2, ...OUT },
  { said: ['device', 'tag', 'add', 'simulated-linux', 'MDE-Management'], ...IN },
  { said: ['scope', 'forbid'], number: 8, ...OUT },
  { said: ['scope', 'allow'], ...IN },
];

export async function outOfScope(stage: Stage): Promise<void> {
  const { page, checks, device } = stage;
  page.chapter('Out of scope, and in again');
  page.say('Scope is a word of the signed assignment. Said at the service, each followed by a sync:');
  const enforced = device.managedText();
  const found: Word[] = [];
  for (const { said } of WORDS) found.push(await hear(stage, said, enforced));
  page.table(
    ['SAID AT THE SERVICE', 'STATUS', 'STATE', 'EXIT', 'MANAGED FILE'],
    found.map(({ said, number, state, exitCode, file }) => [
      said.join(' '),
      String(number),
      state,
      String(exitCode),
      file,
    ]),
  );
  checks.equal(
    'Without the tag: status 2. Forbidden for the tenant: 8. Each time the file is the former one, byte for byte',
    found.filter(({ state }) => state !== 'managed'),
    WORDS.filter(({ state }) => state !== 'managed'),
  );
  checks.equal(
    'With the tag, and allowed again: status 1, and all is in force as before, byte for byte',
    found.filter(({ state }) => state === 'managed'),
    WORDS.filter(({ state }) => state === 'managed'),
  );
}

async function hear({ service, device }: Stage, said: readonly string[], enforced: string): Promise<Word> {
  await service.ask(...said);
  const exitCode = at(await device.ask('sync'), 'exitCode');
  const { number, state } = (await readStatus(device)).enrollment;
  const text = device.managedText();
  const file = text === enforced ? ENFORCED : text === FORMER_FILE ? FORMER : 'neither';
  return { said, number, state, exitCode, file };
}
