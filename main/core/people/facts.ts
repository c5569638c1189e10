import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { nameKey } from './names.ts';

/**
 * What was learned of a number, whichever campaign it was learned in. The only writer of the table
 * `number_fact`. A fact stays in force until a person ends it; what the provider said also until somebody
 * writes from the number, `unreachable` also until a text has arrived. Ending names the facts, so one not
 * seen stays.
 *
 * - `wrong-number`: whoever answers is not the person of that name.
 * - `dead`: no telephone answers to it. `landline`: it takes no texts. The provider said so once, and that is
 *   enough.
 * - `unreachable`: the provider does not know the telephone just now; counts when it was said of two texts.
 */
export type NumberFactKind = 'wrong-number' | 'dead' | 'landline' | 'unreachable';
export const NO_TEXTS = ['dead', 'landline', 'unreachable'] as const satisfies readonly NumberFactKind[];
export const ALL_FACTS: readonly NumberFactKind[] = ['wrong-number', ...NO_TEXTS];

/** Why a fact ended. `taken-in`: an admin imported the number nevertheless. */
export type FactEnd = 'used-again' | 'taken-in' | 'delivered' | 'replied' | 'reopened';

export type NumberFact = {
  readonly id: string;
  readonly kind: NumberFactKind;
  /** See nameKey; null: not computed yet, the conversation has the name. */
  readonly names: string | null;
  readonly provider: string;
  readonly code: string;
  readonly at: number;
  readonly conversationId: string | null;
  readonly by: string | null;
  readonly campaignName: string | null;
};

/** How many texts the provider must have called unreachable before the number is left alone. */
export const UNREACHABLE_AFTER = 2;

/**
 * Rows for EXISTS (SELECT 1 FROM …): the number takes no texts, as the provider said. `subject` is an
 * expression of the query.
 */
export function noTextsBy(subject: string): string {
  return `number_fact nf INDEXED BY number_fact_in_force WHERE nf.subject = ${subject} AND nf.ended_at IS NULL AND (
    nf.kind IN ('dead', 'landline') OR nf.kind = 'unreachable' AND ${UNREACHABLE_AFTER} <= (SELECT count(*) FROM number_fact n2
      INDEXED BY number_fact_in_force WHERE n2.subject = nf.subject AND n2.kind = 'unreachable' AND n2.ended_at IS NULL))`;
}

/** Whether the provider has said that the number takes no texts. */
export function takesNoTexts(db: Reader, subject: string): boolean {
  return one(db, `SELECT 1 FROM ${noTextsBy('@subject')} LIMIT 1`, { subject }) !== undefined;
}

/** The facts in force, oldest first. */
export function factsInForce(db: Reader, subject: string): NumberFact[] {
  return all<NumberFact>(
    db,
    `SELECT f.id, f.kind, f.names, f.provider, f.code, f.at, f.conversation_id AS conversationId, a.name AS "by",
       k.name AS campaignName
     FROM number_fact f INDEXED BY number_fact_in_force LEFT JOIN account a ON a.id = f.actor_id
     LEFT JOIN conversation c ON c.id = f.conversation_id LEFT JOIN campaign k ON k.id = c.campaign_id
     WHERE f.subject = ? AND f.ended_at IS NULL ORDER BY f.at, f.id`,
    subject,
  );
}

export type NewFact = {
  readonly subject: string;
  readonly kind: NumberFactKind;
  /** The person for whom the number is wrong; empty: not known. */
  readonly name?: string;
  readonly code?: string;
  readonly conversationId: string | null;
  /** The text that is the evidence. */
  readonly messageId: string | null;
  readonly actorId: string | null;
};

/** Notes a fact. The same fact of the same text or conversation is written once. */
export function noteNumberFact(core: Core, tx: Tx, fact: NewFact): void {
  const { subject, kind, conversationId, messageId } = fact;
  const known = one(
    tx.db,
    sql`SELECT 1 FROM number_fact INDEXED BY number_fact_in_force
      WHERE subject = ${subject} AND ended_at IS NULL AND kind = ${kind}
       AND conversation_id IS ${conversationId} AND message_id IS ${messageId}`,
  );
  if (known) return;
  const id = tx.id();
  const code = fact.code ?? '';
  const provider = sql`(SELECT n.provider FROM message m JOIN connection n ON n.id = m.connection_id
    WHERE m.id = ${messageId})`;
  run(
    tx.db,
    sql`INSERT INTO number_fact (id, subject, kind, names, provider, code, conversation_id, message_id,
        actor_id, at, rev)
     VALUES (${id}, ${subject}, ${kind}, ${nameKey(core, subject, fact.name ?? '')},
       coalesce(${provider}, ''), ${code}, ${conversationId}, ${messageId}, ${fact.actorId}, ${tx.now}, ${tx.rev()})`,
  );
  append(core, tx, {
    kind: 'number-fact',
    actorId: fact.actorId,
    subject,
    evidenceId: id,
    payload: { fact: kind, code, message: messageId, conversation: conversationId },
  });
  tx.touch('conversations', subject);
}

/** Ends facts in force, each with its ledger entry. Returns how many there were. */
export function endNumberFacts(
  core: Core,
  tx: Tx,
  end: {
    readonly subject: string;
    readonly kinds: readonly NumberFactKind[];
    /** Only facts that were learned in this conversation. */
    readonly conversationId?: string;
    /** Only these facts. */
    readonly among?: ReadonlySet<string>;
    /** Only facts that were learned by then. UTC milliseconds. */
    readonly until?: number;
    readonly actorId: string | null;
    readonly why: FactEnd;
    /** As chosen by the person who ends it; goes into the ledger. */
    readonly reason?: string | undefined;
  },
): number {
  const { subject, kinds, conversationId, among, until, actorId, why, reason } = end;
  const facts = factsInForce(tx.db, subject).filter(
    (fact) =>
      kinds.includes(fact.kind) &&
      (conversationId === undefined || fact.conversationId === conversationId) &&
      (among === undefined || among.has(fact.id)) &&
      (until === undefined || fact.at <= until),
  );
  for (const { id, kind } of facts) {
    run(
      tx.db,
      sql`UPDATE number_fact SET ended_at = ${tx.now}, ended_by = ${actorId}, ended_why = ${why}, rev = ${tx.rev()}
        WHERE id = ${id}`,
    );
    append(core, tx, {
      kind: 'number-fact-ended',
      actorId,
      subject,
      evidenceId: id,
      payload: { fact: kind, why, ...(reason === undefined ? {} : { reason }) },
    });
  }
  if (facts.length > 0) tx.touch('conversations', subject);
  return facts.length;
}

/** A text has arrived, so the telephone can be reached again. */
export function endUnreachable(core: Core, tx: Tx, subject: string): void {
  endNumberFacts(core, tx, { subject, kinds: ['unreachable'], actorId: null, why: 'delivered' });
}

/**
 * A text came from the number, so it is in service and can receive texts, whatever the provider said before.
 * `until`: when the text was written, UTC milliseconds. Returns whether the provider had said so.
 */
export function endNoTexts(core: Core, tx: Tx, subject: string, until: number): boolean {
  return endNumberFacts(core, tx, { subject, kinds: NO_TEXTS, until, actorId: null, why: 'replied' }) > 0;
}

/** For an erased person: keeps what is known of the number, without the name. */
export function scrubNumberFacts(tx: Tx, subject: string): void {
  run(tx.db, sql`UPDATE number_fact SET names = '', rev = ${tx.rev()} WHERE subject = ${subject}`);
}
