import type { FactFilter } from '../../../shared/contract/conversations/conversationFacts.ts';
import { readSpan } from '../../../shared/schema/range.ts';
import { and, type Condition } from '../access/visible.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

const is = (sql: string, ...values: unknown[]): Condition => ({ sql, values });

function within(column: string, text: string): Condition {
  const { from, to } = readSpan(text);
  return is(`${column} >= ? AND ${column} < ?`, from, to);
}

const idOrNone = (column: string, value: string): Condition =>
  value === 'none'
    ? is(`f.texted_at IS NOT NULL AND ${column} IS NULL`)
    : is(`f.texted_at IS NOT NULL AND ${column} = ?`, value);

const SAME_SCRIPT = `f.campaign_id IN (SELECT s.id FROM campaign s
  WHERE s.script = (SELECT o.script FROM campaign o WHERE o.id = ?))`;

const REFUSED = `EXISTS (SELECT 1 FROM conversation_mark x
  WHERE x.conversation_id = f.conversation_id AND x.mark = 'refusal:' || ?)`;

/** Conditions on a row `f` of conversation_fact. */
function factConditions(filter: FactFilter): Condition[] {
  const parts: Condition[] = [];
  if (filter.texted !== undefined) parts.push(within('f.texted_at', filter.texted));
  if (filter.textState !== undefined)
    parts.push(is('f.texted_at IS NOT NULL AND f.text_state = ?', filter.textState));
  if (filter.textedBy !== undefined) parts.push(idOrNone('f.texted_by', filter.textedBy));
  if (filter.senderNumberId !== undefined) parts.push(idOrNone('f.sender_number_id', filter.senderNumberId));
  if (filter.sameScriptAs !== undefined) parts.push(is(SAME_SCRIPT, filter.sameScriptAs));
  if (filter.replied === true) parts.push(is('f.replied_at IS NOT NULL'));
  if (filter.optOutHere !== undefined) parts.push(is('f.opt_out_at IS NOT NULL'));
  if (filter.optOutHere !== undefined && filter.optOutHere !== 'any')
    parts.push(is('f.opt_out_cause = ?', filter.optOutHere));
  if (filter.optOutAt !== undefined) parts.push(within('f.opt_out_at', filter.optOutAt));
  if (filter.enforcedAfter !== undefined) parts.push(within('f.enforced_after', filter.enforcedAfter));
  if (filter.softRefusal === true) parts.push(is('f.unwilling = 1'));
  if (filter.refusal !== undefined) parts.push(is(REFUSED, filter.refusal));
  return parts;
}

/** Up to this many rows are fetched and sorted faster than the list is walked in its order. */
const FEW = 10_000;

/** Conditions on rows `f` of conversation_fact, and the index that finds them. */
export type Facts = Condition & { readonly index: string };

/** The index that finds the rows of a span; null: the filter asks for none. */
function indexOf(filter: FactFilter): string | null {
  if (filter.texted !== undefined) return 'conversation_fact_texted';
  if (filter.optOutAt !== undefined) return 'conversation_fact_opt_out';
  return filter.enforcedAfter === undefined ? null : 'conversation_fact_enforced';
}

/**
 * Conditions on the facts, where only few conversations fit: the list is then made from their facts. Null
 * where many fit: walking the list in its order then soon has a page of them. Counting reads an index alone,
 * so it is cheap.
 */
export function fewByFacts(
  db: Reader,
  filter: FactFilter & { campaignId?: string | undefined },
): Facts | null {
  const index = indexOf(filter);
  if (index === null) return null;
  const parts = factConditions(filter);
  if (filter.campaignId !== undefined) parts.push(is('f.campaign_id = ?', filter.campaignId));
  const all = and(...parts);
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM conversation_fact f INDEXED BY ${index}
    WHERE ${all.sql} LIMIT ${FEW + 1})`;
  return (one<{ n: number }>(db, sql, ...all.values)?.n ?? 0) > FEW ? null : { ...all, index };
}

/**
 * The filter as conditions on conversation `c`; none where it asks nothing. `known`: the facts were already
 * applied.
 */
export function factResidual(filter: FactFilter, known = false): Condition[] {
  const parts = known ? [] : factConditions(filter);
  const residual: Condition[] = [];
  if (parts.length > 0) {
    residual.push({
      // LIMIT keeps SQLite from reading all facts into a filter first, as it does where it makes this a join.
      sql: `EXISTS (SELECT 1 FROM conversation_fact f WHERE f.conversation_id = c.id AND ${parts.map((part) => part.sql).join(' AND ')} LIMIT 1)`,
      values: parts.flatMap((part) => part.values),
    });
  }
  // A contact who was never texted and never wrote has no row of facts.
  if (filter.replied === false) {
    residual.push(
      is(
        'NOT EXISTS (SELECT 1 FROM conversation_fact g WHERE g.conversation_id = c.id AND g.replied_at IS NOT NULL)',
      ),
    );
  }
  return residual;
}

/** Whether a filter asks for an opt-out that arose in the conversation, which is therefore opted out. */
export const asksOptOut = (filter: FactFilter): boolean =>
  filter.optOutHere !== undefined || filter.optOutAt !== undefined || filter.enforcedAfter !== undefined;

const KEYS: readonly (keyof FactFilter)[] = [
  'texted',
  'textState',
  'textedBy',
  'senderNumberId',
  'sameScriptAs',
  'replied',
  'optOutHere',
  'optOutAt',
  'enforcedAfter',
  'softRefusal',
  'refusal',
];

/** Whether a filter asks for something that only admins and supervisors may see. */
export const asksFacts = (filter: FactFilter): boolean => KEYS.some((key) => filter[key] !== undefined);
