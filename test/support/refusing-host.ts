// A Host whose answers are changed in some places: paths that cannot be looked at, programs that answer otherwise.
import type { Host } from '../../platform/host.js';
import type { Fault } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';

/** Nothing at this path can be looked at: no stat, no read, no list. */
export function refusing(host: Host, path: string, fault?: Fault): Host {
  const refused = fail<Fault>(fault ?? { kind: 'denied', target: path, need: 'root' });
  return {
    ...host,
    stat: async (asked) => (asked === path ? refused : host.stat(asked)),
    read: async (asked, options) => (asked === path ? refused : host.read(asked, options)),
    list: async (asked) => (asked === path ? refused : host.list(asked)),
  };
}

/** The programs named print this and end well. */
export function printing(host: Host, answers: Readonly<Record<string, string>>): Host {
  return {
    ...host,
    run: async (program, args, options) => {
      const text = answers[program];
      return text === undefined
        ? host.run(program, args, options)
        : ok({ exitCode: 0, stdout: Buffer.from(text), stderr: new Uint8Array() });
    },
  };
}

/** The program named runs into its time limit. */
export function hanging(host: Host, program: string): Host {
  return {
    ...host,
    run: async (asked, args, options) =>
      asked === program
        ? fail({ kind: 'timeout', what: program, afterMs: options.timeoutMs })
        : host.run(asked, args, options),
  };
}
