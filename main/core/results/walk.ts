import { z } from 'zod';
import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { ResultsFilter } from '../../../shared/contract/results.ts';
import { t } from '../../../shared/text/say.ts';
import { and, type Condition } from '../access/visible.ts';
import { readCursor, writeCursor } from '../base/cursor.ts';
import { CoreError } from '../base/errors.ts';
import { residual } from '../conversations/conversationWalks.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * Every list of results walks the contacts of one campaign in the order of its unique index, so that a page
 * begins where the last one ended, however many there are. The order tells nothing: subjects are keyed
 * hashes.
 */
export const IN_ORDER = 'conversation c INDEXED BY conversation_contact';

/** At most so many contacts are looked at for one page of a list. */
const STEP = 2000;
/** And so many at once where a whole campaign is walked, so that the console answers in between. */
const SHORT_STEP = 400;

/** Contacts behind `after`, up to and with `upTo` (null: to the end). */
export type Stretch = {
  readonly campaignId: string;
  readonly after: string;
  readonly upTo: { readonly id: string; readonly subject: string } | null;
};

/** The next contacts behind a subject; an empty one is before all. */
export function stretchAfter(db: Reader, campaignId: string, after: string, step = STEP): Stretch {
  const upTo = one<{ id: string; subject: string }>(
    db,
    `SELECT c.id, c.subject FROM ${IN_ORDER} WHERE c.campaign_id = ? AND c.subject > ? ORDER BY c.subject LIMIT 1 OFFSET ?`,
    campaignId,
    after,
    step - 1,
  );
  return { campaignId, after, upTo: upTo ?? null };
}

/** All stretches of a campaign in order; other work goes on between them. */
export async function* stretches(db: Reader, campaignId: string, step = SHORT_STEP): AsyncGenerator<Stretch> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const stretch = stretchAfter(db, campaignId, after, step);
    yield stretch;
    after = stretch.upTo?.subject;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Conversation `c` lies in a stretch. */
export function within({ campaignId, after, upTo }: Stretch): Condition {
  const behind = { sql: 'c.campaign_id = ? AND c.subject > ?', values: [campaignId, after] };
  return upTo === null ? behind : and(behind, { sql: 'c.subject <= ?', values: [upTo.subject] });
}

/** The condition on conversation `c`; each kind of rows applies `during` itself. */
export function fitting({ during: _, ...filter }: ResultsFilter, more: ConversationFilter = {}): Condition {
  return and(...residual({ ...filter, ...more }));
}

/** `message`: the last row was this text; else the last contact was looked at whole. */
const Place = z.tuple([z.string(), z.string().nullable()]);
export type Place = { readonly conversationId: string; readonly messageId: string | null };

export const writePlace = ({ conversationId, messageId }: Place): string =>
  writeCursor([conversationId, messageId]);

/** @throws CoreError INVALID for a cursor that is none, or whose contact is gone */
export function readPlace(
  db: Reader,
  campaignId: string,
  cursor: string | undefined,
): Place & { readonly subject: string } {
  if (cursor === undefined) return { conversationId: '', messageId: null, subject: '' };
  const [conversationId, messageId] = readCursor(cursor, Place);
  const row = one<{ subject: string }>(
    db,
    'SELECT subject FROM conversation WHERE id = ? AND campaign_id = ?',
    conversationId,
    campaignId,
  );
  if (row === undefined) throw new CoreError('INVALID', t('core:list.place'));
  return { conversationId, messageId, subject: row.subject };
}
