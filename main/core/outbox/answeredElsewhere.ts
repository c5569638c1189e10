import type { Tx } from '../store/context.ts';
import { one, Sql, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { HELP_ONCE_IN } from './helpAnswer.ts';
import { mayHaveLeft } from './mayHaveLeft.ts';

const OTHER_MAY_HAVE_LEFT = new Sql(mayHaveLeft('o'), []);

/**
 * Whether two consoles wrote the first text of one conversation, or another connection took it over, and the
 * other one may have left: then this one does not.
 */
export const isBesideAnother = (db: Reader, messageId: string): boolean =>
  one(
    db,
    sql`SELECT 1 FROM message m JOIN message o ON o.conversation_id = m.conversation_id AND o.id <> m.id
      WHERE m.id = ${messageId} AND (m.kind = 'initial' OR m.beside = 1) AND (o.kind = 'initial' OR o.beside = 1)
        AND o.state <> 'queued' AND ${OTHER_MAY_HAVE_LEFT} LIMIT 1`,
  ) !== undefined;

const MAY_HAVE_LEFT = new Sql(mayHaveLeft('m'), []);

/**
 * Whether two consoles took in the same reply and both answered it: of two confirmations of an opt-out, and
 * of two answers to HELP, one leaves.
 */
export function isAnsweredElsewhere(
  tx: Tx,
  text: { readonly id: string; readonly subject: string; readonly kind: string },
): boolean {
  const other = sql`m.subject = ${text.subject} AND m.id <> ${text.id} AND m.direction = 'out'
    AND m.state NOT IN ('queued', 'dropped') AND ${MAY_HAVE_LEFT}`;
  const asked =
    text.kind === 'help'
      ? sql`m.automatic = 'help' AND m.at > ${tx.now - HELP_ONCE_IN}`
      : sql`m.kind = 'confirmation' AND EXISTS (SELECT 1 FROM opt_out o WHERE o.id = m.opt_out_id AND o.reversed = 0)`;
  return (
    (text.kind === 'help' || text.kind === 'confirmation') &&
    one(tx.db, sql`SELECT 1 FROM message m WHERE ${other} AND ${asked} LIMIT 1`) !== undefined
  );
}
