import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { Condition, Viewer } from '../access/visible.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * Conversation `c` has every word in its name, or the digits in its number, however they are typed (without
 * trunk zero and 00).
 */
export function searched(text: string): Condition {
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  const words = text.split(/\s+/).filter((word) => word !== '');
  const names = words.map(() => "(c.first_name || ' ' || c.last_name) LIKE ? ESCAPE '\\'").join(' AND ');
  const values = words.map(likeText);
  const numeric = digits.length >= 3 && /^[\d\s()+./-]+$/.test(text);
  return numeric
    ? { sql: `((${names}) OR c.number LIKE ?)`, values: [...values, `%${digits}%`] }
    : { sql: `(${names})`, values };
}

/** Up to this many rows are fetched and sorted faster than the list is walked in its order. */
const FEW = 1000;

/**
 * Row numbers of all conversations that a search for a name or a part of a number finds, where they are few:
 * the list is then made from them. Null where they are many: walking the list in its order then soon has a
 * page of them. Reads the index of names and numbers. Not for texters: their own conversations are few and
 * are walked.
 */
export function fewBySearch(db: Reader, viewer: Viewer, filter: ConversationFilter): number[] | null {
  const text = filter.search?.trim() ?? '';
  if (viewer.role === 'texter' || text === '') return null;
  const { sql, values } = searched(text);
  const rows = all<{ row: number }>(
    db,
    `SELECT c.rowid AS row FROM conversation c INDEXED BY conversation_subject WHERE ${sql} LIMIT ${FEW + 1}`,
    ...values,
  );
  return rows.length > FEW ? null : rows.map(({ row }) => row);
}
