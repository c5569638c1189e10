import { create } from 'zustand';

/** Seconds in which a reply can be taken back before it leaves. */
export const HOLD_SECONDS = 5;

/** The reply that was sent last, while it is held. */
export type Held = {
  readonly conversationId: string;
  readonly messageId: string;
  readonly name: string;
  readonly body: string;
  /** By this window's own clock, UTC milliseconds. */
  readonly until: number;
};

export const useHeld = create<{ readonly held: Held | null }>(() => ({ held: null }));

/** A new reply ends the offer for the one before; the thread still offers it. */
export function offerBack(held: Omit<Held, 'until'>): void {
  useHeld.setState({ held: { ...held, until: Date.now() + HOLD_SECONDS * 1000 } });
}

/** Ends the offer, for this text or for any. */
export function endOffer(messageId?: string): void {
  const { held } = useHeld.getState();
  if (held !== null && (messageId === undefined || held.messageId === messageId))
    useHeld.setState({ held: null });
}
