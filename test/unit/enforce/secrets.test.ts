// A secret in a pass: only the write gets its text; what is compared, kept and answered is its fingerprint.
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { WriteBatch } from '../../../src/model/ports.js';
import { createSecret, fingerprintOf, revealed } from '../../../src/model/secret.js';
import { createToyMachine, toyRow } from '../../support/enforce/toy-machine.js';
import { createToyDevice, want } from '../../support/enforce/toy-pass.js';

const blob = toyRow('blob', { kind: 'secret' });
const TEXT = 'the-onboarding-text';

const wantSecret = (text: string, policy?: string) => {
  const secret = createSecret(text);
  return { ...want(blob, secret.fingerprint, policy), secret };
};

function device() {
  const machine = createToyMachine();
  const batches: WriteBatch[] = [];
  const { adapter } = machine;
  const spy = {
    ...adapter,
    write: (batch: WriteBatch, signal: AbortSignal) => {
      batches.push(batch);
      return adapter.write(batch, signal);
    },
  };
  return { batches, ...createToyDevice({ ...machine, adapter: spy }, [blob]) };
}

test('the adapter is given the text, and nobody else', async () => {
  const { batches, memory, pass } = device();
  const done = await pass([wantSecret(TEXT)]);
  expect(revealed(batches[0]?.secrets, fingerprintOf(TEXT))).toBe(TEXT);
  expect(done.finding(blob)).toMatchObject({ state: 'remediated', desired: fingerprintOf(TEXT) });
  const shown = inspect([done, [...memory.owned.values()], batches], { depth: 12, showHidden: true });
  expect([shown, JSON.stringify([done, [...memory.owned.values()], batches])].join()).not.toContain(TEXT);
});

test('a second pass writes nothing, and another secret is written', async () => {
  const { batches, pass } = device();
  await pass([wantSecret(TEXT)]);
  expect((await pass([wantSecret(TEXT)])).finding(blob)?.state).toBe('compliant');
  expect(batches).toHaveLength(1);
  await pass([wantSecret('another')]);
  expect(revealed(batches[1]?.secrets, fingerprintOf('another'))).toBe('another');
});

test('two policies with different secrets conflict, and the message shows neither', async () => {
  const { batches, pass } = device();
  const done = await pass([wantSecret(TEXT, 'A'), wantSecret('another', 'B')]);
  expect(done.finding(blob)?.state).toBe('conflict');
  expect([batches, JSON.stringify(done).includes(TEXT)]).toEqual([[], false]);
});

test('a fingerprint of which nobody has the text reveals nothing', () => {
  expect(revealed(new Map(), fingerprintOf(TEXT))).toBeUndefined();
  expect(revealed(undefined, fingerprintOf(TEXT))).toBeUndefined();
});
