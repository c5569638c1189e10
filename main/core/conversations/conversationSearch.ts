import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { and, type Condition, type Viewer } from '../access/visible.ts';
import { likeText, trigramsOf } from '../store/partOf.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

const digitsOf = (text: string) => text.replace(/\D/g, '').replace(/^0+/, '');
const isNumeric = (text: string) => digitsOf(text).length >= 3 && /^[\d\s()+./-]+$/.test(text);
const wordsOf = (text: string) => text.split(/[\s\0]+/).filter((word) => word !== '');

/**
 * Conversation `c` has every word in its name, or the digits in its number, however they are typed (without
 * trunk zero and 00).
 */
export function searched(text: string): Condition {
  const words = wordsOf(text);
  const names =
    words.map(() => "(c.first_name || ' ' || c.last_name) LIKE ? ESCAPE '\\'").join(' AND ') || 'TRUE';
  const values = words.map(likeText);
  return isNumeric(text)
    ? { sql: `((${names}) OR c.number LIKE ?)`, values: [...values, `%${digitsOf(text)}%`] }
    : { sql: `(${names})`, values };
}

/**
 * What the index of names is asked for, so that it names every conversation that a search finds, and few
 * others: signs that stand together somewhere in name or number. Null: all words are too short for it.
 */
export function namesMatch(text: string): string | null {
  const words = wordsOf(text)
    .map(trigramsOf)
    .filter((trigrams) => trigrams !== null)
    .join(' AND ');
  const ways = isNumeric(text) ? [words, trigramsOf(digitsOf(text))] : [words];
  return ways.every((way) => way) ? ways.map((way) => `(${way})`).join(' OR ') : null;
}

/** Up to this many rows are fetched and sorted faster than the list is walked in its order. */
const FEW = 4000;

/** Conversations `c` among which a search for a name or part of a number finds all that fit. */
export type Searched = { readonly from: string; readonly where: Condition };

/**
 * Where a search looks. Admins and supervisors: in the index of names; where the words are too short for it,
 * in the index of subjects from end to end, which holds names too. Texters: in the stretch of their own index
 * that holds their own conversations, so that nothing that they may not see costs them time. Null: nothing is
 * searched for.
 */
export function searchedIn(viewer: Viewer, filter: ConversationFilter): Searched | null {
  const text = filter.search?.trim() ?? '';
  if (text === '') return null;
  if (viewer.role === 'texter') {
    const own = { sql: "c.opt_state <> 'automatic' AND c.texter_id = ?", values: [viewer.id] };
    const { campaignId } = filter;
    const campaign = campaignId === undefined ? [] : [{ sql: 'c.campaign_id = ?', values: [campaignId] }];
    return { from: 'conversation c INDEXED BY conversation_texter_campaign', where: and(own, ...campaign) };
  }
  const match = namesMatch(text);
  return match === null
    ? { from: 'conversation c INDEXED BY conversation_subject', where: and() }
    : {
        from: 'name_index CROSS JOIN conversation c ON c.seq = name_index.rowid',
        where: { sql: 'name_index MATCH ?', values: [match] },
      };
}

/**
 * Row numbers of all conversations that a search for a name or a part of a number finds, where they are few:
 * the list is then made from them. Null where they are many: walking the list in its order then soon has a
 * page of them.
 */
export function fewBySearch(db: Reader, viewer: Viewer, filter: ConversationFilter): number[] | null {
  const source = searchedIn(viewer, filter);
  if (source === null) return null;
  const { sql, values } = and(source.where, searched(filter.search?.trim() ?? ''));
  const rows = all<{ row: number }>(
    db,
    `SELECT c.seq AS row FROM ${source.from} WHERE ${sql} LIMIT ${FEW + 1}`,
    ...values,
  );
  return rows.length > FEW ? null : rows.map(({ row }) => row);
}
