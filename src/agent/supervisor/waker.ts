// What tells the daemon that its service asks for a sync now. Types only.

export interface Waker {
  /** Once: what to call when the service asks. */
  start(onWake: () => void): void;
  stop(): void;
}
