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
 * The person whom the evidence is about: a number in any format, or a known subject. @throws CoreError
 * NOT_FOUND, INVALID
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

/** Everything about one number's consent, in the order in which it happened. */
export function evidenceOf(core: Core, person: { subject: string; number: string | null }): Evidence {
  const { subject } = person;
  const { db } = core;
  const requests = requestsOf(db, subject);
  const reversals = reversalsOf(db, subject).reverse();
  return {
    subject,
    // A file about an erased person must not have the number that was typed.
    number: isErased(db, subject) ? null : person.number,
    name: identityOf(db, subject)?.name ?? '',
    optedOut: requests.some((request) => !request.reversed),
    requests,
    prevented: preventedOf(db, subject, EVERYTHING).reverse(),
    confirmations: confirmationsOf(db, subject),
    reversals,
    deeds: entriesOf(db, subject).map(({ chain, position, clock, kind, evidence_id, payload, by }) => ({
      chain,
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
 * An undone opt-out with its reason, which is not in the ledger; the reason of an opt-in is in the reversal.
 */
const undoneBecause = (deed: string, reason: string) =>
  reason === '' ? deed : t('evidence:because', { deed, reason });

/** SQLite's value for no limit. */
const EVERYTHING = -1;
