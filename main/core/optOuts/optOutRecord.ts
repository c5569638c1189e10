import type { OptOutCause } from '../../../shared/schema/causes.ts';
import type { Stored } from '../../../shared/text/stored.ts';
import type { Tx } from '../store/context.ts';
import { run, sql } from '../store/statement.ts';

/**
 * The only writer of the tables `opt_out`, `reversal` and `reversal_of`. Opt-outs add up (design, rule 9):
 * each request is a row of its own, none is ever removed, and one ends only when a reversal names it. The
 * column `reversed` says so, and follows from the ledger.
 */

export type OptOutFacts = {
  readonly id: string;
  readonly subject: string;
  readonly number: string | null;
  readonly cause: OptOutCause;
  /** No person made it; texters never see it. */
  readonly automatic: boolean;
  readonly rule: string;
  readonly matched: string;
  readonly reason: Stored;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly senderNumberId: string | null;
  readonly actorId: string | null;
  readonly importId: string | null;
  /**
   * When the person asked, by the provider's clock; when Heed learned of it; and since when it is in force.
   */
  readonly saidAt: number;
  readonly receivedAt: number;
  readonly at: number;
};

export function addOptOut(tx: Tx, facts: OptOutFacts): void {
  run(
    tx.db,
    sql`INSERT INTO opt_out (id, subject, number, cause, automatic, rule, matched, reason, conversation_id, message_id,
        sender_number_id, actor_id, import_id, said_at, received_at, at)
      VALUES (${facts.id}, ${facts.subject}, ${facts.number}, ${facts.cause}, ${facts.automatic ? 1 : 0}, ${facts.rule},
        ${facts.matched}, ${facts.reason}, ${facts.conversationId}, ${facts.messageId}, ${facts.senderNumberId},
        ${facts.actorId}, ${facts.importId}, ${facts.saidAt}, ${facts.receivedAt}, ${facts.at})`,
  );
}

/** Notes a reversal; `addReversed` names each opt-out that it ends. Returns its id. */
export function addReversal(
  tx: Tx,
  reversal: {
    readonly subject: string;
    readonly actorId: string;
    readonly reason: Stored;
    readonly undo: boolean;
  },
): string {
  const { subject, actorId, reason, undo } = reversal;
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO reversal (id, subject, actor_id, reason, undo, at)
      VALUES (${id}, ${subject}, ${actorId}, ${reason}, ${undo ? 1 : 0}, ${tx.now})`,
  );
  return id;
}

/** Notes that the reversal ends this opt-out. */
export function addReversed(tx: Tx, reversalId: string, optOutId: string): void {
  run(tx.db, sql`INSERT INTO reversal_of (reversal_id, opt_out_id) VALUES (${reversalId}, ${optOutId})`);
  setReversed(tx, optOutId, true);
}

/** After a union: whatever any reversal names is reversed. */
export function projectReversed(tx: Tx, subject: string): void {
  const named = sql`EXISTS (SELECT 1 FROM reversal_of r WHERE r.opt_out_id = opt_out.id)`;
  run(tx.db, sql`UPDATE opt_out SET reversed = ${named} WHERE subject = ${subject} AND reversed <> ${named}`);
}

/** Makes the row agree with the ledger. */
export function setReversed(tx: Tx, optOutId: string, reversed: boolean): void {
  run(tx.db, sql`UPDATE opt_out SET reversed = ${reversed ? 1 : 0} WHERE id = ${optOutId}`);
}

/** For an erased person: keeps that they opted out, when, and by which cause. */
export function scrubOptOuts(tx: Tx, subject: string): void {
  run(tx.db, sql`UPDATE opt_out SET number = NULL, matched = '', reason = '' WHERE subject = ${subject}`);
  run(tx.db, sql`UPDATE reversal SET reason = '' WHERE subject = ${subject}`);
}
