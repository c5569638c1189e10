import { z } from 'zod';
import { type OptOutFilter, type OptOutRecord, ReviewState } from '../../../shared/contract/optOuts.ts';
import type { ProviderName } from '../../../shared/providers/index.ts';
import type { OptOutCause } from '../../../shared/schema/causes.ts';
import { readAnyNumber } from '../../../shared/schema/phone.ts';
import type { Profile } from '../../../shared/schema/words.ts';
import { NOTHING, type Stored, said } from '../../../shared/text/stored.ts';
import { and, type Condition } from '../access/visible.ts';
import { readCursor, writeCursor } from '../base/cursor.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { conditionsOf, indexOf, type Side, sidesOf } from './optOutFilter.ts';
import { fewBySearch } from './optOutSearch.ts';

/**
 * The Opt Out Manager's list, for admins and supervisors, who see every opt-out; the contract's roles keep
 * texters out.
 */

type Row = {
  readonly id: string;
  readonly side: Side;
  readonly undo: number;
  readonly number: string | null;
  readonly conversation_id: string | null;
  readonly person: string | null;
  readonly reversed: number | null;
  readonly opted_out: number;
  readonly cause: OptOutCause | null;
  readonly automatic: number | null;
  readonly rule: string | null;
  readonly matched: string | null;
  readonly body: string | null;
  readonly reason: Stored;
  readonly because: Stored | null;
  readonly campaign_name: string | null;
  readonly profile: Profile | null;
  readonly provider: ProviderName | null;
  readonly sender_number: string | null;
  readonly by: string | null;
  readonly import_id: string | null;
  readonly review: string | null;
  readonly said_at: number | null;
  readonly at: number;
};

export type OptOutListQuery = OptOutFilter & { readonly cursor?: string | undefined; readonly limit: number };
export type OptOutStatement = { readonly sql: string; readonly values: readonly unknown[] };

const Position = z.tuple([z.number().int(), z.string()]);

const FIRST_NAMED = '(SELECT min(y.opt_out_id) FROM reversal_of y WHERE y.reversal_id = r.id)';

const FROM: Readonly<Record<Side, (index: string) => string>> = {
  'opt-out': (index) => `FROM opt_out o INDEXED BY ${index}`,
  reversal: (index) => `FROM reversal r INDEXED BY ${index} LEFT JOIN opt_out o ON o.id = ${FIRST_NAMED}`,
};

/** Why an opt-out was reversed: by the first reversal that names it. */
const BECAUSE: Readonly<Record<Side, string>> = {
  'opt-out': `(SELECT x.reason FROM reversal_of f JOIN reversal x ON x.id = f.reversal_id
      WHERE f.opt_out_id = o.id AND o.reversed = 1 ORDER BY x.at LIMIT 1)`,
  reversal: 'NULL',
};

/** Columns of one line; everything is read by its key, for the shown lines only. */
function columns(side: Side): string {
  const line = side === 'opt-out' ? 'o' : 'r';
  const latest = (column: string) =>
    `(SELECT ${column} FROM conversation l WHERE l.subject = ${line}.subject ORDER BY l.sort_at DESC, l.id DESC LIMIT 1)`;
  return `${line}.id, '${side}' AS side, ${side === 'reversal' ? 'r.undo' : '0'} AS undo,
    coalesce(o.number, ${latest('l.number')}) AS number, coalesce(o.conversation_id, ${latest('l.id')}) AS conversation_id,
    ${latest("trim(l.first_name || ' ' || l.last_name)")} AS person, o.reversed,
    EXISTS (SELECT 1 FROM opt_out f WHERE f.subject = ${line}.subject AND f.reversed = 0) AS opted_out,
    o.cause, o.automatic, o.rule, o.matched, m.body, ${line}.reason, ${BECAUSE[side]} AS because, k.name AS campaign_name,
    coalesce(k.profile, n.profile) AS profile, n.provider, s.number AS sender_number, a.name AS by, o.import_id,
    ${side === 'opt-out' ? 'v.state' : 'NULL'} AS review, o.said_at, ${line}.at`;
}

function joins(side: Side): string {
  const line = side === 'opt-out' ? 'o' : 'r';
  return `LEFT JOIN conversation c ON c.id = o.conversation_id LEFT JOIN campaign k ON k.id = c.campaign_id
    LEFT JOIN message m ON m.id = o.message_id
    LEFT JOIN sender_number s ON s.id = coalesce(o.sender_number_id, c.sender_number_id)
    LEFT JOIN connection n ON n.id = s.connection_id LEFT JOIN account a ON a.id = ${line}.actor_id
    ${side === 'opt-out' ? 'LEFT JOIN review_item v ON v.opt_out_id = o.id' : ''}`;
}

/** Lines of a table, from FROM on without the joins; of opt-outs those of `few`, where these are known. */
export function linesOf(filter: OptOutFilter, side: Side, { subject, few }: Known): Condition {
  const where = and(...conditionsOf(filter, side, subject));
  if (side === 'reversal' || few === null)
    return {
      sql: `${FROM[side](indexOf(filter, side, subject))} WHERE ${where.sql}`,
      values: where.values,
    };
  return {
    sql: `FROM opt_out o WHERE o.seq IN (SELECT value FROM json_each(?)) AND ${where.sql}`,
    values: [JSON.stringify(few), ...where.values],
  };
}

/** What is known of a search: the one number that is meant, or few opt-outs, among them all that fit. */
export type Known = { readonly subject: string | null; readonly few: readonly number[] | null };
const UNKNOWN: Known = { subject: null, few: null };

/** The statements of one page, one for each table. Exported so that a test can check their query plans. */
export function optOutStatements(query: OptOutListQuery, known: Known = UNKNOWN): OptOutStatement[] {
  const { cursor, limit, ...filter } = query;
  return sidesOf(filter).map((side) => {
    const line = side === 'opt-out' ? 'o' : 'r';
    const after: Condition[] =
      cursor === undefined
        ? []
        : [{ sql: `(${line}.at, ${line}.id) < (?, ?)`, values: readCursor(cursor, Position) }];
    const order = `ORDER BY ${line}.at DESC, ${line}.id DESC`;
    if (side === 'opt-out' && known.few !== null) {
      const found = linesOf(filter, side, known);
      const place = and({ sql: 'TRUE', values: [] }, ...after);
      // Ids are sorted; columns are read only for the lines of the page.
      return {
        sql: `SELECT ${columns(side)} FROM (SELECT o.id ${found.sql} AND ${place.sql} ${order} LIMIT ?) p
          CROSS JOIN opt_out o ON o.id = p.id ${joins(side)} ${order}`,
        values: [...found.values, ...place.values, limit + 1],
      };
    }
    const where = and(...conditionsOf(filter, side, known.subject), ...after);
    return {
      sql: `SELECT ${columns(side)} ${FROM[side](indexOf(filter, side, known.subject))} ${joins(side)}
        WHERE ${where.sql} ${order} LIMIT ?`,
      values: [...where.values, limit + 1],
    };
  });
}

function recordOf(row: Row): OptOutRecord {
  const state =
    row.side === 'reversal'
      ? row.undo === 1
        ? 'undone'
        : 'opted-in'
      : row.reversed === 1
        ? 'reversed'
        : 'in-force';
  return {
    id: row.id,
    kind: row.side,
    number: row.number,
    name: row.person ?? '',
    conversationId: row.conversation_id,
    state,
    optedOut: row.opted_out === 1,
    cause: row.cause,
    automatic: row.automatic === 1,
    rule: row.rule ?? '',
    matched: row.matched ?? '',
    text: row.body ?? '',
    reason: said(row.reason),
    reversedBecause: said(row.because ?? NOTHING),
    campaignName: row.campaign_name,
    profile: row.profile,
    provider: row.provider,
    senderNumber: row.sender_number,
    by: row.by,
    importId: row.import_id,
    review: ReviewState.options.find((each) => each === row.review) ?? null,
    saidAt: row.said_at,
    at: row.at,
  };
}

const later = (a: Row, b: Row) => b.at - a.at || (a.id < b.id ? 1 : -1);

/**
 * The subject, where the search is a whole number that the store knows: ten digits may be a part of another
 * country's number.
 */
function subjectOfSearch(
  db: Reader,
  search: string | undefined,
  subjectOf: (number: string) => string,
): string | null {
  const number = readAnyNumber(search?.trim() ?? '', 'US');
  const subject = number.ok ? subjectOf(number.e164) : null;
  const known =
    subject !== null && one(db, 'SELECT 1 FROM opt_out WHERE subject = ? LIMIT 1', subject) !== undefined;
  return known ? subject : null;
}

/**
 * One page of opt-outs and reversals, latest first. The cursor names the last line of the page, so lines that
 * come in between neither repeat nor hide others. @throws CoreError INVALID for an invalid cursor
 */
export function listOptOuts(
  db: Reader,
  query: OptOutListQuery,
  subjectOf: (number: string) => string,
): { items: OptOutRecord[]; nextCursor: string | null } {
  const rows = optOutStatements(query, knownOf(db, query, subjectOf))
    .flatMap(({ sql, values }) => all<Row>(db, sql, ...values))
    .sort(later);
  const page = rows.slice(0, query.limit);
  const end = page.at(-1);
  return {
    items: page.map(recordOf),
    nextCursor: end && rows.length > page.length ? writeCursor([end.at, end.id]) : null,
  };
}

/** What a search is known to mean. */
export function knownOf(db: Reader, filter: OptOutFilter, subjectOf: (number: string) => string): Known {
  const subject = subjectOfSearch(db, filter.search, subjectOf);
  return subject === null ? { subject, few: fewBySearch(db, filter) } : { subject, few: null };
}
