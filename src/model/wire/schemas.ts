// Bodies of the wire as TypeBox schemas: written once, here. The service validates with them and publishes them
// in /openapi.json; the agent uses their types and the validators compiled from them (validators.js).
// Unknown members are allowed everywhere: they are ignored, so that either side may be newer.

import type { Static } from 'typebox';
import { Type } from 'typebox';

const Sha256Digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$' });
const Guid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
/** RFC 3339, UTC, and a time that there is: who reads it may count with it. */
const INSTANT =
  '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$';
const Instant = Type.String({ pattern: INSTANT });
const Seq = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Count = Type.Integer({ minimum: 0, maximum: 20_000 });
const Mode = Type.Union([Type.Literal('enforce'), Type.Literal('audit')]);

/** One public P-256 key; private members are refused by the service. */
export const PublicKey = Type.Object({
  kty: Type.Literal('EC'),
  crv: Type.Literal('P-256'),
  x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  y: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  kid: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  alg: Type.Optional(Type.Literal('ES256')),
  use: Type.Optional(Type.Literal('sig')),
});
export type PublicKey = Static<typeof PublicKey>;

/** Claims of an onboarding file (compact JWS, `typ` onboarding+jwt, ES256). The secret itself travels apart. */
export const OnboardingClaims = Type.Object({
  iss: Type.String({ minLength: 1, maxLength: 2048 }),
  tid: Guid,
  iat: Type.Integer({ minimum: 0 }),
  exp: Type.Integer({ minimum: 0 }),
  /** Base URL of `/v1`. */
  api: Type.String({ minLength: 1, maxLength: 2048 }),
  /** Issuer (authorization server) URL. */
  as: Type.String({ minLength: 1, maxLength: 2048 }),
  /** Keys that sign onboarding files, assignments and events of this tenant. */
  keys: Type.Array(PublicKey, { minItems: 1, maxItems: 8 }),
  /** Version of that set of keys; 0 where it is not said. */
  keySet: Type.Optional(Type.Integer({ minimum: 0 })),
  /** Keys that are kept offline: only they sign an epoch statement. */
  offline: Type.Optional(Type.Array(PublicKey, { minItems: 1, maxItems: 4 })),
  tags: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 20 }),
  ring: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  /** Id of the enrollment secret; never its value. */
  enrol: Type.String({ minLength: 1, maxLength: 128 }),
  /** PEM certificates of a private authority that the service's TLS certificate chains to. */
  ca: Type.Optional(Type.String({ maxLength: 65_536 })),
});
export type OnboardingClaims = Static<typeof OnboardingClaims>;

/** Claims of an offboarding file (compact JWS, `typ` offboarding+jwt, ES256, a signing key of the tenant). */
export const OffboardingClaims = Type.Object({
  iss: Type.String({ minLength: 1, maxLength: 2048 }),
  tid: Guid,
  iat: Type.Integer({ minimum: 0 }),
  /** Seven days after `iat` at most. */
  exp: Type.Integer({ minimum: 0 }),
  jti: Type.String({ minLength: 1, maxLength: 128 }),
  /** Absent: every device of the tenant. */
  devices: Type.Optional(Type.Array(Guid, { minItems: 1, maxItems: 1000 })),
});
export type OffboardingClaims = Static<typeof OffboardingClaims>;

/** Claims of a new set of keys (`typ` keyset+jwt), signed by a key of the set before it. */
export const KeySetClaims = Type.Object({
  iss: Type.String({ minLength: 1, maxLength: 2048 }),
  tid: Guid,
  /** One more than that of the set before. */
  ver: Type.Integer({ minimum: 1 }),
  iat: Type.Integer({ minimum: 0 }),
  keys: Type.Array(PublicKey, { minItems: 1, maxItems: 8 }),
});
export type KeySetClaims = Static<typeof KeySetClaims>;

/** Claims of an epoch statement (`typ` epoch+jwt), signed by an offline key: the service was restored from a backup. */
export const EpochClaims = Type.Object({
  iss: Type.String({ minLength: 1, maxLength: 2048 }),
  tid: Guid,
  epoch: Type.Integer({ minimum: 2 }),
  iat: Type.Integer({ minimum: 0 }),
  why: Type.Optional(Type.String({ maxLength: 1000 })),
});
export type EpochClaims = Static<typeof EpochClaims>;

/** A directory identity that the device already has: the service links to it and makes no second one. */
export const DirectoryLink = Type.Object({
  deviceId: Guid,
  tenantId: Guid,
  trustType: Type.Union([Type.Literal('AzureAd'), Type.Literal('ServerAd'), Type.Literal('Workplace')]),
});
export type DirectoryLink = Static<typeof DirectoryLink>;

/** What the device says of itself at registration: extension member `device` of the RFC 7591 metadata. */
export const DeviceDescription = Type.Object({
  hostname: Type.String({ minLength: 1, maxLength: 255 }),
  os: Type.Object({
    type: Type.Union([
      Type.Literal('Windows'),
      Type.Literal('Windows Server'),
      Type.Literal('Linux'),
      Type.Literal('macOS'),
    ]),
    version: Type.String({ maxLength: 128 }),
    name: Type.Optional(Type.String({ maxLength: 256 })),
    architecture: Type.Optional(Type.String({ maxLength: 32 })),
  }),
  manufacturer: Type.Optional(Type.String({ maxLength: 256 })),
  model: Type.Optional(Type.String({ maxLength: 256 })),
  /** SHA-256 of hardware ids, so that clones show and nothing personal travels. */
  hardware: Type.Optional(Type.Array(Sha256Digest, { maxItems: 8 })),
  /** Of the onboarding file, and those that the machine itself carries. */
  tags: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 20 }),
  role: Type.Optional(
    Type.Union([Type.Literal('client'), Type.Literal('server'), Type.Literal('domain-controller')]),
  ),
  directory: Type.Optional(DirectoryLink),
  simulated: Type.Boolean(),
});
export type DeviceDescription = Static<typeof DeviceDescription>;

/**
 * Body of POST and PUT /oauth/register: RFC 7591 metadata of one device, closed to what a device may be. One key,
 * two while rotating (PUT). `software_statement` is the onboarding file and stands in POST; PUT repeats `client_id`.
 */
export const RegistrationRequest = Type.Object({
  client_id: Type.Optional(Guid),
  jwks: Type.Object({ keys: Type.Array(PublicKey, { minItems: 1, maxItems: 2 }) }),
  token_endpoint_auth_method: Type.Literal('private_key_jwt'),
  grant_types: Type.Array(Type.Literal('client_credentials'), { minItems: 1, maxItems: 1 }),
  dpop_bound_access_tokens: Type.Literal(true),
  software_id: Type.Optional(Type.String({ maxLength: 128 })),
  software_version: Type.Optional(Type.String({ maxLength: 64 })),
  software_statement: Type.Optional(Type.String({ minLength: 1, maxLength: 49_152 })),
  device: Type.Optional(DeviceDescription),
});
export type RegistrationRequest = Static<typeof RegistrationRequest>;

export const AssignedPolicy = Type.Object({
  id: Guid,
  name: Type.String({ maxLength: 1000 }),
  revision: Type.Integer({ minimum: 1 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  size: Type.Integer({ minimum: 1, maximum: 8_388_608 }),
});
export type AssignedPolicy = Static<typeof AssignedPolicy>;

/** Claims of an assignment (compact JWS, `typ` assignment+jwt, ES256) for one device. */
export const AssignmentClaims = Type.Object({
  iss: Type.String({ minLength: 1, maxLength: 2048 }),
  sub: Guid,
  tid: Guid,
  /** Raised only when the service was restored from a backup, by a statement signed offline. */
  epoch: Type.Integer({ minimum: 1 }),
  /** Rises with each change of this device's assignment. The same `ver` with another content is an attack. */
  ver: Type.Integer({ minimum: 1 }),
  iat: Type.Integer({ minimum: 0 }),
  exp: Type.Integer({ minimum: 0 }),
  mode: Mode,
  scope: Type.Union([Type.Literal('in'), Type.Literal('out')]),
  /** Why `scope` is `out`: the scope of enforcement (status 2), or the tenant switch is off (status 8). */
  outBecause: Type.Optional(Type.Union([Type.Literal('scope'), Type.Literal('tenant-switch')])),
  /** Configuration Manager, where its client is, is the only authority (status 4); absent: it is not. */
  configMgrAuthority: Type.Optional(Type.Boolean()),
  policies: Type.Array(AssignedPolicy, { maxItems: 1000 }),
});
export type AssignmentClaims = Static<typeof AssignmentClaims>;

/** POST /v1/checkin. */
export const CheckinRequest = Type.Object({
  seq: Seq,
  /** The `seq` of the last check-in that was taken and answered; null when that is not known. Absent: an older agent. */
  prev: Type.Optional(Type.Union([Seq, Type.Null()])),
  /** Digest over what tells this machine from a copy of its disk; absent where the system says nothing. */
  machine: Type.Optional(Sha256Digest),
  /** How often the machine has started since it registered, as far as the agent saw. */
  boot: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  /** Version of the trusted set of keys. */
  keySet: Type.Optional(Type.Integer({ minimum: 0 })),
  /** The epoch that assignments are held against. */
  epoch: Type.Optional(Type.Integer({ minimum: 1 })),
  agent: Type.String({ minLength: 1, maxLength: 64 }),
  os: Type.Object({ type: Type.String({ maxLength: 32 }), version: Type.String({ maxLength: 128 }) }),
  /** Digest of the inventory the device holds now; null before the first. */
  inventory: Type.Union([Sha256Digest, Type.Null()]),
  /** The assignment in force (digest over the compact JWS); null before the first. */
  assignment: Type.Union([
    Type.Object({ ver: Type.Integer({ minimum: 1 }), digest: Sha256Digest }),
    Type.Null(),
  ]),
  /** Digest of the last report the service acknowledged, null when none. */
  report: Type.Union([Sha256Digest, Type.Null()]),
  /** Enrollment status: the vendor's number where there is one. */
  status: Type.Object({
    number: Type.Union([Type.Integer(), Type.Null()]),
    code: Type.String({ maxLength: 64 }),
    /** For people, without secrets. */
    cause: Type.Optional(Type.String({ maxLength: 500 })),
    since: Type.Optional(Instant),
    remedy: Type.Optional(Type.String({ maxLength: 500 })),
    /** How often the device asks while it stands so; absent: as often as the answer says. */
    everySeconds: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  simulated: Type.Boolean(),
});
export type CheckinRequest = Static<typeof CheckinRequest>;

export const Need = Type.Union([
  Type.Literal('inventory'),
  Type.Literal('report'),
  Type.Literal('rotate-key'),
]);
export type Need = Static<typeof Need>;

export const CheckinAnswer = Type.Object({
  /** Unit: seconds to the next check-in; the agent clamps it to 5 minutes .. 24 hours. */
  next: Type.Integer({ minimum: 1, maximum: 604_800 }),
  /** Unit: seconds; the agent draws uniformly within +- this. */
  splay: Type.Integer({ minimum: 0, maximum: 86_400 }),
  time: Instant,
  /** 'current', or the new compact JWS when it moved. */
  assignment: Type.String({ minLength: 1, maxLength: 1_048_576 }),
  need: Type.Array(Need, { maxItems: 8 }),
  /** Compact JWS of each set of keys after the one the device trusts, oldest first. */
  keySets: Type.Optional(Type.Array(Type.String({ maxLength: 65_536 }), { maxItems: 16 })),
  /** Compact JWS of the newest epoch statement, where the device's epoch is older. */
  epochStatement: Type.Optional(Type.String({ maxLength: 65_536 })),
});
export type CheckinAnswer = Static<typeof CheckinAnswer>;

const StateWord = Type.Union([
  Type.Literal('error'),
  Type.Literal('conflict'),
  Type.Literal('nonCompliant'),
  Type.Literal('unknown'),
  Type.Literal('remediated'),
  Type.Literal('compliant'),
  Type.Literal('notApplicable'),
]);

export const ReportedSetting = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 1024 }),
  state: StateWord,
  errorCode: Type.Optional(Type.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 })),
  expected: Type.Optional(Type.String({ maxLength: 4096 })),
  actual: Type.Optional(Type.String({ maxLength: 4096 })),
  drift: Type.Optional(Type.Boolean()),
  /** Ids of every policy that touches the setting. */
  sources: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 1000 }),
  reason: Type.Optional(
    Type.Object({ code: Type.String({ maxLength: 64 }), phrase: Type.String({ maxLength: 2048 }) }),
  ),
});
export type ReportedSetting = Static<typeof ReportedSetting>;

export const ReportedPolicy = Type.Object({
  policy: Guid,
  revision: Type.Integer({ minimum: 1 }),
  state: StateWord,
  counts: Type.Object({
    compliant: Count,
    remediated: Count,
    nonCompliant: Count,
    error: Count,
    conflict: Count,
    notApplicable: Count,
    unknown: Count,
  }),
  /** Sparse: only settings that are not plainly compliant, or all where `full`. */
  settings: Type.Array(ReportedSetting, { maxItems: 20_000 }),
});
export type ReportedPolicy = Static<typeof ReportedPolicy>;

/** POST /v1/reports, gzip, at most 256 KB; header `Idempotency-Key`. */
export const ReportRequest = Type.Object({
  seq: Seq,
  /** `ver` of the assignment that was enforced. */
  assignment: Type.Integer({ minimum: 1 }),
  observedAt: Instant,
  full: Type.Boolean(),
  simulated: Type.Boolean(),
  /** Digest of the whole reported state; comes back as `report` in check-ins. */
  digest: Sha256Digest,
  items: Type.Array(ReportedPolicy, { maxItems: 1000 }),
});
export type ReportRequest = Static<typeof ReportRequest>;

export const ReportAnswer = Type.Object({
  /** Digest of the report that the service now holds. */
  digest: Sha256Digest,
});
export type ReportAnswer = Static<typeof ReportAnswer>;

const Known = Type.Union([Type.Boolean(), Type.Null()]);

/** POST /v1/inventory: what the machine is; by digest, at enrollment and when it changed. Null: the system does not say. */
export const InventoryRequest = Type.Object({
  seq: Seq,
  digest: Sha256Digest,
  device: DeviceDescription,
  engine: Type.Object({
    state: Type.String({ maxLength: 64 }),
    version: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
    signatureVersion: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
    /** When the signatures were made; its age is counted by whoever reads it. */
    signaturesAt: Type.Optional(Type.Union([Instant, Type.Null()])),
    realTime: Type.Optional(Known),
    passive: Type.Optional(Known),
    tamperProtected: Type.Optional(Known),
  }),
  sensor: Type.Optional(
    Type.Object({
      onboarded: Known,
      organisation: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
    }),
  ),
  firewall: Type.Optional(
    Type.Union([Type.Literal('on'), Type.Literal('off'), Type.Literal('partly'), Type.Null()]),
  ),
  /** Other managers that were seen, obeyed or not: `configmgr`, `Puppet`, `the MDM at jamf.example`. */
  managers: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 20 })),
  hardware: Type.Optional(
    Type.Object({
      processor: Type.Optional(Type.String({ maxLength: 200 })),
      cores: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_536 })),
      /** Unit: bytes. */
      memory: Type.Optional(Type.Integer({ minimum: 0 })),
      virtual: Type.Optional(Type.Boolean()),
    }),
  ),
  agent: Type.String({ maxLength: 64 }),
});
export type InventoryRequest = Static<typeof InventoryRequest>;

/** POST /v1/rekey: authenticated by the key that the device still has. */
export const RekeyRequest = Type.Object({
  /** `clone`: a fresh registration with a new key. `lost-token`: the same device, with the key it has. */
  why: Type.Union([Type.Literal('clone'), Type.Literal('lost-token')]),
});
export type RekeyRequest = Static<typeof RekeyRequest>;

export const RekeyAnswer = Type.Object({
  /** A secret: an initial access token for one registration without an onboarding file. */
  token: Type.String({ minLength: 20, maxLength: 1024 }),
  /** Unit: seconds. */
  expiresIn: Type.Integer({ minimum: 1, maximum: 86_400 }),
});
export type RekeyAnswer = Static<typeof RekeyAnswer>;

/** GET /v1/wake: public, with an ETag. A counter that rose means: check in now. */
export const WakeCounters = Type.Object({
  counters: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 256, maxItems: 256 }),
});
export type WakeCounters = Static<typeof WakeCounters>;

const SetError = Type.Object({ err: Type.String({ maxLength: 64 }) });

/** POST /v1/events:poll. Source: RFC 8936 section 2.2. */
export const EventsPollRequest = Type.Object({
  maxEvents: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  returnImmediately: Type.Optional(Type.Boolean()),
  ack: Type.Optional(Type.Array(Type.String({ maxLength: 128 }), { maxItems: 100 })),
  /** By `jti`: events that the device could not take; they do not come again either. */
  setErrs: Type.Optional(Type.Record(Type.String({ maxLength: 128 }), SetError, { maxProperties: 100 })),
});
export type EventsPollRequest = Static<typeof EventsPollRequest>;

/** `sets`: by `jti`, each a compact JWS of the type secevent+jwt (RFC 8417). */
export const EventsPollAnswer = Type.Object({
  sets: Type.Record(Type.String({ maxLength: 128 }), Type.String({ maxLength: 16_384 })),
  moreAvailable: Type.Boolean(),
});
export type EventsPollAnswer = Static<typeof EventsPollAnswer>;

/** Claims of a security event token for one device. An event says "check in now" and carries no policy. */
export const EventClaims = Type.Object({
  iss: Type.String({ minLength: 1, maxLength: 2048 }),
  aud: Guid,
  iat: Type.Integer({ minimum: 0 }),
  exp: Type.Integer({ minimum: 0 }),
  jti: Type.String({ minLength: 1, maxLength: 128 }),
  /** Member name: URI of the event. */
  events: Type.Record(Type.String({ maxLength: 200 }), Type.Object({})),
});
export type EventClaims = Static<typeof EventClaims>;

/** RFC 9457 application/problem+json. */
export const Problem = Type.Object({
  type: Type.String({ maxLength: 2048 }),
  title: Type.String({ maxLength: 1024 }),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  detail: Type.Optional(Type.String({ maxLength: 4096 })),
  code: Type.String({ maxLength: 64 }),
  retryable: Type.Boolean(),
  correlationId: Type.String({ maxLength: 128 }),
});
export type Problem = Static<typeof Problem>;
