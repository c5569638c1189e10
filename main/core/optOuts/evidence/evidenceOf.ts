import type { Evidence } from '../../../../shared/contract/optOuts/evidence.ts';
import { readAnyNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { CoreError } from '../../base/errors.ts';
import { isErased } from '../../people/erased.ts';
import { preventedOf, reversalsOf } from '../../people/person.ts';
import { timeOf } from '../../store/clock.ts';
import type { Core } from '../../store/context.ts';
import { SUBJECT } from '../../store/subject.ts';
import { deedText } from './deedText.ts';
import { allTextsOf, confirmationsOf, entriesOf, identityOf, requestsOf } from './queries.ts';

/**
 * Whom the evidence is about: a number however it was typed, or a subject that something is known of. @throws
 * CoreError NOT_FOUND, INVALID
 */
export function whoIs(core: Core, of: string): { subject: string; number: string | null } {
  const read = readAnyNumber(of, 'US');
  if (read.ok) return { subject: core.subject(read.e164), number: read.e164 };
  if (!SUBJECT.test(of)) {
    throw new CoreError('INVALID', t('core:number.invalid'));
  }
  const known = identityOf(core.db, of);
  if (!known) throw new CoreError('NOT_FOUND', t('core:person.unknown'));
  return { subject: of, number: known.number };
}

/** Everything about one number that bears on its consent, in the order in which it happened. */
export function evidenceOf(core: Core, person: { subject: string; number: string | null }): Evidence {
  const { subject } = person;
  const { db } = core;
  const requests = requestsOf(db, subject);
  const reversals = reversalsOf(db, subject).reverse();
  return {
    subject,
    // The number that was typed must not get into a file about somebody who was erased.
    number: isErased(db, subject) ? null : person.number,
    name: identityOf(db, subject)?.name ?? '',
    optedOut: requests.some((request) => !request.reversed),
    requests,
    prevented: preventedOf(db, subject, EVERYTHING).reverse(),
    confirmations: confirmationsOf(db, subject),
    reversals,
    deeds: entriesOf(db, subject).map(({ position, clock, kind, evidence_id, payload, by }) => ({
      position,
      at: timeOf(clock),
      kind,
      text: undoneBecause(
        deedText(kind, payload, by),
        reversals.find((each) => each.undo && each.id === evidence_id)?.reason ?? '',
      ),
      by,
    })),
    texts: allTextsOf(db, subject),
  };
}

/**
 * What was undone with the reason for it, which the ledger itself does not hold; that of an opt-in stands
 * with the reversal.
 */
const undoneBecause = (deed: string, reason: string) =>
  reason === '' ? deed : t('evidence:because', { deed, reason });

/** SQLite's word for no limit. */
const EVERYTHING = -1;
