// A program for Windows' Node: the Windows adapter over the real machine, driven by steps from a file. Each step is a
// pass or a call of the Host; what each gave stands in another file, in the same order.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Host, RunOutput } from '../../platform/host.js';
import { createRealHost } from '../../platform/real-host.js';
import { runPowershell } from '../../platform/simulated/powershell.js';
import { parseRegText } from '../../platform/simulated/reg-text.js';
import { applyChanges } from '../../platform/simulated/registry.js';
import { newWindows } from '../../platform/simulated/windows-presets.js';
import { createSystemTimer } from '../../platform/timer.js';
import { createWindowsAdapter } from '../../platform/windows/adapter.js';
import type { Owned } from '../../src/enforce/memory.js';
import type { PassOutcome } from '../../src/enforce/pass.js';
import { enforce } from '../../src/enforce/pass.js';
import type { CatalogRow } from '../../src/model/catalog/row.js';
import { windowsCatalog } from '../../src/model/catalog/windows.js';
import { epochMs, policyId, settingKey } from '../../src/model/ids.js';
import type { DesiredSetting } from '../../src/model/policy/desired.js';
import { interpret } from '../../src/model/policy/interpret.js';
import { parsePolicy } from '../../src/model/policy/parse-policy.js';
import { ok } from '../../src/model/result.js';
import { createSecret } from '../../src/model/secret.js';
import type { Value } from '../../src/model/value.js';
import { createVolatileMemory } from './enforce/volatile-memory.js';

export type Step =
  /** Of the policy files named and what is wanted besides; with nothing, everything is given back. */
  | { readonly do: 'pass'; readonly policies: readonly string[]; readonly wanted?: readonly Wish[] }
  | { readonly do: 'call'; readonly of: keyof Host; readonly with: readonly unknown[] };

/** A value for a setting, or the text of a secret. */
export interface Wish {
  readonly key: string;
  readonly value?: Value;
  readonly secret?: string;
}

export interface Order {
  /** The agent's own folder. */
  readonly work: string;
  /** What was owned is kept here between programs. */
  readonly memory: string;
  /** `simulated`: cmdlets as documented, over what the real registry holds; else the machine's own are asked. */
  readonly powershell: 'real' | 'simulated';
  /** Settings that the catalog does not have. */
  readonly rows: readonly CatalogRow[];
  readonly steps: readonly Step[];
}

export interface Passed {
  readonly wrote: boolean;
  readonly planned: number;
  readonly refused: readonly string[];
  readonly findings: readonly { readonly key: string; readonly state: string; readonly why: string }[];
  /** Programs that were started, by their names. */
  readonly ran: readonly string[];
}

const [orderFile = '', answerFile = ''] = process.argv.slice(2);
const order = JSON.parse(readFileSync(orderFile, 'utf8')) as Order;
const { signal } = new AbortController();
const REG = 'C:\\Windows\\System32\\reg.exe';
const ran: string[] = [];

const real = createRealHost({ temporary: order.work, timer: createSystemTimer() });
const host: Host = {
  ...real,
  // Wine calls itself an old Windows, for which some settings are too new.
  facts: async () => ({ ...(await real.facts()), version: '10.0.26100' }),
  run: async (program, args, options) => {
    ran.push(`${program.split('\\').at(-1)} ${args[0]}`);
    return order.powershell === 'simulated' && program.endsWith('powershell.exe')
      ? ok(await simulatedPowershell(args, options.stdin ?? ''))
      : real.run(program, args, options);
  },
};

/** Written from the documentation, never from the adapter: what it shows was read from the registry by another hand. */
async function simulatedPowershell(args: readonly string[], stdin: string): Promise<RunOutput> {
  const file = `${order.work}\\for-powershell.reg`;
  const machine = newWindows('server-2022');
  const limits = { timeoutMs: 20_000, maxOutputBytes: 65_536, signal };
  await real.run(REG, ['export', 'HKLM\\SOFTWARE\\Policies', file, '/y', '/reg:64'], limits);
  const exported = await real.read(file, { maxBytes: 1_000_000 });
  await real.remove(file);
  const changes =
    exported.ok && exported.value !== undefined ? parseRegText(exported.value.bytes) : undefined;
  if (changes === undefined) throw new Error('the registry could not be read for the simulated PowerShell');
  const registry = applyChanges(machine.registry, changes);
  const said = runPowershell({ ...machine, registry }, args, stdin, existsSync);
  return { exitCode: said.exitCode, stdout: Buffer.from(said.stdout), stderr: Buffer.from(said.stderr) };
}
const adapter = createWindowsAdapter(host, { work: order.work });
const catalog = windowsCatalog();
const rows = new Map([...catalog.rows, ...order.rows].map((row) => [row.key, row]));

async function take(step: Step): Promise<unknown> {
  if (step.do === 'pass') return pass(step.policies, step.wanted ?? []);
  const call = real[step.of] as (...args: readonly unknown[]) => Promise<unknown>;
  return readable(await call(...step.with.map(withBytes)));
}

/** Bytes travel as text, limits of a program are added. */
const withBytes = (argument: unknown): unknown => {
  if (typeof argument !== 'object' || argument === null) return argument;
  if ('bytes' in argument) return Buffer.from(String(argument.bytes), 'utf8');
  return 'timeoutMs' in argument ? { ...argument, signal } : argument;
};

const readable = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer ?? null, (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer'
        ? Buffer.from((value as { readonly data?: readonly number[] }).data ?? []).toString('utf8')
        : value,
    ),
  );

async function pass(files: readonly string[], wishes: readonly Wish[]): Promise<Passed> {
  const memory = createVolatileMemory();
  if (existsSync(order.memory))
    for (const owned of JSON.parse(readFileSync(order.memory, 'utf8')) as readonly Owned[])
      memory.owned.set(owned.key, owned);
  const read = files.map(readPolicy);
  ran.length = 0;
  const outcome: PassOutcome = await enforce({
    desired: [...read.flatMap(({ settings }) => settings), ...wishes.map(toDesired)],
    refused: [],
    rows,
    adapter,
    memory,
    mode: 'enforce',
    allowNew: true,
    clock: { now: () => epochMs(1) },
    signal,
  });
  if (outcome.is !== 'done') throw new Error(`the pass ended as ${outcome.is}`);
  memory.apply(outcome.change);
  writeFileSync(order.memory, JSON.stringify([...memory.owned.values()]));
  return {
    wrote: outcome.wrote,
    planned: outcome.plan.batch.changes.length,
    refused: read.flatMap(({ refused }) => refused),
    findings: outcome.findings.map(({ key, state, reason }) => ({
      key: key ?? '',
      state,
      why: `${reason?.code}: ${reason?.text}`,
    })),
    ran,
  };
}

function toDesired({ key, value, secret }: Wish): DesiredSetting {
  const row = rows.get(settingKey(key));
  if (row === undefined) throw new Error(`no setting ${key}`);
  const policy = { id: policyId('wishes'), name: 'wishes', revision: 1 };
  if (secret === undefined) return { policy, row, value: value ?? '', path: '$' };
  const sealed = createSecret(secret);
  return { policy, row, value: sealed.fingerprint, secret: sealed, path: '$' };
}

function readPolicy(file: string): {
  readonly settings: readonly DesiredSetting[];
  readonly refused: readonly string[];
} {
  const document = parsePolicy(readFileSync(file));
  if (!document.ok) throw new Error(`${file} is no policy: ${JSON.stringify(document.error)}`);
  const { settings, refused } = interpret(
    document.value,
    { id: policyId(file), name: document.value.name, revision: 1 },
    catalog,
  );
  return {
    settings,
    refused: refused.map(({ settingDefinitionId, reason }) => `${settingDefinitionId}: ${reason.text}`),
  };
}

async function main(): Promise<void> {
  const answers: unknown[] = [];
  for (const step of order.steps) answers.push(await take(step));
  writeFileSync(answerFile, JSON.stringify(answers));
}

void main();
