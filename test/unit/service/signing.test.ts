// How the keys of a tenant are called.
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { generateTenantKey } from '../../../src/service/signing.js';

const generate = async () => exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);

test('a key is made again until its id does not look like an option of a command', async () => {
  const made: string[] = [];
  const counted = async () => {
    const jwk = await generate();
    made.push(await calculateJwkThumbprint(jwk));
    return jwk;
  };
  const isDashed = (kid: string) => kid.startsWith('-');
  // One in 64.
  while (!made.some(isDashed)) {
    const { kid } = await generateTenantKey('signing', counted);
    expect(isDashed(kid)).toBe(false);
    expect(kid).toBe(made.at(-1));
  }
});
