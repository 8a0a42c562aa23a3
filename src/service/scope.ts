// Which devices are enforced: a choice for each kind of device, and a switch for the whole tenant. Pure.

import type { AssignmentClaims, DeviceDescription } from '../model/wire/schemas.js';

export const DEVICE_KINDS = ['clients', 'servers', 'domain-controllers', 'linux', 'macos'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export type ScopeChoice = 'off' | 'tagged' | 'all';
/** Domain controllers have no tag mode of their own: switched on, they follow that of the servers. */
export type ControllerChoice = 'off' | 'on';

export interface Scope {
  /** Enforcement is allowed at all. */
  readonly allowed: boolean;
  /** Configuration Manager, where its client is, is the only authority. */
  readonly configMgrAuthority: boolean;
  readonly choices: Readonly<Record<Exclude<DeviceKind, 'domain-controllers'>, ScopeChoice>> & {
    readonly 'domain-controllers': ControllerChoice;
  };
}

const ALL_OR_TAGGED = ['off', 'tagged', 'all'] as const;

export const choicesOf = (kind: DeviceKind): readonly string[] =>
  kind === 'domain-controllers' ? ['off', 'on'] : ALL_OR_TAGGED;

/** Of a new tenant. Domain controllers are named one by one, because they were unsupported for years. */
export const INITIAL_SCOPE: Scope = {
  allowed: true,
  configMgrAuthority: false,
  choices: { clients: 'all', servers: 'all', 'domain-controllers': 'off', linux: 'all', macos: 'all' },
};

/** Source: settings management of Defender for Endpoint; compared exactly, case and all. */
export const MANAGEMENT_TAG = 'MDE-Management';

/** A domain controller is a server that says so. */
export function kindOf({ os, role }: Pick<DeviceDescription, 'os' | 'role'>): DeviceKind {
  if (os.type === 'Linux') return 'linux';
  if (os.type === 'macOS') return 'macos';
  if (role === 'domain-controller') return 'domain-controllers';
  return os.type === 'Windows Server' || role === 'server' ? 'servers' : 'clients';
}

export type ScopeVerdict =
  | { readonly scope: 'in' }
  | {
      readonly scope: 'out';
      readonly because: NonNullable<AssignmentClaims['outBecause']>;
      /** For people. */
      readonly why: string;
    };

export function decideScope(scope: Scope, kind: DeviceKind, tags: readonly string[]): ScopeVerdict {
  if (!scope.allowed)
    return {
      scope: 'out',
      because: 'tenant-switch',
      why: 'enforcement is forbidden for the whole tenant ("scope allow" permits it)',
    };
  if (kind === 'domain-controllers' && scope.choices[kind] === 'off') return offOf(kind);
  const follows = kind === 'domain-controllers' ? 'servers' : kind;
  const choice = scope.choices[follows];
  if (choice === 'all' || (choice === 'tagged' && tags.includes(MANAGEMENT_TAG))) return { scope: 'in' };
  if (choice === 'off') return offOf(follows);
  return {
    scope: 'out',
    because: 'scope',
    why: `of ${follows} only those with the tag ${MANAGEMENT_TAG} are in scope, and it has none`,
  };
}

const offOf = (kind: DeviceKind): ScopeVerdict => ({
  scope: 'out',
  because: 'scope',
  why: `${kind} are out of scope ("scope set ${kind} ..." changes it)`,
});
