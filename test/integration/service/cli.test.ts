// The command line of the service: what an administrator does, with its exit codes and what it must not show.
import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
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

  test('closes an empty folder to others; one with other files is refused and left as it is', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty, { mode: 0o755 });
    expect(await runCli(empty, ['init'])).toMatchObject({ code: 0 });
    expect(modeOf(empty)).toBe(0o700);
    const used = join(folder, 'used');
    mkdirSync(used, { mode: 0o755 });
    writeFileSync(join(used, 'other'), '');
    expect(await runCli(used, ['init'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('of its own'),
    });
    expect(modeOf(used)).toBe(0o755);
  });

  test('says where the offline key is, and that it does not belong there', async () => {
    const other = join(folder, 'other');
    const { out } = await runCli(other, ['init']);
    expect(out).toContain(join(other, 'offline-key.json'));
    expect(out).toContain('off this machine');
    expect(modeOf(join(other, 'offline-key.json'))).toBe(0o600);
  });

  test('takes the id of the directory tenant whose devices will register', async () => {
    const id = '5D1C6A3E-0000-4000-8000-00000000000A';
    const made = await askCli(join(folder, 'other'), ['init', '--tenant-id', id]);
    expect(made).toMatchObject({ tenant: id.toLowerCase() });
    expect(await runCli(join(folder, 'third'), ['init', '--tenant-id', 'contoso'])).toMatchObject({
      code: 2,
    });
    expect(existsSync(join(folder, 'third'))).toBe(false);
  });

  test('must come first', async () => {
    const ran = await runCli(join(folder, 'nowhere'), ['policy', 'list']);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('init') });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });
});

describe('a data folder that others could have prepared is not used', () => {
  test('because they may write to it', async () => {
    chmodSync(dataDir, 0o777);
    for (const command of [
      ['device', 'list'],
      ['run', '--port', '0'],
    ])
      expect(await run(...command)).toMatchObject({
        code: 1,
        err: expect.stringContaining('others may write'),
      });
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    expect(await runCli(open, ['init'])).toMatchObject({ code: 1 });
    expect(existsSync(join(open, 'holdfast-service.db'))).toBe(false);
  });

  test.skipIf(process.geteuid?.() !== 0)('because it belongs to another user', async () => {
    chownSync(dataDir, 12_345, 12_345);
    expect(await run('device', 'list')).toMatchObject({
      code: 1,
      err: expect.stringContaining('belongs to user 12345'),
    });
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
    writeFileSync(join(folder, 'ca.pem'), rootCertificates.slice(0, 2).join('\n'));
    expect(await make('--ca', join(folder, 'ca.pem'))).toMatchObject({ code: 0 });
    expect(decodeJwt(readFileSync(join(folder, 'a'), 'utf8').trim())['ca']).toContain('BEGIN CERTIFICATE');
  });

  test('never carries a private key that stood beside the certificate', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = join(folder, 'both.pem');
    writeFileSync(pem, `${privateKey.export({ type: 'pkcs8', format: 'pem' })}`);
    const made = await run(
      'onboarding-file',
      '--out',
      join(folder, 'x'),
      '--url',
      'https://a.example',
      '--ca',
      pem,
    );
    expect(made).toMatchObject({ code: 1, err: expect.stringContaining('PRIVATE KEY') });
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });

  test.each([
    ['a tag too long', ['--tag', 't'.repeat(201)], 'tags/0'],
    ['too many tags', Array.from({ length: 21 }, (_, each) => ['--tag', `${each}`]).flat(), 'tags'],
    ['a ring too long', ['--ring', 'r'.repeat(65)], 'ring'],
  ])('is not made with what devices would refuse: %s', async (_, options, where) => {
    const out = join(folder, 'x');
    const made = await run('onboarding-file', '--out', out, '--url', 'https://a.example', ...options);
    expect(made).toMatchObject({ code: 1, err: expect.stringContaining(where) });
    expect(existsSync(out)).toBe(false);
  });

  test.each(['http://a.example', 'ftp://a.example', 'mailto:a', 'https://a.example/path'])(
    'is not made for an address at which no device would ask: %s',
    async (url) => {
      expect(await run('onboarding-file', '--out', join(folder, 'x'), '--url', url)).toMatchObject({
        code: 2,
      });
    },
  );

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

  test('import warns of a dangerous exclusion, and takes the policy all the same', async () => {
    const bytes = readFileSync(sample('linux-exclusions-backup.json'));
    const text = bytes[0] === 0xff ? bytes.toString('utf16le') : bytes.toString('utf8');
    const [path] = /"\/[^"]+\/"/.exec(text) ?? [''];
    writeFileSync(join(folder, 'tmp.json'), text.replace(/^\ufeff/, '').replace(path, '"/tmp/"'));
    const ran = await run(
      'policy',
      'import',
      join(folder, 'tmp.json'),
      sample('linux-exclusions-postgresql.json'),
    );
    expect(ran.code).toBe(0);
    expect(ran.out.match(/Warning on .*/g)).toEqual([
      'Warning on AV scan exclusions: Dangerous exclusion: "/tmp/" leaves out a place where any user may put a program',
    ]);
    const json = await ask('policy', 'import', join(folder, 'tmp.json'));
    expect(json).toMatchObject({ imported: [{ dangers: [{ code: 'user-writable' }] }] });
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

  test('without an id is another one where it is for another platform, though called the same', async () => {
    const { id: _, ...policy } = JSON.parse(
      readFileSync(sample('linux-edr-tag.json'), 'utf8').replace(/^\ufeff/, ''),
    );
    const [linux, mac] = [join(folder, 'linux.json'), join(folder, 'mac.json')];
    writeFileSync(linux, JSON.stringify(policy));
    writeFileSync(mac, JSON.stringify({ ...policy, platforms: 'macOS' }));
    await ask('policy', 'import', linux, mac);
    expect(await ask('policy', 'list')).toHaveLength(2);
    await ask('policy', 'import', mac);
    expect(await ask('policy', 'list')).toMatchObject([{ revision: 1 }, { revision: 1 }]);
  });

  test('whose name no assignment could hold is refused', async () => {
    const policy = JSON.parse(readFileSync(sample('linux-edr-tag.json'), 'utf8').replace(/^\ufeff/, ''));
    writeFileSync(join(folder, 'long.json'), JSON.stringify({ ...policy, name: 'n'.repeat(501) }));
    expect(await run('policy', 'import', join(folder, 'long.json'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('$.name'),
    });
  });

  test('that comes back after it was deleted goes on with its revisions, assigned to nobody', async () => {
    await ask('policy', 'import', sample('linux-antivirus-baseline.json'));
    await ask('policy', 'assign', '5a3b1c00', '--all-devices');
    await ask('policy', 'delete', '5a3b1c00');
    await ask('policy', 'import', sample('linux-antivirus-baseline.json'));
    expect(await ask('policy', 'list')).toMatchObject([{ revision: 2, targets: [] }]);
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
  test.each(['', ' ', 'two\nlines', 'n'.repeat(257)])('has a name that can be told: not %j', async (name) => {
    expect(await run('group', 'create', name)).toMatchObject({ code: 2 });
    expect(await ask('group', 'list')).toEqual([]);
  });

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
