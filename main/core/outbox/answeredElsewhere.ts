import type { Tx } from '../store/context.ts';
import { one, Sql, sql } from '../store/statement.ts';
import { HELP_ONCE_IN } from './helpAnswer.ts';
import { mayHaveLeft } from './mayHaveLeft.ts';

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
