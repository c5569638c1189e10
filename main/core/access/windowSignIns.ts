import type { KeptSignIns } from '../base/ports.ts';

/** The sign-in of each window, in memory; the store has hashes of the tokens. */
export type WindowSignIns = {
  /** Binds an account's token to a window, so that a reload stays signed in. */
  bindWindow(windowId: string, token: string): void;
  windowToken(windowId: string): string | null;
  forgetWindow(windowId: string): void;
  /** Forgets all sign-ins, because the store was closed. */
  clear(): void;
};

/** @param kept where windows outlive the process: what they were signed in with, and who hears of changes */
export function createWindowSignIns(kept?: KeptSignIns): WindowSignIns {
  const tokens = new Map(Object.entries(kept?.earlier ?? {}));
  const forgetWindow = (windowId: string) => {
    if (tokens.delete(windowId)) kept?.note(windowId, null);
  };
  return {
    bindWindow: (windowId, token) => {
      tokens.set(windowId, token);
      kept?.note(windowId, token);
    },
    windowToken: (windowId) => tokens.get(windowId) ?? null,
    forgetWindow,
    clear: () => {
      for (const windowId of [...tokens.keys()]) forgetWindow(windowId);
    },
  };
}
