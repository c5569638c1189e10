import { z } from 'zod';
import type { ConversationFilter, ConversationRow } from '../../../shared/contract/conversations.ts';
import { readAnyNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import type { Condition, Viewer } from '../access/visible.ts';
import { readCursor, writeCursor } from '../base/cursor.ts';
import { CoreError } from '../base/errors.ts';
import { rowsWithStop } from '../people/urgency.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { fewByAnswer } from './answerFilter.ts';
import { asksFacts, fewByFacts } from './conversationFacts.ts';
import { fewBySearch, searchedIn } from './conversationSearch.ts';
import { type Known, type Source, sourcesOf } from './conversationWalks.ts';
import { markOf } from './marked.ts';
import { type ListedRow, listedColumns, toConversationRow } from './rows.ts';

export type ListQuery = ConversationFilter & { readonly cursor?: string | undefined; readonly limit: number };
export type ListStatement = { readonly sql: string; readonly values: readonly unknown[] };

/**
 * The place in the list behind a page. `stop`: among the conversations in which a STOP waits, which come
 * first.
 */
const Position = z.tuple([z.number().int(), z.string(), z.enum(['stop', 'rest']).default('rest')]);

const cursorAt = (row: ListedRow, among: 'stop' | 'rest') => writeCursor([row.sort_at, row.id, among]);

/**
 * Which part of the list: the conversations in which a STOP waits (`only`), or all others. Null: the whole
 * list, since no STOP waits.
 */
type Part = { readonly rows: readonly number[]; readonly only: boolean } | null;

const UNKNOWN: Known = { subject: null, facts: null, rows: null, mark: null };
const ORDER = 'ORDER BY c.sort_at DESC, c.id DESC';

/**
 * A statement that reads ids in list order. Of several sources in order, SQLite takes the next row of each as
 * it needs it, so that as few are looked at as with one. The last value is how many are wanted.
 */
function idsIn(sources: readonly Source[]): { sql: string; values: unknown[] } {
  const arms = sources.map(
    ({ from, where, at, id }) => `SELECT ${at} AS at, ${id} AS id FROM ${from} WHERE ${where.sql}`,
  );
  return {
    sql: `${arms.join(' UNION ALL ')} ORDER BY at DESC, id DESC LIMIT ?`,
    values: sources.flatMap(({ where }) => where.values),
  };
}

/**
 * The statement of one page, in no order where it has several sources; none where nothing can fit. Exported
 * so that a test can check its query plan.
 */
export function listStatements(
  viewer: Viewer,
  query: ListQuery,
  known: Known = UNKNOWN,
  part: Part = null,
): ListStatement[] {
  const { cursor, limit, ...filter } = query;
  // A few rows are fetched one by one, unless something narrower is known already.
  const narrowed =
    part?.only && known.rows === null && known.facts === null ? { ...known, rows: part.rows } : known;
  const sources = sourcesOf(viewer, filter, narrowed, ({ at, id }) => {
    const after: Condition[] =
      cursor === undefined
        ? []
        : [{ sql: `(${at}, ${id}) < (?, ?)`, values: readCursor(cursor, Position).slice(0, 2) }];
    if (part !== null) {
      const sql = `c.seq ${part.only ? 'IN' : 'NOT IN'} (SELECT value FROM json_each(?))`;
      after.push({ sql, values: [JSON.stringify(part.rows)] });
    }
    return after;
  });
  const [first] = sources;
  if (first === undefined) return [];
  const beside = 'CROSS JOIN campaign k ON k.id = c.campaign_id LEFT JOIN account t ON t.id = c.texter_id';
  if (sources.length === 1 && first.inOrder && first.at === 'c.sort_at') {
    const sql = `SELECT ${listedColumns(viewer)} FROM ${first.from} ${beside} WHERE ${first.where.sql} ${ORDER} LIMIT ?`;
    return [{ sql, values: [...first.where.values, limit + 1] }];
  }
  // Columns are read for the rows of the page alone.
  const { sql, values } = idsIn(sources);
  return [
    {
      sql: `SELECT ${listedColumns(viewer)} FROM (${sql}) p CROSS JOIN conversation c ON c.id = p.id ${beside}`,
      values: [...values, limit + 1],
    },
  ];
}

/** The statement that counts what fits, up to `most`. Exported like `listStatements`. */
export function countStatements(
  viewer: Viewer,
  filter: ConversationFilter,
  most: number,
  known: Known = UNKNOWN,
): ListStatement[] {
  const sources = sourcesOf(viewer, filter, known);
  const [first] = sources;
  if (first === undefined) return [];
  if (sources.length === 1) {
    const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM ${first.from} WHERE ${first.where.sql} LIMIT ?)`;
    return [{ sql, values: [...first.where.values, most] }];
  }
  const { sql, values } = idsIn(sources);
  return [{ sql: `SELECT count(*) AS n FROM (${sql})`, values: [...values, most] }];
}

const later = (a: ListedRow, b: ListedRow) => b.sort_at - a.sort_at || (a.id < b.id ? 1 : -1);

/** @throws CoreError FORBIDDEN where a texter asks for what only admins and supervisors may see */
function mayAsk(viewer: Viewer, filter: ConversationFilter): void {
  const restricted =
    filter.optCause !== undefined ||
    filter.automatic !== undefined ||
    filter.outcome !== undefined ||
    asksFacts(filter);
  if (viewer.role === 'texter' && restricted) {
    throw new CoreError('FORBIDDEN', t('core:call.filterForbidden'));
  }
}

/**
 * Reads by the whole number, where the search is a number that is known here. Ten digits may also be a part
 * of another country's number, so other ways follow.
 */
function firstKnown<T>(
  db: Reader,
  viewer: Viewer,
  filter: ConversationFilter,
  subjectOf: (number: string) => string,
  read: (known: Known) => readonly T[],
): readonly T[] {
  const number = readAnyNumber(filter.search?.trim() ?? '', 'US');
  const found = number.ok ? read({ ...UNKNOWN, subject: subjectOf(number.e164) }) : [];
  if (found.length > 0) return found;
  const facts = fewByFacts(db, filter);
  if (facts !== null) return read({ ...UNKNOWN, facts });
  const rows = fewBySearch(db, viewer, filter) ?? fewByAnswer(db, viewer, filter);
  return read({ ...UNKNOWN, rows, mark: rows === null ? markOf(db, viewer, filter) : null });
}

/** Ids of all conversations that fit, in list order. @throws like `listConversations` */
export function conversationIds(
  db: Reader,
  viewer: Viewer,
  filter: ConversationFilter,
  subjectOf: (number: string) => string,
): string[] {
  const query = { ...filter, limit: Number.MAX_SAFE_INTEGER - 1 };
  return listConversations(db, viewer, query, subjectOf).items.map(({ id }) => id);
}

/**
 * One page of the conversations that the viewer may see: those in which a plain STOP waits for a person
 * first, then the others; in both, latest first. The cursor names the last row of the page, so rows that come
 * or go in between neither repeat nor hide others.
 * @throws CoreError INVALID for an invalid cursor; FORBIDDEN where a texter asks for what only admins and
 * supervisors may see
 */
export function listConversations(
  db: Reader,
  viewer: Viewer,
  query: ListQuery,
  subjectOf: (number: string) => string,
): { items: ConversationRow[]; nextCursor: string | null } {
  mayAsk(viewer, query);
  const stops = rowsWithStop(db, viewer);
  const begun = query.cursor === undefined ? null : readCursor(query.cursor, Position)[2];
  const read = (part: Part, from: ListQuery) =>
    firstKnown(db, viewer, from, subjectOf, (known) =>
      listStatements(viewer, from, known, part)
        .flatMap(({ sql, values }) => all<ListedRow>(db, sql, ...values))
        .sort(later),
    );
  const page: ListedRow[] = [];
  if (stops.length > 0 && begun !== 'rest') {
    const first = read({ rows: stops, only: true }, query);
    page.push(...first.slice(0, query.limit));
    const end = page.at(-1);
    if (end && first.length > page.length)
      return { items: rowsOf(page, viewer), nextCursor: cursorAt(end, 'stop') };
  }
  const among = page.length;
  const rest = read(stops.length === 0 ? null : { rows: stops, only: false }, {
    ...query,
    limit: query.limit - among,
    cursor: begun === 'rest' ? query.cursor : undefined,
  });
  page.push(...rest.slice(0, query.limit - among));
  const end = page.at(-1);
  if (!end || rest.length <= page.length - among) return { items: rowsOf(page, viewer), nextCursor: null };
  const atStop = page.length === among;
  return { items: rowsOf(page, viewer), nextCursor: cursorAt(end, atStop ? 'stop' : 'rest') };
}

const rowsOf = (page: readonly ListedRow[], viewer: Viewer) =>
  page.map((row) => toConversationRow(row, viewer));

/**
 * How many conversations `listConversations` returns with this filter, counted up to `most` so that it never
 * takes long. @throws like `listConversations`
 */
export function countConversations(
  db: Reader,
  viewer: Viewer,
  filter: ConversationFilter,
  subjectOf: (number: string) => string,
  most: number,
): { count: number; more: boolean } {
  mayAsk(viewer, filter);
  const [total] = firstKnown(db, viewer, filter, subjectOf, (known) => {
    // Order does not matter here, so what is searched for is counted where it is found.
    const found =
      known.subject === null && known.rows === null && known.mark === null
        ? searchedIn(viewer, filter)
        : null;
    const n = countStatements(viewer, filter, most + 1, { ...known, found }).reduce(
      (sum, { sql, values }) => sum + (one<{ n: number }>(db, sql, ...values)?.n ?? 0),
      0,
    );
    return n === 0 ? [] : [n];
  });
  const n = total ?? 0;
  return { count: Math.min(n, most), more: n > most };
}
