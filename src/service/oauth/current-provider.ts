// The authorization server with the keys of now: built anew once a command has changed the set of keys.

import type { Signer } from '../signing.js';
import type { TenantKey } from '../store/tenants.js';
import { listTenantKeys } from '../store/tenants.js';
import type { ProviderParts } from './provider.js';
import { createProvider } from './provider.js';

export type RawHandler = ReturnType<ReturnType<typeof createProvider>['callback']>;

export function createCurrentProvider(
  parts: Omit<ProviderParts, 'publishedKeys'>,
): () => Promise<RawHandler> {
  const { signer, store } = parts;
  let built: { readonly version: number; readonly handler: RawHandler } | undefined;
  return async () => {
    await signer.refresh(store);
    if (built?.version === signer.version) return built.handler;
    const publishedKeys = published(await listTenantKeys(store), signer).map(({ jwk }) => jwk);
    const { version } = signer;
    built = { version, handler: createProvider({ ...parts, publishedKeys }).callback() };
    return built.handler;
  };
}

/** Retired keys are not published any more; offline keys never are. */
function published(keys: readonly TenantKey[], { publicKeys }: Signer): readonly TenantKey[] {
  const current = new Set(publicKeys.map(({ kid }) => kid));
  return keys.filter(
    ({ purpose, kid }) => purpose === 'token' || (purpose === 'signing' && current.has(kid)),
  );
}
