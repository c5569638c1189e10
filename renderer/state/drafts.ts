import { create } from 'zustand';
import { client } from '../client.ts';
import { choosePicture, chosenFor, useChosenPictures } from './chosenPictures.ts';

/**
 * Unsent replies by conversation. The core stores them with the account, so that they outlive a reload, a
 * crash and a restart; and which canned reply’s picture goes with them.
 */
export const useDrafts = create<{ readonly drafts: Readonly<Record<string, string>> }>(() => ({
  drafts: {},
}));

/** Milliseconds without a key after which the core is told. */
const PAUSE = 500;
/** What the core has not been told yet. */
const untold = new Map<string, ReturnType<typeof setTimeout>>();

export function draftOf(conversationId: string): string {
  return useDrafts.getState().drafts[conversationId] ?? '';
}

function show(conversationId: string, text: string): void {
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [conversationId]: text } }));
}

/** If it cannot be stored, it stays in the window, and the next key tries again. */
async function tell(conversationId: string): Promise<void> {
  clearTimeout(untold.get(conversationId));
  untold.delete(conversationId);
  const chosen = chosenFor(conversationId);
  const pictureOf = chosen?.from === 'reply' ? chosen.replyId : null;
  const body = draftOf(conversationId);
  await client.messenger.draft.save({ conversationId, body, pictureOf }).catch(() => undefined);
}

function tellSoon(conversationId: string): void {
  clearTimeout(untold.get(conversationId));
  untold.set(
    conversationId,
    setTimeout(() => void tell(conversationId), PAUSE),
  );
}

export function setDraft(conversationId: string, text: string): void {
  show(conversationId, text);
  tellSoon(conversationId);
}

// A picture that is chosen or left out belongs to the words that were written.
useChosenPictures.subscribe(({ chosen }, { chosen: before }) => {
  for (const id of Object.keys(chosen))
    if (chosen[id] !== before[id] && (chosen[id] ?? before[id])?.from === 'reply' && draftOf(id) !== '')
      tellSoon(id);
});

/** Puts a text that was not sent back into the box; what has been typed meanwhile stays. */
export function giveBack(conversationId: string, text: string): void {
  if (draftOf(conversationId) === '') setDraft(conversationId, text);
}

/** Loads this account's drafts; what has been typed meanwhile stays. */
export async function bringDrafts(): Promise<void> {
  const kept = await client.messenger.draft.list().catch(() => []);
  for (const { conversationId, body, picture } of kept) {
    if (draftOf(conversationId) !== '' || untold.has(conversationId)) continue;
    if (picture !== undefined && chosenFor(conversationId) === undefined)
      choosePicture(conversationId, { ...picture, from: 'reply' });
    show(conversationId, body);
  }
}

/** Tells the core at once what it does not know yet, because the window closes or the person signs out. */
export async function saveDrafts(): Promise<void> {
  await Promise.all([...untold.keys()].map(tell));
}

/** Forgets all drafts at sign-out, so that the next person does not see them. */
export function clearDrafts(): void {
  for (const timer of untold.values()) clearTimeout(timer);
  untold.clear();
  useDrafts.setState({ drafts: {} });
}
