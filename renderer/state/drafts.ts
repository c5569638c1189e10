import { create } from 'zustand';
import { client } from '../client.ts';

/**
 * Unsent replies by conversation, so that looking elsewhere loses nothing. The core keeps them with the
 * account: they outlive a reload, a crash and a restart.
 */
export const useDrafts = create<{ readonly drafts: Readonly<Record<string, string>> }>(() => ({
  drafts: {},
}));

/** After so long without a key the core is told. Milliseconds. */
const PAUSE = 500;
/** What the core has not been told yet. */
const untold = new Map<string, ReturnType<typeof setTimeout>>();

export function draftOf(conversationId: string): string {
  return useDrafts.getState().drafts[conversationId] ?? '';
}

function show(conversationId: string, text: string): void {
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [conversationId]: text } }));
}

/** Where it cannot be kept it stays in the window, and the next key tries again. */
async function tell(conversationId: string): Promise<void> {
  clearTimeout(untold.get(conversationId));
  untold.delete(conversationId);
  await client.desk.draft.keep({ conversationId, body: draftOf(conversationId) }).catch(() => undefined);
}

export function setDraft(conversationId: string, text: string): void {
  show(conversationId, text);
  clearTimeout(untold.get(conversationId));
  untold.set(
    conversationId,
    setTimeout(() => void tell(conversationId), PAUSE),
  );
}

/** Gives a text back that was not sent after all; what has been typed meanwhile stays. */
export function giveBack(conversationId: string, text: string): void {
  if (draftOf(conversationId) === '') setDraft(conversationId, text);
}

/** Brings what this account had begun to write; what has been typed meanwhile stays. */
export async function bringDrafts(): Promise<void> {
  const kept = await client.desk.draft.list().catch(() => []);
  for (const { conversationId, body } of kept)
    if (draftOf(conversationId) === '' && !untold.has(conversationId)) show(conversationId, body);
}

/** Tells the core at once what it does not know yet: the window is about to go, or whoever writes signs out. */
export async function keepDrafts(): Promise<void> {
  await Promise.all([...untold.keys()].map(tell));
}

/** For signing out: whoever signs in next finds nobody else's drafts. */
export function clearDrafts(): void {
  for (const timer of untold.values()) clearTimeout(timer);
  untold.clear();
  useDrafts.setState({ drafts: {} });
}
