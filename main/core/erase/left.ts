import { KEPT_IN_STORE } from '../../../shared/schema/contactColumns.ts';

type Row = Readonly<Record<string, unknown>>;

/** What is left of a row about a person who is erased, as each table's record leaves it; null: nothing. */
const LEFT: Readonly<Record<string, Row | null>> = {
  message: { body: '', number: null, detail: '' },
  conversation: {
    number: null,
    ...Object.fromEntries(KEPT_IN_STORE.map((name) => [name, ''])),
    fields: '{}',
    texter_id: null,
    texter_since: null,
    outcome: 'erased',
  },
  prevented: { body: '' },
  opt_out: { number: null, matched: '', reason: '' },
  reversal: { reason: '' },
  action: { matched: '', detail: '', answer: '', escalation: '', number: null },
  answer: { value: '' },
  message_picture: null,
  saved_list_member: null,
  note: null,
  texter_note: null,
  conversation_tag: null,
  reminder: null,
};

/** Whether a table has words about a person. */
export const tellsOfPeople = (table: string) => table in LEFT;

/** What is left of a row that came from another console after its person was erased; null: nothing. */
export function leftOf(table: string, row: Row): Row | null {
  const left = LEFT[table];
  if (left === undefined) return row;
  if (left === null) return null;
  const kept: Record<string, unknown> = { ...row };
  for (const [name, value] of Object.entries(left)) if (name in row && row[name] !== null) kept[name] = value;
  if (table === 'conversation') kept.outcome = 'erased';
  if (table === 'message' && row.state === 'queued')
    Object.assign(kept, { state: 'cancelled', rule: 'opted-out' });
  if (table === 'message' && row.direction === 'in') kept.pictures = 0;
  return kept;
}
