// The two authorization servers agree: a device as the standards see it registers and signs in at either.
import { expect, test } from 'vitest';
import { startPlainProvider } from '../../support/plain-provider.js';
import { createKey, json, metadata, requestToken } from '../../support/service-client.js';

test('the plain provider registers a device, binds its token to its key, and forgets it', async () => {
  await using provider = await startPlainProvider();
  const key = await createKey();
  const { software_statement: _, ...body } = metadata([key.jwk], { file: '', secret: '' });
  const registered = await json(
    await fetch(`${provider.url}/oauth/register`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${provider.initialAccessToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    }),
    201,
  );
  const id = String(registered['client_id']);
  const token = await json(await requestToken({ url: provider.url, id, key }), 200);
  expect(token['token_type']).toBe('DPoP');
  expect(await provider.boundTo(String(token['access_token']))).toBe(key.thumbprint);

  const left = await fetch(String(registered['registration_client_uri']), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${registered['registration_access_token']}` },
  });
  expect(left.status).toBe(204);
  expect(await provider.client(id)).toBeUndefined();
});
