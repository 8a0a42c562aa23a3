// When the machine is looked at anew, and what its service is told: in the form of the wire, whatever the machine says.
import { describe, expect, test } from 'vitest';
import type { HeldInventory, Seen, Told } from '../../../../src/agent/inventory/inventory.js';
import { dueLook, tagsOf, wholeInventory, withLook } from '../../../../src/agent/inventory/inventory.js';
import { epochMs } from '../../../../src/model/ids.js';
import { NOTHING_SAID } from '../../../../src/model/posture.js';
import type { Probe } from '../../../../src/model/probe.js';
import type { DeviceDescription } from '../../../../src/model/wire/schemas.js';
import { validateInventoryRequest } from '../../../../src/model/wire/validators.js';

const HOUR = 3_600_000;
const NOW = epochMs(Date.UTC(2026, 10, 21, 7, 30));

const held = (more: Partial<HeldInventory> = {}): HeldInventory => ({
  at: NOW,
  boot: 'boot-1',
  engine: 'ready',
  agent: '1.0.0',
  hardware: { manufacturer: 'Dell Inc.', model: 'PowerEdge R650', cores: 8, virtual: false },
  tags: [],
  tagsKnown: true,
  posture: NOTHING_SAID,
  ...more,
});

const seen = (more: Partial<Seen> = {}): Seen => ({
  now: NOW,
  boot: 'boot-1',
  engine: 'ready',
  agent: '1.0.0',
  asked: false,
  ...more,
});

describe('a look at the machine', () => {
  test('is due where none was made yet', () => {
    expect(dueLook(undefined, seen())).toBe('all');
  });

  test.each([
    ['within a day', 23 * HOUR, 'none'],
    ['after a day', 24 * HOUR, 'all'],
    ['on a clock that was set back by an hour', -HOUR, 'none'],
    ['on a clock that was set back by a year', -365 * 24 * HOUR, 'all'],
    ['on a clock that was set ahead by a year', 365 * 24 * HOUR, 'all'],
  ] as const)('%s: %s', (_when, ms, due) => {
    expect(dueLook(held(), seen({ now: epochMs(NOW + ms) }))).toBe(due);
  });

  test('is due after a start of the machine, and with another version of the agent', () => {
    expect(dueLook(held(), seen({ boot: 'boot-2' }))).toBe('all');
    expect(dueLook(held(), seen({ agent: '1.1.0' }))).toBe('all');
    expect(dueLook(held({ boot: null }), seen({ boot: null }))).toBe('none');
  });

  test('asks the engine alone when that has changed, when tags could not be read, or when somebody waits for it', () => {
    expect(dueLook(held(), seen({ asked: true }))).toBe('engine');
    expect(dueLook(held(), seen({ engine: 'missing' }))).toBe('engine');
    expect(dueLook(held({ tagsKnown: false }), seen())).toBe('engine');
  });
});

describe('tags', () => {
  test('are those of the onboarding file and then those of the machine, each once', () => {
    expect(tagsOf(['a', 'b'], held({ tags: ['b', 'MDE-Management'] }))).toEqual(['a', 'b', 'MDE-Management']);
  });

  test('that the wire cannot carry are left out, never cut into another tag', () => {
    expect(tagsOf([], held({ tags: ['', '  ', 'x'.repeat(201), 'a\u0000b', 'a\u202eb', 'ok'] }))).toEqual([
      'ok',
    ]);
  });

  test('are at most twenty', () => {
    const many = Array.from({ length: 40 }, (_, at) => `tag-${at}`);
    expect(tagsOf(['first'], held({ tags: many }))).toHaveLength(20);
  });
});

const device: DeviceDescription = {
  hostname: 'web-01',
  os: { type: 'Linux', version: '12.5', name: 'Debian GNU/Linux 12', architecture: 'x64' },
  tags: [],
  simulated: false,
};

const told = (more: Partial<Told> = {}): Told => ({
  device,
  held: held(),
  probes: [],
  engine: { state: 'ready', version: '101.24032.0007' },
  agent: '1.0.0',
  ...more,
});

test('a description gets what the look found: whose machine it is, and its tags beside those of the file', () => {
  expect(withLook({ ...device, tags: ['from-the-file'] }, held({ tags: ['MDE-Management'] }))).toEqual({
    ...device,
    manufacturer: 'Dell Inc.',
    model: 'PowerEdge R650',
    tags: ['from-the-file', 'MDE-Management'],
  });
  expect(withLook(device, undefined)).toEqual(device);
});

describe('an inventory', () => {
  const posture = {
    engine: {
      signatureVersion: '1.401.12.0',
      signaturesAt: NOW,
      realTime: true,
      passive: false,
      tamperProtected: true,
    },
    sensor: { onboarded: true, organisation: 'org-1' },
    firewall: 'partly',
  } as const;

  test('says hardware, engine, sensor, firewall and other managers, in the form of the wire', () => {
    const probes: readonly Probe[] = [
      { asks: 'manager', manager: 'configmgr', answer: 'managed', required: false, evidence: [] },
      { asks: 'manager', manager: 'intune', answer: 'unknown', required: true, evidence: [] },
      { asks: 'rival', name: 'Puppet', answer: 'present', evidence: [] },
      { asks: 'rival', name: 'Chef', answer: 'absent', evidence: [] },
    ];
    const inventory = wholeInventory(told({ held: held({ posture }), probes }));
    expect(validateInventoryRequest({ seq: 1, ...inventory })).toBe(true);
    expect(inventory).toMatchObject({
      device: { hostname: 'web-01' },
      engine: { signatureVersion: '1.401.12.0', signaturesAt: '2026-11-21T07:30:00.000Z', realTime: true },
      sensor: { onboarded: true, organisation: 'org-1' },
      firewall: 'partly',
      managers: ['configmgr', 'Puppet'],
      hardware: { cores: 8, virtual: false },
    });
  });

  test('says null for what nobody knows, also before the first look', () => {
    const inventory = wholeInventory(told({ held: undefined }));
    expect(validateInventoryRequest({ seq: 1, ...inventory })).toBe(true);
    expect(inventory).toMatchObject({
      engine: { signatureVersion: null, signaturesAt: null, realTime: null, tamperProtected: null },
      sensor: { onboarded: null, organisation: null },
      firewall: null,
      hardware: {},
    });
  });

  test('is the same after the state was written and read: what is undefined does not come back', () => {
    const kept = held({ posture: NOTHING_SAID });
    const read: HeldInventory = JSON.parse(JSON.stringify(kept));
    expect(wholeInventory(told({ held: read }))).toEqual(wholeInventory(told({ held: kept })));
  });

  test('has another digest when anything in it is another, and the same when nothing is', () => {
    const digest = wholeInventory(told()).digest;
    expect(wholeInventory(told({ held: held({ at: epochMs(NOW + HOUR) }) })).digest).toBe(digest);
    expect(wholeInventory(told({ held: held({ posture }) })).digest).not.toBe(digest);
    expect(wholeInventory(told({ agent: '1.0.1' })).digest).not.toBe(digest);
  });

  test('stays in its bounds whatever a machine says', () => {
    const endless = 'x\u0000\u001b'.repeat(3000);
    const inventory = wholeInventory(
      told({
        held: held({
          posture: {
            engine: { ...posture.engine, signatureVersion: endless, signaturesAt: 1e300 },
            sensor: { onboarded: undefined, organisation: endless },
            firewall: undefined,
          },
        }),
        probes: Array.from({ length: 50 }, (_, at) => ({
          asks: 'rival' as const,
          name: `${at} ${endless}`,
          answer: 'present' as const,
          evidence: [],
        })),
      }),
    );
    expect(validateInventoryRequest({ seq: 1, ...inventory })).toBe(true);
  });
});
