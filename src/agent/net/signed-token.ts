// A compact JWS by the device key, whatever store holds it: the store signs bytes, all else is put together here.

import type { Result } from '../../model/result.js';
import { ok } from '../../model/result.js';
import type { DeviceKey } from './identity.js';

/** ES256. Source: RFC 7515 section 7.1, RFC 7518 section 3.4. */
export async function signToken(
  key: DeviceKey,
  header: Readonly<Record<string, unknown>>,
  claims: Readonly<Record<string, unknown>>,
): Promise<Result<string>> {
  const input = `${part({ alg: 'ES256', ...header })}.${part(claims)}`;
  const signature = await key.sign(Buffer.from(input));
  return signature.ok ? ok(`${input}.${Buffer.from(signature.value).toString('base64url')}`) : signature;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
