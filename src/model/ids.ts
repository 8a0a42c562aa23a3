// Branded ids and times: the same thing has one name and one type everywhere. Pure.

declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** Key of one catalog row: its setting definition id, or its managed-file path where the vendor gave it no id. */
export type SettingKey = Branded<string, 'SettingKey'>;
export type PolicyId = Branded<string, 'PolicyId'>;
export type DeviceId = Branded<string, 'DeviceId'>;
export type TenantId = Branded<string, 'TenantId'>;
/** Lower-case hexadecimal SHA-256 of exact bytes, 64 characters. */
export type Sha256 = Branded<string, 'Sha256'>;
/** A file or registry tree that holds many settings, e.g. `file:/etc/.../mdatp_managed.json`. */
export type ContainerId = Branded<string, 'ContainerId'>;
/** Unit: milliseconds since 1970-01-01T00:00Z by the device's wall clock. */
export type EpochMs = Branded<number, 'EpochMs'>;

export const settingKey = (text: string): SettingKey => text as SettingKey;
export const policyId = (text: string): PolicyId => text as PolicyId;
export const deviceId = (text: string): DeviceId => text as DeviceId;
export const tenantId = (text: string): TenantId => text as TenantId;
export const sha256Text = (text: string): Sha256 => text as Sha256;
export const containerId = (text: string): ContainerId => text as ContainerId;
export const epochMs = (ms: number): EpochMs => ms as EpochMs;

/** One revision of one policy, as findings and reports name it. */
export interface PolicyRef {
  readonly id: PolicyId;
  readonly name: string;
  /** Rises with each change of the document; 1 for a local file. */
  readonly revision: number;
}
