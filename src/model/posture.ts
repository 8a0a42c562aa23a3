// How well a machine is protected right now, as its inventory tells it. Types only.

/** `undefined` everywhere: the system does not say. */
export interface Posture {
  readonly engine: {
    readonly signatureVersion: string | undefined;
    /** Unit: milliseconds since 1970, when the signatures were made or taken. */
    readonly signaturesAt: number | undefined;
    readonly realTime: boolean | undefined;
    readonly passive: boolean | undefined;
    readonly tamperProtected: boolean | undefined;
  };
  readonly sensor: { readonly onboarded: boolean | undefined; readonly organisation: string | undefined };
  readonly firewall: 'on' | 'off' | 'partly' | undefined;
}

export const NOTHING_SAID: Posture = {
  engine: {
    signatureVersion: undefined,
    signaturesAt: undefined,
    realTime: undefined,
    passive: undefined,
    tamperProtected: undefined,
  },
  sensor: { onboarded: undefined, organisation: undefined },
  firewall: undefined,
};
