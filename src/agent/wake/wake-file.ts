// What a turn leaves for the children that wait for "sync now": the service, its keys, and for whom to ask. No secret.
// Not flushed to the disk: a turn writes it again.

import type { DeviceId } from '../../model/ids.js';
import { deviceId } from '../../model/ids.js';
import type { PublicKey } from '../../model/wire/schemas.js';
import type { Paths } from '../config/paths.js';
import { readJson, removeQuietly, writeWhole } from '../files/own-files.js';

export interface WakeOrder {
  readonly issuer: string;
  /** Base URL of `/v1`. */
  readonly api: string;
  readonly tenant: string;
  readonly device: DeviceId;
  /** That sign events. */
  readonly keys: readonly PublicKey[];
  /** PEM of the private authority of the onboarding file. */
  readonly ca?: string;
}

type WakePaths = Pick<Paths, 'wakeFile' | 'wakeSeenFile'>;

export function readWakeOrder({ wakeFile }: Pick<WakePaths, 'wakeFile'>): WakeOrder | undefined {
  const { issuer, api, tenant, device, keys, ca } = record(readJson(wakeFile));
  if (!isText(issuer) || !isText(api) || !isText(tenant) || !isText(device)) return undefined;
  const trusted = Array.isArray(keys) ? keys.filter(isKey) : [];
  return {
    ...{ issuer, api, tenant, keys: trusted, device: deviceId(device) },
    ...(isText(ca) ? { ca } : {}),
  };
}

/** `undefined`: nothing to wait for. What is there already is not written again. */
export function writeWakeOrder({ wakeFile, wakeSeenFile }: WakePaths, order: WakeOrder | undefined): void {
  if (order === undefined) {
    for (const file of [wakeFile, wakeSeenFile]) removeQuietly(file);
    return;
  }
  const text = JSON.stringify(order);
  if (JSON.stringify(readWakeOrder({ wakeFile })) === JSON.stringify(JSON.parse(text))) return;
  writeWhole(wakeFile, text, { mode: 0o600, durable: false });
}

/** Ours, from a verified document; here only its form counts. */
const isKey = (raw: unknown): raw is PublicKey => {
  const { kty, crv, x, y } = record(raw);
  return kty === 'EC' && crv === 'P-256' && isText(x) && isText(y);
};

const isText = (raw: unknown): raw is string => typeof raw === 'string' && raw !== '';

const record = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null ? { ...raw } : {};
