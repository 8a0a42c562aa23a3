// The management service of the demo: driven through its own command line, in this process, on loopback.

import type { Clock } from '../../src/model/ports.js';
import { main } from '../../src/service/cli/program.js';
import { createSystemRandom } from '../../src/service/random.js';
import { textAt } from './json.js';
import type { Page } from './page.js';
import { StoryEnds } from './story-ends.js';
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
}

const PROGRAM = 'holdfast-service';

export function createManagementService(dataDir: string, clock: Clock, page: Page): ManagementService {
  const random = createSystemRandom();
  let running: { readonly stop: AbortController; readonly ended: Promise<unknown> } | undefined;
  let port = '0';

  async function run(args: readonly string[]): Promise<string> {
    const [out, err] = [createTextSink(), createTextSink()];
    const code = await main(['--data-dir', dataDir, ...args], {
      stdout: out.write,
      stderr: err.write,
      clock,
      random,
      signal: new AbortController().signal,
    });
    if (code !== 0) throw new StoryEnds(`${PROGRAM} ${args.join(' ')} ended with ${code}`, err.text());
    return out.text();
  }

  async function start(): Promise<string> {
    const stop = new AbortController();
    const ready = Promise.withResolvers<string>();
    const err = createTextSink();
    const ended = main(['--data-dir', dataDir, '--json', 'run', '--port', port], {
      stdout: (text) => ready.resolve(text),
      stderr: err.write,
      clock,
      random,
      signal: stop.signal,
    });
    ended.then(
      (code) => ready.reject(new StoryEnds(`${PROGRAM} run ended with ${code}`, err.text())),
      ready.reject,
    );
    const url = textAt(JSON.parse(await ready.promise), 'ready');
    port = new URL(url).port;
    running = { stop, ended };
    return url;
  }

  const showTyped = async (typed: readonly string[], args: readonly string[]): Promise<void> => {
    page.command(PROGRAM, typed);
    page.output(await run(args));
  };
  return {
    showTyped,
    show: (...args) => showTyped(args, args),
    tell: async (...args) => {
      page.command(PROGRAM, args);
      await run(args);
    },
    ask: async (...args) => JSON.parse(await run(['--json', ...args])),
    start,
    stop: async () => {
      running?.stop.abort();
      await running?.ended;
      running = undefined;
    },
  };
}
