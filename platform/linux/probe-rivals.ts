// Who else writes the agent's managed file on a Linux machine: configuration managements that are installed, and what
// shows that one of them owns that file. Reads only, bounded; starts nothing.

import type { Evidence, Probe } from '../../src/model/probe.js';
import { describeFault } from '../../src/model/result.js';
import type { Host } from '../host.js';
import { look } from './probe-round.js';

const FOLDER = '/etc/opt/microsoft/mdatp/managed';
const FILE = 'mdatp_managed.json';
const MANAGED_FILE = `${FOLDER}/${FILE}`;

interface Rival {
  readonly name: string;
  readonly installed: readonly string[];
  /** Files that name what the last run took care of. */
  readonly runs: readonly string[];
  /** Folders of copies from before a change, and what such a copy of the managed file is called. */
  readonly copies: readonly { readonly folder: string; readonly name: RegExp }[];
  /** What its templates say of themselves in the files they make. */
  readonly header: RegExp;
}

/**
 * Source: Puppet, "Configuration Reference" (`resourcefile`, `statedir`); Chef Infra, "config.rb" (`file_backup_path`);
 * Salt, "Configuring the Salt Minion" (`cachedir`), "file.managed" (`backup`), the high state's cache as minions show it;
 * Ansible, "copy" (`backup`), `ansible_managed`.
 */
const RIVALS: readonly Rival[] = [
  {
    name: 'Puppet',
    installed: ['/opt/puppetlabs/bin/puppet', '/usr/bin/puppet'],
    runs: [
      '/opt/puppetlabs/puppet/cache/state/resources.txt',
      '/var/lib/puppet/state/resources.txt',
      '/var/cache/puppet/state/resources.txt',
    ],
    copies: [],
    header: /managed by puppet/i,
  },
  {
    name: 'Chef',
    installed: ['/opt/chef/bin/chef-client', '/opt/cinc/bin/cinc-client'],
    runs: [],
    copies: ['/var/chef/backup', '/var/cinc/backup'].map((backup) => ({
      folder: `${backup}${FOLDER}`,
      name: /^mdatp_managed\.json\.(?:chef|cinc)-\d/,
    })),
    header: /managed by (?:chef|cinc)/i,
  },
  {
    name: 'Salt',
    installed: ['/etc/salt/minion', '/usr/bin/salt-minion', '/opt/saltstack/salt/salt-minion'],
    runs: ['/var/cache/salt/minion/highstate.cache.p', '/var/cache/salt/minion/sls.p'],
    copies: [{ folder: `/var/cache/salt/minion/file_backup${FOLDER}`, name: /^mdatp_managed\.json_/ }],
    header: /managed by salt/i,
  },
  {
    name: 'Ansible',
    installed: ['/root/.ansible', '/usr/bin/ansible-pull'],
    runs: [],
    copies: [{ folder: FOLDER, name: /^mdatp_managed\.json\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~$/ }],
    header: /ansible[ _]managed|managed by ansible/i,
  },
];

/** Said even of one that is not installed: Ansible comes over the network and leaves no program. */
export async function probeRivals(host: Host): Promise<readonly Probe[]> {
  const text = await readHead(host);
  const probes: Probe[] = [];
  for (const rival of RIVALS) {
    const installed = await lookInstalled(host, rival);
    const owner = ownHeader(rival, text);
    if (installed.is === 'absent' && owner === undefined && !(await hasCopy(host, rival))) continue;
    const owns = owner ?? (await ownsBy(host, rival));
    const answer = installed.is === 'unreadable' && owns.is !== 'yes' ? 'unknown' : 'present';
    // The strongest first: it is the one that is named where a rival is.
    const evidence =
      owns.is === 'yes' ? [owns.evidence, installed.evidence] : [installed.evidence, owns.evidence];
    probes.push({ asks: 'rival', name: rival.name, answer, evidence });
  }
  return probes;
}

async function lookInstalled(host: Host, { installed }: Rival): ReturnType<typeof look> {
  let last = await look(host, installed[0] ?? '/');
  for (const path of installed.slice(1)) {
    if (last.is === 'there') break;
    const next = await look(host, path);
    if (next.is === 'there' || last.is === 'absent') last = next;
  }
  return last.is === 'there'
    ? { is: 'there', evidence: { source: last.evidence.source, says: 'installed' } }
    : last;
}

interface Ownership {
  readonly is: 'yes' | 'no' | 'unknown';
  readonly evidence: Evidence;
}

const yes = (source: string, says: string): Ownership => ({ is: 'yes', evidence: { source, says } });

function ownHeader({ header }: Rival, text: string): Ownership | undefined {
  const found = header.exec(text)?.[0];
  return found === undefined ? undefined : yes(MANAGED_FILE, `it says "${found}"`);
}

async function ownsBy(host: Host, rival: Rival): Promise<Ownership> {
  const copy = await findCopy(host, rival);
  if (copy !== undefined) return yes(copy, `a copy of ${FILE} from before a change of its`);
  let last: Ownership = {
    is: 'no',
    evidence: { source: MANAGED_FILE, says: `nothing says that it owns it` },
  };
  for (const source of rival.runs) {
    const run = await readRun(host, source);
    if (run?.is === 'yes') return run;
    if (run !== undefined) last = run;
  }
  return last;
}

const hasCopy = async (host: Host, rival: Rival): Promise<boolean> =>
  (await findCopy(host, rival)) !== undefined;

/** A folder that cannot be listed shows no copy: this is only ever said, never obeyed. */
async function findCopy(host: Host, { copies }: Rival): Promise<string | undefined> {
  for (const { folder, name } of copies) {
    const names = await host.list(folder);
    const copy = names.ok ? names.value?.find((entry) => name.test(entry)) : undefined;
    if (copy !== undefined) return `${folder}/${printableName(copy)}`;
  }
  return undefined;
}

const printableName = (name: string): string => name.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, 100);

const MAX_RUN_BYTES = 4 * 1024 * 1024;

/** Text or not, the path stands in it as it is. `undefined`: there is no such file. */
async function readRun(host: Host, source: string): Promise<Ownership | undefined> {
  const file = await host.read(source, { maxBytes: MAX_RUN_BYTES });
  if (!file.ok) return { is: 'unknown', evidence: { source, says: describeFault(file.error) } };
  if (file.value === undefined) return undefined;
  return Buffer.from(file.value.bytes).includes(MANAGED_FILE)
    ? yes(source, `its last run took care of ${FILE}`)
    : { is: 'no', evidence: { source, says: `its last run did not take care of ${FILE}` } };
}

const MAX_HEAD_BYTES = 8 * 1024 * 1024;
const HEAD_CHARACTERS = 65_536;

async function readHead(host: Host): Promise<string> {
  const file = await host.read(MANAGED_FILE, { maxBytes: MAX_HEAD_BYTES });
  return file.ok && file.value !== undefined
    ? Buffer.from(file.value.bytes).toString('utf8').slice(0, HEAD_CHARACTERS)
    : '';
}
