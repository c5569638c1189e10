import type { ResultsFilter, TextResult } from '../../../shared/contract/results.ts';
import { readSpan } from '../../../shared/schema/range.ts';
import { and, type Condition } from '../access/visible.ts';
import type { PageOf } from '../base/slices.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { accountNames, type PageQuery } from './contacts.ts';
import { fitting, IN_ORDER, readPlace, stretchAfter, within, writePlace } from './walk.ts';

type Row = Omit<TextResult, 'optedOut' | 'by' | 'senderNumber'> & {
  readonly opt_state: string;
  readonly author_id: string | null;
  readonly sender_number_id: string | null;
};

const COLUMNS = `m.id, c.id AS conversationId, c.number, c.first_name AS firstName, c.last_name AS lastName, c.opt_state,
  m.direction, m.kind, m.body, m.state, m.error_code AS errorCode, m.segments, m.pictures, m.author_id, m.sender_number_id, m.at`;
const ORDER = 'ORDER BY c.subject, m.at, m.id LIMIT ?';
const MESSAGES = 'CROSS JOIN message m INDEXED BY message_conversation ON m.conversation_id = c.id';

/** Text `m` was written in the time that a filter asks for. */
export function saidDuring({ during }: ResultsFilter): Condition {
  if (during === undefined) return { sql: 'TRUE', values: [] };
  const { from, to } = readSpan(during);
  return { sql: 'm.at >= ? AND m.at < ?', values: [from, to] };
}

/** Rows of a walk over texts, for counting. */
export const TEXTS_IN_ORDER = `${IN_ORDER} ${MESSAGES}`;

/**
 * One page of a campaign's texts, by contact and in the order in which they were written. @throws CoreError
 * NOT_FOUND; INVALID for a cursor that is none
 */
export function textPage(
  db: Reader,
  { campaignId, filter, cursor, limit, step }: PageQuery,
): PageOf<TextResult> {
  campaignOf(db, campaignId);
  const { conversationId, messageId, subject } = readPlace(db, campaignId, cursor);
  const fits = and(fitting(filter, { campaignId }), saidDuring(filter));
  const behind = {
    sql: '(m.at, m.id) > (SELECT b.at, b.id FROM message b WHERE b.id = ?)',
    values: [messageId],
  };
  const rest = and(fits, behind);
  const begun =
    messageId === null
      ? []
      : all<Row>(
          db,
          `SELECT ${COLUMNS} FROM conversation c ${MESSAGES} WHERE c.id = ? AND ${rest.sql} ORDER BY m.at, m.id LIMIT ?`,
          conversationId,
          ...rest.values,
          limit + 1,
        );
  const stretch = stretchAfter(db, campaignId, subject, step);
  const where = and(within(stretch), fits);
  const room = limit + 1 - begun.length;
  const rows =
    room === 0
      ? begun
      : [
          ...begun,
          ...all<Row>(
            db,
            `SELECT ${COLUMNS} FROM ${TEXTS_IN_ORDER} WHERE ${where.sql} ${ORDER}`,
            ...where.values,
            room,
          ),
        ];
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const names = accountNames(db);
  const senders = new Map(
    all<{ id: string; number: string }>(db, 'SELECT id, number FROM sender_number').map(({ id, number }) => [
      id,
      number,
    ]),
  );
  const items = page.map(({ opt_state, author_id, sender_number_id, ...text }) => ({
    ...text,
    optedOut: opt_state !== 'none',
    by: names.get(author_id ?? '') ?? null,
    senderNumber: senders.get(sender_number_id ?? '') ?? null,
  }));
  if (rows.length > limit && last)
    return { items, nextCursor: writePlace({ conversationId: last.conversationId, messageId: last.id }) };
  const { upTo } = stretch;
  return { items, nextCursor: upTo && writePlace({ conversationId: upTo.id, messageId: null }) };
}
