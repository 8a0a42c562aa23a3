// An authorization server that is not ours: oidc-provider by its own documentation, in memory, on loopback. It
// verifies no proof at registration and takes any client metadata that the standards allow.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import Provider from 'oidc-provider';

export interface PlainProvider extends AsyncDisposable {
  /** Issuer; the metadata document stands at its root. */
  readonly url: string;
  /** Lets any client register (RFC 7591 initial access token). */
  readonly initialAccessToken: string;
  /** What it stores of a client; undefined once the client was deleted. */
  client(id: string): Promise<AdapterPayload | undefined>;
  /** Thumbprint of the key that an access token is bound to, if the token is one of its own. */
  boundTo(accessToken: string): Promise<string | undefined>;
}

export interface PlainProviderOptions {
  /** Asks for a nonce in every proof, as RFC 9449 section 8 allows. */
  readonly requireNonce?: boolean;
}

export async function startPlainProvider(options: PlainProviderOptions = {}): Promise<PlainProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { adapter, find } = createMemory();
  const provider = new Provider(url, {
    adapter,
    routes: { registration: '/oauth/register', token: '/oauth/token', jwks: '/oauth/jwks' },
    clientAuthMethods: ['private_key_jwt'],
    responseTypes: ['none'],
    enabledJWA: { clientAuthSigningAlgValues: ['ES256'], dPoPSigningAlgValues: ['ES256'] },
    clientDefaults: {
      grant_types: ['client_credentials'],
      response_types: [],
      token_endpoint_auth_method: 'private_key_jwt',
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      registration: { enabled: true, initialAccessToken: true },
      registrationManagement: { enabled: true, rotateRegistrationAccessToken: true },
      dPoP: {
        enabled: true,
        nonceSecret: Buffer.alloc(32, 7),
        requireNonce: () => options.requireNonce === true,
      },
    },
    ttl: { ClientCredentials: 600 },
  });
  server.on('request', provider.callback());
  const initialAccessToken = await new provider.InitialAccessToken({}).save();
  return {
    url,
    initialAccessToken,
    client: async (id) => find('Client', id),
    boundTo: async (token) => find('ClientCredentials', token)?.['jkt'] as string | undefined,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createMemory() {
  const stored = new Map<string, AdapterPayload>();
  const find = (model: string, id: string): AdapterPayload | undefined => stored.get(`${model}:${id}`);
  const adapter = (model: string): Adapter => ({
    upsert: async (id, payload) => void stored.set(`${model}:${id}`, payload),
    find: async (id) => find(model, id),
    destroy: async (id) => void stored.delete(`${model}:${id}`),
    consume: async (id) => {
      const payload = find(model, id);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
    },
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    revokeByGrantId: async () => undefined,
  });
  return { adapter, find };
}
