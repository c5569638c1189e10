import {
  CONTACT_COLUMNS,
  KEPT_COLUMNS,
  type KeptRow,
  keptOf,
} from '../../../shared/schema/contactColumns.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { fieldKey } from '../../../shared/text/template.ts';
import { fieldsOf } from '../conversations/conversation.ts';
import type { Batch } from '../lists/csvWorkerClient.ts';
import { phonePicker } from '../lists/phoneColumns.ts';
import type { ContactRow, RefusedRow } from '../lists/rows.ts';
import { readAddress } from '../people/address.ts';
import { questionRows } from '../questions/questionRecord.ts';
import { all, listOf, one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { Chosen } from './who.ts';

/** A person as the store has them: kept columns, and further ones as JSON. */
type StoredContact = KeptRow & {
  readonly subject: string;
  /** Null once the person was erased. */
  readonly number: string | null;
  readonly fields: string;
};

/** How stored people become contacts of a campaign. */
type ReadingOptions = { readonly region: Region; readonly fixedLines: boolean };

/** How many people are looked at in one piece, and written in one transaction. */
const AT_ONCE = 1000;

/**
 * Reads stored people as a row of a file is read: a number of another region or of a line without texts is
 * refused here as well.
 */
function contactOf({ region, fixedLines }: ReadingOptions) {
  const pick = phonePicker({ columns: [0], headers: ['phone'], region, fixedLines });
  return (stored: StoredContact, line: number): ContactRow | RefusedRow => {
    const kept = keptOf(stored);
    if (stored.number === null) return { line, raw: '', why: 'erased' };
    const picked = pick({ line, cells: [stored.number] });
    const name = `${kept.firstName} ${kept.lastName}`.trim();
    if (!picked.ok) return { line, raw: stored.number, why: picked.why, name, externalId: kept.externalId };
    return {
      ...kept,
      line,
      raw: stored.number,
      number: stored.number,
      subject: stored.subject,
      fields: stored.fields,
      column: 0,
      optOut: null,
      unreadPlace: readAddress(fieldsOf(stored), region).unreadable > 0,
    };
  };
}

const isRefused = (row: ContactRow | RefusedRow): row is RefusedRow => 'why' in row;

/** People in pieces. `next(after)` returns them in the order of their subjects. */
function* inPieces<Row extends { readonly subject: string }>(
  options: ReadingOptions,
  total: number,
  next: (after: string) => readonly Row[],
  meant: (rows: readonly Row[]) => readonly StoredContact[],
): Generator<Batch<ContactRow>> {
  const read = contactOf(options);
  let looked = 0;
  let line = 0;
  for (let after = ''; ; ) {
    const rows = next(after);
    looked += rows.length;
    const contacts = meant(rows).map((stored) => {
      line += 1;
      return read(stored, line);
    });
    yield {
      rows: contacts.filter((row): row is ContactRow => !isRefused(row)),
      refused: contacts.filter(isRefused),
      progress: { bytes: looked, totalBytes: Math.max(total, looked), rows: line },
    };
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    after = last.subject;
  }
}

const COLUMNS = KEPT_COLUMNS.map((name) => `c.${CONTACT_COLUMNS[name].kept}`).join(', ');
type Looked = StoredContact & {
  readonly id: string;
  readonly chosen: number;
  /** 1: from a file, so none of the columns is an answer. */
  readonly from_file: number;
};

/**
 * The chosen contacts of a campaign, with their answers as merge fields. They are read piece by piece, each
 * as it is at that time.
 */
export function campaignRows(
  db: Reader,
  { campaignId, condition }: Pick<Chosen, 'campaignId' | 'condition'>,
  options: ReadingOptions,
): Generator<Batch<ContactRow>> {
  const counted = one<{ n: number | null }>(
    db,
    'SELECT sum(n) AS n FROM conversation_count WHERE campaign_id = ?',
    campaignId,
  );
  const page = `SELECT c.id, c.subject, c.number, c.fields, ${COLUMNS}, ${condition.sql} AS chosen,
      coalesce(j.source, '') = '' AS from_file
    FROM conversation c INDEXED BY conversation_contact
    LEFT JOIN conversation_fact f ON f.conversation_id = c.id LEFT JOIN job j ON j.id = c.import_id
    WHERE c.campaign_id = ? AND c.subject > ? ORDER BY c.subject LIMIT ${AT_ONCE}`;
  return inPieces<Looked>(
    options,
    counted?.n ?? 0,
    (after) => all<Looked>(db, page, ...condition.values, campaignId, after),
    (rows) =>
      withAnswers(
        db,
        campaignId,
        rows.filter(({ chosen }) => chosen === 1),
      ),
  );
}

/** How a script names an answer: `{answer support}` for the question with the code "support". */
const answerField = (code: string) => `answer ${code}`;

/**
 * Columns of a file that are named like an answer to one of the questions get another name, since a script
 * would take them for what the contact answered.
 */
function ownColumns(row: Looked, answerFields: ReadonlySet<string>): Record<string, string> {
  const fields = fieldsOf(row);
  if (row.from_file === 0) return fields;
  const entries = Object.entries(fields);
  if (!entries.some(([name]) => answerFields.has(fieldKey(name)))) return fields;
  return Object.fromEntries(
    entries.map(([name, value]) => [answerFields.has(fieldKey(name)) ? `file ${name}` : name, value]),
  );
}

function withAnswers(db: Reader, campaignId: string, rows: readonly Looked[]): StoredContact[] {
  const answerFields = new Set(questionRows(db, campaignId).map(({ code }) => fieldKey(answerField(code))));
  const given = all<{ id: string; code: string; answer: string }>(
    db,
    sql`SELECT r.conversation_id AS id, q.code, group_concat(coalesce(h.label, r.value), ', ' ORDER BY h.position) AS answer
      FROM answer r INDEXED BY answer_conversation JOIN question q ON q.id = r.question_id LEFT JOIN choice h ON h.id = r.choice_id
      WHERE r.conversation_id IN ${listOf(rows.map(({ id }) => id))} AND r.ended_at IS NULL
      GROUP BY r.conversation_id, q.id ORDER BY q.position`,
  );
  const answers = new Map<string, Record<string, string>>();
  for (const { id, code, answer } of given)
    answers.set(id, { ...answers.get(id), [answerField(code)]: answer });
  return rows.map((row) => ({
    ...row,
    fields: JSON.stringify({ ...ownColumns(row, answerFields), ...answers.get(row.id) }),
  }));
}

/** The people of a saved list. */
export function listRows(db: Reader, listId: string, options: ReadingOptions): Generator<Batch<ContactRow>> {
  const counted = one<{ people: number }>(db, 'SELECT people FROM saved_list WHERE id = ?', listId);
  const page = `SELECT c.subject, c.number, c.fields, ${COLUMNS} FROM saved_list_member c
    WHERE c.list_id = ? AND c.subject > ? ORDER BY c.subject LIMIT ${AT_ONCE}`;
  return inPieces<StoredContact>(
    options,
    counted?.people ?? 0,
    (after) => all<StoredContact>(db, page, listId, after),
    (rows) => rows,
  );
}
