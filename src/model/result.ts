// Failure as a value. Pure.

export type Result<T, E = Fault> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** One member for each thing a caller would treat differently; never one per call site. */
export type Fault =
  | { readonly kind: 'denied'; readonly target: string; readonly need: 'administrator' | 'root' }
  | { readonly kind: 'missing'; readonly target: string }
  | { readonly kind: 'unsafe'; readonly target: string; readonly why: string }
  /** Another process of ours has it. */
  | { readonly kind: 'busy'; readonly target: string; readonly why: string }
  | { readonly kind: 'disk'; readonly target: string; readonly why: 'full' | 'read-only' | 'io' }
  | {
      readonly kind: 'timeout';
      readonly what: string;
      readonly afterMs: number;
      /** Of a connection: the step that took too long. */
      readonly stage?: ConnectStage;
    }
  | { readonly kind: 'too-big'; readonly what: string; readonly limitBytes: number }
  | {
      readonly kind: 'failed';
      readonly what: string;
      readonly exitCode: number | null;
      readonly said: string;
    }
  | { readonly kind: 'bad-reply'; readonly from: string; readonly why: string }
  | {
      readonly kind: 'unreachable';
      readonly stage: ConnectStage;
      readonly target: string;
      readonly why: string;
      /** The runtime's own error code, where there is one. */
      readonly code?: string;
    }
  | {
      readonly kind: 'refused';
      readonly by: string;
      readonly status: number;
      readonly code: string;
      readonly why: string;
      readonly retryAfterSeconds?: number;
    }
  /** A signed document that must not be believed; `code` is stable (a `TrustCode`). Never retried unchanged. */
  | { readonly kind: 'untrusted'; readonly what: string; readonly code: string; readonly why: string }
  | { readonly kind: 'cancelled'; readonly what: string };

/** The step at which a connection failed; told apart because each has another remedy. */
export type ConnectStage = 'resolve' | 'connect' | 'tls' | 'proxy' | 'http';

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const fail = <E = Fault>(error: E): { readonly ok: false; readonly error: E } => ({
  ok: false,
  error,
});

/** Ends every `switch` on a union: a new member does not build until it is handled. */
export function unreachable(x: never): never {
  throw new Error(`unreachable: ${JSON.stringify(x)}`);
}

/** One sentence for people. Holds no secret: faults never carry one. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'denied':
      return `${fault.target}: access denied, ${fault.need} rights are needed`;
    case 'missing':
      return `${fault.target} is not there`;
    case 'unsafe':
      return `${fault.target} is not safe to use: ${fault.why}`;
    case 'busy':
      return `${fault.target}: ${fault.why}`;
    case 'disk':
      return `${fault.target}: ${{ full: 'the disk is full', 'read-only': 'the disk is read-only', io: 'input/output error' }[fault.why]}`;
    case 'timeout':
      return `${fault.what} gave no answer within ${fault.afterMs} ms${fault.stage === undefined ? '' : ` (${fault.stage})`}`;
    case 'too-big':
      return `${fault.what} is larger than ${fault.limitBytes} bytes`;
    case 'failed':
      return `${fault.what} failed${fault.exitCode === null ? '' : ` with exit code ${fault.exitCode}`}${fault.said === '' ? '' : `: ${fault.said}`}`;
    case 'bad-reply':
      return `${fault.from} gave an answer that could not be understood: ${fault.why}`;
    case 'unreachable':
      return `${fault.target} could not be reached (${fault.stage}): ${fault.why}`;
    case 'refused':
      return `${fault.by} refused (${fault.status} ${fault.code}): ${fault.why}`;
    case 'untrusted':
      return `${fault.what} is not trusted (${fault.code}): ${fault.why}`;
    case 'cancelled':
      return `${fault.what} was cancelled`;
    default:
      return unreachable(fault);
  }
}
