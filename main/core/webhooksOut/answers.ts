import type { AnswerChange, WebhookEvent } from '../../../shared/contract/webhooksOut.ts';
import type { Tx } from '../store/context.ts';
import { all, one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { enqueueDelivery } from './deliveryRecord.ts';
import { ledgerEnd } from './outbox.ts';
import { endpointRows, wantsAnswersTo } from './rows.ts';

/**
 * Queues for every endpoint that wants to know of answers that one has changed, in the transaction that
 * changes it: none is told that did not happen, none is forgotten. `answerId`: a row that was added or ended
 * now.
 */
export function tellOfAnswer(tx: Tx, answerId: string, type: AnswerChange): void {
  const answer = one<{ question_id: string }>(
    tx.db,
    sql`SELECT question_id FROM answer WHERE id = ${answerId}`,
  );
  const endpoints = endpointRows(tx.db).filter((row) => wantsAnswersTo(row, answer?.question_id ?? ''));
  if (endpoints.length === 0 || isOfTest(tx, answerId)) return;
  const seq = ledgerEnd(tx.db);
  for (const { id } of endpoints) {
    enqueueDelivery(tx, id, { eventId: tx.id(), type, factId: answerId, seq, at: tx.now });
  }
  tx.touch('integrations');
}

/** What an admin answers while they try a script tells nothing of anybody. */
function isOfTest(tx: Tx, answerId: string): boolean {
  const ofTest = sql`SELECT 1 FROM answer r JOIN conversation c ON c.id = r.conversation_id
    JOIN campaign k ON k.id = c.campaign_id WHERE r.id = ${answerId} AND k.is_test = 1`;
  return one(tx.db, ofTest) !== undefined;
}

type Place = {
  readonly conversation_id: string;
  readonly question_id: string;
  readonly subject: string;
  readonly number: string | null;
  readonly external_id: string;
  readonly campaign_id: string;
  readonly campaign_name: string;
  readonly code: string;
  readonly name: string;
};

type Given = {
  readonly code: string | null;
  readonly label: string | null;
  readonly value: string | null;
  readonly by: string | null;
};

/** What was in force at a moment for the question of an answer, and whose it is. */
export function answerAt(
  db: Reader,
  answerId: string,
  at: number,
): (Pick<WebhookEvent, 'number' | 'campaign' | 'answer'> & { readonly subject: string }) | undefined {
  const place = one<Place>(
    db,
    sql`SELECT r.conversation_id, r.question_id, c.subject, c.number, c.external_id, k.id AS campaign_id,
        k.name AS campaign_name, q.code, q.name
      FROM answer r JOIN conversation c ON c.id = r.conversation_id JOIN campaign k ON k.id = c.campaign_id
      JOIN question q ON q.id = r.question_id WHERE r.id = ${answerId}`,
  );
  if (place === undefined) return undefined;
  const given = all<Given>(
    db,
    sql`SELECT o.code, o.label, r.value, a.name AS "by" FROM answer r INDEXED BY answer_conversation
      LEFT JOIN choice o ON o.id = r.choice_id LEFT JOIN account a ON a.id = r.recorded_by
      WHERE r.conversation_id = ${place.conversation_id} AND r.question_id = ${place.question_id}
        AND r.recorded_at <= ${at} AND (r.ended_at IS NULL OR r.ended_at > ${at})
      ORDER BY o.position, r.recorded_at`,
  );
  const last = given.at(-1);
  return {
    subject: place.subject,
    number: place.number,
    campaign: { id: place.campaign_id, name: place.campaign_name },
    answer: {
      conversation: place.conversation_id,
      contact: place.external_id,
      question: place.code,
      name: place.name,
      choices: given.flatMap(({ code, label }) => (code === null ? [] : [{ code, label: label ?? '' }])),
      value: last?.value ?? null,
      by: last?.by ?? null,
    },
  };
}
