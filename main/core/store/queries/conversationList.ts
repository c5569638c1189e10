import { z } from 'zod';
import type { ConversationFilter, ConversationRow } from '../../../../shared/contract/conversation.ts';
import { readAnyNumber } from '../../../../shared/schema/phone.ts';
import { ConversationState } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { CoreError } from '../../errors.ts';
import { all } from '../statement.ts';
import type { Reader } from '../types.ts';
import { asksFacts, asksOptOut, factResidual } from './conversationFacts.ts';
import { type ListedRow, listedColumns, toConversationRow } from './rows.ts';
import { and, type Condition, type Viewer, visible } from './visible.ts';

/** One walk along one index in list order. A filter may need several; their rows are merged. */
type Walk = { readonly index: string; readonly where: Condition };

export type ListQuery = ConversationFilter & { readonly cursor?: string | undefined; readonly limit: number };
export type ListStatement = { readonly sql: string; readonly values: readonly unknown[] };

const Position = z.tuple([z.number().int(), z.string()]);
const is = (sql: string, ...values: unknown[]): Condition => ({ sql, values });

function readCursor(cursor: string): z.infer<typeof Position> {
  try {
    return Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (error) {
    throw new CoreError('INVALID', t('core:list.place'), {
      cause: error,
    });
  }
}

const writeCursor = (row: ListedRow) =>
  Buffer.from(JSON.stringify([row.sort_at, row.id])).toString('base64url');

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Every word must be in the name; or the digits in the number, however it was typed (trunk zero and 00 left aside). */
function searched(text: string): Condition {
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  const words = text.split(/\s+/).filter((word) => word !== '');
  const names = words.map(() => "(c.first_name || ' ' || c.last_name) LIKE ? ESCAPE '\\'").join(' AND ');
  const values = words.map(likeText);
  const numeric = digits.length >= 3 && /^[\d\s()+./-]+$/.test(text);
  return numeric
    ? is(`((${names}) OR c.number LIKE ?)`, ...values, `%${digits}%`)
    : is(`(${names})`, ...values);
}

function residual(filter: ConversationFilter): Condition[] {
  const parts: Condition[] = [];
  if (filter.campaignId !== undefined) parts.push(is('c.campaign_id = ?', filter.campaignId));
  if (filter.texterId !== undefined) parts.push(is('c.texter_id = ?', filter.texterId));
  if (filter.state !== undefined) parts.push(is('c.state = ?', filter.state));
  if (filter.optCause !== undefined)
    parts.push(is("c.opt_state <> 'none' AND c.opt_cause = ?", filter.optCause));
  if (filter.optedOut !== undefined) parts.push(is(`c.opt_state ${filter.optedOut ? '<>' : '='} 'none'`));
  if (filter.automatic !== undefined) {
    // The first half lets the index over opted-out conversations be used.
    parts.push(
      is(
        filter.automatic
          ? "c.opt_state <> 'none' AND c.opt_state = 'automatic'"
          : "c.opt_state <> 'automatic'",
      ),
    );
  }
  if (filter.onHold !== undefined) parts.push(is(`c.hold_at IS ${filter.onHold ? 'NOT NULL' : 'NULL'}`));
  if (filter.tagId !== undefined) {
    parts.push(
      is(
        'EXISTS (SELECT 1 FROM conversation_tag g WHERE g.conversation_id = c.id AND g.tag_id = ?)',
        filter.tagId,
      ),
    );
  }
  parts.push(...factResidual(filter));
  return parts;
}

const OPTED_OUT = "c.opt_state <> 'none'";

/** Walks whose index ends in list order, so that no page needs a sort. Chosen here, not by the planner: it knows no figures. */
function walks(viewer: Viewer, filter: ConversationFilter): Walk[] {
  const states = filter.state ? [filter.state] : ConversationState.options;
  const texterId = viewer.role === 'texter' ? viewer.id : filter.texterId;
  const byTexter = () =>
    states.map((state) => (filter.campaignId === undefined ? allCampaigns(state) : oneCampaign(state)));
  const oneCampaign = (state: ConversationState) => ({
    index: 'conversation_texter_campaign',
    where: is(
      "c.opt_state <> 'automatic' AND c.texter_id = ? AND c.campaign_id = ? AND c.state = ?",
      texterId,
      filter.campaignId,
      state,
    ),
  });
  const allCampaigns = (state: ConversationState) => ({
    index: 'conversation_texter',
    where: is("c.opt_state <> 'automatic' AND c.texter_id = ? AND c.state = ?", texterId, state),
  });
  if (viewer.role === 'texter') return byTexter();
  if (filter.onHold) return [{ index: 'conversation_hold', where: is('c.hold_at IS NOT NULL') }];
  if (filter.optCause) {
    return [
      { index: 'conversation_opted_out', where: is(`${OPTED_OUT} AND c.opt_cause = ?`, filter.optCause) },
    ];
  }
  if (filter.optedOut || filter.automatic || asksOptOut(filter))
    return [{ index: 'conversation_opted_out_recent', where: is(OPTED_OUT) }];
  if (texterId !== undefined) {
    // The texters' index leaves automatic opt-outs out; an admin sees them as well.
    const automatic = {
      index: 'conversation_opted_out_recent',
      where: is(`${OPTED_OUT} AND c.opt_state = 'automatic'`),
    };
    return filter.optedOut === false || filter.automatic === false ? byTexter() : [...byTexter(), automatic];
  }
  if (filter.campaignId !== undefined) {
    return states.map((state) => ({
      index: 'conversation_campaign',
      where: is('c.campaign_id = ? AND c.state = ?', filter.campaignId, state),
    }));
  }
  if (filter.state) return [{ index: 'conversation_state', where: is('c.state = ?', filter.state) }];
  return [{ index: 'conversation_recent', where: is('TRUE') }];
}

/**
 * The statements of one page, one for each walk. `subject`: the search was a whole number, so it is looked up, not searched for.
 * Exported so that a test can ask how SQLite would run them.
 */
export function listStatements(
  viewer: Viewer,
  query: ListQuery,
  subject: string | null = null,
): ListStatement[] {
  const { cursor, limit, search, ...filter } = query;
  const text = search?.trim() ?? '';
  const conditions = [visible(viewer), ...residual(filter)];
  if (cursor !== undefined) conditions.push(is('(c.sort_at, c.id) < (?, ?)', ...readCursor(cursor)));
  const chosen =
    subject !== null
      ? [{ index: 'conversation_subject', where: is('c.subject = ?', subject) }]
      : walks(viewer, filter);
  if (text !== '' && subject === null) conditions.push(searched(text));
  return chosen.map((walk) => {
    const where = and(walk.where, ...conditions);
    return {
      sql: `SELECT ${listedColumns(viewer)} FROM conversation c INDEXED BY ${walk.index}
        CROSS JOIN campaign k ON k.id = c.campaign_id LEFT JOIN account t ON t.id = c.texter_id
        WHERE ${where.sql} ORDER BY c.sort_at DESC, c.id DESC LIMIT ?`,
      values: [...where.values, limit + 1],
    };
  });
}

const later = (a: ListedRow, b: ListedRow) => b.sort_at - a.sort_at || (a.id < b.id ? 1 : -1);

/** Ids of all conversations that fit, in list order. @throws as `listConversations` */
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
 * One page of the conversations that the viewer may see, latest first. The cursor names the last row of the page, so rows that come
 * or go in between neither repeat nor hide others. @throws CoreError INVALID for a cursor that is none; FORBIDDEN where a texter
 * asks for what only others may know
 */
export function listConversations(
  db: Reader,
  viewer: Viewer,
  query: ListQuery,
  subjectOf: (number: string) => string,
): { items: ConversationRow[]; nextCursor: string | null } {
  const told = query.optCause !== undefined || query.automatic !== undefined || asksFacts(query);
  if (viewer.role === 'texter' && told) {
    throw new CoreError('FORBIDDEN', t('core:call.filterForbidden'));
  }
  const fetch = (subject: string | null) =>
    listStatements(viewer, query, subject)
      .flatMap(({ sql, values }) => all<ListedRow>(db, sql, ...values))
      .sort(later);
  const number = readAnyNumber(query.search?.trim() ?? '', 'US');
  const found = number.ok ? fetch(subjectOf(number.e164)) : [];
  // Ten digits may be a whole number of one country and a part of one of another.
  const rows = found.length > 0 ? found : fetch(null);
  const page = rows.slice(0, query.limit);
  const end = page.at(-1);
  return {
    items: page.map((row) => toConversationRow(row, viewer)),
    nextCursor: end && rows.length > page.length ? writeCursor(end) : null,
  };
}
