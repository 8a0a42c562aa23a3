// The service behind its own certificate.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { runCli } from '../../support/service-cli.js';

test('run serves TLS with the certificate given, and is known by an https address', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-tls-'));
  const made = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' });
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(cert, made.cert);
  writeFileSync(key, made.private);
  await runCli(folder.concat('/data'), ['init']);
  const stop = new AbortController();
  let body = '';
  const ran = await runCli(
    join(folder, 'data'),
    ['run', '--host', 'localhost', '--port', '0', '--tls-cert', cert, '--tls-key', key],
    {
      signal: stop.signal,
      onOut: (line) => {
        const url = /https:\S+/.exec(line)?.[0] ?? '';
        request(`${url}/.well-known/oauth-authorization-server`, { ca: made.cert, servername: 'localhost' })
          .on('response', (answer) => {
            answer.on('data', (chunk) => {
              body += chunk;
            });
            answer.on('end', () => stop.abort());
          })
          .on('error', (error) => {
            body = error.message;
            stop.abort();
          })
          .end();
      },
    },
  );
  rmSync(folder, { recursive: true, force: true });
  expect(ran.code).toBe(0);
  expect(JSON.parse(body)).toMatchObject({ issuer: expect.stringMatching(/^https:\/\/localhost:\d+$/) });
});
