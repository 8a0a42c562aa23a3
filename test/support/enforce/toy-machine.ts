// A machine in memory for tests of the pass: one file of values, an engine, and faults on demand. Not a simulation
// of any real system: the adapter is over plain maps, so that a test can put every state before the pass.

import { createHash } from 'node:crypto';
import { fileContainer } from '../../../src/model/catalog/container.js';
import type { CatalogRow } from '../../../src/model/catalog/row.js';
import type { ContainerId, SettingKey, Sha256 } from '../../../src/model/ids.js';
import { settingKey, sha256Text } from '../../../src/model/ids.js';
import type {
  Change,
  ContainerImage,
  Engine,
  Observation,
  Observed,
  PlatformAdapter,
  WriteBatch,
} from '../../../src/model/ports.js';
import type { Fault, Result } from '../../../src/model/result.js';
import { fail, ok } from '../../../src/model/result.js';
import type { Reading, Value } from '../../../src/model/value.js';

export const TOY_FILE = '/etc/toy.json';
const CONTAINER = fileContainer(TOY_FILE);

export class Killed extends Error {}

export interface ToyMachine {
  readonly adapter: PlatformAdapter;
  engine: Engine;
  /** The file: JSON text of each value; absent when undefined. */
  file: Readonly<Record<string, Value>> | undefined;
  /** What the system says is in force, where it is not what the file says. */
  readonly lies: Map<SettingKey, Reading<Fault>>;
  readonly managed: Set<SettingKey>;
  readonly unreadable: Set<SettingKey>;
  readonly failing: Map<SettingKey, Fault>;
  readonly atReboot: Set<SettingKey>;
  kill: 'before-write' | 'after-write' | 'after-second-look' | undefined;
  readonly calls: string[];
  bytes(): string;
}

export function createToyMachine(file?: Readonly<Record<string, Value>>): ToyMachine {
  const machine: ToyMachine = {
    engine: { is: 'ready', version: '101.26000.0001' },
    file,
    lies: new Map(),
    managed: new Set(),
    unreadable: new Set(),
    failing: new Map(),
    atReboot: new Set(),
    kill: undefined,
    calls: [],
    bytes: () => bytesOf(machine.file),
    adapter: {
      os: 'linux',
      observe: async (rows) => {
        machine.calls.push('observe');
        if (machine.kill === 'after-second-look' && machine.calls.includes('write')) {
          throw new Killed();
        }
        return observe(machine, rows);
      },
      write: async (batch) => {
        if (machine.kill === 'before-write') {
          throw new Killed();
        }
        machine.calls.push('write');
        const { next, settings } = edited(machine, batch);
        machine.file = next;
        if (machine.kill === 'after-write') {
          throw new Killed();
        }
        return { settings, containers: new Map([[CONTAINER, digestOf(next)]]) };
      },
      foresee: (batch) => new Map([[CONTAINER, digestOf(edited(machine, batch).next)]]),
    },
  };
  return machine;
}

type File = Readonly<Record<string, Value>> | undefined;

const bytesOf = (file: File): string => (file === undefined ? '' : JSON.stringify(file));

const digestOf = (file: File): Sha256 | 'absent' =>
  file === undefined ? 'absent' : sha256Text(createHash('sha256').update(bytesOf(file)).digest('hex'));

function imageOf(file: File): ContainerImage {
  const sha256 = digestOf(file);
  const content = Buffer.from(bytesOf(file)).toString('base64');
  return sha256 === 'absent'
    ? { id: CONTAINER, state: { is: 'absent' } }
    : { id: CONTAINER, state: { is: 'present', sha256, content, mode: 0o644, uid: 0, gid: 0 } };
}

function observe(machine: ToyMachine, rows: readonly CatalogRow[]): Observation {
  const settings = new Map<SettingKey, Observed>(rows.map((row) => [row.key, observeOne(machine, row)]));
  return { engine: machine.engine, settings, containers: new Map([[CONTAINER, imageOf(machine.file)]]) };
}

function observeOne(machine: ToyMachine, row: CatalogRow): Observed {
  const value = machine.file?.[row.key];
  const fault: Fault = { kind: 'bad-reply', from: TOY_FILE, why: 'it is scrambled' };
  const managed = machine.managed.has(row.key) ? { managed: true } : {};
  if (machine.unreadable.has(row.key)) {
    return { stored: { is: 'unreadable', fault }, effective: { is: 'unreadable', fault } };
  }
  const stored: Reading<Fault> = value === undefined ? { is: 'absent' } : { is: 'value', value };
  const shown: Reading<Fault> =
    row.read.by === 'none'
      ? { is: 'no-reader', why: row.read.why }
      : machine.engine.is === 'ready'
        ? (machine.lies.get(row.key) ?? stored)
        : { is: 'unreadable', fault: { kind: 'failed', what: 'toy', exitCode: 1, said: '' } };
  const raw = value === undefined ? {} : { raw: JSON.stringify(value) };
  return { stored, effective: shown, ...raw, ...managed };
}

function edited(
  machine: ToyMachine,
  batch: WriteBatch,
): { next: File; settings: Map<SettingKey, Result<'now' | 'at-reboot'>> } {
  const settings = new Map<SettingKey, Result<'now' | 'at-reboot'>>();
  let next = machine.file;
  for (const change of batch.changes) {
    const fault = machine.failing.get(change.row.key);
    if (fault === undefined) {
      next = applied(next, change);
    }
    settings.set(
      change.row.key,
      fault === undefined ? ok(machine.atReboot.has(change.row.key) ? 'at-reboot' : 'now') : fail(fault),
    );
  }
  const [whole] = batch.giveBack;
  return { next: whole === undefined ? next : fileOf(whole), settings };
}

function applied(file: File, { row, to }: Change): File {
  if (to.do === 'set') {
    return { ...file, [row.key]: to.value };
  }
  const { [row.key]: _, ...rest } = file ?? {};
  return to.image.is === 'absent' ? rest : { ...file, [row.key]: JSON.parse(to.image.raw) };
}

const fileOf = ({ state }: ContainerImage): File =>
  state.is === 'absent' ? undefined : JSON.parse(Buffer.from(state.content, 'base64').toString());

/** A scalar row with a reader, unless told otherwise. */
export function toyRow(key: string, change: Partial<CatalogRow> = {}): CatalogRow {
  return {
    key: settingKey(key),
    id: key,
    os: 'linux',
    name: `the setting ${key}`,
    profiles: ['toy'],
    kind: 'string',
    parent: null,
    default: null,
    merge: { rule: 'conflict' },
    tamper: 'unknown',
    channel: { carried: true },
    minimum: {},
    requires: [],
    csp: null,
    write: [{ by: 'json-file', file: TOY_FILE, path: [key] }],
    read: { by: 'health', member: key },
    restart: 'none',
    deprecated: false,
    source: {},
    confidence: { write: 'documented' },
    notes: [],
    ...change,
  };
}

export const NOT_READ: CatalogRow['read'] = { by: 'none', why: 'no command shows it' };

export const rowMap = (rows: readonly CatalogRow[]): ReadonlyMap<SettingKey, CatalogRow> =>
  new Map(rows.map((row) => [row.key, row]));

export const toyContainer: ContainerId = CONTAINER;
