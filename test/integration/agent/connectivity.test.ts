// What the built command line says and ends with when the service cannot be had, for each fault a real one.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ONBOARDING_TYPE } from '../../../src/model/wire/problem-codes.js';
import type { FaultyNetwork } from '../../support/faulty-network.js';
import { createFaultyNetwork, makeCertificate } from '../../support/faulty-network.js';
import { builtPrograms, runProgram } from '../../support/holdfast-programs.js';
import { startTestService } from '../../support/service.js';
import { createSigningKey, onboardingClaims, signJws } from '../../support/signed-documents.js';

const { node, holdfast } = builtPrograms(join(import.meta.dirname, '../../../dist'));

let folder = '';
let network: FaultyNetwork;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-connectivity-'));
  mkdirSync(join(folder, 'state'), { mode: 0o700 });
  network = createFaultyNetwork();
});
afterEach(async () => {
  await network[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const run = (...args: readonly string[]) =>
  runProgram(node, [holdfast, ...args, '--simulate', 'linux', '--state-dir', join(folder, 'state')]);

const configure = (config: object): void =>
  writeFileSync(join(folder, 'state/config.json'), JSON.stringify(config));

async function onboard(file: string, secret: string) {
  const [fileAt, secretAt] = [join(folder, 'onboarding.jws'), join(folder, 'secret')];
  writeFileSync(fileAt, file);
  writeFileSync(secretAt, secret);
  return run('onboard', fileAt, '--secret-file', secretAt);
}

/** With a good file of a service at this address. */
function onboardAt(url: string, more: { readonly ca?: string } = {}) {
  const key = createSigningKey();
  const iat = Math.floor(Date.now() / 1000);
  const claims = onboardingClaims(key, { iss: url, as: url, api: url, iat, exp: iat + 3600, ...more });
  return onboard(signJws(key, ONBOARDING_TYPE, claims), 'a-secret');
}

describe('a service that cannot be had ends onboard and sync with 6 and says why', () => {
  const faults: readonly (readonly [what: string, says: RegExp, url: () => Promise<string>])[] = [
    ['DNS', /\(resolve\): the name/, async () => 'https://no-such-host.invalid'],
    ['refused', /\(connect\): the connection is refused/, () => network.refused()],
    [
      'cut in the handshake',
      /\(tls\): the connection was cut while it was made secure/,
      () => network.tcp((socket) => socket.on('data', () => socket.resetAndDestroy())),
    ],
    [
      'TLS inspection',
      /\(tls\): .*"Corp Inspection CA".*inspect TLS/,
      async () => {
        const authority = await makeCertificate({ name: 'Corp Inspection CA' });
        return network.tls(await makeCertificate({ authority }));
      },
    ],
    [
      'a sign-in page',
      /\(http\): .*a sign-in page of the network/,
      () =>
        network.http((_request, response) =>
          response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello</html>'),
        ),
    ],
    [
      'a sign-in redirect',
      /\(http\): it redirects to https:\/\/portal\.example.*a sign-in page/,
      () =>
        network.http((_request, response) =>
          response.writeHead(302, { location: 'https://portal.example/' }).end(),
        ),
    ],
    [
      'garbage',
      /\(http\): it does not speak HTTP/,
      () => network.tcp((socket) => socket.end('garbage\r\n\r\n'), 'http'),
    ],
    [
      'an error page',
      /refused \(503 http-503\)/,
      () => network.http((_request, response) => response.writeHead(503).end('<html>Down</html>')),
    ],
  ];

  test.each(faults)('%s', async (_what, says, url) => {
    const address = await url();
    const onboarded = await onboardAt(address);
    expect(onboarded.exitCode).toBe(6);
    expect(onboarded.stdout).toMatch(says);
    const synced = await run('sync');
    expect(synced.exitCode).toBe(6);
    expect(synced.stdout).toMatch(says);
  });

  const certificates: readonly (readonly [what: string, says: RegExp, number: number, order: object])[] = [
    ['expired', /was valid until .* only/, 14, { fromDay: -9, toDay: -2 }],
    ['not valid yet', /which the clock of this device has not reached/, 40, { fromDay: 2 }],
    [
      'for another name',
      /for another name \(DNS:other\.example\)/,
      14,
      { name: 'other.example', address: null },
    ],
  ];

  test.each(certificates)('a certificate that is %s', async (_what, says, number, order) => {
    const pems = await makeCertificate(order);
    const onboarded = await onboardAt(await network.tls(pems), { ca: pems.cert });
    expect(onboarded.exitCode).toBe(6);
    expect(onboarded.stdout).toMatch(says);
    const status = JSON.parse((await run('status', '--json')).stdout);
    expect(status.enrollment.number).toBe(number);
  });

  test('a proxy that wants a password, and one that refuses', async () => {
    configure({ proxy: (await network.proxy({ credentials: 'holdfast:secret' })).url });
    expect(await onboardAt('https://service.example')).toMatchObject({
      exitCode: 6,
      stdout: expect.stringMatching(/\(proxy\): the proxy asks for a name and a password/),
    });
    configure({ proxy: (await network.proxy({ refusal: '403 Forbidden' })).url });
    expect(await run('sync')).toMatchObject({
      exitCode: 6,
      stdout: expect.stringMatching(/\(proxy\): the proxy opens no tunnel \(it answered 403\)/),
    });
  });
});

test('a service that answers and takes the secret for wrong ends with 1: nothing is the matter with the way', async () => {
  await using service = await startTestService();
  const { file } = await service.onboarding();
  const { exitCode, stdout } = await onboard(file, 'not-the-secret');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/refused \(401/);
  expect(stdout).not.toMatch(/\((?:resolve|connect|tls|proxy|http)\)/);
});
