import type { ChangeTopic } from '../../../../shared/contract/base/changes.ts';

/** What screens ask again after a union, by the tables of which rows came. */

const EVERYTHING: readonly ChangeTopic[] = [
  'conversations',
  'actions',
  'campaigns',
  'settings',
  'accounts',
  'connections',
];

/** Tables that change all the time; after others everything is asked again. */
const OF: Readonly<Record<string, readonly ChangeTopic[]>> = {
  message: ['conversations'],
  message_picture: ['conversations'],
  picture: ['conversations'],
  conversation: ['conversations'],
  conversation_tag: ['conversations'],
  note: ['conversations'],
  answer: ['conversations'],
  prevented: ['conversations'],
  canned_use: ['conversations'],
  ledger: [],
  action: ['conversations', 'actions'],
  opt_out: ['conversations', 'actions', 'oversight'],
  review_item: ['actions', 'oversight'],
  review: ['actions', 'oversight'],
};

/** `null`: nobody knows which tables. */
export function topicsOf(tables: Iterable<string> | null): ReadonlySet<ChangeTopic> {
  if (tables === null) return new Set(EVERYTHING);
  return new Set([...tables].flatMap((table) => OF[table] ?? EVERYTHING));
}
