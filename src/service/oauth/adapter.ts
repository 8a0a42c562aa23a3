// Where the authorization server keeps its things: clients are devices, initial access tokens enrollment secrets.

import { calculateJwkThumbprint } from 'jose';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import Provider, { errors } from 'oidc-provider';
import type { Clock, Random } from '../../model/ports.js';
import { validatePublicKey } from '../../model/wire/validators.js';
import { acceptedKeys } from '../device-keys.js';
import type { Store } from '../store/database.js';
import { inTransaction } from '../store/database.js';
import { buryDevice, findClientMetadata, findDeviceByKey, saveClientMetadata } from '../store/devices.js';
import type { DeviceKey } from '../store/keys.js';
import { listKeys, saveKeys } from '../store/keys.js';
import {
  deletePayload,
  findPayload,
  insertPayload,
  savePayload,
  saveRegistrationToken,
  useRegistrationToken,
} from '../store/oauth-payloads.js';
import type { Tenant } from '../store/tenants.js';
import { findInitialAccess } from './initial-access.js';
import type { PendingRegistrations } from './pending.js';
import { REGISTRATION_POLICY } from './registration-policy.js';
import { storeRegistration } from './store-registration.js';

export interface AdapterParts {
  readonly store: Store;
  readonly tenant: Tenant;
  readonly clock: Clock;
  readonly random: Random;
  readonly pending: PendingRegistrations;
}

export function createAdapter(parts: AdapterParts): (model: string) => Adapter {
  return (model) => {
    switch (model) {
      case 'Client':
        return { ...payloads(parts, model), ...clients(parts) };
      case 'InitialAccessToken':
        return { ...payloads(parts, model), ...enrollmentSecrets(parts) };
      case 'ReplayDetection':
        return { ...payloads(parts, model), ...replayMarks(parts) };
      case 'RegistrationAccessToken':
        return { ...payloads(parts, model), ...registrationTokens(parts) };
      default:
        return payloads(parts, model);
    }
  };
}

type Own = Pick<Adapter, 'find' | 'upsert' | 'destroy'>;

function clients({ store, tenant, clock, random, pending }: AdapterParts): Own {
  return {
    find: async (id) => {
      const metadata = await findClientMetadata(store, id);
      if (metadata === undefined) return undefined;
      const keys = acceptedKeys(await listKeys(store, id), clock.now());
      return { ...metadata, jwks: { keys: keys.map(({ jwk }) => jwk) } } as AdapterPayload;
    },
    upsert: async (id, payload) => {
      const { jwks, ...metadata } = payload;
      const request = Provider.ctx;
      const registration = request && pending.take(request);
      await inTransaction(store, async (trx) => {
        const given = await dated(jwks?.keys ?? [], clock.now());
        await refuseForeignKeys(trx, id, given);
        if (registration !== undefined)
          await storeRegistration(trx, registration, {
            metadata,
            tenant: tenant.id,
            objectId: random.uuid(),
            at: clock.now(),
          });
        else if (!(await saveClientMetadata(trx, id, metadata)))
          throw new errors.InvalidToken('the device is not registered any more');
        await saveKeys(trx, id, given);
      });
    },
    destroy: (id) => inTransaction(store, (trx) => buryDevice(trx, id, clock.now())),
  };
}

/** The policy looked before; here it counts, as another request may have come between. */
async function refuseForeignKeys(store: Store, id: string, keys: readonly DeviceKey[]): Promise<void> {
  for (const { thumbprint } of keys) {
    const owner = await findDeviceByKey(store, thumbprint);
    if (owner !== undefined && owner.id !== id)
      throw new errors.InvalidRequest('the key was just registered by another request; try again', 409);
  }
}

/** In the order given, the last one newest, also where both are new. */
function dated(keys: readonly unknown[], at: number): Promise<DeviceKey[]> {
  return Promise.all(
    keys
      .filter((key) => validatePublicKey(key))
      .map(async (jwk, place) => ({
        thumbprint: await calculateJwkThumbprint(jwk),
        jwk,
        addedAt: at + place,
      })),
  );
}

function enrollmentSecrets({ store, clock }: AdapterParts): Own {
  return {
    find: (secret) => findInitialAccess(store, secret, { at: clock.now(), policy: REGISTRATION_POLICY }),
    upsert: () => Promise.reject(new Error('enrollment secrets are made by onboarding files')),
    destroy: async () => undefined,
  };
}

/** `destroy` does nothing: a token goes when its successor is seen, or with its device. */
function registrationTokens({ store }: AdapterParts): Own {
  return {
    find: async (token) => (await useRegistrationToken(store, token)) as AdapterPayload | undefined,
    upsert: async (token, { jti: _, ...payload }) =>
      saveRegistrationToken(store, token, payload.clientId ?? '', payload),
    destroy: async () => undefined,
  };
}

/** The library looks, then marks; two requests at once both look before either marks, so marking decides. */
function replayMarks({ store, clock }: AdapterParts): Pick<Own, 'upsert'> {
  return {
    upsert: async (id, payload, expiresIn = 0) => {
      const expiresAt = clock.now() + expiresIn * 1000;
      if (!(await insertPayload(store, { model: 'ReplayDetection', id }, payload, expiresAt)))
        throw new errors.InvalidGrant('it was used before');
    },
  };
}

function payloads({ store, clock }: AdapterParts, model: string): Adapter {
  return {
    find: async (id) => (await findPayload(store, { model, id })) as AdapterPayload | undefined,
    upsert: (id, payload, expiresIn) => {
      const expiresAt = expiresIn === undefined ? undefined : clock.now() + expiresIn * 1000;
      return savePayload(store, { model, id }, payload, expiresAt);
    },
    destroy: (id) => deletePayload(store, { model, id }),
    consume: async (id) => {
      const payload = await findPayload(store, { model, id });
      const consumed = Math.floor(clock.now() / 1000);
      if (payload !== undefined) await savePayload(store, { model, id }, { ...payload, consumed }, undefined);
    },
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    revokeByGrantId: async () => undefined,
  };
}
