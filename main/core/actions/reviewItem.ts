import { CAUSES, OptOutCause } from '../../../shared/schema/causes.ts';
import { REVIEW_SIGNS } from '../../../shared/schema/review.ts';
import { Profile } from '../../../shared/schema/words.ts';
import { noTest } from '../access/visible.ts';
import { STOP_KINDS } from '../people/stopWaiting.ts';
import keywords from '../rules/data/keywords.json' with { type: 'json' };
import type { Tx } from '../store/context.ts';
import { run, Sql, sql } from '../store/statement.ts';

const { unusual, 'nothing-found': nothingFound, silent, likely } = REVIEW_SIGNS;

/**
 * The law's own words, in any case, with or without a mark at the end: a reply that is only one of them is
 * not risky.
 */
const PLAIN = JSON.stringify(
  [...new Set(Profile.options.flatMap((profile) => keywords[profile]))].map((word) => word.toLowerCase()),
);

/** The risk of an opt-out `o`, by its cause, as bits. */
function riskSql(risk: (typeof CAUSES)[OptOutCause]['risk']): string {
  switch (risk) {
    case 'words':
      return `CASE WHEN lower(trim(o.matched, ' .,!?')) IN (SELECT value FROM json_each(@plain)) THEN 0 ELSE ${unusual.bit} END`;
    case 'person':
      return `(CASE
           WHEN o.rule = 'action' THEN ${likely.bit}
           WHEN NOT EXISTS (SELECT 1 FROM action x WHERE x.conversation_id = o.conversation_id
             AND x.kind IN ${STOP_KINDS}) THEN ${nothingFound.bit}
           ELSE 0 END)
         + (CASE WHEN o.message_id IS NULL THEN ${silent.bit} ELSE 0 END)`;
    default:
      return String(REVIEW_SIGNS[risk].bit);
  }
}

const RISKS = OptOutCause.options
  .map((cause) => `WHEN '${cause}' THEN ${riskSql(CAUSES[cause].risk)}`)
  .join('\n       ');

/**
 * Puts a new opt-out into the supervisors' review, with its risks. Only where there is a thread to read,
 * which an imported list has not, and from no test of a script. Where an action was open, the detector saw
 * words of a request; a person's opt-out without one rests on that person's reading alone.
 */
export function queueForReview(tx: Tx, optOutId: string): void {
  run(
    tx.db,
    `INSERT INTO review_item (opt_out_id, subject, automatic, reasons, at, state)
     SELECT o.id, o.subject, o.automatic, CASE o.cause ${RISKS} END,
       o.at, 'open'
     FROM opt_out o JOIN conversation c ON c.id = o.conversation_id WHERE o.id = @id AND ${noTest()}`,
    { id: optOutId, plain: PLAIN },
  );
}

/** Marks the number's opt-outs in the review, because the contact asks to resume. */
export function noteResumeWish(tx: Tx, subject: string): void {
  run(
    tx.db,
    `UPDATE review_item SET reasons = reasons | ${REVIEW_SIGNS.resume.bit} WHERE subject = ? AND state = 'open'`,
    subject,
  );
}

/** Takes an opt-out that was undone out of the review; verdicts that were given stay. */
export function leaveReview(tx: Tx, optOutId: string): void {
  run(
    tx.db,
    sql`UPDATE review_item SET state = 'reversed' WHERE opt_out_id = ${optOutId} AND state = 'open'`,
  );
}

/** The verdict on an item that counts: the latest that was not taken back. */
const LATEST = `FROM review v WHERE v.opt_out_id = review_item.opt_out_id AND v.undone_at IS NULL
  ORDER BY v.at DESC, v.id DESC LIMIT 1`;

/**
 * What is said of items follows from their verdicts: the latest that was not taken back counts, and without
 * one an item is open, or void where the opt-out was reversed.
 */
function project(tx: Tx, where: Sql): void {
  run(
    tx.db,
    sql`UPDATE review_item SET reviewed_at = (SELECT v.at ${new Sql(LATEST, [])}),
      state = coalesce((SELECT v.verdict ${new Sql(LATEST, [])}),
        (SELECT CASE o.reversed WHEN 1 THEN 'reversed' ELSE 'open' END FROM opt_out o WHERE o.id = review_item.opt_out_id))
      WHERE ${where}`,
  );
}

/** Somebody has judged the opt-out, or has taken a verdict back. */
export function projectVerdict(tx: Tx, optOutId: string): void {
  project(tx, sql`opt_out_id = ${optOutId}`);
}

/** After verdicts about a number's opt-outs came in from elsewhere. */
export function projectVerdictsOf(tx: Tx, subject: string): void {
  project(tx, sql`subject = ${subject}`);
}

/** Where a number's items belong, after a union brought their conversation or its texter. */
export function placeItems(tx: Tx, subject: string): void {
  const of = (what: Sql) => sql`(SELECT ${what} FROM opt_out o JOIN conversation c ON c.id = o.conversation_id
    WHERE o.id = review_item.opt_out_id)`;
  run(
    tx.db,
    sql`UPDATE review_item SET campaign_id = ${of(sql`c.campaign_id`)}, texter_id = ${of(sql`coalesce(o.actor_id, c.texter_id)`)}
      WHERE subject = ${subject}`,
  );
}
