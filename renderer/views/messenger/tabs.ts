import { ConversationState } from '../../../shared/schema/words.ts';

export type Tab = ConversationState;

/** In the order of the keys 1 to 4. */
export const TABS: readonly Tab[] = ['to-send', 'to-answer', 'waiting', 'closed'];

/** The tab in an address; null for any other word. */
export function readTab(text: string | undefined): Tab | null {
  return ConversationState.safeParse(text).data ?? null;
}
