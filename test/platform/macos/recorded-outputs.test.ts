// Outputs of the tools of macOS in the layouts of many versions, and some in languages that they do not speak, with
// values of our own: read by the real parsers.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseEnrollment } from '../../../platform/macos/probe-enrollment.js';
import { readProfiles } from '../../../platform/macos/read-profiles.js';
import { createSimulatedMac } from '../../../platform/simulated/mac-machine.js';
import { printing } from '../../support/refusing-host.js';

const FOLDER = new URL('recorded/', import.meta.url);
const recorded = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');

const named = (server: string | undefined) => ({ is: 'enrolled', server });
const ODD = { is: 'odd', why: 'it does not say whether this Mac is enrolled' };

const STATUS: readonly (readonly [string, object])[] = [
  ['status-10.13.0-not-enrolled.txt', { is: 'none', viaDep: false }],
  ['status-10.13.3-enrolled.txt', named(undefined)],
  ['status-10.14-user-approved.txt', named(undefined)],
  ['status-11-server.txt', named('mdm.orchard.example')],
  ['status-14-intune.txt', named('i.manage.microsoft.com')],
  ['status-15-intune-crlf.txt', named('fef.msub02.manage.microsoft.com')],
  ['status-26-dep-only.txt', { is: 'none', viaDep: true }],
  ['status-server-without-scheme.txt', named('mdm.orchard.example')],
  ['status-server-null.txt', named(undefined)],
  ['status-server-empty.txt', named(undefined)],
  ['status-german.txt', ODD],
  ['status-japanese.txt', ODD],
  ['status-error.txt', ODD],
  ['status-perhaps.txt', ODD],
  ['status-empty.txt', ODD],
];

test.each(STATUS)('the enrollment in %s is understood', (name, expected) => {
  expect(parseEnrollment(recorded(name))).toEqual(expected);
});

const SHOW: readonly (readonly [string, object])[] = [
  ['show-mdm-and-defender.xml', { mdmServer: 'https://mdm.orchard.example/mdm', defender: 'others' }],
  ['show-custom-preferences.xml', { mdmServer: undefined, defender: 'others' }],
  ['show-holdfast.xml', { mdmServer: 'https://mdm.orchard.example/mdm', defender: 'holdfast' }],
  ['show-no-profiles.xml', { mdmServer: undefined, defender: 'nobody' }],
];

describe('the installed profiles', () => {
  const { signal } = new AbortController();
  const read = (name: string) =>
    readProfiles(printing(createSimulatedMac(), { '/usr/bin/profiles': recorded(name) }), signal);

  test.each(SHOW)('in %s are understood', async (name, expected) => {
    expect(await read(name)).toEqual({ ok: true, value: expected });
  });

  test.each(['show-other-layout.xml', 'show-words.txt'])('in %s are no answer', async (name) => {
    expect(await read(name)).toMatchObject({ ok: false, error: { kind: 'bad-reply' } });
  });
});

test('each recorded file has its line', () => {
  const names = [...STATUS, ...SHOW].map(([name]) => name);
  names.push('show-other-layout.xml', 'show-words.txt');
  expect(readdirSync(FOLDER)).toEqual(names.toSorted());
});
