/**
 * Which sign-in a window stands for. In memory: a window does not outlive the process; the tokens' hashes are
 * in the store.
 */
export type WindowSignIns = {
  /** Binds an account's token to a window, so that a reload stays signed in. */
  bindWindow(windowId: string, token: string): void;
  windowToken(windowId: string): string | null;
  forgetWindow(windowId: string): void;
  /** The store was closed: nobody is signed in. */
  clear(): void;
};

export function createWindowSignIns(): WindowSignIns {
  const tokens = new Map<string, string>();
  return {
    bindWindow: (windowId, token) => {
      tokens.set(windowId, token);
    },
    windowToken: (windowId) => tokens.get(windowId) ?? null,
    forgetWindow: (windowId) => {
      tokens.delete(windowId);
    },
    clear: () => tokens.clear(),
  };
}
