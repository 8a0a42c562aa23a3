// Whatever the texts of a policy hold, what the commands print is plain lines: nothing that a terminal obeys, and no
// secret. Names, descriptions, ids, values; on all three systems.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSystemTimer } from '../../../platform/timer.js';
import { runCli } from '../../../src/agent/cli/run-cli.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';
import { loadCatalog } from '../../../src/model/catalog/load.js';
import type { OsName } from '../../../src/model/catalog/row.js';
import { createPayloads } from '../../support/payloads.js';
import { plainPolicyOf, textPlaces, together } from '../../support/plain-settings.js';
import { renderPolicy } from '../../support/policy-dialects.js';
import { createMovableClock } from '../../support/service.js';
import { SYSTEMS } from '../../support/simulated-devices.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-hostile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(os: OsName, ...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCli({
    argv: ['--simulate', os, '--state-dir', join(folder, 'state'), ...args],
    stdout: { write: (text) => void out.push(text), isTerminal: true },
    stderr: { write: (text) => void err.push(text), isTerminal: true },
    readStdin: async () => '',
    clock: createMovableClock(),
    random: { fraction: () => 0.5, uuid: () => crypto.randomUUID() },
    timer: createSystemTimer(),
    processes: createProcesses(),
    isPrivileged: () => false,
  });
  return { code, said: out.join('') + err.join('') };
}

/** Everything but printable characters, tabs and ends of lines. */
const OBEYED = /[^\P{C}\t\n]|[\p{Zl}\p{Zp}]/u;

test.each(SYSTEMS)('%s', async (os) => {
  const catalog = loadCatalog(os);
  const payloads = createPayloads(20_261_121, join(folder, 'canary'));
  const files = Array.from({ length: 12 }, (_, at) => {
    const places = textPlaces(catalog).filter((_, index) => index % 12 === at || os !== 'windows');
    const given = places.map((place, index) => place.write(payloads.next(), `rule ${at} ${index}`));
    const bytes = renderPolicy(
      plainPolicyOf(
        catalog,
        [
          ...together(given),
          { kind: 'simple', id: payloads.next(), value: { type: 'string', value: payloads.next() } },
          { kind: 'choice', id: given[0]?.setting.id ?? '', option: payloads.next() },
        ],
        { id: '', name: `A\u202e${payloads.next()}`, description: payloads.next() },
      ),
      'hand-built',
      'utf-8',
    );
    const file = join(folder, `policy-${at}.json`);
    writeFileSync(file, bytes);
    return file;
  });
  const others = join(folder, 'others.json');
  const ofOthers = plainPolicyOf(catalog, [], {
    id: '',
    name: 'A\nholdfast: all is well\u001b[2J',
    technologies: ['mdm'],
  });
  writeFileSync(others, renderPolicy(ofOthers, 'hand-built', 'utf-8'));
  const [first] = textPlaces(catalog);
  const shown: string[] = [];
  for (const args of [
    ['plan', ...files],
    ['apply', ...files],
    ['status'],
    ['settings'],
    ['why', 'exclusion'],
    ['why', first?.row.id ?? ''],
    ['plan', '--json', ...files],
    ['apply', '--json', ...files],
    ['apply', others],
    ['restore'],
  ]) {
    const { said } = await run(os, ...args);
    expect({ args, obeyed: said.match(OBEYED)?.index, around: around(said) }).toEqual({
      args,
      obeyed: undefined,
      around: '',
    });
    expect(said).not.toMatch(/^holdfast: all is well/m);
    shown.push(said);
  }
  expect(shown[0]).toContain('touch');
  expect(shown.join('')).toContain('\\u202e');
  expect(shown[1]?.split('\n').length).toBeGreaterThan(files.length);
});

function around(said: string): string {
  const at = said.match(OBEYED)?.index;
  return at === undefined ? '' : JSON.stringify(said.slice(Math.max(0, at - 150), at + 30));
}
