import { create } from 'zustand';
import type { Tab } from './tabs.ts';

/**
 * Why a conversation is already off a list that the server still has it on. sending: its first message is on
 * its way to the core; opted-out: the texter has just opted it out; gone: the server knows it no more.
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
 * Whether a list must leave a conversation out. One whose first message leaves may already have an answer
 * elsewhere.
 */
export function isHidden(away: Away | undefined, tab: Tab): boolean {
  if (away === 'sending') return tab === 'to-send';
  return away === 'opted-out' ? tab !== 'closed' : away === 'gone';
}

/** Forgets everything; for signing out. */
export function clearTexterState(): void {
  useTexterState.setState({ away: new Map() });
}
