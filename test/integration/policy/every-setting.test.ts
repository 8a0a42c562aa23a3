// Every setting with every legal value, alone and in policies drawn at random: from the bytes of a policy file, in all
// dialects and encodings, to the plan of a pass on the simulated machine of its system.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../../src/model/catalog/catalog.js';
import { loadCatalog } from '../../../src/model/catalog/load.js';
import { isSettable, legalSettings, plainPolicyOf } from '../../support/plain-settings.js';
import type { PlainSetting } from '../../support/policy-dialects.js';
import { DIALECTS, ENCODINGS, renderPolicy } from '../../support/policy-dialects.js';
import { createSimulatedDevice, planOn, readPolicyBytes, SYSTEMS } from '../../support/simulated-devices.js';

const FORMS = DIALECTS.flatMap((dialect) => ENCODINGS.map((encoding) => ({ dialect, encoding })));

describe.each(SYSTEMS.map((os) => [os, loadCatalog(os)] as const))('%s', (os, catalog) => {
  const rows = catalog.rows.filter(isSettable);
  const written = rows.map((row) => legalSettings(catalog, row));

  test('each setting has a legal value to look at', () => {
    expect(rows.length).toBeGreaterThan(35);
    expect(rows.filter((_, at) => written[at]?.length === 0).map(({ key }) => key)).toEqual([]);
  });

  test('each value alone is read the same from every dialect and encoding, and has its place in the plan', async () => {
    const device = createSimulatedDevice(os);
    const before = device.state();
    for (const { row, setting, value } of written.flat()) {
      const policy = plainPolicyOf(catalog, [setting]);
      const read = FORMS.map(({ dialect, encoding }) =>
        readPolicyBytes(catalog, renderPolicy(policy, dialect, encoding)),
      );
      for (const { settings, refused } of read) {
        expect([settings.map((one) => [one.row.key, one.value]), refused]).toEqual([[[row.key, value]], []]);
      }
      const [desired = []] = read.map(({ settings }) => settings);
      const { plan } = await planOn(device, { desired });
      expect([...plan.decisions.keys()]).toEqual([row.key]);
      const decision = plan.decisions.get(row.key);
      expect({ key: row.key, value, decision }).toEqual({
        key: row.key,
        value,
        decision: expect.toSatisfy(isPlanned),
      });
    }
    expect(withoutWork(device.state())).toEqual(withoutWork(before));
  }, 60_000);

  test('policies drawn at random: what they ask for, and nothing else, is in the plan, which is always the same', async () => {
    const one = fc.constantFrom(...written).chain((all) => fc.constantFrom(...all));
    const form = fc.constantFrom(...FORMS);
    const drawn = fc.array(
      fc.tuple(fc.uniqueArray(one, { maxLength: 10, selector: ({ row }) => row.key }), form),
      { minLength: 1, maxLength: 4 },
    );
    const device = createSimulatedDevice(os);
    const before = device.state();
    await fc.assert(
      fc.asyncProperty(drawn, async (policies) => {
        const read = policies.map(([settings, { dialect, encoding }], at) =>
          readPolicyBytes(
            catalog,
            renderPolicy(
              plainPolicyOf(
                catalog,
                settings.map(({ setting }) => setting),
              ),
              dialect,
              encoding,
            ),
            `P${at}`,
          ),
        );
        const desired = read.flatMap(({ settings }) => settings);
        expect(read.flatMap(({ refused }) => refused)).toEqual([]);
        const { plan } = await planOn(device, { desired });
        const wanted = new Set(policies.flatMap(([settings]) => settings.map(({ row }) => row.key)));
        expect(new Set(plan.decisions.keys())).toEqual(wanted);
        for (const { row } of plan.batch.changes) expect(wanted).toContain(row.key);
        for (const [key, decision] of plan.decisions) {
          expect(decision).toSatisfy(isPlanned);
          if (decision.do !== 'hold') continue;
          expect(new Set(decision.wanted.map(({ policy }) => policy.id)).size).toBeGreaterThan(1);
          expect(decision.policies.length).toBe(desired.filter(({ row }) => row.key === key).length);
        }
        expect((await planOn(device, { desired })).plan.digest).toBe(plan.digest);
      }),
      { seed: 20_261_121, numRuns: 60 },
    );
    expect(withoutWork(device.state())).toEqual(withoutWork(before));
  }, 60_000);

  test.each(templatesNotCarried(catalog))(
    'a policy of $what is refused with its reason and all its settings, known or not',
    async ({ change, code, says }) => {
      const known = written.flatMap(([first]) => first ?? []);
      const settings: readonly PlainSetting[] = [...known.map(({ setting }) => setting), ...UNKNOWN];
      for (const { dialect, encoding } of FORMS) {
        const bytes = renderPolicy(plainPolicyOf(catalog, settings, change), dialect, encoding);
        const outcome = readPolicyBytes(catalog, bytes);
        expect(outcome.settings).toEqual([]);
        expect(outcome.refusal).toMatchObject({ code, text: expect.stringContaining(says) });
        expect(outcome.refused.map(({ reason }) => reason)).toEqual(
          outcome.refused.map(() => outcome.refusal),
        );
        const listed = outcome.refused.map(({ settingDefinitionId }) => settingDefinitionId);
        expect(idsOf(settings).filter((id) => !listed.includes(id))).toEqual([]);
        const { plan } = await planOn(createSimulatedDevice(os), { desired: [], refused: outcome.refused });
        expect([plan.decisions.size, plan.batch.changes]).toEqual([0, []]);
      }
    },
    60_000,
  );
});

/** All but that a plan was forgotten: who wants what is written, is there, or is said why it is not. */
function isPlanned(decision: unknown): boolean {
  if (typeof decision !== 'object' || decision === null || !('do' in decision)) return false;
  if (['set', 'nothing', 'hold'].includes(String(decision.do))) return true;
  return (
    ['refrain', 'not-applicable'].includes(String(decision.do)) &&
    'reason' in decision &&
    typeof decision.reason === 'object'
  );
}

/** The script that reads is placed in the agent's own folder. */
function withoutWork(state: object): object {
  return JSON.parse(
    JSON.stringify(state, (name, member: unknown) =>
      /\\holdfast\\state\\work\\/i.test(name) ? undefined : member,
    ),
  );
}

const UNKNOWN: readonly PlainSetting[] = [
  { kind: 'simple', id: 'nobody_knows_this', value: { type: 'string', value: 'x' } },
  {
    kind: 'choice',
    id: 'nor_this',
    option: 'nor_this_1',
    children: [{ kind: 'simple', id: 'nor_its_child', value: { type: 'integer', value: 1 } }],
  },
  {
    kind: 'group-collection',
    id: 'nor_a_list',
    items: [[{ kind: 'choice', id: 'of_this', option: 'of_this_0' }]],
  },
];

interface NotCarried {
  readonly what: string;
  readonly change: Parameters<typeof plainPolicyOf>[2];
  readonly code: string;
  readonly says: string;
}

function templatesNotCarried(catalog: Catalog): readonly NotCarried[] {
  const template = (id: string, family = 'fam') => ({
    template: { id, version: 1, family, displayName: '' },
  });
  const here = catalog.profiles
    .filter(({ os, carried }) => os === catalog.os && !carried)
    .map(({ key, templateId, name }) => ({
      what: key,
      change: template(templateId),
      code: 'not-carried',
      says: `"${name}" is not carried`,
    }));
  const elsewhere = catalog.profiles
    .filter(({ os, carried }) => os !== catalog.os && carried)
    .map(({ key, templateId, name }) => ({
      what: key,
      change: template(templateId),
      code: 'other-platform',
      says: `"${name}" is for`,
    }));
  const unknown = '0f0e0d0c-1111-4222-8333-444455556666';
  return [
    ...here,
    ...elsewhere,
    { what: 'an unknown template', change: template(unknown), code: 'not-carried', says: unknown },
    {
      what: 'another channel',
      change: { technologies: ['mdm'] },
      code: 'not-carried',
      says: 'lack microsoftSense',
    },
  ];
}

const idsOf = (settings: readonly PlainSetting[]): readonly string[] =>
  settings.flatMap((setting) => [setting.id, ...idsOf(childrenOf(setting))]);

function childrenOf(setting: PlainSetting): readonly PlainSetting[] {
  switch (setting.kind) {
    case 'choice':
      return setting.children ?? [];
    case 'group':
      return setting.children;
    case 'group-collection':
      return setting.items.flat();
    default:
      return [];
  }
}
