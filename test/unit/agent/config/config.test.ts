// Options, paths and configuration: from raw text to one validated record, or a sentence that says what is wrong.
import { describe, expect, test } from 'vitest';
import type { Surroundings } from '../../../../src/agent/config/config.js';
import { locate, parseConfig } from '../../../../src/agent/config/config.js';
import type { GlobalOptions } from '../../../../src/agent/config/options.js';
import { optionArguments, parseArguments } from '../../../../src/agent/config/options.js';
import { pathsFor } from '../../../../src/agent/config/paths.js';

const AROUND: Surroundings = { os: 'linux', programData: 'C:\\ProgramData', cwd: '/' };
const NONE: GlobalOptions = { json: false, verbose: false };

const parse = (options: Partial<GlobalOptions>, file?: string, around: Partial<Surroundings> = {}) => {
  const all = { ...NONE, ...options };
  const place = { ...AROUND, ...around };
  return parseConfig(
    all,
    place,
    locate(all, place, (path) => path),
    file,
  );
};

describe('options', () => {
  test('are taken before and after the command, with a blank or an equals sign', () => {
    const parsed = parseArguments(['--state-dir', '/s', 'sync', '--root=/r', '--json']);
    expect(parsed).toEqual({
      ok: true,
      value: { options: { stateDir: '/s', root: '/r', json: true, verbose: false }, rest: ['sync'] },
    });
  });

  test('of the command itself are left to the command', () => {
    const parsed = parseArguments(['apply', 'a.json', '--plan', 'x']);
    expect(parsed.ok && parsed.value.rest).toEqual(['apply', 'a.json', '--plan', 'x']);
  });

  test.each([
    [['--state-dir'], '--state-dir needs a value'],
    [['--root='], '--root needs a value'],
    [['--simulate', 'beos'], '--simulate takes windows, macos or linux, not "beos"'],
  ])('%j is refused with its reason', (argv, why) => {
    expect(parseArguments(argv)).toEqual({ ok: false, error: why });
  });

  test('reach a child as they were given', () => {
    const given = ['--config', '/c', '--state-dir', '/s', '--root', '/r', '--simulate', 'linux', '--verbose'];
    const parsed = parseArguments(given);
    expect(parsed.ok && optionArguments(parsed.value.options)).toEqual(given);
  });
});

describe('paths', () => {
  test.each([
    ['linux', '/etc/holdfast/config.json', '/var/lib/holdfast', '/run/holdfast/status.json'],
    [
      'macos',
      '/Library/Application Support/Holdfast/config.json',
      '/Library/Application Support/Holdfast/state',
      '/var/run/holdfast/status.json',
    ],
    [
      'windows',
      'C:\\ProgramData\\Holdfast\\config.json',
      'C:\\ProgramData\\Holdfast\\state',
      'C:\\ProgramData\\Holdfast\\status.json',
    ],
  ] as const)('%s keeps its things where the table says', (os, configFile, state, statusFile) => {
    expect(pathsFor({ os, programData: 'C:\\ProgramData', root: '/' })).toMatchObject({
      configFile,
      state,
      statusFile,
    });
  });

  test('a simulated machine is configured by its own folder, or by the file that is named', () => {
    const simulated = { ...NONE, simulate: 'linux', stateDir: '/s' } as const;
    const fileOf = (options: GlobalOptions) => locate(options, AROUND, (path) => path).configFile;
    expect(fileOf(simulated)).toBe('/s/config.json');
    expect(fileOf({ ...simulated, root: '/r' })).toBe('/s/config.json');
    expect(fileOf({ ...simulated, configFile: '/c.json' })).toBe('/c.json');
    expect(fileOf({ ...NONE, stateDir: '/s' })).toBe('/etc/holdfast/config.json');
  });

  test('a root prefix moves all of them', () => {
    const paths = pathsFor({ os: 'linux', programData: '', root: '/r' });
    expect(paths).toMatchObject({
      configFile: '/r/etc/holdfast/config.json',
      database: '/r/var/lib/holdfast/state.db',
      statusFile: '/r/run/holdfast/status.json',
    });
  });

  test('a state folder of its own holds the public status too', () => {
    const paths = pathsFor({ os: 'linux', programData: '', root: '/', stateDir: '/s' });
    expect(paths).toMatchObject({ statusFile: '/s/status.json', daemonFile: '/s/daemon.json' });
  });
});

describe('the configuration', () => {
  test('without a file is that of the machine', () => {
    expect(parse({})).toMatchObject({ ok: true, value: { os: 'linux', simulated: false, root: '/' } });
  });

  test('takes authority and proxy from the file, and the proxy of the environment only where the file has none', () => {
    const file = '\uFEFF{"caFile":"/ca.pem","proxy":"http://proxy.example:3128"}';
    const around = { proxy: 'http://other.example:80' };
    expect(parse({}, file, around)).toMatchObject({
      value: { caFile: '/ca.pem', proxy: 'http://proxy.example:3128' },
    });
    expect(parse({}, '{}', around)).toMatchObject({ value: { proxy: 'http://other.example:80' } });
    for (const proxy of ['other.example:80', 'socks5://other.example', 'http://user:p%ss@other.example'])
      expect(parse({}, '{}', { proxy })).not.toHaveProperty('value.proxy');
  });

  test('raises guard rails only where the file says so', () => {
    expect(parse({})).toMatchObject({ value: { guardrails: 'flag' } });
    expect(parse({}, '{"guardrails":"refuse"}')).toMatchObject({ value: { guardrails: 'refuse' } });
    expect(parse({})).toMatchObject({ value: { keyStore: 'file' } });
    expect(parse({}, '{"keyStore":"tpm"}')).toMatchObject({ value: { keyStore: 'tpm' } });
    expect(parse({}, '{"keyStore":"cloud"}')).toMatchObject({ ok: false });
  });

  test('looks for "sync now" every five minutes where the file does not say otherwise', () => {
    expect(parse({})).toMatchObject({ value: { syncNow: 'poll' } });
    for (const syncNow of ['wait', 'poll', 'off'])
      expect(parse({}, JSON.stringify({ syncNow }))).toMatchObject({ value: { syncNow } });
  });

  test.each([
    ['{', 'not valid JSON'],
    ['[]', 'expected one JSON object'],
    ['{"caFlie":"/x"}', 'unknown setting "caFlie"'],
    ['{"caFile":5}', '"caFile" must be the path of a PEM file'],
    ['{"proxy":"proxy:3128"}', '"proxy" must be a URL'],
    ['{"proxy":"http://user:p%ss@proxy.example:3128"}', 'a % in a password is written %25'],
    ['{"guardrails":"off"}', '"guardrails" must be one of: flag, refuse'],
    ['{"syncNow":"often"}', '"syncNow" must be one of: wait, poll, off'],
    ['{"syncNow":true}', '"syncNow" must be one of: wait, poll, off'],
    ['{"keyStore":1}', '"keyStore" must be one of: file, tpm, auto'],
    ['{"proxy":"http://p:1",}', 'not valid JSON: Expected double-quoted property name'],
    ['{"wakeInterval":"60"}', 'unknown setting "wakeInterval"'],
  ])('%s is refused by name', (file, why) => {
    const parsed = parse({}, file);
    expect(parsed.ok ? '' : parsed.error.why).toContain(why);
    expect(parsed.ok ? '' : parsed.error.kind).toBe('file');
  });

  test('a simulated machine needs a state folder of its own', () => {
    expect(parse({ simulate: 'linux' })).toMatchObject({ ok: false, error: { kind: 'usage' } });
    expect(parse({ simulate: 'linux', stateDir: '/s' })).toMatchObject({
      ok: true,
      value: { simulated: true },
    });
  });
});
