import { create } from 'zustand';
import type { Tab } from './tabs.ts';

/**
 * Why a conversation is already off a list on which the server still has it. sending: its first text is being
 * queued; opted-out: the texter has just opted it out; gone: the server no longer has it.
 */
type Away = 'sending' | 'opted-out' | 'gone';

type TexterState = {
  readonly away: ReadonlyMap<string, Away>;
};

export const useTexterState = create<TexterState>(() => ({ away: new Map() }));

/** Takes a conversation off the lists at once, or puts it back (null). */
export function setAway(conversationId: string, away: Away | null): void {
  useTexterState.setState((state) => {
    const next = new Map(state.away);
    if (away === null) next.delete(conversationId);
    else next.set(conversationId, away);
    return { away: next };
  });
}

/**
 * Whether a list must leave a conversation out. One whose first text is leaving may already be in another
 * list with a reply.
 */
export function isHidden(away: Away | undefined, tab: Tab): boolean {
  if (away === 'sending') return tab === 'to-send';
  return away === 'opted-out' ? tab !== 'closed' : away === 'gone';
}

/** Forgets everything at sign-out. */
export function clearTexterState(): void {
  useTexterState.setState({ away: new Map() });
}
