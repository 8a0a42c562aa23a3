// Everything that can be wrong with the agent or the managed file, each with an answer of its own.
import { describe, expect, test } from 'vitest';
import { createLinuxAdapter } from '../../../../platform/linux/adapter.js';
import type { SimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import {
  ALL_ROWS,
  CLOUD,
  EXCLUSIONS,
  LEVEL,
  linuxRow,
  MANAGED,
  OFFLINE,
} from '../../../support/linux-rows.js';

const { signal } = new AbortController();

async function observe(prepare: (machine: SimulatedLinux) => void) {
  const machine = createSimulatedLinux();
  prepare(machine);
  const observation = await createLinuxAdapter(machine).observe(ALL_ROWS, signal);
  const { engine, settings } = observation;
  return { engine, effective: (row: typeof CLOUD) => settings.get(row.key)?.effective };
}

describe('the agent', () => {
  test('that is not installed is missing, and no command is run', async () => {
    const machine = createSimulatedLinux();
    machine.setFaults({ notInstalled: true });
    const { engine, settings } = await createLinuxAdapter(machine).observe([CLOUD], signal);
    expect(engine).toEqual({ is: 'missing' });
    expect(settings.get(CLOUD.key)).toMatchObject({
      stored: { is: 'absent' },
      effective: { is: 'unreadable', fault: { kind: 'missing' } },
    });
    expect(machine.runs).toEqual([]);
  });

  test('that is too old, not licensed, or down is told apart', async () => {
    const old = await observe((machine) => machine.setAgent({ version: '101.10000.0001' }));
    expect(old.engine).toMatchObject({ is: 'too-old', version: '101.10000.0001' });
    const unlicensed = await observe((machine) => machine.setFaults({ notLicensed: true }));
    expect(unlicensed.engine.is).toBe('not-licensed');
    const down = await observe((machine) => machine.setFaults({ daemonDown: true }));
    expect(down.engine).toMatchObject({ is: 'not-running', fault: { kind: 'failed', exitCode: 1 } });
    expect(down.effective(CLOUD)?.is).toBe('unreadable');
  });

  test('that hangs, fails or lies is never read as a value', async () => {
    const hung = await observe((machine) => machine.setFaults({ hangs: true }));
    expect(hung.engine).toMatchObject({ is: 'unreadable', fault: { kind: 'timeout', afterMs: 30_000 } });
    for (const lies of ['', 'OK\n', '{}', '{"cloudEnabled":', '[managed]', '\u001b[2J']) {
      const lied = await observe((machine) => machine.setFaults({ lies }));
      expect(lied.engine.is).toBe('unreadable');
      for (const row of [EXCLUSIONS, OFFLINE, LEVEL]) {
        expect(lied.effective(row)?.is).toMatch(/^(unreadable|no-reader)$/);
      }
    }
    const failed = await observe((machine) => machine.setFaults({ failsWith: 71 }));
    expect(failed.engine).toMatchObject({ is: 'not-running', fault: { exitCode: 71 } });
  });

  test('whose list of exclusions has an unknown layout spoils only these rows', async () => {
    const seen = await observe((machine) => machine.setFaults({ exclusionsLayoutUnknown: true }));
    expect(seen.engine.is).toBe('ready');
    expect(seen.effective(EXCLUSIONS)).toMatchObject({ is: 'unreadable', fault: { kind: 'bad-reply' } });
    expect(seen.effective(CLOUD)?.is).toBe('value');
  });

  test('words of the machine reach a message as one printable line', async () => {
    const machine = createSimulatedLinux();
    machine.setFaults({ failsWith: 1 });
    const host = {
      ...machine,
      run: async () => {
        const stderr = Buffer.from(`\u001b[31mred\nline\u202e${'x'.repeat(1000)}`);
        return { ok: true as const, value: { exitCode: 1, stdout: Buffer.alloc(0), stderr } };
      },
    };
    const { engine } = await createLinuxAdapter(host).observe([], signal);
    const said = engine.is === 'not-running' && engine.fault.kind === 'failed' ? engine.fault.said : '';
    expect(said).toMatch(/^ \[31mred line x+$/);
    expect(said.length).toBe(200);
  });
});

describe('the managed file', () => {
  const write = async (prepare: (machine: SimulatedLinux) => Promise<void> | void) => {
    const machine = createSimulatedLinux();
    await prepare(machine);
    const changes = [{ row: CLOUD, to: { do: 'set', value: false } as const }];
    const outcome = await createLinuxAdapter(machine).write({ changes, giveBack: [] }, signal);
    const result = outcome.settings.get(CLOUD.key);
    return { machine, fault: result?.ok === false ? result.error : undefined };
  };

  test('that is a symbolic link is refused', async () => {
    const { fault, machine } = await write((before) => {
      before.setFile('/tmp/elsewhere.json', '{}');
      before.setLink(MANAGED, '/tmp/elsewhere.json');
    });
    expect(fault).toMatchObject({ kind: 'unsafe', target: MANAGED });
    expect(machine.state().files[MANAGED]).toEqual({ type: 'link', target: '/tmp/elsewhere.json' });
  });

  test('that belongs to someone else is refused', async () => {
    const { fault } = await write(async (machine) => {
      await machine.writeAtomic(MANAGED, Buffer.from('{}'), { mode: 0o644, uid: 1000, gid: 1000 });
    });
    expect(fault).toMatchObject({ kind: 'unsafe', why: 'it belongs to user 1000, not to root' });
  });

  test('that is larger than any real one is refused', async () => {
    const { fault } = await write((machine) => machine.setFile(MANAGED, ' '.repeat(9 * 1024 * 1024)));
    expect(fault).toMatchObject({ kind: 'too-big' });
  });

  test('that the disk does not take stays as it was, and each setting says why', async () => {
    for (const disk of ['full', 'read-only'] as const) {
      const { fault, machine } = await write((before) => {
        before.setFile(MANAGED, '{"own":1}');
        before.setFaults({ disk });
      });
      expect(fault).toEqual({ kind: 'disk', target: MANAGED, why: disk });
      expect((await machine.stat(MANAGED)).ok).toBe(true);
      machine.setFaults({ disk: null });
      const read = await machine.read(MANAGED, { maxBytes: 100 });
      expect(read).toMatchObject({ value: { bytes: Buffer.from('{"own":1}') } });
    }
  });

  test('keeps the mode and owner that it had', async () => {
    const { machine } = await write(async (before) => {
      await before.writeAtomic(MANAGED, Buffer.from('{}'), { mode: 0o640, uid: 0, gid: 7 });
    });
    expect(await machine.stat(MANAGED)).toMatchObject({ value: { mode: 0o640, uid: 0, gid: 7 } });
  });

  test('a row without a home there is not written, and says so', async () => {
    const row = linuxRow('edr.earlyPreview', { by: 'none', why: 'unknown' }, { write: [] });
    const adapter = createLinuxAdapter(createSimulatedLinux());
    const outcome = await adapter.write(
      { changes: [{ row, to: { do: 'set', value: 'x' } }], giveBack: [] },
      signal,
    );
    expect(outcome.settings.get(row.key)).toMatchObject({ ok: false, error: { kind: 'missing' } });
    const seen = await adapter.observe([row], signal);
    expect(seen.settings.get(row.key)?.stored.is).toBe('no-reader');
  });

  test('after the caller has given up nothing is attempted', async () => {
    const machine = createSimulatedLinux();
    const changes = [{ row: CLOUD, to: { do: 'set', value: false } as const }];
    const outcome = await createLinuxAdapter(machine).write({ changes, giveBack: [] }, AbortSignal.abort());
    expect(outcome.settings.size).toBe(0);
    expect(await machine.stat(MANAGED)).toEqual({ ok: true, value: undefined });
  });
});
