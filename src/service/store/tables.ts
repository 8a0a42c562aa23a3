// The tables as Kysely sees them. Times are milliseconds since 1970; JSON columns hold text. Types only.

import type { Generated } from 'kysely';

export interface Tables {
  migration: { number: number; name: string; at: number };
  tenant: {
    id: string;
    name: string;
    created_at: number;
    /** Public origin at which the service last ran. */
    url: string | null;
    mode: string;
    /** Rises with every change that can move a device's assignment. */
    generation: number;
    nonce_secret: string;
    /** Raised by a statement that the offline key signed. */
    epoch: number;
  };
  epoch_statement: { epoch: number; jws: string; why: string | null; at: number };
  /** Versions of the set of keys that devices trust; the first is 0, and no set before it signed it. */
  key_set: { ver: number; kids: string; jws: string | null; created_at: number };
  tenant_key: { kid: string; purpose: string; jwk: string; created_at: number };
  device: {
    id: string;
    state: string;
    display_name: string;
    os_type: string;
    os_version: string;
    description: string;
    tags: string;
    ring: string | null;
    simulated: number;
    trust_type: string | null;
    management_type: string;
    is_managed: number;
    profile_type: string;
    created_at: number;
    left_at: number | null;
    enrollment_id: string;
    agent_version: string | null;
    engine_state: string | null;
    engine_version: string | null;
    inventory_digest: string | null;
    client_metadata: string;
    /** The device whose key asked for this registration. */
    succeeds: string | null;
    /** The first of all that went on from one another; null: this one. */
    family: string | null;
    /** The device that has the directory identity which this one claims, too. */
    directory_conflict: string | null;
    /** What the last inventory said beside `description`. */
    inventory: string | null;
  };
  directory_object: {
    id: string;
    device_id: string;
    tenant_id: string;
    /** Id in the directory; of a synthetic object that of the device. */
    directory_id: string;
    trust_type: string | null;
    synthetic: number;
    created_at: number;
    retired_at: number | null;
  };
  device_key: { device_id: string; thumbprint: string; jwk: string; added_at: number };
  presence: {
    device_id: string;
    last_seen: number | null;
    seq: number;
    assignment_ver: number | null;
    report_digest: string | null;
    /** When a sequence number last came twice. */
    regressed_at: number | null;
    status_number: number | null;
    status_code: string | null;
    status_cause: string | null;
    status_since: string | null;
    status_remedy: string | null;
    /** Unit: seconds. */
    status_every: number | null;
    /** When an administrator last asked for a new key. */
    rotate_asked_at: number | null;
    /** Of the last check-in that was taken: its number, and what it said of the device's past. */
    checkin_seq: number | null;
    prev: number | null;
    machine: string | null;
    boot: number | null;
    key_set: number | null;
    epoch: number | null;
    /** When, and why, a copy of the device was last suspected. */
    cloned_at: number | null;
    clone_why: string | null;
  };
  device_group: { id: string; name: string; created_at: number };
  group_member: { group_id: string; device_id: string };
  policy: { id: string; name: string; revision: number; created_at: number; deleted_at: number | null };
  policy_revision: {
    policy_id: string;
    revision: number;
    name: string;
    sha256: string;
    size: number;
    bytes: Uint8Array;
    platforms: string;
    family: string;
    settings: number;
    mistakes: number;
    refused: string | null;
    source: string;
    imported_at: number;
  };
  assignment_target: { policy_id: string; target: string; group_id: string; exclude: number };
  device_assignment: {
    device_id: string;
    generation: number;
    ver: number;
    content: string;
    digest: string;
    jws: string;
    issued_at: number;
    expires_at: number;
  };
  device_policy: {
    device_id: string;
    policy_id: string;
    revision: number;
    state: string;
    counts: string;
    settings: string;
    complete: number;
    observed_at: string;
    received_at: number;
  };
  setting_issue: {
    device_id: string;
    policy_id: string;
    setting_id: string;
    state: string;
    reason: string | null;
    error_code: number | null;
  };
  enrollment: {
    id: string;
    secret_hash: string;
    created_at: number;
    expires_at: number;
    max_uses: number | null;
    uses: number;
    revoked_at: number | null;
    tags: string;
  };
  rekey_token: {
    id: string;
    hash: string;
    device_id: string;
    /** That of the device. */
    family: string;
    why: string;
    created_at: number;
    expires_at: number;
    /** The device that registered with it. */
    used_by: string | null;
  };
  registration_token: { number: Generated<number>; hash: string; device_id: string; payload: string };
  oauth_payload: { model: string; id: string; payload: string; expires_at: number | null };
  /** Only what was chosen: what is missing is as a new tenant has it. */
  scope_choice: { kind: string; choice: string };
  tenant_switch: { name: string; is_on: number };
  /** Set here by an administrator or a rule; those of onboarding file and machine stand in `device`. */
  device_tag: { device_id: string; tag: string; source: string };
  tag_rule: {
    id: string;
    tag: string;
    rule: string;
    created_at: number;
    /** The rule changed, and not every device was looked at since. */
    needs_review: number;
    /** Why the rule does not count any more; what it gave stays. */
    frozen: string | null;
  };
  group_rule: { group_id: string; rule: string; needs_review: number; frozen: string | null };
  wake_counter: { bucket: number; counter: number };
  device_event: {
    number: Generated<number>;
    jti: string;
    device_id: string;
    event: string;
    created_at: number;
    expires_at: number;
  };
  idempotency: { device_id: string; key: string; digest: string; at: number };
}
