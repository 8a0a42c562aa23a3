// What a Mac says about itself, asked of the system's own tools. Reads only.

import type { Host, HostFacts } from '../host.js';

/** Each of them answers at once. Unit: milliseconds. */
const TIMEOUT_MS = 10_000;
/** Enough for any of these answers; a longer one is taken as saying nothing. */
const MAX_BYTES = 1_048_576;

export type MacFacts = Omit<HostFacts, 'arch' | 'simulated'>;

/** Source: the manual pages sw_vers(1), sysctl(8), ioreg(8). */
export async function readMacFacts(host: Pick<Host, 'run'>): Promise<MacFacts> {
  const say = (program: string, ...args: readonly string[]) => answerOf(host, program, args);
  const [versions, names, hardware] = await Promise.all([
    say('/usr/bin/sw_vers'),
    say('/usr/sbin/sysctl', '-n', 'kern.hostname', 'kern.bootsessionuuid'),
    say('/usr/sbin/ioreg', '-rd1', '-c', 'IOPlatformExpertDevice'),
  ]);
  const [hostname, bootId] = names.split('\n').map(word);
  const version = fieldOf(versions, 'ProductVersion');
  const platformId = word(/"IOPlatformUUID" = "([^"]*)"/.exec(hardware)?.[1]);
  const product = fieldOf(versions, 'ProductName');
  return {
    os: 'macos',
    distribution: undefined,
    version,
    prettyName: product === undefined || version === undefined ? undefined : `${product} ${version}`,
    hostname,
    machineId: platformId,
    bootId,
    init: undefined,
    container: undefined,
    hardwareId: platformId?.toLowerCase(),
  };
}

/** Only the version, by one program. */
export async function readMacVersion(
  host: Pick<Host, 'run'>,
): Promise<Pick<MacFacts, 'version' | 'prettyName'>> {
  const version = word(await answerOf(host, '/usr/bin/sw_vers', ['-productVersion']));
  return { version, prettyName: undefined };
}

async function answerOf(host: Pick<Host, 'run'>, program: string, args: readonly string[]): Promise<string> {
  const { signal } = new AbortController();
  const done = await host.run(program, args, { timeoutMs: TIMEOUT_MS, maxOutputBytes: MAX_BYTES, signal });
  return done.ok && done.value.exitCode === 0 ? Buffer.from(done.value.stdout).toString('utf8') : '';
}

/** Lines of `Name:` and a value after blanks. */
function fieldOf(text: string, name: string): string | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name}:`));
  return word(line?.slice(name.length + 1));
}

/** One word, printable, of sane length: the rest is not ours to believe. */
function word(text: string | undefined): string | undefined {
  return /^\s*([\x21-\x7e]{1,255})/.exec(text ?? '')?.[1];
}
