// A secret of a policy, end to end on a simulated Windows machine: it reaches the registry, and nothing that is said,
// shown or reported; on disk it stands only where it is needed to enforce and to give back, and not any longer.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textAt } from '../../../platform/simulated/registry.js';
import { textValue } from '../../../platform/simulated/registry-value.js';
import type { SimulatedWindows } from '../../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../../platform/simulated/windows-machine.js';
import { createSystemTimer } from '../../../platform/timer.js';
import { runCli } from '../../../src/agent/cli/run-cli.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';
import type { Finding } from '../../../src/model/finding.js';
import { policyId } from '../../../src/model/ids.js';
import { reportItems } from '../../../src/report/build-report.js';
import { createMovableClock } from '../../support/service.js';
import type { Json } from '../../unit/model/policy/policy-json.js';
import { choice, secret } from '../../unit/model/policy/policy-json.js';

const EDR = 'device_vendor_msft_windowsadvancedthreatprotection';
const SENSOR = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection';
const MARKER = 'canary-of-the-policy-7c1d';
const FORMER = 'canary-of-the-machine-52be';
const blob = (text: string) => JSON.stringify({ body: text, sig: 'x' });

let folder: string;
let machine: SimulatedWindows;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-secrets-'));
  machine = createSimulatedWindows();
  machine.changeRegistry([{ do: 'set', path: SENSOR, value: textValue('OnboardingInfo', blob(FORMER)) }]);
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: readonly string[]): Promise<string> {
  const out: string[] = [];
  const take = (text: string): void => void out.push(text);
  await runCli({
    argv: ['--simulate', 'windows', '--state-dir', join(folder, 'state'), ...args],
    stdout: { write: take, isTerminal: false },
    stderr: { write: take, isTerminal: false },
    readStdin: async () => '',
    clock: createMovableClock(),
    random: { fraction: () => 0.5, uuid: () => crypto.randomUUID() },
    timer: createSystemTimer(),
    processes: createProcesses(),
    isPrivileged: () => false,
    host: machine,
  });
  said.push(out.join(''));
  return out.join('');
}

/** Lies beside the state folder, as an administrator's file does. */
function policyFile(name: string, ...settings: readonly Json[]): string {
  const file = join(folder, `${name}.json`);
  const body = {
    name,
    platforms: 'windows10',
    technologies: 'mdm,microsoftSense',
    templateReference: { templateId: '0385b795-0f2f-44ac-8602-9f65bf6adede_1' },
    settings: settings.map((settingInstance) => ({ settingInstance })),
  };
  writeFileSync(file, JSON.stringify(body));
  return file;
}

const onboarding = (name: string, text: string) =>
  policyFile(
    name,
    choice(`${EDR}_configurationtype`, '_onboard', [secret(`${EDR}_onboarding`, 'notEncrypted', blob(text))]),
  );

const inRegistry = () => textAt(machine.state().registry, SENSOR, 'OnboardingInfo');

/** However it may be written: as it is, in two bytes a character, in base64 or in hexadecimal digits. */
function shows(bytes: Buffer, text: string): boolean {
  const forms = (['utf8', 'utf16le'] as const).map((encoding) => Buffer.from(text, encoding));
  const whole = bytes.toString('latin1').toLowerCase();
  return forms.some((form) => {
    const hex = form.toString('hex');
    const base64 = [0, 1, 2].map((at) => form.subarray(at).toString('base64').slice(0, -4));
    return (
      bytes.includes(form) ||
      whole.includes(hex) ||
      whole.includes(hex.replaceAll(/..(?=.)/g, '$&,')) ||
      base64.some((part) => bytes.includes(part))
    );
  });
}

const filesWith = (text: string): readonly string[] =>
  readdirSync(join(folder, 'state'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => shows(readFileSync(file), text))
    .map((file) => file.slice(join(folder, 'state').length + 1).replace(/-wal$/, ''));

/** Policy documents are named by their digest. */
const withoutDigest = (file: string) => file.replace(/\/[0-9a-f]{64}\.json$/, '');

async function everyCommand(policy: string): Promise<readonly Finding[]> {
  await run('plan', policy);
  await run('plan', '--json', policy);
  const applied: { readonly findings: readonly Finding[] } = JSON.parse(await run('apply', '--json', policy));
  await run('apply', policy);
  for (const json of [[], ['--json']]) {
    await run('status', ...json);
    await run('why', `${EDR}_onboarding`, ...json);
    await run('settings', 'onboarding', ...json);
    await run('probe', ...json);
    await run('plan', ...json);
  }
  return applied.findings;
}

describe('an onboarding blob', () => {
  test('reaches the registry, and is neither said, shown nor reported; nor is the one that was there', async () => {
    const findings = await everyCommand(onboarding('Sensor', MARKER));
    expect(inRegistry()).toBe(blob(MARKER));
    const policies = findings.flatMap((one) => one.policies).slice(0, 1);
    expect(policies.map(({ id }) => policyId(id))).toHaveLength(1);
    said.push(JSON.stringify(reportItems({ findings, policies, full: true })));
    await run('restore', '--json');
    expect(said.length).toBeGreaterThan(12);
    expect(said.every((text) => text.length > 0)).toBe(true);
    for (const text of said)
      expect([shows(Buffer.from(text), MARKER), shows(Buffer.from(text), FORMER)]).toEqual([false, false]);
  });

  test('reaches no argument of a program, and no file of the machine stays that holds it', async () => {
    await everyCommand(onboarding('Sensor', MARKER));
    expect(shows(Buffer.from(JSON.stringify(machine.runs)), MARKER)).toBe(false);
    const files = Object.values(machine.state().files).map(({ content }) => Buffer.from(content, 'base64'));
    expect(files.filter((file) => shows(file, MARKER) || shows(file, FORMER))).toEqual([]);
  });

  test('stands on disk only with the policy and as the former value, in private, for as long as it is in force', async () => {
    await everyCommand(onboarding('Sensor', MARKER));
    expect([...new Set(filesWith(MARKER).map(withoutDigest))].sort()).toEqual(['documents', 'state.db']);
    expect([...new Set(filesWith(FORMER))]).toEqual(['state.db']);
    for (const file of filesWith(MARKER)) expect(statSync(join(folder, 'state', file)).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'state')).mode & 0o077).toBe(0);
    await run('restore');
    expect([filesWith(MARKER), filesWith(FORMER)]).toEqual([[], []]);
    expect(inRegistry()).toBe(blob(FORMER));
  });

  test('is given up with a plan and an answer that say what stays', async () => {
    await run('apply', onboarding('Sensor', MARKER));
    const other = policyFile('Samples', choice(`${EDR}_configuration_samplesharing`, '_1'));
    expect(await run('plan', other)).toContain('what it did (such as onboarding a sensor) stays');
    const findings: { readonly findings: readonly Finding[] } = JSON.parse(
      await run('apply', '--json', other),
    );
    expect(findings.findings.find(({ key }) => key === `${EDR}_onboarding`)).toMatchObject({
      state: 'notApplicable',
      reason: { code: 'not-restorable' },
    });
  });

  test('that another policy contradicts, that cannot be written or that is no blob is not shown either', async () => {
    const [ours, theirs] = [onboarding('Sensor', MARKER), onboarding('Other sensor', `${MARKER}2`)];
    expect(await run('plan', ours, theirs)).toContain('conflict');
    await run('apply', ours, theirs);
    machine.setFaults({ deniedKeys: [SENSOR] });
    await run('apply', ours);
    await run('why', `${EDR}_onboarding`);
    const wrong = [
      secret(`${EDR}_onboarding`, 'encryptedValueToken', MARKER),
      secret(`${EDR}_onboarding`, 'sealed', MARKER),
      secret(`${EDR}_onboarding`, 'notEncrypted', `${MARKER}\u0000`),
      secret(`${EDR}_configuration_samplesharing`, 'notEncrypted', MARKER),
      secret(`${EDR}_unheard_of`, 'notEncrypted', MARKER),
    ];
    for (const [at, setting] of wrong.entries()) {
      await run('plan', policyFile(`Wrong ${at}`, setting));
      await run('apply', '--json', policyFile(`Wrong ${at}`, setting));
    }
    expect(said.filter((text) => shows(Buffer.from(text), MARKER))).toEqual([]);
  });
});
