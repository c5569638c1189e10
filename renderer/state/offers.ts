import { create } from 'zustand';
import { draftOf, setDraft } from './drafts.ts';

/** A reply that an answer recommends. `filled`: it stands in the box, and nobody has changed it so far. */
type Offer = { readonly text: string; readonly filled: boolean };

/** Replies that were recommended for the boxes of this window, by conversation. */
export const useOffers = create<{ readonly offers: Readonly<Record<string, Offer>> }>(() => ({ offers: {} }));

const setOffer = (conversationId: string, offer: Offer) =>
  useOffers.setState(({ offers }) => ({ offers: { ...offers, [conversationId]: offer } }));

/**
 * Puts a recommended reply into the box, in the place of nothing or of an offer before it that nobody has
 * changed. What somebody has typed stays: then it is offered beside the box.
 */
export function offerReply(conversationId: string, text: string): void {
  const before = useOffers.getState().offers[conversationId];
  const draft = draftOf(conversationId);
  const filled = draft.trim() === '' || (before?.filled === true && draft === before.text);
  if (filled) setDraft(conversationId, text);
  setOffer(conversationId, { text, filled });
}

/** Puts it into the box in the place of whatever is there. */
export function takeOffer(conversationId: string): void {
  const offer = useOffers.getState().offers[conversationId];
  if (offer === undefined) return;
  setDraft(conversationId, offer.text);
  setOffer(conversationId, { ...offer, filled: true });
}

/** The offer is over. `emptied`: if it stands in the box as it was offered, it goes from there too. */
export function endReplyOffer(conversationId: string, emptied = false): void {
  const offer = useOffers.getState().offers[conversationId];
  if (offer === undefined) return;
  if (emptied && offer.filled && draftOf(conversationId) === offer.text) setDraft(conversationId, '');
  useOffers.setState(({ offers }) => {
    const { [conversationId]: _, ...rest } = offers;
    return { offers: rest };
  });
}

/** For signing out. */
export function clearOffers(): void {
  useOffers.setState({ offers: {} });
}
