// The vendor's own channel on a simulated Linux machine: managed, not managed, cannot tell, and whether its policy is
// in force.
import { expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import { askAgent } from '../../../../platform/linux/agent-word.js';
import { MDATP_PATHS } from '../../../../platform/linux/mdatp.js';
import { CHANNEL_FILE, probeChannel } from '../../../../platform/linux/probe-channel.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { saysOf } from '../../../support/probe-answers.js';
import { hanging, printing, refusing } from '../../../support/refusing-host.js';

const { signal } = new AbortController();
const [MDATP] = MDATP_PATHS;
const probe = async (host: Host) => probeChannel(host, await askAgent(host, MDATP_PATHS, signal));
const answering = (host: Host, json: object) => printing(host, { [MDATP]: JSON.stringify(json) });
const named = (value: unknown) => ({ managedBy: { displayValue: false, isManaged: true, value } });

test('a machine with Defender and nobody behind it is not managed, nor is one without Defender', async () => {
  const machine = createSimulatedLinux();
  expect(await probe(machine)).toMatchObject({ answer: 'not-managed', required: true });
  machine.setFaults({ notInstalled: true });
  expect(saysOf(await probe(machine))).toEqual(['not installed']);
  expect(await probe(machine)).toMatchObject({ answer: 'not-managed' });
});

test('its policy is in force as soon as its file holds settings, not before', async () => {
  const machine = createSimulatedLinux();
  machine.enter('vendor-channel-without-policy');
  expect(await probe(machine)).toMatchObject({ answer: 'managed', policySeen: false });
  machine.enter('vendor-channel');
  expect(await probe(machine)).toMatchObject({ answer: 'managed', policySeen: true });
});

test('settings in its file are in force although the agent names nobody', async () => {
  const machine = createSimulatedLinux();
  machine.enter('vendor-channel');
  machine.setAgent({ managedBy: '' });
  expect(await probe(machine)).toMatchObject({ answer: 'managed', policySeen: true });
});

test('an empty file that was left behind cannot be told from one that is in use', async () => {
  const machine = createSimulatedLinux();
  for (const text of ['{}', '', 'nonsense', '[1]']) {
    machine.setFile(CHANNEL_FILE, text);
    expect(await probe(machine)).toMatchObject({ answer: 'unknown' });
  }
  expect(saysOf(await probe(machine)).join()).toContain('remove it if settings management has ended');
});

test('of an agent that has no word for its manager, the file alone tells', async () => {
  const machine = createSimulatedLinux();
  const old = answering(machine, { appVersion: '101.23052.0009', licensed: true });
  expect(await probe(old)).toMatchObject({ answer: 'not-managed' });
  machine.setFile(CHANNEL_FILE, '{}');
  expect(await probe(old)).toMatchObject({ answer: 'managed', policySeen: false });
});

test.each(['MDE', 'Intune'])('an agent that names %s is managed', async (name) => {
  expect(await probe(answering(createSimulatedLinux(), named(name)))).toMatchObject({ answer: 'managed' });
});

test.each([7, null, ['MDE'], { by: 'MDE' }])('a manager in the form %j cannot be told', async (value) => {
  expect(await probe(answering(createSimulatedLinux(), named(value)))).toMatchObject({ answer: 'unknown' });
});

test.each([
  { daemonDown: true },
  { failsWith: 3 },
  { lies: 'garbage' },
  { lies: '{}' },
  { lies: '[]' },
  { lies: '' },
])('an agent that answers %j cannot be told', async (faults) => {
  const machine = createSimulatedLinux();
  machine.setFaults(faults);
  expect(await probe(machine)).toMatchObject({ answer: 'unknown', required: true });
});

test('an agent that hangs, or whose file or program cannot be looked at, cannot be told', async () => {
  const machine = createSimulatedLinux();
  expect(saysOf(await probe(hanging(machine, MDATP)))[0]).toContain('no answer within');
  expect(await probe(refusing(machine, CHANNEL_FILE))).toMatchObject({ answer: 'unknown' });
  expect(await probe(refusing(machine, MDATP))).toMatchObject({ answer: 'unknown' });
});

test('words of the agent go into evidence as one printable line', async () => {
  const said = await probe(answering(createSimulatedLinux(), named(`M\u001b[2J\nDE${'x'.repeat(500)}`)));
  expect(saysOf(said)[0]).toMatch(/^M \[2J DEx{1,100}$/);
});
