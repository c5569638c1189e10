import { create } from 'zustand';
import type { ReplyPicture } from '../../shared/contract/pictures.ts';

/** A file. `was`: bytes of the one that it was made of, because that was too large; else null. */
type ChosenFile = { readonly from: 'file'; readonly file: File; readonly was: number | null };

/** The picture of a canned reply. */
type OfReply = ReplyPicture & {
  readonly from: 'reply';
  readonly campaignId: string;
  readonly replyId: string;
  readonly title: string;
};

/** What goes with a reply once it is sent. */
export type PictureToSend = ChosenFile | OfReply;
/** A file is still being made smaller: nothing is sent before. */
type Making = { readonly from: 'making'; readonly name: string };

type Chosen = {
  /** The picture of an unsent reply, by conversation. */
  readonly chosen: Readonly<Record<string, PictureToSend | Making | undefined>>;
};

/**
 * Pictures of unsent replies. A file is only in this window, until it closes; that of a canned reply is kept
 * with the reply’s words (`drafts.ts`).
 */
export const useChosenPictures = create<Chosen>(() => ({ chosen: {} }));

/** Pictures of the latest replies, by text: one may be taken back, or fail. */
const sent = new Map<string, PictureToSend>();
const MOST_KEPT = 20;

export const chosenFor = (conversationId: string) => useChosenPictures.getState().chosen[conversationId];

export const sizeOf = (picture: PictureToSend): number =>
  picture.from === 'file' ? picture.file.size : picture.bytes;

export function choosePicture(conversationId: string, picture: PictureToSend | Making | null): void {
  useChosenPictures.setState(({ chosen }) => ({
    chosen: { ...chosen, [conversationId]: picture ?? undefined },
  }));
}

/** Puts a picture that was not sent back beside the box; one that was chosen meanwhile stays. */
export function givePictureBack(conversationId: string, picture: PictureToSend | null | undefined): void {
  if (picture && !chosenFor(conversationId)) choosePicture(conversationId, picture);
}

export function rememberSent(messageId: string, picture: PictureToSend | null | undefined): void {
  if (!picture) return;
  if (sent.size >= MOST_KEPT) sent.clear();
  sent.set(messageId, picture);
}

/** The text was taken back, or failed and is written again: its picture is beside the box again. */
export function givePictureOfText(conversationId: string, messageId: string): void {
  givePictureBack(conversationId, sent.get(messageId));
  sent.delete(messageId);
}

/** Forgets all at sign-out, so that the next person does not see them. */
export function clearPictures(): void {
  sent.clear();
  useChosenPictures.setState({ chosen: {} });
}
