import { ConversationState } from '../../../shared/schema/words.ts';

export type Tab = ConversationState;

/** In the order of the keys 1 to 4. */
export const TABS: readonly {
  readonly state: Tab;
  readonly label: string;
  readonly count: 'toSend' | 'toAnswer' | 'waiting' | 'closed';
}[] = [
  { state: 'to-send', label: 'To send', count: 'toSend' },
  { state: 'to-answer', label: 'To answer', count: 'toAnswer' },
  { state: 'waiting', label: 'Waiting', count: 'waiting' },
  { state: 'closed', label: 'Closed', count: 'closed' },
];

/** The tab that an address names; null for any other word. */
export function readTab(text: string | undefined): Tab | null {
  return ConversationState.safeParse(text).data ?? null;
}
