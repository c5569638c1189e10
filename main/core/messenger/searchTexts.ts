import type { FoundText } from '../../../shared/contract/messenger.ts';
import type { ConversationState, OptState } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import {
  and,
  type Condition,
  listed,
  noTest,
  redactForTexter,
  type Viewer,
  visibleTexts,
} from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** More words than anybody types; each is one search of the index. */
const MOST_WORDS = 12;
/**
 * Control characters around the marked words. No phone can send them, and they are removed from texts that
 * hold them.
 */
const OPEN = '\u0001';
const CLOSE = '\u0002';
const SNIPPET_WORDS = 20;

/** Whether a term ends in a word of at least three letters, of which the index has the beginnings. */
const begins = (term: string) => /[\p{L}\p{N}][\p{L}\p{N}\p{M}]{2,}[^\p{L}\p{N}]*$/u.test(term);

/**
 * What a person typed, in the index's language: every word, or beginning of a word, must be in the text;
 * of one or two letters as a whole word; words in quotes must stand together. Everything is passed as quoted
 * strings, so that no sign is an operator. Null: there is no word.
 */
export function matchOf(typed: string): string | null {
  const terms: string[] = [];
  const clean = typed
    .replaceAll('\0', ' ')
    .replace(/[“”„«»]/g, '"')
    .normalize('NFC');
  for (const [index, piece] of clean.split('"').entries()) {
    const quoted = index % 2 === 1;
    for (const term of quoted ? [piece] : piece.split(/\s+/u)) {
      if (/[\p{L}\p{N}]/u.test(term)) terms.push(`"${term}"${quoted || !begins(term) ? '' : '*'}`);
    }
  }
  return terms.length === 0 ? null : `body : (${terms.slice(0, MOST_WORDS).join(' AND ')})`;
}

/** The word under which the index has the texts that a texter may read. */
const readerWord = (id: string) => `r${Buffer.from(id).toString('hex')}`;

type Row = {
  readonly message_id: string;
  readonly conversation_id: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly number: string | null;
  readonly campaign_id: string | null;
  readonly campaign_name: string | null;
  readonly state: ConversationState | null;
  readonly opt_state: OptState | null;
  readonly direction: 'in' | 'out';
  readonly at: number;
  readonly snippet: string;
};

/** The statement of one page; exported so that a test can check its query plan. */
export function searchStatement(
  viewer: Viewer,
  match: string,
  before: number,
  limit: number,
): { readonly sql: string; readonly values: readonly unknown[] } {
  const texter = viewer.role === 'texter';
  // The index finds only the texter's own texts; the usual conditions of visibility apply as well.
  const words = texter ? `reader : ${readerWord(viewer.id)} AND ${match}` : match;
  const mine: Condition = texter
    ? and({ sql: 'c.id IS NOT NULL', values: [] }, listed(viewer), visibleTexts(viewer))
    : { sql: `(c.id IS NULL OR ${noTest()})`, values: [] };
  return {
    sql: `SELECT m.id AS message_id, m.conversation_id, c.first_name, c.last_name, coalesce(c.number, m.number) AS number,
        c.campaign_id, k.name AS campaign_name, c.state, c.opt_state, m.direction, m.at,
        snippet(text_index, 1, '${OPEN}', '${CLOSE}', '…', ${SNIPPET_WORDS}) AS snippet
      FROM text_index CROSS JOIN message m ON m.seq = text_index.rowid
        LEFT JOIN conversation c ON c.id = m.conversation_id LEFT JOIN campaign k ON k.id = c.campaign_id
      WHERE text_index MATCH ? AND text_index.rowid < ? AND ${mine.sql}
      ORDER BY text_index.rowid DESC LIMIT ?`,
    values: [words, before, ...mine.values, limit + 1],
  };
}

function partsOf(snippet: string): FoundText['parts'] {
  const parts: FoundText['parts'] = [];
  for (const [index, piece] of snippet.split(OPEN).entries()) {
    const [marked = '', ...rest] = index === 0 ? ['', piece] : piece.split(CLOSE);
    const after = rest.join('');
    if (marked !== '') parts.push({ text: marked, marked: true });
    if (after !== '') parts.push({ text: after, marked: false });
  }
  return parts;
}

/** Removes words that may be abusive for a texter, who can unfold them in the conversation. */
function redacted(viewer: Viewer, parts: FoundText['parts']): FoundText['parts'] {
  const words = parts.map(({ text }) => text).join('');
  return redactForTexter(viewer, words) === words ? parts : [{ text: t('timeline:abusive'), marked: false }];
}

/** The cursor is the id of the last text: numbers would tell a texter how many texts others had meanwhile. */
function readCursor(db: Reader, cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  const before = one<{ seq: number }>(db, 'SELECT seq FROM message WHERE id = ?', cursor)?.seq;
  if (before === undefined) throw new CoreError('INVALID', t('core:list.place'));
  return before;
}

/**
 * Texts with all the words, latest arrival first, a page at a time. Texters search their own conversations,
 * without those that were opted out automatically. There is no total. @throws CoreError INVALID for an
 * invalid cursor
 */
export function searchTexts(
  db: Reader,
  viewer: Viewer,
  input: { readonly words: string; readonly cursor?: string | undefined; readonly limit: number },
): { items: FoundText[]; nextCursor: string | null } {
  const before = readCursor(db, input.cursor);
  const match = matchOf(input.words);
  if (match === null) return { items: [], nextCursor: null };
  const { sql, values } = searchStatement(viewer, match, before, input.limit);
  const rows = all<Row>(db, sql, ...values);
  const page = rows.slice(0, input.limit);
  const end = page.at(-1);
  return {
    items: page.map((row) => ({
      messageId: row.message_id,
      conversationId: row.conversation_id,
      contactName: `${row.first_name ?? ''} ${row.last_name ?? ''}`.trim(),
      number: row.number,
      campaignId: row.campaign_id,
      campaignName: row.campaign_name,
      state: row.state,
      optState: row.opt_state ?? 'none',
      direction: row.direction,
      at: row.at,
      parts: redacted(viewer, partsOf(row.snippet)),
    })),
    nextCursor: end && rows.length > page.length ? end.message_id : null,
  };
}
