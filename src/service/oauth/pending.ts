// Hands a judged registration from the policy that judged it to the adapter that stores it, for one request.

import type { DeviceId } from '../../model/ids.js';
import type { RegistrationRequest } from '../../model/wire/schemas.js';
import type { Device } from '../store/devices.js';

export interface Registration {
  readonly id: DeviceId;
  readonly request: RegistrationRequest & { readonly device: NonNullable<RegistrationRequest['device']> };
  readonly tags: readonly string[];
  readonly ring: string | undefined;
  readonly enrollmentId: string;
  /** Version of the set of keys in the onboarding file; undefined without one. */
  readonly keySet: number | undefined;
  /** The key is known: the answer of an earlier registration was lost. Takes a use only of another secret. */
  readonly renews: { readonly enrollmentId: string } | undefined;
  /** On the word of the key of a registered device, instead of an enrollment secret. */
  readonly rekey:
    | {
        readonly tokenId: string;
        readonly from: Pick<Device, 'id' | 'family'>;
        readonly used: boolean;
      }
    | undefined;
}

/** Forgotten with the request that it hangs on. */
export interface PendingRegistrations {
  put(request: object, registration: Registration): void;
  take(request: object): Registration | undefined;
}

export function createPendingRegistrations(): PendingRegistrations {
  const pending = new WeakMap<object, Registration>();
  return {
    put: (request, registration) => void pending.set(request, registration),
    take: (request) => {
      const found = pending.get(request);
      pending.delete(request);
      return found;
    },
  };
}
