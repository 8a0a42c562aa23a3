// Keeps one known line of a library out of the story: oidc-provider warns of every runtime that its release does not
// list as long-term supported, and ours is pinned by us. Whatever else a library says is let through.

const KNOWN = 'oidc-provider WARNING: Unsupported runtime.';

export async function withoutRuntimeWarning<T>(work: () => Promise<T>): Promise<T> {
  const warn = console.warn;
  console.warn = (...args: readonly unknown[]) => {
    if (!String(args[0]).includes(KNOWN)) warn(...args);
  };
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
}
