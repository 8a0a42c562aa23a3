// Whatever a text of a policy holds, it stands where that text stands and nowhere else, or is refused with its place:
// every text of every setting, through the bytes of a policy file and the real enforcement path.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'plist';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLinuxAdapter } from '../../../platform/linux/adapter.js';
import { buildMobileconfig } from '../../../platform/macos/mobileconfig.js';
import { createRealHost } from '../../../platform/real-host.js';
import type { MachineState } from '../../../platform/simulated/machine-state.js';
import type { WindowsState } from '../../../platform/simulated/windows-state.js';
import { createSystemTimer } from '../../../platform/timer.js';
import type { Catalog } from '../../../src/model/catalog/catalog.js';
import { loadCatalog } from '../../../src/model/catalog/load.js';
import type { CatalogRow, OsName } from '../../../src/model/catalog/row.js';
import type { Finding } from '../../../src/model/finding.js';
import type { DesiredSetting } from '../../../src/model/policy/desired.js';
import type { Interpreted } from '../../../src/model/policy/interpret.js';
import { fingerprintOf } from '../../../src/model/secret.js';
import { createVolatileMemory } from '../../support/enforce/volatile-memory.js';
import { MANAGED } from '../../support/linux-rows.js';
import type { Payloads } from '../../support/payloads.js';
import { createPayloads } from '../../support/payloads.js';
import type { TextPlace } from '../../support/plain-settings.js';
import { fieldName, plainPolicyOf, requiredBy, textPlaces, together } from '../../support/plain-settings.js';
import { DIALECTS, ENCODINGS, renderPolicy } from '../../support/policy-dialects.js';
import type { SimulatedDevice } from '../../support/simulated-devices.js';
import { createSimulatedDevice, passOn, readPolicyBytes, SYSTEMS } from '../../support/simulated-devices.js';
import { installStubAgent } from '../../support/stub-agent.js';

/** Each round is one policy with a payload in each place, and one in its name and its description. */
const ROUNDS: Readonly<Record<OsName, number>> = { linux: 120, macos: 100, windows: 55 };
const ROUNDS_ON_REAL_FILES = 12;
const SEED = 20_261_121;

let folder: string;
const canary = (): string => join(folder, 'canary');
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-injection-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('there are 5,000 payloads in all', () => {
  const counts = SYSTEMS.map((os) => ROUNDS[os] * (placesOf(loadCatalog(os), 0).length + 2));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(5_000);
});

describe.each(SYSTEMS)('on a simulated %s', (os) => {
  test('texts stand in their place exactly, or are refused with it, and all of it can be given back', async () => {
    const payloads = createPayloads(SEED, canary());
    const device = createSimulatedDevice(os);
    const told = { exact: 0, refused: 0, unproven: 0 };
    for (let round = 0; round < ROUNDS[os]; round += 1) {
      const before = settled(device);
      const asked = ask(device.catalog, payloads, round);
      const { settings, refused } = asked.read;
      const ran = device.runs.length;
      const outcome = await passOn(device, { desired: settings, refused });
      expect(device.runs.slice(ran).filter((run) => !isOwnCommand(os, run, asked.texts))).toEqual([]);
      expect(settled(device).elsewhere).toEqual(before.elsewhere);
      told.refused += asked.refusedTexts;
      for (const one of asked.accepted) {
        const finding = outcome.findings.find(({ key }) => key === one.place.row.key);
        if (finding === undefined) throw new Error(`nothing is said about ${one.place.row.key}`);
        if (isProven(finding)) {
          told.exact += 1;
          expect(textsAt(finding.readBack, one.place)).toEqual(expect.arrayContaining([...one.shown]));
        } else {
          told.unproven += 1;
          expect(finding.reason?.text, JSON.stringify(finding)).toMatch(
            /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u,
          );
        }
        const stands = one.texts.every((text) => settled(device).here(one.place.row, text, finding));
        expect({ ...one, place: one.place.row.key, finding, stands }).toMatchObject({ stands: true });
      }
      if (os === 'macos') await expectProfiles(settings, asked.texts);
      expect((await passOn(device, { desired: settings, refused })).wrote).toBe(false);
      await passOn(device, { desired: [] });
      expect(settled(device)).toMatchObject({ all: before.all });
      expect([...device.memory.owned.keys()]).toEqual([]);
    }
    // Most of what is drawn has a place to stand: this looks at something.
    const all = told.exact + told.refused + told.unproven;
    expect(told.exact).toBeGreaterThan(all / 10);
    expect(told.refused).toBeGreaterThan(all / 10);
    expect(existsSync(canary())).toBe(false);
  }, 60_000);
});

test('on real files with a real program, nothing but the managed file is touched', async () => {
  const root = join(folder, 'root');
  const agent = installStubAgent(root);
  const adapter = createLinuxAdapter(createRealHost({ root, timer: createSystemTimer() }));
  const device: SimulatedDevice = {
    catalog: loadCatalog('linux'),
    adapter,
    memory: createVolatileMemory(),
    runs: [],
    state: () => ({}),
  };
  const before = listing(folder);
  const payloads = createPayloads(SEED + 1, canary());
  let stood = 0;
  for (let round = 0; round < ROUNDS_ON_REAL_FILES; round += 1) {
    const { read, accepted } = ask(device.catalog, payloads, round);
    await passOn(device, { desired: read.settings, refused: read.refused });
    agent.settle();
    expect(changed(before, listing(folder))).toEqual([`root${MANAGED}`]);
    const file: unknown = JSON.parse(readFileSync(join(root, MANAGED), 'utf8'));
    for (const { place, texts } of accepted)
      expect(stringsAt(file, place.row)).toEqual(expect.arrayContaining([...texts]));
    stood += accepted.length;
    await passOn(device, { desired: [] });
    agent.settle();
    expect(changed(before, listing(folder))).toEqual([]);
  }
  expect(stood).toBeGreaterThan(ROUNDS_ON_REAL_FILES);
}, 60_000);

interface Accepted {
  readonly place: TextPlace;
  /** As written; several where one text of the policy is a list. */
  readonly texts: readonly string[];
  /** As plans and reports show them. */
  readonly shown: readonly string[];
}

interface Asked {
  readonly read: Interpreted;
  readonly texts: readonly string[];
  readonly accepted: readonly Accepted[];
  readonly refusedTexts: number;
}

/** Blobs that take a sensor in and out exclude each other. */
function placesOf(catalog: Catalog, round: number): readonly TextPlace[] {
  const all = textPlaces(catalog);
  const secrets = all.filter(({ row }) => row.kind === 'secret');
  const secret = secrets[round % Math.max(secrets.length, 1)];
  return all.filter((place) => place.row.kind !== 'secret' || place === secret);
}

/** Reads a policy with a payload in each place; each ends as a value or as a refusal that names its place. */
function ask(catalog: Catalog, payloads: Payloads, round: number): Asked {
  const given = placesOf(catalog, round).map((place, index) => {
    const text = payloads.next();
    return { place, text, written: place.write(text, `rule ${index}`) };
  });
  const needed = requiredBy(
    catalog,
    given.map(({ place }) => place.row),
  );
  const settings = together([...given.map(({ written }) => written), ...needed]);
  const about = { name: `A${payloads.next()}`, description: payloads.next() };
  const dialect = DIALECTS[round % DIALECTS.length] ?? 'portal';
  const encoding = ENCODINGS[round % ENCODINGS.length] ?? 'utf-8';
  const bytes = renderPolicy(plainPolicyOf(catalog, settings, about), dialect, encoding);
  const read = readPolicyBytes(catalog, bytes);
  const accepted: Accepted[] = [];
  for (const { place, text, written } of given) {
    const { row } = place;
    const setting = settings.findIndex(({ id }) => id === row.id);
    const entry = given.filter((one) => one.place.row === row).findIndex((one) => one.written === written);
    const at = `$.settings[${setting}].settingInstance`;
    const within = row.kind === 'items' ? `${at}.groupSettingCollectionValue[${entry}]` : at;
    const refusal = read.refused.find(
      ({ path, settingDefinitionId }) => settingDefinitionId === row.id && path.startsWith(within),
    );
    if (refusal === undefined) {
      const { splitAt } = place.field ?? row;
      const parts = splitAt === undefined ? [text] : text.split(splitAt).map((part) => part.trim());
      // Every address is no condition at all.
      const texts = place.field?.key.endsWith('addressranges') ? parts.filter((part) => part !== '*') : parts;
      const shown = row.kind === 'secret' ? texts.map(fingerprintOf) : texts;
      const value = read.settings.find((one) => one.row === row)?.value;
      expect({ row: row.key, found: textsAt({ is: 'value', value }, place) }).toEqual({
        row: row.key,
        found: expect.arrayContaining(shown),
      });
      accepted.push({ place, texts, shown });
    } else expect(refusal.reason.text).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u);
  }
  const texts = [...given.map(({ text }) => text), ...Object.values(about)];
  return { read, texts, accepted, refusedTexts: given.length - accepted.length };
}

/** All texts that a value holds at that place. */
function textsAt(
  reading: { readonly is: string; readonly value?: unknown },
  { field }: TextPlace,
): readonly string[] {
  const { value } = reading;
  if (field === undefined) return strings(value);
  const records: readonly unknown[] = Array.isArray(value) ? value : [];
  return records.flatMap((record) =>
    typeof record === 'object' && record !== null ? strings(Reflect.get(record, fieldName(field))) : [],
  );
}

const strings = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap(strings) : [];

const isProven = (finding: Finding): boolean => ['remediated', 'compliant'].includes(finding.state);

/** Programs by their absolute paths, with arguments that we chose; on a Mac a text is one argument, whole. */
function isOwnCommand(
  os: OsName,
  [program = '', ...args]: readonly string[],
  texts: readonly string[],
): boolean {
  switch (os) {
    case 'windows':
      return (
        /^C:\\Windows\\System32\\(?:reg|WindowsPowerShell\\v1\.0\\powershell)\.exe$/.test(program) &&
        args.every((arg) => WINDOWS_WORD.test(arg))
      );
    case 'macos':
      return program === '/usr/local/bin/mdatp' && args.every((arg) => WORD.test(arg) || texts.includes(arg));
    default:
      return program === '/usr/bin/mdatp' && args.every((arg) => WORD.test(arg));
  }
}

const WORD = /^(?:--)?[a-z][a-z-]*$|^GROUP$/;
const WINDOWS_WORD =
  /^(?:export|import|query|\/y|\/reg:64|HKEY_LOCAL_MACHINE(?:\\[\w ]+)+|C:\\ProgramData\\Holdfast\\state\\work\\(?:export-[a-z0-9-]+\.reg|import\.reg|read-settings\.ps1)|-(?:NoLogo|NoProfile|NonInteractive|ExecutionPolicy|File)|Bypass)$/;

interface Settled {
  /** What no policy has a place in. */
  readonly elsewhere: unknown;
  readonly all: unknown;
  /** Whether a text that was accepted stands where its setting has its home. */
  here(row: CatalogRow, text: string, finding: Finding): boolean;
}

function settled({ catalog, state }: SimulatedDevice): Settled {
  const machine = state();
  if ('registry' in machine) return settledWindows(catalog, machine as WindowsState);
  const { files, agent, mac, ...rest } = machine as MachineState;
  const { [MANAGED]: managed, ...otherFiles } = files;
  const { local, exclusions, allowedThreats, threatPolicy, tags, groupIds, ...otherAgent } = agent;
  const ours = { local, exclusions, allowedThreats, threatPolicy: threatPolicy ?? {}, tags, groupIds };
  const text = managed?.type === 'file' ? Buffer.from(managed.content, 'base64').toString() : '{}';
  return {
    elsewhere: { otherFiles, otherAgent, mac, rest, ...(catalog.os === 'linux' ? { ours } : {}) },
    all: { files, mac, ours },
    here: (row, wanted, finding) =>
      finding.state === 'notApplicable' ||
      (catalog.os === 'linux' ? stringsAt(JSON.parse(text), row) : allStrings(ours)).includes(wanted),
  };
}

/** Where the sensor says what became of a blob; no policy writes there. */
const SENSOR = 'hkey_local_machine\\software\\microsoft\\windows advanced threat protection';

function settledWindows(
  catalog: Catalog,
  { registry, files, defender, events, ...rest }: WindowsState,
): Settled {
  const homes = new Set(catalog.rows.flatMap(homeKeys));
  const kept = Object.entries(registry).filter(([path]) => !path.startsWith(SENSOR));
  const otherFiles = Object.entries(files).filter(
    ([path]) => !path.startsWith('c:\\programdata\\holdfast\\state\\work\\'),
  );
  return {
    elsewhere: {
      values: kept.filter(([path, { values }]) => values.length > 0 && !homes.has(path)),
      otherFiles,
      rest,
    },
    all: { registry: kept, defender, otherFiles },
    here: (row, text, finding) => {
      const keys = homeKeys(row);
      const values = kept.flatMap(([path, key]) => (keys.includes(path) ? key.values : []));
      return (
        finding.state === 'notApplicable' ||
        allStrings(defender.local).includes(text) ||
        values.some(
          ({ name, data }) => name === text || Buffer.from(data, 'base64').toString('utf16le').includes(text),
        )
      );
    },
  };
}

const homeKeys = ({ write }: CatalogRow): readonly string[] =>
  write.flatMap((home) => {
    if (home.by !== 'registry') return [];
    const root = home.root === 'HKLM' ? 'HKEY_LOCAL_MACHINE' : home.root;
    const keys = [home.key, ...(home.turnedOnBy === undefined ? [] : [home.turnedOnBy.key])];
    return keys.map((key) => `${root}\\${key}`.toLowerCase());
  });

/** All texts in the managed file at the place of a row. */
function stringsAt(file: unknown, { write }: CatalogRow): readonly string[] {
  const home = write.find(({ by }) => by === 'json-file');
  if (home?.by !== 'json-file') return [];
  const at = home.path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    file,
  );
  return allStrings(at);
}

const allStrings = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(allStrings) : strings(value);

/** What a profile of the same texts says when another reader reads it. */
async function expectProfiles(settings: readonly DesiredSetting[], texts: readonly string[]): Promise<void> {
  for (const { row, value } of settings) {
    const home = row.write.find(({ by }) => by === 'profile');
    if (home?.by !== 'profile') throw new Error(`${row.key} has no place in a profile`);
    const setting = { name: row.name, domain: home.domain, path: home.path, value };
    const [name = '', description = ''] = texts.slice(-2);
    const made = await buildMobileconfig([setting], { name, description, policies: [name] });
    if (made.ok) {
      const inside = home.path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
      expect(parse(made.value)).toMatchObject({ PayloadContent: [inside] });
      const plain = await buildMobileconfig([{ ...setting, value: false }], {
        name: '',
        description: '',
        policies: [],
      });
      if (plain.ok) expect(shapeOf(parse(made.value))).toEqual(shapeOf(parse(plain.value)));
    } else expect(made.error).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u);
  }
}

/** Names of all members down to the payloads' own settings. */
const shapeOf = (profile: unknown, depth = 4): unknown =>
  typeof profile !== 'object' || profile === null || depth === 0
    ? undefined
    : Object.fromEntries(Object.entries(profile).map(([name, member]) => [name, shapeOf(member, depth - 1)]));

type Listing = ReadonlyMap<string, string>;

/** Every file and link below a folder with what is in it; what the stub writes about itself is left out. */
function listing(top: string): Listing {
  const files = readdirSync(top, { recursive: true, withFileTypes: true }).filter(
    (entry) =>
      !entry.isDirectory() && !entry.parentPath.includes('mdatp.answers') && entry.name !== 'mdatp.runs',
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode } = statSync(path);
      return [path.slice(top.length + 1), `${mode} ${readFileSync(path, 'latin1')}`];
    }),
  );
}

const changed = (before: Listing, after: Listing): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
