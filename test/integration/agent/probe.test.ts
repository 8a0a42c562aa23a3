// `holdfast probe`: the verdict, the special cases and the evidence, for people and for programs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { epochMs } from '../../../src/model/ids.js';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { REGISTRATION, setIntune } from '../../support/intune-on-linux.js';

let device: AgentDevice;
beforeEach(() => {
  device = createAgentDevice({ now: () => epochMs(Date.UTC(2026, 0, 5)), monotonicMs: () => 0 });
});
afterEach(() => device[Symbol.dispose]());

const asked = async (): Promise<{ readonly [name: string]: unknown }> =>
  JSON.parse((await device.run('probe', '--json')).out);

function configure(config: object): void {
  mkdirSync(device.state, { recursive: true });
  writeFileSync(join(device.state, 'config.json'), JSON.stringify(config));
}

describe('as JSON', () => {
  test('has one form, whatever was found', async () => {
    const names = [
      ...['form', 'verdict', 'state', 'status', 'presence', 'policySeen', 'double', 'identity', 'firewall'],
      ...['fit', 'managers', 'tenant', 'rivals', 'warnings'],
    ];
    expect(Object.keys(await asked())).toEqual(names);
    setIntune(device.machine, 'managing');
    expect(Object.keys(await asked())).toEqual(names);
  });

  test('gives verdict, status and evidence of a device that Intune has', async () => {
    setIntune(device.machine, 'managing');
    const view = await asked();
    expect(view).toMatchObject({
      form: 1,
      verdict: { fit: 'managed-elsewhere', by: 'intune' },
      state: 'managed-elsewhere',
      status: { number: 3, code: 'managed-by-mdm' },
      presence: 'intune',
    });
    const managers = view['managers'];
    expect(managers).toContainEqual(expect.objectContaining({ manager: 'intune', answer: 'managed' }));
    expect(JSON.stringify(managers)).toContain(REGISTRATION);
  });

  test('says by whose word the machine is thrown away, and what helps', async () => {
    configure({ nonPersistent: true });
    const view = await asked();
    expect(view).toMatchObject({
      verdict: { fit: 'unsupported', case: 'vdi-non-persistent' },
      status: { number: null, code: 'vdi-non-persistent', remedy: expect.stringContaining('image') },
    });
    expect(view['fit']).toContainEqual(
      expect.objectContaining({
        case: 'vdi-non-persistent',
        answer: 'yes',
        decision: 'refuse',
        evidence: [{ source: join(device.state, 'config.json'), says: 'nonPersistent is true' }],
      }),
    );
  });
});

test('for people: the verdict first, then the evidence, then the special cases that it is', async () => {
  configure({ nonPersistent: true });
  const { out, code } = await device.run('probe');
  expect(code).toBe(0);
  const places = ['Not supported (vdi-non-persistent)', 'LOOKED AT', 'CASE\tANSWER\tDECISION'].map((text) =>
    out.indexOf(text),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
  expect(out).toContain('vdi-non-persistent\tyes\trefuse\t');
  expect(out).toMatch(/^application-container\tno\t/m);
  expect(out.slice(out.indexOf('CASE\t'))).not.toContain('application-container');
});

test('for people: a machine that is no special case is told so in a sentence', async () => {
  const { out } = await device.run('probe');
  expect(out).toMatch(/^Nobody else manages these settings: Holdfast may manage them\.$/m);
  expect(out).toMatch(/^This machine is none of the special cases that were asked for\.$/m);
  expect(out).not.toContain('CASE\t');
});

test('writes nothing, and leaves a state that it finds as it is', async () => {
  await device.run('probe');
  setIntune(device.machine, 'managing');
  await device.run('probe');
  expect((await device.run('status')).code).toBe(3);
});

test('nonPersistent is a switch: a text in its place is refused by name', async () => {
  configure({ nonPersistent: 'yes' });
  expect((await device.run('probe')).err).toContain('"nonPersistent" must be true or false');
});
