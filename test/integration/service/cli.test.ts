// The command line of the service: what an administrator does, with its exit codes and what it must not show.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askCli, runCli } from '../../support/service-cli.js';

const sample = (name: string): string =>
  new URL(`../../../samples/policies/${name}`, import.meta.url).pathname;

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-cli-'));
  dataDir = join(folder, 'data');
  await runCli(dataDir, ['init', '--name', 'Example']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) => runCli(dataDir, args);
const ask = (...args: readonly string[]) => askCli(dataDir, args);
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('init', () => {
  test('makes a folder and a database that only their owner can read', () => {
    expect(modeOf(dataDir)).toBe(0o700);
    expect(modeOf(join(dataDir, 'holdfast-service.db'))).toBe(0o600);
  });

  test('refuses to overwrite, and leaves what is there', async () => {
    const file = join(dataDir, 'holdfast-service.db');
    const before = readFileSync(file);
    expect(await run('init')).toMatchObject({ code: 1, err: expect.stringContaining('exists already') });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('must come first', async () => {
    const ran = await runCli(join(folder, 'nowhere'), ['policy', 'list']);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('init') });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });
});

describe('run', () => {
  test('says in one line when it is ready, answers, and ends when it is told to', async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    const running = runCli(dataDir, ['run', '--port', '0'], {
      signal: stop.signal,
      onOut: async (line) => {
        lines.push(line);
        const url = /http:\S+/.exec(line)?.[0];
        expect((await fetch(`${url}/healthz`)).status).toBe(200);
        stop.abort();
      },
    });
    expect(await running).toMatchObject({ code: 0 });
    expect(lines).toEqual([
      expect.stringMatching(/^holdfast-service is ready at http:\/\/127\.0\.0\.1:\d+\n$/),
    ]);
  });

  test.each([
    ['plain http for the network', ['--host', '0.0.0.0'], 'loopback'],
    ['a plain http address', ['--url', 'http://holdfast.example.org'], 'https'],
    ['an address with a path', ['--url', 'https://holdfast.example.org/x'], 'origin'],
  ])('refuses %s', async (_, args, why) => {
    expect(await run('run', '--port', '0', ...args)).toMatchObject({
      code: 1,
      err: expect.stringContaining(why),
    });
  });
});

test.each([
  ['a certificate without its key', ['run', '--tls-cert', 'cert.pem']],
  ['two targets', ['policy', 'assign', 'x', '--group', 'y', '--all-devices']],
  ['one id for two files', ['policy', 'import', 'a', 'b', '--id', 'x']],
])('%s is wrong use', async (_, args) => {
  expect(await run(...args)).toMatchObject({ code: 2, out: '' });
});

describe('onboarding-file', () => {
  const make = (...args: readonly string[]) =>
    run('onboarding-file', '--url', 'https://holdfast.example.org', '--out', join(folder, 'a'), ...args);

  test('writes the statement and, apart and unprinted, the secret', async () => {
    const { code, out } = await make('--expires', '7d', '--uses', '3', '--tag', 'web', '--tag', 'eu');
    expect(code).toBe(0);
    const [file, secret] = [
      readFileSync(join(folder, 'a'), 'utf8'),
      readFileSync(join(folder, 'a.secret'), 'utf8'),
    ];
    expect(modeOf(join(folder, 'a.secret'))).toBe(0o600);
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}\n$/);
    expect(out).not.toContain(secret.trim());
    expect(readFileSync(join(dataDir, 'holdfast-service.db')).includes(secret.trim())).toBe(false);
    const claims = decodeJwt(file.trim());
    expect(claims).toMatchObject({ as: 'https://holdfast.example.org', tags: ['web', 'eu'] });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(7 * 24 * 3600);
  });

  test('prints the secret only when asked, and then keeps no file of it', async () => {
    const { out } = await make('--secret-out', '-');
    expect(out).toMatch(/Secret: [A-Za-z0-9_-]{43}/);
    expect(existsSync(join(folder, 'a.secret'))).toBe(false);
  });

  test('does not write over a file that is there', async () => {
    writeFileSync(join(folder, 'a'), 'mine');
    expect(await make()).toMatchObject({ code: 1 });
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('mine');
  });

  test('carries the private authority of the service', async () => {
    writeFileSync(join(folder, 'ca.pem'), '-----BEGIN CERTIFICATE-----\n');
    expect(await make('--ca', join(folder, 'ca.pem'))).toMatchObject({ code: 0 });
    expect(decodeJwt(readFileSync(join(folder, 'a'), 'utf8').trim())['ca']).toContain('BEGIN CERTIFICATE');
  });

  test('needs to know where the service is', async () => {
    const ran = await run('onboarding-file', '--out', join(folder, 'a'));
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('--url') });
  });

  test.each([
    ['--expires', '31d'],
    ['--expires', 'soon'],
    ['--uses', '0'],
  ])('%s %s is wrong use', async (option, value) => {
    expect(await make(option, value)).toMatchObject({ code: 2 });
  });
});

describe('policy', () => {
  test('import keeps a new revision of a known policy, and none where nothing changed', async () => {
    const file = join(folder, 'policy.json');
    const text = readFileSync(sample('linux-edr-tag.json'), 'utf8');
    writeFileSync(file, text);
    const revisionOf = async () => {
      const { imported } = (await ask('policy', 'import', file)) as {
        readonly imported: readonly {
          readonly changed: boolean;
          readonly revision: { readonly revision: number };
        }[];
      };
      return [imported[0]?.revision.revision, imported[0]?.changed];
    };
    expect(await revisionOf()).toEqual([1, true]);
    expect(await revisionOf()).toEqual([1, false]);
    writeFileSync(file, `${text.trimEnd()}\n\n`);
    expect(await revisionOf()).toEqual([2, true]);
  });

  test('import refuses what is no policy, with the place of the mistake, and takes the others', async () => {
    writeFileSync(join(folder, 'bad.json'), '{"name":"x"}');
    const ran = await run('policy', 'import', join(folder, 'bad.json'), sample('linux-edr-tag.json'));
    expect(ran).toMatchObject({
      code: 1,
      out: expect.stringContaining('Imported: "Linux servers: production tag"'),
    });
    expect(ran.err).toMatch(/bad\.json: \$/);
    expect(await ask('policy', 'list')).toHaveLength(1);
  });

  test('of another channel is kept and shown with every setting, and said not to be delivered', async () => {
    const file = join(folder, 'mdm.json');
    const text = readFileSync(sample('linux-edr-tag.json'), 'utf8');
    writeFileSync(file, text.replaceAll('microsoftSense', 'mdm'));
    expect(await run('policy', 'import', file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('not delivered'),
    });
    const shown = await run('policy', 'show', 'Linux servers: production tag');
    expect(shown.out).toMatch(/technologies/);
    expect(shown.out).toContain('linux_mdatp_managed_edr_tags');
  });

  test('is found by id, by the start of its id and by name', async () => {
    await ask('policy', 'import', sample('linux-antivirus-baseline.json'));
    for (const text of [
      '5a3b1c00-0000-4000-8000-000000000001',
      '5a3b1c00',
      'Linux servers: antivirus baseline',
    ])
      expect(await ask('policy', 'show', text)).toMatchObject({ name: 'Linux servers: antivirus baseline' });
    expect(await run('policy', 'show', '5a')).toMatchObject({ code: 1 });
  });

  test('assign without a target is wrong use', async () => {
    await ask('policy', 'import', sample('linux-edr-tag.json'));
    expect(await run('policy', 'assign', 'Linux servers: production tag')).toMatchObject({ code: 2 });
  });

  test('delete takes it from the list', async () => {
    await ask('policy', 'import', sample('linux-edr-tag.json'));
    await ask('policy', 'delete', 'Linux servers: production tag');
    expect(await ask('policy', 'list')).toEqual([]);
  });
});

describe('group', () => {
  test('names are taken once', async () => {
    expect(await run('group', 'create', 'web')).toMatchObject({ code: 0 });
    expect(await run('group', 'create', 'web')).toMatchObject({ code: 1 });
  });

  test('add says which device it does not know', async () => {
    await run('group', 'create', 'web');
    expect(await run('group', 'add', 'web', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('"nobody"'),
    });
  });
});

test('help is an answer; an unknown command is wrong use', async () => {
  const help = await run('--help');
  expect(help).toMatchObject({ code: 0, err: '' });
  expect(help.out).toContain('The first time');
  expect(await run('policy', 'bogus')).toMatchObject({ code: 2, out: '' });
});
