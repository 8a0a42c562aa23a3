// What a Linux machine says about itself in its files. Reads only.

import type { Host, HostFacts } from '../host.js';

/** Enough for any of these files; a longer one is taken as saying nothing. */
const MAX_BYTES = 65_536;

export type LinuxFacts = Omit<HostFacts, 'os' | 'arch' | 'simulated'>;

export async function readLinuxFacts(host: Pick<Host, 'read' | 'stat'>): Promise<LinuxFacts> {
  const text = async (path: string): Promise<string | undefined> => {
    const file = await host.read(path, { maxBytes: MAX_BYTES, follow: true });
    return file.ok && file.value !== undefined ? Buffer.from(file.value.bytes).toString('utf8') : undefined;
  };
  const word = async (path: string) => firstWord(await text(path));
  const release = parseOsRelease(
    (await text('/etc/os-release')) ?? (await text('/usr/lib/os-release')) ?? '',
  );
  return {
    distribution: release.get('ID'),
    version: release.get('VERSION_ID'),
    prettyName: release.get('PRETTY_NAME'),
    hostname: (await word('/proc/sys/kernel/hostname')) ?? (await word('/etc/hostname')),
    machineId: await word('/etc/machine-id'),
    bootId: await word('/proc/sys/kernel/random/boot_id'),
    init: await word('/proc/1/comm'),
    container: (await word('/run/systemd/container')) ?? (await dockerMark(host)),
    hardwareId: parseHardwareId(await word('/sys/class/dmi/id/product_uuid')),
    kernel: await word('/proc/sys/kernel/osrelease'),
  };
}

/** Source: os-release(5): NAME=value lines, optionally quoted; others are ignored. */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([A-Z][A-Z0-9_]*)=(?:"(.*)"|'(.*)'|(.*))$/.exec(line.trim());
    const value = match?.[2] ?? match?.[3] ?? match?.[4];
    if (match?.[1] !== undefined && value !== undefined)
      found.set(match[1], value.replace(/\\(["$`\\])/g, '$1'));
  }
  return found;
}

/** Many boards were sold with these: they tell no machine from another. Source: DMTF, SMBIOS, "System Information". */
const NO_HARDWARE_ID =
  /^(?:0{8}-(?:0{4}-){3}0{12}|f{8}-(?:f{4}-){3}f{12}|03000200-0400-0500-0006-000700080009)$/i;

/** Only root can read it, and a machine without that firmware has none. Upper or lower case is the kernel's choice. */
function parseHardwareId(text: string | undefined): string | undefined {
  const isId = text !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  return isId && !NO_HARDWARE_ID.test(text) ? text.toLowerCase() : undefined;
}

async function dockerMark(host: Pick<Host, 'stat'>): Promise<string | undefined> {
  const mark = await host.stat('/.dockerenv');
  return mark.ok && mark.value !== undefined ? 'docker' : undefined;
}

/** The rest of these files is not ours to believe: one word, printable, of sane length. */
function firstWord(text: string | undefined): string | undefined {
  return /^\s*([\x21-\x7e]{1,255})/.exec(text ?? '')?.[1];
}
