import { z } from 'zod';
import type { ReviewRow } from '../../../shared/contract/review.ts';
import type { OptOutCause } from '../../../shared/schema/causes.ts';
import { type Sampling, signsOf } from '../../../shared/schema/review.ts';
import { and, type Condition } from '../access/visible.ts';
import { readCursor, writeCursor } from '../base/cursor.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Values of the columns by which a page is sorted. */
const Place = z.array(z.union([z.number(), z.string()]));

/** Opt-outs of conversations, for admins and supervisors only; nothing here checks the viewer. */

type Row = {
  readonly id: string;
  readonly conversation_id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly number: string | null;
  readonly campaign_name: string;
  readonly cause: OptOutCause;
  readonly automatic: number;
  readonly by: string | null;
  readonly actor_id: string | null;
  readonly rule: string;
  readonly matched: string;
  readonly text: string | null;
  readonly risk: number;
  readonly reasons: number;
  readonly state: ReviewRow['state'];
  readonly at: number;
  readonly reviewed_at: number | null;
};

const COLUMNS = `i.opt_out_id AS id, o.conversation_id, c.first_name, c.last_name, c.number, k.name AS campaign_name, o.cause,
  i.automatic, a.name AS by, o.actor_id, o.rule, o.matched, m.body AS text, i.risk, i.reasons, i.state, i.at, i.reviewed_at`;
const JOINS = `CROSS JOIN opt_out o ON o.id = i.opt_out_id CROSS JOIN conversation c ON c.id = o.conversation_id
  CROSS JOIN campaign k ON k.id = c.campaign_id LEFT JOIN account a ON a.id = o.actor_id
  LEFT JOIN message m ON m.id = o.message_id AND m.direction = 'in'`;

function toRow(row: Row, viewerId: string): ReviewRow {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    name: `${row.first_name} ${row.last_name}`.trim(),
    number: row.number,
    campaignName: row.campaign_name,
    cause: row.cause,
    automatic: row.automatic === 1,
    by: row.by,
    rule: row.rule,
    matched: row.matched,
    text: row.text ?? '',
    risk: row.risk,
    signs: signsOf(row.reasons),
    state: row.state,
    at: row.at,
    reviewedAt: row.reviewed_at,
    own: row.actor_id === viewerId,
  };
}

/** Whether an item is in the sample, by its id alone, so that this never changes. */
function sampled({ automatic, manual, risky }: Sampling): Condition {
  return {
    sql: '(i.bucket < (CASE i.automatic WHEN 1 THEN ? ELSE ? END) OR (? = 1 AND i.risk > 0))',
    values: [automatic, manual, risky ? 1 : 0],
  };
}

/** Of one campaign; of one texter: who opted the contact out by hand, else whose conversation it is. */
export type ReviewFilter = {
  readonly campaignId?: string | undefined;
  readonly texterId?: string | undefined;
};

/** Both are columns of the item itself (store/schema/review.ts). */
function narrowed({ campaignId, texterId }: ReviewFilter): Condition[] {
  const parts: Condition[] = [];
  if (texterId !== undefined) parts.push({ sql: 'i.texter_id = ?', values: [texterId] });
  if (campaignId !== undefined) parts.push({ sql: 'i.campaign_id = ?', values: [campaignId] });
  return parts;
}

export type QueueQuery = ReviewFilter & {
  readonly which: 'sample' | 'open' | 'done';
  readonly order: 'risk' | 'newest';
  readonly automatic?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/**
 * The columns by which a list is sorted, latest or riskiest first, and the index for it: a texter has fewer
 * items than a campaign.
 */
function walkOf({ which, order, campaignId, texterId }: QueueQuery): {
  index: string;
  where: string;
  columns: readonly (keyof Row)[];
} {
  const of = texterId !== undefined ? 'texter_' : campaignId !== undefined ? 'campaign_' : '';
  if (which === 'done') {
    const columns = ['reviewed_at', 'id'] as const;
    return { index: `review_item_${of}done`, where: 'i.reviewed_at IS NOT NULL', columns };
  }
  const where = "i.state = 'open'";
  return order === 'risk'
    ? { index: `review_item_${of}risk`, where, columns: ['risk', 'at', 'id'] }
    : { index: `review_item_${of}recent`, where, columns: ['at', 'id'] };
}

const inItem = (column: keyof Row) => (column === 'id' ? 'i.opt_out_id' : `i.${column}`);

/** The statement of one page. Exported so that a test can check its query plan. */
export function queueStatement(
  query: QueueQuery,
  sampling: Sampling,
): { sql: string; values: readonly unknown[] } {
  const { index, where, columns } = walkOf(query);
  const conditions: Condition[] = [{ sql: where, values: [] }, ...narrowed(query)];
  if (query.which === 'sample') conditions.push(sampled(sampling));
  if (query.automatic !== undefined)
    conditions.push({ sql: 'i.automatic = ?', values: [query.automatic ? 1 : 0] });
  if (query.cursor !== undefined) {
    const marks = columns.map(() => '?').join(', ');
    conditions.push({
      sql: `(${columns.map(inItem).join(', ')}) < (${marks})`,
      values: readCursor(query.cursor, Place.length(columns.length)),
    });
  }
  const condition = and(...conditions);
  const order = columns.map((column) => `${inItem(column)} DESC`).join(', ');
  return {
    sql: `SELECT ${COLUMNS} FROM review_item i INDEXED BY ${index} ${JOINS} WHERE ${condition.sql} ORDER BY ${order} LIMIT ?`,
    values: [...condition.values, query.limit + 1],
  };
}

/** One page of the queue, for whoever asks. @throws CoreError INVALID for a cursor of another list */
export function listQueue(
  db: Reader,
  query: QueueQuery,
  sampling: Sampling,
  viewerId: string,
): { items: ReviewRow[]; nextCursor: string | null } {
  const { sql, values } = queueStatement(query, sampling);
  const rows = all<Row>(db, sql, ...values);
  const page = rows.slice(0, query.limit);
  const end = page.at(-1);
  const more = end !== undefined && rows.length > page.length;
  return {
    items: page.map((row) => toRow(row, viewerId)),
    nextCursor: more ? writeCursor(walkOf(query).columns.map((column) => end[column] ?? 0)) : null,
  };
}

/** One item by its opt-out; undefined where there is none. */
export function readItem(db: Reader, viewerId: string, id: string): ReviewRow | undefined {
  const row = one<Row>(db, `SELECT ${COLUMNS} FROM review_item i ${JOINS} WHERE i.opt_out_id = ?`, id);
  return row && toRow(row, viewerId);
}

/**
 * How many items are open, how many of these are in the sample, and how many have a verdict. Reads the whole
 * table, which is as small as an index.
 */
export function countQueue(
  db: Reader,
  sampling: Sampling,
  filter: ReviewFilter = {},
): { open: number; sample: number; done: number } {
  const sample = sampled(sampling);
  const only = and(...narrowed(filter));
  const { index } = walkOf({ ...filter, which: 'done', order: 'risk', limit: 0 });
  const open = one<{ open: number; sample: number }>(
    db,
    `SELECT count(*) AS open, coalesce(sum(${sample.sql}), 0) AS sample
     FROM review_item i NOT INDEXED WHERE i.state = 'open' AND ${only.sql}`,
    ...sample.values,
    ...only.values,
  );
  const done = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM review_item i INDEXED BY ${index} WHERE i.reviewed_at IS NOT NULL AND ${only.sql}`,
    ...only.values,
  );
  return { open: open?.open ?? 0, sample: open?.sample ?? 0, done: done?.n ?? 0 };
}
