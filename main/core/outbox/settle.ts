import { keep } from '../../../shared/text/stored.ts';
import { backOff } from '../base/backOff.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { recomputeState, showLast } from '../conversations/conversationRecord.ts';
import { type Again, acceptText, loseTexts, requeueText } from '../conversations/messageRecord.ts';
import { type SendOutcome, STOPPED } from '../providers/provider.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, sql } from '../store/statement.ts';
import type { Claimed } from './claim.ts';
import { closeNotSent, closeUnknown } from './outcomeKnown.ts';
import { optOutRefused, takeRefusal } from './refusal.ts';

/** Milliseconds before a text is tried again: after the first refusal, and at most. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 5 * 60_000;

/**
 * The code of a text whose claim the log between the consoles did not confirm, so the provider was not asked.
 */
export const UNCONFIRMED = 'unconfirmed';

/** How often a provider puts a text off until it is given up. */
const MOST_PUT_OFF = 20;
/** Codes of texts that did not reach the provider and need not wait. */
const KEPT_HERE: ReadonlySet<string> = new Set([STOPPED, UNCONFIRMED]);

/** The attempt's id, without meaning for others; Bandwidth returns it as `tag`. */
export function attemptId(messageId: string, attempt: number): string {
  return `${messageId}.${attempt}`;
}

function accepted(
  core: Core,
  tx: Tx,
  claimed: Claimed,
  providerId: string,
  segments: number | undefined,
): void {
  acceptText(tx, claimed.messageId, providerId, segments);
  closeUnknown(core, tx, claimed.messageId);
  closeNotSent(core, tx, claimed.messageId);
}

/** Queues a text again; one that was taken back meanwhile is shown as cancelled. */
function requeue(tx: Tx, claimed: Claimed, again: Again): void {
  if (!requeueText(tx, claimed.messageId, again, claimed)) return;
  const row = one<{ id: string | null }>(
    tx.db,
    sql`SELECT conversation_id AS id FROM message WHERE id = ${claimed.messageId}`,
  );
  if (row?.id == null) return;
  recomputeState(tx, row.id);
  showLast(tx, row.id);
}

type PersonRefused = Extract<SendOutcome, { kind: 'refused' }> & {
  readonly errorClass: 'recipient-blocked' | 'carrier-opt-out';
};

/** Whether an outcome opts the person out. */
export const refusesPerson = (outcome: SendOutcome): outcome is PersonRefused =>
  outcome.kind === 'refused' && ['recipient-blocked', 'carrier-opt-out'].includes(outcome.errorClass);

/**
 * Writes down what became of a claimed text, together with others of the same moment; at once where it opts
 * the person out, of whom another text may be about to leave. Accepted: sent.
 * Refused: by the class of the error, which may opt the number out. Surely not sent: queued again, for later.
 * No answer: unknown, never sent again without asking.
 */
export async function settle(core: Core, claimed: Claimed, outcome: SendOutcome): Promise<void> {
  const piece = (tx: Tx) => {
    write(core, tx, claimed, outcome);
    faultPoint('outbox.settled');
  };
  if (refusesPerson(outcome)) core.together.now(piece);
  else await core.together.later(piece);
}

/**
 * What became of a claimed text could not be written down: it may have left, and is asked about. Whom the
 * provider refuses is opted out all the same.
 */
export async function loseOutcome(core: Core, { messageId }: Claimed, outcome: SendOutcome): Promise<void> {
  await core.together.later((tx) => {
    const row = one<{ subject: string }>(tx.db, 'SELECT subject FROM message WHERE id = ?', messageId);
    loseTexts(tx, sql`id = ${messageId}`, keep('kept:send.notWritten'));
    if (row) tx.touch('conversations', row.subject);
  });
  if (refusesPerson(outcome))
    core.together.now((tx) => optOutRefused(core, tx, messageId, outcome.errorClass, outcome.code));
}

function write(core: Core, tx: Tx, claimed: Claimed, outcome: SendOutcome): void {
  const row = one<{ state: string; subject: string; put_off: number }>(
    tx.db,
    'SELECT state, subject, put_off FROM message WHERE id = ?',
    claimed.messageId,
  );
  if (!row) return;
  tx.touch(outcome.kind === 'accepted' && row.state === 'sending' ? 'texts' : 'conversations', row.subject);
  switch (outcome.kind) {
    case 'accepted':
      accepted(core, tx, claimed, outcome.providerId, outcome.segments);
      return;
    case 'unknown':
      loseTexts(tx, sql`id = ${claimed.messageId}`, outcome.detail);
      return;
    case 'retry': {
      const putOff = !KEPT_HERE.has(outcome.code);
      if (putOff && row.put_off + 1 >= MOST_PUT_OFF) {
        takeRefusal(core, tx, claimed.messageId, 'failed', outcome.code, outcome.detail);
        return;
      }
      const wait = putOff
        ? Math.max(
            backOff(row.put_off + 1, core.ports.random.fraction(), FIRST_WAIT, LONGEST_WAIT),
            Math.round(outcome.afterMs ?? 0),
          )
        : 0;
      // Beside other consoles, whose clocks may be behind, what need not wait has no time.
      const notBefore = wait === 0 && claimed.fence > 0 ? 0 : tx.now + wait;
      requeue(tx, claimed, { ...outcome, notBefore, putOff });
      if (row.state === 'unknown') closeUnknown(core, tx, claimed.messageId);
      return;
    }
    case 'refused':
      if (outcome.errorClass === 'configuration' || outcome.errorClass === 'sender')
        requeue(tx, claimed, { ...outcome, notBefore: tx.now });
      takeRefusal(core, tx, claimed.messageId, outcome.errorClass, outcome.code, outcome.detail);
      return;
  }
}
