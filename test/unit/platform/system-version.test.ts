// Which system a machine runs, asked only where it matters, and what a setting's minimum makes of it.
import { describe, expect, test } from 'vitest';
import { createAskSystem, systemVersionOf } from '../../../platform/system-version.js';
import { whySystemTooOld } from '../../../src/enforce/applicability.js';
import { toyRow } from '../../support/enforce/toy-machine.js';

test.each([
  ['10.0.20348.3807', 'Windows Server 2022 Datacenter', true],
  ['6.3.9600', 'Windows Server 2012 R2 Standard', true],
  ['10.0.22631', 'Windows 11 Pro', false],
  ['14.5', 'macOS 14.5', false],
])('%s with the name "%s": a server is %s', (version, prettyName, isServer) => {
  expect(systemVersionOf({ version, prettyName })).toEqual({ version, isServer });
});

test.each([undefined, '', 'eleven', '10.0.x', '1.2.3.4.5'])(
  '%s is no version and tells nothing',
  (version) => {
    expect(systemVersionOf({ version, prettyName: 'Windows 11' })).toBeUndefined();
  },
);

test('a machine is asked once, and not at all where no setting has a minimum', async () => {
  let asked = 0;
  const ask = createAskSystem(async () => {
    asked += 1;
    return { version: '10.0.20348', prettyName: 'Windows Server 2022' };
  });
  expect([await ask([toyRow('any')]), asked]).toEqual([{}, 0]);
  const recent = [toyRow('recent', { minimum: { os: '10.0.22621' } })];
  await ask(recent);
  expect([await ask(recent), asked]).toEqual([{ system: { version: '10.0.20348', isServer: true } }, 1]);
});

describe('the minimum of a setting', () => {
  const os = { os: '10.0.19045.2913' };
  const both = { os: '10.0.16299', server: '6.3.9600' };
  test.each([
    [{}, '1.0', false, false],
    [os, '10.0.19045.2912', false, true],
    [os, '10.0.19045.2913', false, false],
    [os, '10.0.19044', false, true],
    // Which update it has is not known.
    [os, '10.0.19045', false, false],
    [both, '10.0.14393.1', false, true],
    [both, '10.0.14393.1', true, false],
    [{ os: '10.0.22621' }, '10.0.20348.1', true, true],
    [{ server: '10.0.14393' }, '6.3.9600', true, true],
    [{ server: '10.0.14393' }, '10.0.10240', false, false],
  ])('%j against %s, a server %s: too old is %s', (minimum, version, isServer, isTooOld) => {
    const reason = whySystemTooOld(toyRow('x', { os: 'windows', minimum }), { version, isServer });
    expect(reason?.code).toBe(isTooOld ? 'system-too-old' : undefined);
    if (isTooOld) expect(reason?.text).toContain(Object.values(minimum).at(isServer ? -1 : 0));
  });

  test('concludes nothing where the system does not say', () => {
    expect(whySystemTooOld(toyRow('x', { minimum: both }), undefined)).toBeUndefined();
  });
});
