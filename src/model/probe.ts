// What a look at the machine says about who manages it, with the evidence. Types only.

/** Who manages a device instead of us. `mde-channel` is the vendor's own security settings management. */
export type OtherManager = 'intune' | 'other-mdm' | 'configmgr' | 'co-managed' | 'mde-channel';

export interface Evidence {
  /** The path, key or command that was looked at. */
  readonly source: string;
  /** One clause, without secrets and control characters. */
  readonly says: string;
}

/** A probe that cannot tell answers `unknown`; it never answers "not managed" for what it could not read. */
export type Probe =
  | {
      readonly asks: 'manager';
      readonly manager: OtherManager;
      readonly answer: 'managed' | 'not-managed' | 'unknown';
      /** An `unknown` of a required probe keeps a new device from starting. */
      readonly required: boolean;
      readonly evidence: readonly Evidence[];
    }
  /** Can this kind of machine be managed at all? */
  | {
      readonly asks: 'support';
      readonly answer: 'supported' | 'unsupported' | 'unknown';
      readonly why: string;
      readonly evidence: readonly Evidence[];
    }
  /** The tenant that the machine already belongs to (a directory join). */
  | {
      readonly asks: 'tenant';
      readonly answer:
        | { readonly is: 'none' }
        | { readonly is: 'joined'; readonly tenant: string }
        | { readonly is: 'unknown' };
      readonly evidence: readonly Evidence[];
    }
  /** Somebody who may write the same settings by other means: said, not obeyed. */
  | {
      readonly asks: 'rival';
      readonly name: string;
      readonly answer: 'present' | 'absent' | 'unknown';
      readonly evidence: readonly Evidence[];
    };
