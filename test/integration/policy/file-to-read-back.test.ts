// Every row with every legal value, the whole way: from the bytes of a policy file to the plan, the written form, the
// other hand that reads it back, a second pass that is silent, and back to what stood there before.
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../../src/model/catalog/load.js';
import type { CatalogRow, OsName } from '../../../src/model/catalog/row.js';
import { missingFrom } from '../../../src/model/catalog/same-value.js';
import type { Value } from '../../../src/model/value.js';
import type { Written } from '../../support/plain-settings.js';
import { isSettable, legalSettings, plainPolicyOf, requiredBy } from '../../support/plain-settings.js';
import { renderPolicy } from '../../support/policy-dialects.js';
import type { SimulatedDevice } from '../../support/simulated-devices.js';
import { createSimulatedDevice, passOn, readPolicyBytes, SYSTEMS } from '../../support/simulated-devices.js';

/** What a value that is not read back as asked may come to, and why; anything else is a mistake. */
function isReasoned(os: OsName, answer: string, row: CatalogRow, value: Value): boolean {
  const text = JSON.stringify(value);
  switch (answer) {
    case 'unknown: unverifiable':
      return row.read.by === 'none';
    case 'notApplicable: needs-profile':
      return os === 'macos';
    // How `mdatp` prints them is not known, so what it prints of them is not believed.
    case 'unknown: layout':
      return os === 'linux' && /["\\]/.test(text.replaceAll(/^"|"$/g, '')) && text.includes('\\');
    case 'nonCompliant: at-reboot':
      return row.restart !== 'none';
    // A sensor leaves by its blob; these texts are none. What its kind is follows from the blobs.
    case 'notApplicable: requires':
    case 'notApplicable: unproven':
      return /_offboarding$|_configurationtype$/.test(row.key);
    // This Windows is older than rules by the name of a package: it skips them, which is seen.
    case 'error: not-taken':
      return text.includes('packageFamilyName');
    default:
      return false;
  }
}

async function answerTo(device: SimulatedDevice, os: OsName, { row, setting }: Written): Promise<string> {
  const { catalog, adapter } = device;
  const settings = [setting, ...requiredBy(catalog, [row]).map((one) => one.setting)];
  const bytes = renderPolicy(plainPolicyOf(catalog, settings), 'portal', 'utf-8');
  const { settings: desired, refused } = readPolicyBytes(catalog, bytes);
  expect(refused).toEqual([]);
  const { findings } = await passOn(device, { desired });
  const { wrote } = await passOn(device, { desired });
  await passOn(device, { desired: [] });
  const { state, reason, readBack } = findings.find(({ key }) => key === row.key) ?? {};
  if (wrote) return `${os}: the second pass writes again`;
  if (state !== 'remediated' && state !== 'compliant') return `${state}: ${reason?.code}`;
  if (row.kind === 'secret') return 'read back';
  const wanted = desired.find((one) => one.row.key === row.key)?.value ?? '';
  const asked = adapter.canonical?.(row, wanted) ?? wanted;
  return readBack?.is === 'value' && missingFrom(row, asked, readBack.value).length === 0
    ? 'read back'
    : `${state}, read back as ${JSON.stringify(readBack)}`;
}

/**
 * What others could tell by: not the folder for our work, and not that a Mac's agent was told its own default. A
 * sensor that left does not come back by itself: said elsewhere.
 */
const standing = (device: SimulatedDevice): object => {
  const state: Record<string, unknown> = { ...device.state() };
  const { agent, defender, mac, registry, files } = state;
  const others = registry ?? files;
  return [{ ...(typeof agent === 'object' ? agent : {}), local: null }, defender, mac, others];
};

describe.each(SYSTEMS)('%s', (os) => {
  const catalog = loadCatalog(os);
  const cases = catalog.rows.filter(isSettable).flatMap((row) => legalSettings(catalog, row));

  test('each value is read back as its policy has it, or it is said why that cannot be', async () => {
    const odd: (readonly [string, Value, string])[] = [];
    let readBack = 0;
    for (const written of cases) {
      const device = createSimulatedDevice(os);
      const before = standing(device);
      const answer = await answerTo(device, os, written);
      const { row, value } = written;
      if (answer === 'read back') readBack += 1;
      else if (!isReasoned(os, answer, row, value)) odd.push([row.key, value, answer]);
      const isLeft = row.kind !== 'secret' && answer !== 'unknown: unverifiable';
      if (isLeft) expect([row.key, standing(device)]).toEqual([row.key, before]);
    }
    expect(odd).toEqual([]);
    expect(readBack).toBeGreaterThan(50);
  }, 120_000);
});
