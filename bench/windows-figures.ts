// Passes on a simulated Windows machine, by the number of values and of firewall rules: the programs that they start are
// counted, their time is shown. What Windows' own programs would take is not in it.

import { performance } from 'node:perf_hooks';
import type { DesiredSetting } from '../src/model/policy/desired.js';
import { isSettable, legalSettings, plainPolicyOf } from '../test/support/plain-settings.js';
import type { PlainSetting } from '../test/support/policy-dialects.js';
import { renderPolicy } from '../test/support/policy-dialects.js';
import type { SimulatedDevice } from '../test/support/simulated-devices.js';
import { createSimulatedDevice, passOn, readPolicyBytes } from '../test/support/simulated-devices.js';
import type { Figure } from './figure.js';
import { count, ratio } from './figure.js';
import type { Sample } from './measure.js';
import { interleave } from './measure.js';

const SIZES = [50, 500, 2000] as const;
const RULES = 500;
/** One PowerShell, one export for each registry tree. */
const MOST_PROGRAMS = 5;

export async function windowsFigures(rounds: number): Promise<readonly Figure[]> {
  const sides: Record<string, Sample> = {};
  const counts: Figure[] = [];
  for (const values of SIZES) {
    const device = createSimulatedDevice('windows');
    const desired = read(device, mixOf(device, values));
    await passOn(device, { desired });
    const noop = () => silentPass(device, desired);
    const name = `programs of a Windows pass with nothing to do, ${values} values`;
    counts.push(count(name, (await noop()).programs, { is: 'at most', value: MOST_PROGRAMS }));
    sides[String(values)] = async () => (await noop()).wallMs;
  }
  const rules = await applyRules();
  counts.push(
    count(`registry imports of ${RULES} firewall rules`, rules.imports, { is: 'exactly', value: 1 }),
    count(`firewall rules in force after it`, rules.inForce, { is: 'exactly', value: RULES }),
  );
  sides['rules'] = async () => (await applyRules()).wallMs;
  const medians = await interleave(rounds, sides);
  const beside = (name: string, side: string): Figure =>
    ratio({
      name,
      value: medians[side] ?? Number.NaN,
      reference: medians[String(SIZES[0])] ?? Number.NaN,
      unit: 'ms',
      referenceName: `a simulated pass with nothing to do, ${SIZES[0]} values`,
    });
  return [
    ...counts,
    ...SIZES.slice(1).map((values) =>
      beside(`simulated Windows pass with nothing to do, ${values} values`, String(values)),
    ),
    beside(`simulated Windows pass that writes ${RULES} firewall rules`, 'rules'),
  ];
}

interface Silent {
  readonly programs: number;
  readonly wallMs: number;
}

async function silentPass(device: SimulatedDevice, desired: readonly DesiredSetting[]): Promise<Silent> {
  const [ran, begun] = [device.runs.length, performance.now()];
  const { wrote } = await passOn(device, { desired });
  if (wrote) throw new Error('a pass on the simulated Windows machine writes again and again');
  return { programs: device.runs.length - ran, wallMs: performance.now() - begun };
}

async function applyRules(): Promise<{
  readonly imports: number;
  readonly inForce: number;
  readonly wallMs: number;
}> {
  const device = createSimulatedDevice('windows');
  const desired = read(device, rulesOf(RULES));
  const begun = performance.now();
  const { findings } = await passOn(device, { desired });
  const wallMs = performance.now() - begun;
  const readBack = findings[0]?.readBack;
  const shown = readBack?.is === 'value' && Array.isArray(readBack.value) ? readBack.value.length : 0;
  return { imports: device.runs.filter(([, verb]) => verb === 'import').length, inForce: shown, wallMs };
}

function read({ catalog }: SimulatedDevice, settings: readonly PlainSetting[]): readonly DesiredSetting[] {
  const policy = renderPolicy(plainPolicyOf(catalog, settings), 'portal', 'utf-8');
  const { settings: desired, refused } = readPolicyBytes(catalog, policy);
  const [first] = refused;
  if (first !== undefined) throw new Error(`${first.path}: ${first.reason.text}`);
  return desired;
}

/** Half of the values are settings, as far as there are as many; the rest are excluded paths and firewall rules. */
function mixOf({ catalog }: SimulatedDevice, values: number): readonly PlainSetting[] {
  const scalars = catalog.rows
    .filter((row) => isSettable(row) && ['choice', 'integer'].includes(row.kind))
    .flatMap((row) => legalSettings(catalog, row)[0]?.setting ?? [])
    .slice(0, values / 2);
  const rules = Math.floor((values - scalars.length) / 2);
  const paths = Array.from({ length: values - scalars.length - rules }, (_, at) => `D:\\data ${at}\\`);
  const excluded: PlainSetting = {
    kind: 'simple-collection',
    id: 'device_vendor_msft_policy_config_defender_excludedpaths',
    values: paths.map((value) => ({ type: 'string', value })),
  };
  return [...scalars, excluded, ...rulesOf(rules)];
}

const RULE = 'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}';

function rulesOf(many: number): readonly PlainSetting[] {
  const items = Array.from({ length: many }, (_, at): readonly PlainSetting[] => [
    { kind: 'simple', id: `${RULE}_name`, value: { type: 'string', value: `Rule ${at}` } },
    { kind: 'choice', id: `${RULE}_enabled`, option: `${RULE}_enabled_1` },
    { kind: 'choice', id: `${RULE}_direction`, option: `${RULE}_direction_in` },
    { kind: 'choice', id: `${RULE}_action_type`, option: `${RULE}_action_type_1` },
    { kind: 'simple', id: `${RULE}_protocol`, value: { type: 'integer', value: 6 } },
    {
      kind: 'simple-collection',
      id: `${RULE}_localportranges`,
      values: [{ type: 'string', value: String(1000 + at) }],
    },
  ]);
  return [{ kind: 'group-collection', id: RULE, items }];
}
