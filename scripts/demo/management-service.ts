// The management service of the demo: driven through its own command line, in this process, on loopback.

import type { Clock } from '../../src/model/ports.js';
import { main } from '../../src/service/cli/program.js';
import { createSystemRandom } from '../../src/service/random.js';
import { textAt } from './json.js';
import type { Page } from './page.js';
import { StoryEnds } from './story-ends.js';
import type { TextSink } from './text-sink.js';
import { createTextSink } from './text-sink.js';

export interface ManagementService {
  /** Shows a command and what it prints; it must succeed. */
  show(...args: readonly string[]): Promise<void>;
  /** The same, with the command as it would be typed: a shell puts the names of files in the place of a star. */
  showTyped(typed: readonly string[], args: readonly string[]): Promise<void>;
  /** Shows a command without its output. */
  tell(...args: readonly string[]): Promise<void>;
  /** The answer of a command as JSON, without showing it. */
  ask(...args: readonly string[]): Promise<unknown>;
  /** At the address where it ran before, if it did. Its address. */
  start(): Promise<string>;
  stop(): Promise<void>;
  /** Lines of its log that tell of an error. */
  errors(): readonly string[];
}

const PROGRAM = 'holdfast-service';

export function createManagementService(dataDir: string, clock: Clock, page: Page): ManagementService {
  const log = createTextSink();
  const command = createCommand(dataDir, clock);
  let running: Running | undefined;
  let port = '0';
  const showTyped = async (typed: readonly string[], args: readonly string[]): Promise<void> => {
    page.command(PROGRAM, typed);
    page.output(await toItsEnd(command, args));
  };
  return {
    showTyped,
    show: (...args) => showTyped(args, args),
    tell: async (...args) => {
      page.command(PROGRAM, args);
      await toItsEnd(command, args);
    },
    ask: async (...args) => JSON.parse(await toItsEnd(command, ['--json', ...args])),
    start: async () => {
      running = await startRunning(command, port, log);
      port = new URL(running.url).port;
      return running.url;
    },
    stop: async () => {
      running?.stop.abort();
      await running?.ended;
      running = undefined;
    },
    errors: () =>
      log
        .text()
        .split('\n')
        .filter((line) => line.includes('"level":"error"')),
  };
}

interface Streams {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly signal: AbortSignal;
}

/** One command of the program; the code it ends with. */
type Command = (args: readonly string[], streams: Streams) => Promise<number>;

function createCommand(dataDir: string, clock: Clock): Command {
  const random = createSystemRandom();
  return (args, streams) => main(['--data-dir', dataDir, ...args], { ...streams, clock, random });
}

async function toItsEnd(command: Command, args: readonly string[]): Promise<string> {
  const [out, err] = [createTextSink(), createTextSink()];
  const { signal } = new AbortController();
  const code = await command(args, { stdout: out.write, stderr: err.write, signal });
  if (code !== 0) throw new StoryEnds(`${PROGRAM} ${args.join(' ')} ended with ${code}`, err.text());
  return out.text();
}

interface Running {
  readonly url: string;
  readonly stop: AbortController;
  readonly ended: Promise<number>;
}

/** Runs until it is stopped; ready when it says so. */
async function startRunning(command: Command, port: string, log: TextSink): Promise<Running> {
  const stop = new AbortController();
  const ready = Promise.withResolvers<string>();
  const ended = command(['--json', 'run', '--port', port], {
    stdout: ready.resolve,
    stderr: log.write,
    signal: stop.signal,
  });
  const notReady = (code: number): void =>
    ready.reject(new StoryEnds(`${PROGRAM} run ended with ${code}`, log.text()));
  ended.then(notReady, ready.reject);
  return { url: textAt(JSON.parse(await ready.promise), 'ready'), stop, ended };
}
