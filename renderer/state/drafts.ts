import { create } from 'zustand';

/** Unsent replies by conversation, so that looking elsewhere loses nothing. Gone with the window. */
export const useDrafts = create<{ readonly drafts: Readonly<Record<string, string>> }>(() => ({
  drafts: {},
}));

function draftOf(conversationId: string): string {
  return useDrafts.getState().drafts[conversationId] ?? '';
}

export function setDraft(conversationId: string, text: string): void {
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [conversationId]: text } }));
}

/** Gives a text back that was not sent after all; what has been typed meanwhile stays. */
export function giveBack(conversationId: string, text: string): void {
  if (draftOf(conversationId) === '') setDraft(conversationId, text);
}

/** For signing out: whoever signs in next finds nobody else's drafts. */
export function clearDrafts(): void {
  useDrafts.setState({ drafts: {} });
}
