// The real machine as a Host on Windows: its files and programs, under Wine with Windows' own Node.
import { mkdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseReg } from '../../platform/windows/parse-reg.js';
import { textOf, valueAt } from '../../platform/windows/registry-value.js';
import type { AgentInWine, HostCall } from '../support/agent-in-wine.js';
import { bundleAgent } from '../support/agent-in-wine.js';
import type { Wine } from '../support/wine.js';
import { startWine } from '../support/wine.js';

let wine: Wine;
let agent: AgentInWine;

beforeAll(async () => {
  wine = await startWine();
  agent = await bundleAgent(wine);
  mkdirSync(agent.workFolder);
});

afterAll(() => wine?.stop());

const REG_EXE = 'C:\\Windows\\System32\\reg.exe';
const limits = { timeoutMs: 20_000, maxOutputBytes: 100_000 };

test('a file is written whole, with its folder, replaced, read, listed and removed', async () => {
  const folder = `${wine.windowsFolder}\\host\\état`;
  const file = `${folder}\\a b.json`;
  const attributes = { mode: 0o600, uid: 0, gid: 0 };
  const done = { ok: true };
  const said = await agent.calls(
    ['writeAtomic', file, { bytes: 'first' }, attributes],
    ['writeAtomic', file, { bytes: 'second' }, attributes],
    ['list', folder],
    ['read', file, { maxBytes: 100 }],
    ['read', file, { maxBytes: 5 }],
    ['removeFolder', folder],
    ['remove', file],
    ['remove', file],
    ['removeFolder', folder],
    ['list', folder],
    ['stat', folder],
  );
  expect(said).toMatchObject([
    done,
    done,
    { value: ['a b.json'] },
    { value: { bytes: 'second', stat: { type: 'file', size: 6, trustedOwner: false } } },
    { error: { kind: 'too-big' } },
    { value: false },
    done,
    done,
    { value: true },
    done,
    done,
  ]);
  expect(said.slice(-2)).toEqual([done, done]);
});

test('what names no one place is refused, for files and for programs', async () => {
  const odd = ['host\\a', '\\host\\a', 'C:\\a\\..\\b', 'C:\\a:b', '\\\\?\\C:\\a', 'C:\\nul'];
  const said = await agent.calls(
    ...odd.map((path): HostCall => ['read', path, { maxBytes: 1 }]),
    ...odd.map((path): HostCall => ['run', path, [], limits]),
  );
  expect(said).toHaveLength(12);
  for (const answer of said) expect(answer).toMatchObject({ error: { kind: 'unsafe' } });
});

test('programs get their arguments as they are; exit code and output come through', async () => {
  const key = 'HKLM\\SOFTWARE\\Holdfast host';
  const texts = ['a b', '"q" \\', 'C:\\d\\', '%PATH%', '&|;$(x)', 'é'];
  const said = await agent.calls(
    ...texts.map((text, index): HostCall => {
      const args = ['add', key, '/v', `v${index}`, '/d', text, '/f', '/reg:64'];
      return ['run', REG_EXE, args, limits];
    }),
    ['run', REG_EXE, ['query', key, '/v', 'v0'], limits],
    ['run', REG_EXE, ['query', `${key}\\none`], limits],
  );
  expect(said.at(-2)).toMatchObject({ value: { exitCode: 0, stdout: expect.stringContaining('a b') } });
  expect(said.at(-1)).toMatchObject({ value: { exitCode: 1 } });
  const tree = parseReg((await agent.exportTree(key)) ?? Buffer.alloc(0));
  const stored = texts.map((_, index) => tree.ok && valueAt(tree.value, key, `v${index}`));
  expect(stored.map((value) => value && textOf(value))).toEqual(texts);
  await wine.run('reg.exe', 'delete', key, '/f', '/reg:64');
});

test('a program that is not there is missing; one that takes too long is ended', async () => {
  const system = 'C:\\Windows\\System32';
  const started = performance.now();
  const said = await agent.calls(
    ['run', `${system}\\none.exe`, [], limits],
    ['run', `${system}\\ping.exe`, ['-n', '60', '127.0.0.1'], { ...limits, timeoutMs: 500 }],
  );
  expect(said).toMatchObject([{ error: { kind: 'missing' } }, { error: { kind: 'timeout' } }]);
  expect(performance.now() - started).toBeLessThan(15_000);
});

test('the machine says what it is', async () => {
  const [facts] = await agent.calls(['facts']);
  expect(facts).toMatchObject({
    os: 'windows',
    arch: 'x64',
    simulated: false,
    version: expect.stringMatching(/^10\.0\.\d+$/),
    prettyName: expect.stringContaining('Windows'),
    machineId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});
