// The rules for copies against the real store, over random histories: two copies are caught, one device never is.
import fc from 'fast-check';
import { afterEach, beforeEach, test } from 'vitest';
import { deviceId } from '../../../src/model/ids.js';
import type { CheckinRequest } from '../../../src/model/wire/schemas.js';
import type { Store } from '../../../src/service/store/database.js';
import { closeStore, inTransaction, openStore } from '../../../src/service/store/database.js';
import { advanceSeq, insertPresence } from '../../../src/service/store/presence.js';
import { takeCheckin } from '../../../src/service/take-checkin.js';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:', 1);
});
afterEach(() => closeStore(store));

/** What a device keeps; a copy of its disk is a copy of this. */
interface Disk {
  readonly seq: number;
  readonly prev: number | null;
  readonly machine: string;
  readonly boot: number;
}

type Fate = 'answered' | 'answer-lost' | 'request-lost';
interface Exchange {
  readonly what: 'checkin' | 'report';
  readonly fate: Fate;
}

const machineOf = (name: string): string => `sha256:${name.repeat(64)}`;
const fresh: Disk = { seq: 0, prev: null, machine: machineOf('a'), boot: 1 };
let devices = 0;

async function newDevice() {
  devices += 1;
  const id = deviceId(`device-${devices}`);
  await insertPresence(store, id, 0);
  return id;
}

/** The number is saved before anything is sent. Undefined: refused as a copy. */
async function exchange(
  id: ReturnType<typeof deviceId>,
  disk: Disk,
  { what, fate }: Exchange,
): Promise<Disk | undefined> {
  const sent = { ...disk, seq: disk.seq + 1 };
  if (fate === 'request-lost') return sent;
  const taken = await inTransaction(store, async (trx) =>
    what === 'report'
      ? advanceSeq(trx, id, { seq: sent.seq, at: 1 })
      : (await takeCheckin(trx, id, { said: checkinOf(sent), at: 1 })).is === 'taken',
  );
  if (!taken) return undefined;
  return fate === 'answered' && what === 'checkin' ? { ...sent, prev: sent.seq } : sent;
}

const checkinOf = ({ seq, prev, machine, boot }: Disk): CheckinRequest => ({
  seq,
  prev,
  machine,
  boot,
  agent: '0.1.0',
  os: { type: 'Linux', version: '12.5' },
  inventory: null,
  assignment: null,
  report: null,
  status: { number: 1, code: 'managed' },
  simulated: true,
});

const exchanges: fc.Arbitrary<Exchange> = fc.record({
  what: fc.constantFrom('checkin', 'checkin', 'report'),
  fate: fc.constantFrom('answered', 'answered', 'answer-lost', 'request-lost'),
});
const answered: Exchange = { what: 'checkin', fate: 'answered' };

test('of two copies one is refused before both have had two answers, on one machine or two', async () => {
  const scenario = fc.record({
    before: fc.array(exchanges, { maxLength: 6 }),
    sameMachine: fc.boolean(),
    starts: fc.tuple(fc.nat(2), fc.nat(2)),
    after: fc.array(fc.tuple(fc.nat(1), exchanges), { minLength: 20, maxLength: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ before, sameMachine, starts, after }) => {
      const id = await newDevice();
      let disk = await run(id, fresh, [answered, ...before]);
      disk = must(disk);
      const copies: Disk[] = [
        { ...disk, boot: disk.boot + starts[0] },
        { ...disk, boot: disk.boot + starts[1], machine: sameMachine ? disk.machine : machineOf('b') },
      ];
      const counts = [0, 0];
      for (const [who, each] of after) {
        const next = await exchange(id, copies[who] ?? fresh, each);
        if (next === undefined) return;
        copies[who] = next;
        if (each.what === 'checkin' && each.fate === 'answered') counts[who] = (counts[who] ?? 0) + 1;
        if (counts.every((count) => count >= 2)) throw new Error('both went on unnoticed');
      }
    }),
    { numRuns: 100 },
  );
});

test('a snapshot that is restored after two further check-ins is caught when it first gets an answer', async () => {
  const scenario = fc.record({
    before: fc.array(exchanges, { maxLength: 6 }),
    between: fc.array(exchanges, { maxLength: 6 }),
    lost: fc.nat(20),
    starts: fc.nat(2),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ before, between, lost, starts }) => {
      const id = await newDevice();
      const snapshot = must(await run(id, fresh, [answered, ...before]));
      await run(id, snapshot, [...between, answered, answered]);
      const tries = Array.from({ length: lost }, (): Exchange => ({ what: 'checkin', fate: 'request-lost' }));
      const restored = { ...snapshot, boot: snapshot.boot + starts };
      const after = await run(id, restored, [...tries, answered]);
      if (after !== undefined) throw new Error('the snapshot went on unnoticed');
    }),
    { numRuns: 100 },
  );
});

type Event = Exchange | 'restart' | 'rebuild' | 'new-hardware' | 'service-backup' | 'service-restored';

test('one device is never taken for a copy: lost answers, restarts, a rebuilt database, new hardware, a restored service', async () => {
  const events: fc.Arbitrary<Event> = fc.oneof(
    { weight: 6, arbitrary: exchanges },
    fc.constantFrom<Event>('restart', 'rebuild', 'new-hardware', 'service-backup', 'service-restored'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(events, { maxLength: 60 }), async (history) => {
      const id = await newDevice();
      let disk = must(await run(id, fresh, [answered]));
      let backup = await rowOf(id);
      for (const [at, event] of history.entries()) {
        if (typeof event === 'object') {
          const next = await exchange(id, disk, event);
          if (next === undefined) throw new Error(`taken for a copy at ${at}`);
          disk = next;
          continue;
        }
        switch (event) {
          case 'restart':
            disk = { ...disk, boot: disk.boot + 1 };
            break;
          case 'rebuild':
            // Only the number stands outside the database.
            disk = { ...disk, prev: null, boot: 0 };
            break;
          case 'new-hardware':
            // Seen alone: the device was in touch before and is after it.
            disk = must(await run(id, disk, [answered, { what: 'report', fate: 'answer-lost' }]));
            disk = must(await run(id, { ...disk, machine: machineOf(String(at % 10)) }, [answered]));
            backup = await rowOf(id);
            break;
          case 'service-backup':
            backup = await rowOf(id);
            break;
          case 'service-restored':
            await store.updateTable('presence').set(backup).where('device_id', '=', id).execute();
            break;
        }
      }
    }),
    { numRuns: 150 },
  );
});

async function run(
  id: ReturnType<typeof deviceId>,
  start: Disk,
  history: readonly Exchange[],
): Promise<Disk | undefined> {
  let disk: Disk | undefined = start;
  for (const each of history) {
    if (disk === undefined) return undefined;
    disk = await exchange(id, disk, each);
  }
  return disk;
}

function must(disk: Disk | undefined): Disk {
  if (disk === undefined) throw new Error('one device alone was taken for a copy');
  return disk;
}

const rowOf = (id: ReturnType<typeof deviceId>) =>
  store.selectFrom('presence').selectAll().where('device_id', '=', id).executeTakeFirstOrThrow();
