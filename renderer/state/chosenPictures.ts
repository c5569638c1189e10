import { create } from 'zustand';

type Chosen = {
  /** The picture of an unsent reply, by conversation. */
  readonly chosen: Readonly<Record<string, File | undefined>>;
};

/** Pictures of unsent replies; unlike their words they are only in this window, until it closes. */
export const useChosenPictures = create<Chosen>(() => ({ chosen: {} }));

/** Pictures of the latest replies, by text: one may be taken back, or fail. */
const sent = new Map<string, File>();
const MOST_KEPT = 20;

export function choosePicture(conversationId: string, picture: File | null): void {
  useChosenPictures.setState(({ chosen }) => ({
    chosen: { ...chosen, [conversationId]: picture ?? undefined },
  }));
}

/** Puts a picture that was not sent back beside the box; one that was chosen meanwhile stays. */
export function givePictureBack(conversationId: string, picture: File | null | undefined): void {
  if (picture && !useChosenPictures.getState().chosen[conversationId]) choosePicture(conversationId, picture);
}

export function rememberSent(messageId: string, picture: File | null | undefined): void {
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
