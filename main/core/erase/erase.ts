import type { Erasable, EraseReason } from '../../../shared/contract/people.ts';
import { t } from '../../../shared/text/say.ts';
import { NOTHING } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import { optOut } from '../optOuts/optOut.ts';
import { beginErasure, isErased } from '../people/erased.ts';
import { isOptedOut } from '../people/optedOut.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { scrubLoose } from './loose.ts';
import { scrub } from './scrub.ts';

export type EraseInput = {
  readonly subject: string;
  readonly reason: EraseReason;
  /** The admin. */
  readonly actorId: string;
};

/** What erasing the person would delete; all zero where nothing is known of them. */
export function knownOf(db: Reader, subject: string): Erasable {
  const counts = one<Omit<Erasable, 'optedOut'>>(
    db,
    `SELECT (SELECT count(*) FROM conversation WHERE subject = @subject AND number IS NOT NULL) AS conversations,
       (SELECT count(*) FROM message WHERE subject = @subject AND body <> '') AS texts,
       (SELECT count(*) FROM note n JOIN conversation c ON c.id = n.conversation_id WHERE c.subject = @subject) AS notes,
       (SELECT count(*) FROM answer r JOIN conversation c ON c.id = r.conversation_id WHERE c.subject = @subject AND r.value <> '') AS answers,
       (SELECT count(*) FROM conversation_tag g JOIN conversation c ON c.id = g.conversation_id WHERE c.subject = @subject) AS tags,
       (SELECT count(*) FROM saved_list_member WHERE subject = @subject) AS lists,
       (SELECT count(*) FROM message WHERE subject = @subject AND state = 'queued') AS queued`,
    { subject },
  );
  return {
    ...(counts ?? { conversations: 0, texts: 0, notes: 0, answers: 0, tags: 0, lists: 0, queued: 0 }),
    optedOut: isOptedOut(db, subject),
  };
}

/** The person's names in all rows, to search free texts for them. */
function namesOf(db: Reader, subject: string): string[] {
  const rows = all<{ first_name: string; last_name: string }>(
    db,
    `SELECT first_name, last_name FROM conversation WHERE subject = @subject AND first_name || last_name <> ''
     UNION SELECT first_name, last_name FROM saved_list_member WHERE subject = @subject AND first_name || last_name <> ''`,
    { subject },
  );
  return [...new Set(rows.map((row) => `${row.first_name} ${row.last_name}`.trim()))];
}

/**
 * Erases a person in one transaction: texts, contact rows, notes, tags, evidence texts. The keyed hash of the
 * number stays, so that nothing is sent to it: where no opt-out is in force, one is made, since the next
 * import would bring the person back. The ledger stays and still verifies, since it never had texts, names or
 * numbers. Call `cleanFile` afterwards.
 * @throws CoreError CONFLICT where the person is erased already
 */
export function erasePerson(core: Core, tx: Tx, input: EraseInput): void {
  const { subject, reason, actorId } = input;
  if (isErased(tx.db, subject)) throw new CoreError('CONFLICT', t('erase:already'));
  const names = namesOf(tx.db, subject);
  beginErasure(tx, subject, reason, actorId);
  if (!isOptedOut(tx.db, subject)) {
    optOut(core, tx, {
      subject,
      number: null,
      cause: 'manual',
      actorId,
      reason: NOTHING,
      rule: 'erased',
      matched: '',
      conversationId: null,
      messageId: null,
      senderNumberId: null,
      importId: null,
      saidAt: tx.now,
      receivedAt: tx.now,
    });
  }
  scrub(tx, subject);
  scrubLoose(core, tx, new Set([subject]), names);
  append(core, tx, { kind: 'person-erased', actorId, subject, payload: { reason } });
}
