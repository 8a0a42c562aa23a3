// The properties of a device that a rule may name. Data only.

export type PropertyType = 'text' | 'boolean' | 'collection';

interface Property {
  readonly type: PropertyType;
  /** Devices of this service never have it; the rule is valid all the same. */
  readonly absent?: true;
}

/** Source: documentation of dynamic membership rules for devices; spelling as documented. */
const TABLE = {
  accountEnabled: { type: 'boolean' },
  deviceCategory: { type: 'text', absent: true },
  deviceId: { type: 'text' },
  deviceManagementAppId: { type: 'text', absent: true },
  deviceManufacturer: { type: 'text' },
  deviceModel: { type: 'text' },
  deviceOSType: { type: 'text' },
  deviceOSVersion: { type: 'text' },
  deviceOwnership: { type: 'text' },
  devicePhysicalIds: { type: 'collection', absent: true },
  deviceTrustType: { type: 'text' },
  displayName: { type: 'text' },
  enrollmentProfileName: { type: 'text' },
  extensionAttribute1: { type: 'text', absent: true },
  extensionAttribute2: { type: 'text', absent: true },
  extensionAttribute3: { type: 'text', absent: true },
  extensionAttribute4: { type: 'text', absent: true },
  extensionAttribute5: { type: 'text', absent: true },
  extensionAttribute6: { type: 'text', absent: true },
  extensionAttribute7: { type: 'text', absent: true },
  extensionAttribute8: { type: 'text', absent: true },
  extensionAttribute9: { type: 'text', absent: true },
  extensionAttribute10: { type: 'text', absent: true },
  extensionAttribute11: { type: 'text', absent: true },
  extensionAttribute12: { type: 'text', absent: true },
  extensionAttribute13: { type: 'text', absent: true },
  extensionAttribute14: { type: 'text', absent: true },
  extensionAttribute15: { type: 'text', absent: true },
  isRooted: { type: 'boolean', absent: true },
  managementType: { type: 'text' },
  objectId: { type: 'text' },
  /** Retired by the vendor: parsed, and never there. */
  organizationalUnit: { type: 'text', absent: true },
  profileType: { type: 'text' },
  systemLabels: { type: 'collection' },
} as const satisfies Readonly<Record<string, Property>>;

export type PropertyName = keyof typeof TABLE;

const NAMES = Object.keys(TABLE).filter((name): name is PropertyName => name in TABLE);
const BY_LOWER_CASE: ReadonlyMap<string, PropertyName> = new Map(
  NAMES.map((name) => [name.toLowerCase(), name]),
);

/** In any case: published rules write both `devicePhysicalIds` and `devicePhysicalIDs`. */
export const findProperty = (name: string): PropertyName | undefined => BY_LOWER_CASE.get(name.toLowerCase());

export const typeOf = (name: PropertyName): PropertyType => TABLE[name].type;
export const isAbsent = (name: PropertyName): boolean => 'absent' in TABLE[name];
