// npm run demo: tells the whole story of Holdfast once, checks every line of it, and ends by itself. Exit code 0:
// everything is as shown; 1: something is not; 2: wrong use.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runDemo } from './story.js';

const HELP = `Shows Holdfast at work: a management service, simulated devices of Linux, Windows and macOS, and a clock that is moved.

Usage: npm run demo [-- OPTION...]
  --dir DIR       where it works; made anew (default: .demo in the repository)
  --samples DIR   the policies that it imports (default: samples/policies)
  --help          this text
`;

/** The story takes seconds; a hundred times that is a failure. Unit: milliseconds. */
const DEADLINE_MS = 120_000;

/** The bundle is dist/demo/demo.cjs. */
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

async function main(): Promise<number> {
  const { dir, samples, help } = readOptions();
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  return runDemo({
    folder: dir,
    samples,
    write: (text) => void process.stdout.write(text),
    isTerminal: process.stdout.isTTY === true,
  });
}

class WrongUse extends Error {}

function readOptions(): { readonly dir: string; readonly samples: string; readonly help: boolean } {
  const text = (name: string) => ({ type: 'string', default: name }) as const;
  try {
    const { values } = parseArgs({
      options: {
        dir: text(join(root, '.demo')),
        samples: text(join(root, 'samples/policies')),
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

function end(text: string, exitCode: number): never {
  process.stderr.write(`demo: ${text}\n`);
  process.exit(exitCode);
}

setTimeout(() => end(`not at its end after ${DEADLINE_MS / 1000} s`, 1), DEADLINE_MS).unref();
main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) =>
    end(error instanceof Error ? error.message : String(error), error instanceof WrongUse ? 2 : 1),
);
