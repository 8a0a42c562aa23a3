// Judges a registration and each later change of it: who may register, as what, with proof of which key.

import { calculateJwkThumbprint } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { TenantId } from '../../model/ids.js';
import { deviceId } from '../../model/ids.js';
import type { Clock } from '../../model/ports.js';
import { REGISTRATION_PROOF_HEADER, TENANT_MISMATCH } from '../../model/wire/problem-codes.js';
import type { DeviceDescription, OnboardingClaims, RegistrationRequest } from '../../model/wire/schemas.js';
import { validateRegistrationRequest } from '../../model/wire/validators.js';
import { sha256Base64Url } from '../digest.js';
import type { Nonces } from '../dpop/nonces.js';
import type { Proof } from '../dpop/proof.js';
import { isProofSigned, readProof } from '../dpop/proof.js';
import type { OnboardingParts } from '../onboarding.js';
import { readOnboarding } from '../onboarding.js';
import type { Store } from '../store/database.js';
import type { Device } from '../store/devices.js';
import { findDevice, findDeviceByKey } from '../store/devices.js';
import { listKeys } from '../store/keys.js';
import { insertPayload } from '../store/oauth-payloads.js';
import { readRekeyToken } from '../store/rekey-tokens.js';
import { rekeyTokenIdOf, tokenRefused } from './initial-access.js';
import type { PendingRegistrations, Registration } from './pending.js';

/** Name under which enrollment secrets and registration tokens carry this policy. */
export const REGISTRATION_POLICY = 'device';

export interface PolicyParts extends Pick<OnboardingParts, 'tenant' | 'signer'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly nonces: Nonces;
  readonly pending: PendingRegistrations;
  readonly origin: () => string;
}

/** Unit: milliseconds. */
const PROOF_MS = 660_000;

type Judge = (ctx: KoaContextWithOIDC, properties: Record<string, unknown>) => Promise<void>;

export function createRegistrationPolicy(parts: PolicyParts): Judge {
  return async (ctx, properties) => {
    const request = { ...parseRequest(properties) };
    keepOnly(properties, request);
    if (ctx.method === 'POST') await judgeNew(parts, ctx, request, properties);
    else await judgeChange(parts, ctx, request);
  };
}

async function judgeNew(
  parts: PolicyParts,
  ctx: KoaContextWithOIDC,
  request: RegistrationRequest,
  properties: Record<string, unknown>,
): Promise<void> {
  const [key, second] = request.jwks.keys;
  const { device } = request;
  if (key === undefined || second !== undefined) refuse('jwks must hold exactly one key');
  if (device === undefined) refuse('the member device is missing');
  const thumbprint = await calculateJwkThumbprint(key);
  await requireProof(parts, ctx, thumbprint);
  const known = await findDeviceByKey(parts.store, thumbprint);
  const jti = ctx.oidc.entities.InitialAccessToken?.jti ?? '';
  const tokenId = rekeyTokenIdOf(jti);
  const origin =
    tokenId === undefined
      ? await enrolled(parts, request.software_statement, jti)
      : await rekeyed(parts.store, tokenId, known);
  if (known?.state === 'disabled') throw new errors.InvalidRequest('this device is disabled', 403);
  refuseOtherTenant(parts.tenant.id, device);
  if (known !== undefined) takeIdentity(ctx, properties, known.id);
  parts.pending.put(ctx, {
    ...origin,
    id: deviceId(String(properties['client_id'])),
    request: { ...request, device },
    renews: known && { enrollmentId: known.enrollmentId },
  });
}

type Origin = Pick<Registration, 'tags' | 'ring' | 'enrollmentId' | 'keySet' | 'rekey'>;

async function enrolled(parts: PolicyParts, file: string | undefined, enrollmentId: string): Promise<Origin> {
  const { tags, ring, keySet } = await readStatement(parts, file, enrollmentId);
  return { tags, ring, keySet, enrollmentId, rekey: undefined };
}

/** The key of a registered device asked for it: with the key it has it stays what it is, with a new one it goes on. */
async function rekeyed(store: Store, tokenId: string, known: Device | undefined): Promise<Origin> {
  const token = await readRekeyToken(store, tokenId);
  const from = token && (await findDevice(store, token.deviceId));
  if (token === undefined || from === undefined || from.state === 'left')
    tokenRefused('the device that asked for a registration anew has left');
  if (from.state === 'disabled') throw new errors.InvalidRequest('this device is disabled', 403);
  if (known !== undefined && known.id !== from.id && known.succeeds !== from.id)
    refuse('the key belongs to another device');
  if (token.why === 'lost-token' && known?.id !== from.id)
    refuse('the token is for the key that the device has: with another one ask as a copy does');
  const used = token.usedBy !== undefined;
  if (used && token.usedBy !== known?.id) tokenRefused('the token for a registration anew was used before');
  const { onboardingTags: tags, ring, enrollmentId } = from;
  return { tags, ring, enrollmentId, keySet: undefined, rekey: { tokenId, from, used } };
}

function refuseOtherTenant(tenant: TenantId, { directory }: DeviceDescription): void {
  if (directory === undefined || directory.tenantId === tenant) return;
  throw new errors.CustomOIDCProviderError(
    TENANT_MISMATCH,
    `the device is joined to the directory of another tenant (${directory.tenantId})`,
  );
}

/** At most one key is new, and the holder of it shows that it is held. */
async function judgeChange(
  parts: PolicyParts,
  ctx: KoaContextWithOIDC,
  request: RegistrationRequest,
): Promise<void> {
  const id = ctx.oidc.entities.Client?.clientId ?? '';
  const known = new Set((await listKeys(parts.store, id)).map(({ thumbprint }) => thumbprint));
  const given = await Promise.all(request.jwks.keys.map((key) => calculateJwkThumbprint(key)));
  const [added, another] = given.filter((thumbprint) => !known.has(thumbprint));
  if (another !== undefined || new Set(given).size !== given.length)
    refuse('jwks may add one key at a time and name each once');
  if (added === undefined) return;
  if (given.at(-1) !== added) refuse('the new key must stand last in jwks');
  await requireProof(parts, ctx, added);
  if ((await findDeviceByKey(parts.store, added)) !== undefined) refuse('the key belongs to another device');
}

async function requireProof(parts: PolicyParts, ctx: KoaContextWithOIDC, thumbprint: string): Promise<void> {
  const text = ctx.get(REGISTRATION_PROOF_HEADER);
  if (text === '') proofRefused('a proof of possession of the new key is needed in the header DPoP');
  const read = await readProof(text, {
    method: ctx.method,
    url: `${parts.origin()}${ctx.path}`,
    now: Math.floor(parts.clock.now() / 1000),
    nonces: parts.nonces,
  });
  if (!read.ok) {
    if (read.error.kind === 'bad') proofRefused(read.error.why);
    ctx.set('DPoP-Nonce', parts.nonces.current());
    throw new errors.CustomOIDCProviderError('use_dpop_nonce', 'the time of the proof is off: repeat it');
  }
  if (read.value.jkt !== thumbprint) proofRefused('the proof is by another key than the one in jwks');
  if (!(await isProofSigned(read.value))) proofRefused('the signature of the proof does not hold');
  // Who saw secret and proof, as a proxy that inspects TLS does, could otherwise register the key once more and so
  // take the management of the device over.
  if (!(await markUsed(parts, read.value))) proofRefused('the proof was used before');
}

/** A mark lasts as long as a proof counts: its time either way, or two nonces. Survives a restart. */
function markUsed({ store, clock }: PolicyParts, { jkt, jti }: Proof): Promise<boolean> {
  const id = sha256Base64Url(`${jkt}.${jti}`);
  return insertPayload(store, { model: 'RegistrationProof', id }, {}, clock.now() + PROOF_MS);
}

async function readStatement(
  parts: PolicyParts,
  statement: string | undefined,
  enrollmentId: string,
): Promise<OnboardingClaims> {
  if (statement === undefined) statementRefused('the onboarding file is missing');
  await parts.signer.refresh(parts.store);
  const read = await readOnboarding(parts, statement);
  if (!read.ok) statementRefused(`the onboarding file is refused: ${read.error}`);
  if (read.value.enrol !== enrollmentId)
    statementRefused('the onboarding file and the enrollment secret do not belong together');
  return read.value;
}

/** The same device again under the id it had; ids are made before the policy is asked. */
function takeIdentity(ctx: KoaContextWithOIDC, properties: Record<string, unknown>, id: string): void {
  properties['client_id'] = id;
  const token = ctx.oidc.entities.RegistrationAccessToken;
  if (token !== undefined) token.clientId = id;
}

function parseRequest(properties: Record<string, unknown>): RegistrationRequest {
  if (!validateRegistrationRequest(properties)) {
    const [error] = validateRegistrationRequest.errors ?? [];
    refuse(`${error?.instancePath || 'the metadata'} ${error?.message ?? 'is not valid'}`);
  }
  for (const key of properties.jwks.keys) if ('d' in key) refuse('jwks must not hold a private key');
  return properties;
}

/** Only what a device may be: nothing else that the metadata of a client can say gets in. */
function keepOnly(properties: Record<string, unknown>, request: RegistrationRequest): void {
  const { jwks, token_endpoint_auth_method, grant_types, dpop_bound_access_tokens } = request;
  const kept = {
    client_id: properties['client_id'],
    client_id_issued_at: properties['client_id_issued_at'],
    jwks: { keys: jwks.keys.map(({ kty, crv, x, y, kid }) => ({ kty, crv, x, y, ...(kid ? { kid } : {}) })) },
    token_endpoint_auth_method,
    grant_types,
    dpop_bound_access_tokens,
    response_types: [],
    redirect_uris: [],
  };
  for (const name of Object.keys(properties)) delete properties[name];
  Object.assign(properties, kept);
}

function refuse(why: string): never {
  throw new errors.InvalidClientMetadata(why);
}

function proofRefused(why: string): never {
  throw new errors.CustomOIDCProviderError('invalid_dpop_proof', why);
}

function statementRefused(why: string): never {
  throw new errors.CustomOIDCProviderError('invalid_software_statement', why);
}
