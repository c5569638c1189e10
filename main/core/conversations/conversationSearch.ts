import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { Condition, Viewer } from '../access/visible.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * Conversation `c` has every word in its name; or the digits in its number, however it was typed (trunk zero
 * and 00 left aside).
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

/**
 * So many rows are fetched and sorted faster than a walk in list order finds the few among the many that do
 * not fit.
 */
const FEW = 1000;

/**
 * Row numbers of all conversations that a search for a name or a part of a number finds, where they are few:
 * the list is then made from them. Else null: a walk in list order soon meets a page of them. Names and
 * numbers stand in an index, which is read instead of every row. Not for texters: their own conversations are
 * few, and nobody else's may be walked past for them.
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
