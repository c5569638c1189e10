/**
 * The sign-in of each window, in memory, since a window does not outlive the process; the store has hashes of
 * the tokens.
 */
export type WindowSignIns = {
  /** Binds an account's token to a window, so that a reload stays signed in. */
  bindWindow(windowId: string, token: string): void;
  windowToken(windowId: string): string | null;
  forgetWindow(windowId: string): void;
  /** Forgets all sign-ins, because the store was closed. */
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
