import { z } from 'zod';
import type { EnquiryRow, MissedRow, MissedWhy } from '../../../shared/contract/review.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';
import { and, type Condition, noTest } from '../access/visible.ts';
import { readCursor, writeCursor } from '../base/cursor.ts';
import { STOP_KINDS } from '../people/stopWaiting.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { ReviewFilter } from './queue.ts';

/** Values of the columns by which a page is sorted. */
const Place = z.tuple([z.number().int(), z.string()]);

const DAY = 86_400_000;

/** Who decided, else whose conversation it is. */
const MISSED_BY = 'coalesce(x.resolved_by, c.texter_id)';
/** Who asked, else whose conversation it is. */
const ASKED_BY = 'coalesce(x.opened_by, c.texter_id)';

/** A texter wrote after the detector had found the words. */
const WENT_ON = `EXISTS (SELECT 1 FROM message n WHERE n.conversation_id = x.conversation_id AND n.at > x.opened_at
  AND n.kind = 'reply' AND n.author_id IS NOT NULL AND n.state IN ('queued', 'sending', 'sent', 'delivered', 'unknown'))`;

/**
 * Requests that the detector found and for which nobody opted the contact out: still open although the texter
 * wrote on, or open for a day, or a texter decided that it was no request. Without those that have a verdict
 * or that a review opened. Takes the time before which an open one is old.
 */
const MISSED = `FROM action x INDEXED BY action_asked_to_stop CROSS JOIN conversation c ON c.id = x.conversation_id
  CROSS JOIN campaign k ON k.id = c.campaign_id LEFT JOIN account r ON r.id = x.resolved_by
  LEFT JOIN account t ON t.id = ${MISSED_BY} LEFT JOIN message m ON m.id = x.message_id
  WHERE x.kind IN ${STOP_KINDS} AND c.opt_state = 'none' AND x.opened_by IS NULL AND ${noTest()}
    AND ((x.state = 'open' AND (x.opened_at < ? OR ${WENT_ON}))
      OR (x.state = 'done' AND x.resolution IN ('carry-on', 'dismiss') AND r.role = 'texter'))
    AND NOT EXISTS (SELECT 1 FROM review v WHERE v.action_id = x.id AND v.undone_at IS NULL)`;

/** `texter`: the texter of a row of this list, as SQL. */
function narrowed({ campaignId, texterId }: ReviewFilter, texter: string): Condition {
  const parts: Condition[] = [];
  if (campaignId !== undefined) parts.push({ sql: 'c.campaign_id = ?', values: [campaignId] });
  if (texterId !== undefined) parts.push({ sql: `${texter} = ?`, values: [texterId] });
  return and(...parts);
}

type MissedPage = ReviewFilter & { readonly cursor?: string | undefined; readonly limit: number };

type Row = {
  readonly id: string;
  readonly conversation_id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly number: string | null;
  readonly campaign_name: string;
  readonly why: MissedWhy;
  readonly texter_name: string | null;
  readonly text: string | null;
  readonly matched: string;
  readonly rule: string;
  readonly hold_at: number | null;
  readonly opened_at: number;
};

/** The statement of one page. Exported so that a test can check its query plan. */
export function missedStatement(now: number, page: MissedPage): { sql: string; values: readonly unknown[] } {
  const only = narrowed(page, MISSED_BY);
  const place = page.cursor === undefined ? [] : readCursor(page.cursor, Place);
  return {
    sql: `SELECT x.id, x.conversation_id, c.first_name, c.last_name, c.number, k.name AS campaign_name,
        CASE WHEN x.state = 'done' THEN 'carried-on' WHEN ${WENT_ON} THEN 'went-on' ELSE 'left-open' END AS why,
        t.name AS texter_name, m.body AS text, x.matched, x.rule, c.hold_at, x.opened_at
      ${MISSED} AND ${only.sql} ${place.length === 0 ? '' : 'AND (x.opened_at, x.id) < (?, ?)'}
      ORDER BY x.opened_at DESC, x.id DESC LIMIT ?`,
    values: [now - DAY, ...only.values, ...place, page.limit + 1],
  };
}

/** One page, latest first. @throws CoreError INVALID for a cursor of another list */
export function listMissed(
  db: Reader,
  now: number,
  page: MissedPage,
): { items: MissedRow[]; nextCursor: string | null } {
  const { sql, values } = missedStatement(now, page);
  const rows = all<Row>(db, sql, ...values);
  const shown = rows.slice(0, page.limit);
  const end = shown.at(-1);
  return {
    items: shown.map((row) => ({
      id: row.id,
      conversationId: row.conversation_id,
      name: `${row.first_name} ${row.last_name}`.trim(),
      number: row.number,
      campaignName: row.campaign_name,
      why: row.why,
      texterName: row.texter_name,
      text: row.text ?? '',
      matched: row.matched,
      rule: row.rule,
      onHold: row.hold_at !== null,
      at: row.opened_at,
    })),
    nextCursor: end && rows.length > shown.length ? writeCursor([end.opened_at, end.id]) : null,
  };
}

export function countMissed(db: Reader, now: number, filter: ReviewFilter = {}): number {
  const only = narrowed(filter, MISSED_BY);
  const sql = `SELECT count(*) AS n ${MISSED} AND ${only.sql}`;
  return one<{ n: number }>(db, sql, now - DAY, ...only.values)?.n ?? 0;
}

/** How many requests each texter missed, by account. */
export function missedByTexter(db: Reader, now: number): Map<string, number> {
  const rows = all<{ id: string | null; n: number }>(
    db,
    `SELECT t.id, count(*) AS n ${MISSED} GROUP BY t.id`,
    now - DAY,
  );
  return new Map(rows.flatMap((row) => (row.id === null ? [] : [[row.id, row.n]])));
}

/** Open enquiries of texters, soonest due first. */
export function listEnquiries(db: Reader, filter: ReviewFilter = {}): EnquiryRow[] {
  const only = narrowed(filter, ASKED_BY);
  return all<{
    id: string;
    conversation_id: string;
    name: string;
    number: string | null;
    campaign_name: string;
    asked_by: string | null;
    detail: Stored;
    opened_at: number;
    decide_by: number;
  }>(
    db,
    `SELECT x.id, x.conversation_id, trim(c.first_name || ' ' || c.last_name) AS name, c.number, k.name AS campaign_name,
       a.name AS asked_by, x.detail, x.opened_at, x.decide_by
     FROM action x INDEXED BY action_open CROSS JOIN conversation c ON c.id = x.conversation_id
     CROSS JOIN campaign k ON k.id = c.campaign_id LEFT JOIN account a ON a.id = x.opened_by
     WHERE x.state = 'open' AND x.kind = 'escalated' AND x.rule = 'enquiry' AND ${only.sql}
     ORDER BY x.decide_by, x.id LIMIT 500`,
    ...only.values,
  ).map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    name: row.name,
    number: row.number,
    campaignName: row.campaign_name,
    askedBy: row.asked_by,
    note: said(row.detail),
    at: row.opened_at,
    dueAt: row.decide_by,
  }));
}
