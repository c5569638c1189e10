import { create } from 'zustand';
import { draftOf, setDraft } from './drafts.ts';

/** A reply that an answer recommends. `filled`: it is in the box, unchanged. */
type Offer = { readonly text: string; readonly filled: boolean };

/** Recommended replies in this window, by conversation. */
export const useOffers = create<{ readonly offers: Readonly<Record<string, Offer>> }>(() => ({ offers: {} }));

const setOffer = (conversationId: string, offer: Offer) =>
  useOffers.setState(({ offers }) => ({ offers: { ...offers, [conversationId]: offer } }));

/**
 * Puts a recommended reply into the box, if that is empty or has an earlier, unchanged one. What somebody has
 * typed stays; then the reply is offered beside the box.
 */
export function offerReply(conversationId: string, text: string): void {
  const before = useOffers.getState().offers[conversationId];
  const draft = draftOf(conversationId);
  const filled = draft.trim() === '' || (before?.filled === true && draft === before.text);
  if (filled) setDraft(conversationId, text);
  setOffer(conversationId, { text, filled });
}

/** Puts it into the box in place of its content. */
export function takeOffer(conversationId: string): void {
  const offer = useOffers.getState().offers[conversationId];
  if (offer === undefined) return;
  setDraft(conversationId, offer.text);
  setOffer(conversationId, { ...offer, filled: true });
}

/** Ends the offer. `emptied`: removes it from the box too, if it is unchanged. */
export function endReplyOffer(conversationId: string, emptied = false): void {
  const offer = useOffers.getState().offers[conversationId];
  if (offer === undefined) return;
  if (emptied && offer.filled && draftOf(conversationId) === offer.text) setDraft(conversationId, '');
  useOffers.setState(({ offers }) => {
    const { [conversationId]: _, ...rest } = offers;
    return { offers: rest };
  });
}

/** Forgets all offers at sign-out. */
export function clearOffers(): void {
  useOffers.setState({ offers: {} });
}
