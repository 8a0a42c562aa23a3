// What a look at the machine says about who manages it, with the evidence. Types only.

/** Who manages a device instead of us. `mde-channel` is the vendor's own security settings management. */
export type OtherManager = 'intune' | 'other-mdm' | 'configmgr' | 'co-managed' | 'mde-channel';

export interface Evidence {
  /** The path, key or command that was looked at. */
  readonly source: string;
  /** One clause, without secrets and control characters. */
  readonly says: string;
}

/** Special cases of machines, as the vendor's texts of several years tell them apart. */
export const FIT_CASES = [
  'application-container',
  '32-bit',
  'os-not-supported',
  'os-below-floor',
  'domain-controller',
  'server-core-before-2019',
  'server-core-2019',
  'server-core',
  'constrained-language',
  'powershell-missing',
  'vdi-non-persistent',
  'vdi-hints',
  'multi-session',
  'defender-missing',
  'defender-below-floor',
  'sensor-not-onboarded',
  'distribution-not-listed',
  'kernel-below-floor',
  'no-systemd',
  'board-vendor-missing',
] as const;
export type FitCase = (typeof FIT_CASES)[number];

/** How a directory knows a device. Source: Microsoft Graph, `trustType` of a device. */
export type TrustType = 'AzureAd' | 'ServerAd' | 'Workplace';

export interface DirectoryIdentity {
  readonly is: 'joined';
  readonly tenant: string;
  /** Id of the device in that directory, lower case; absent where the system does not say it. */
  readonly device?: string;
  readonly trust?: TrustType;
}

/** A probe that cannot tell answers `unknown`; it never answers "not managed" for what it could not read. */
export type Probe =
  | {
      readonly asks: 'manager';
      readonly manager: OtherManager;
      readonly answer: 'managed' | 'not-managed' | 'unknown';
      /** An `unknown` of a required probe keeps a new device from starting. */
      readonly required: boolean;
      /** Its own policy of the same settings is in force here: what we set can be given back without a gap. */
      readonly policySeen?: boolean;
      readonly evidence: readonly Evidence[];
    }
  /** One special case of machines. Whether it is managed, and how, is the decision table's word, not the probe's. */
  | {
      readonly asks: 'fit';
      readonly case: FitCase;
      readonly answer: 'yes' | 'no' | 'unknown';
      readonly evidence: readonly Evidence[];
    }
  /** The directory identity that the machine already has (a join), which is reused. */
  | {
      readonly asks: 'tenant';
      readonly answer: { readonly is: 'none' } | DirectoryIdentity | { readonly is: 'unknown' };
      readonly evidence: readonly Evidence[];
    }
  /** Somebody who may write the same settings by other means: said, not obeyed. */
  | {
      readonly asks: 'rival';
      readonly name: string;
      readonly answer: 'present' | 'absent' | 'unknown';
      readonly evidence: readonly Evidence[];
    };
