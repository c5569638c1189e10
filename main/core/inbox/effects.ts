import { ASKED_TO_STOP } from '../../../shared/contract/decisions/mayDecide.ts';
import { NOTHING } from '../../../shared/text/stored.ts';
import { openAction } from '../actions/actionRecord.ts';
import { askAboutStopAgain, markSoftRefusal } from '../conversations/messageRecord.ts';
import type { Place } from '../conversations/place.ts';
import { optOut } from '../optOuts/optOut.ts';
import { enqueueConfirmation } from '../outbox/confirmation.ts';
import { enqueueHelp, noteHelp } from '../outbox/helpAnswer.ts';
import { clearBlock, noteBlock } from '../outbox/providerBlock.ts';
import type { InboundMessage } from '../providers/provider.ts';
import type { Effect, Verdict } from '../rules/types.ts';
import type { Core, Tx } from '../store/context.ts';

type Decided = {
  readonly verdict: Verdict;
  readonly place: Place;
  readonly messageId: string;
  readonly text: InboundMessage;
};

function doOptOut(core: Core, tx: Tx, decided: Decided, effect: Extract<Effect, { kind: 'opt-out' }>) {
  const { verdict, place, messageId, text } = decided;
  return optOut(core, tx, {
    subject: place.subject,
    number: place.number,
    cause: effect.cause,
    actorId: null,
    reason: NOTHING,
    rule: verdict.rule,
    matched: verdict.matched,
    conversationId: place.conversationId,
    messageId,
    senderNumberId: place.senderNumberId,
    importId: null,
    saidAt: text.providerTime,
    receivedAt: tx.now,
  });
}

/** Applies what the rules decided about one reply, inside the receiving transaction. */
export function applyEffects(core: Core, tx: Tx, decided: Decided): void {
  const { verdict, place, messageId } = decided;
  let confirmable: string | null = null;
  for (const effect of verdict.effects) {
    switch (effect.kind) {
      case 'note-provider-block':
        if (place.senderNumberId)
          noteBlock(core, tx, place.senderNumberId, place.subject, 'inferred', '', messageId);
        break;
      case 'clear-provider-block':
        if (place.senderNumberId) clearBlock(core, tx, place.senderNumberId, place.subject, messageId);
        break;
      case 'opt-out': {
        const done = doOptOut(core, tx, decided, effect);
        // One confirmation for each opt-out: a STOP from somebody who is opted out gets no further one
        // (design, rule 5).
        confirmable = done.mayConfirm ? done.optOutId : null;
        break;
      }
      case 'confirm':
        if (confirmable && place.senderNumberId) {
          enqueueConfirmation(core, tx, {
            optOutId: confirmable,
            subject: place.subject,
            number: place.number,
            conversationId: place.conversationId,
            senderNumberId: place.senderNumberId,
            notAfter: effect.notAfter,
          });
        }
        break;
      case 'answer-help':
        enqueueHelp(core, tx, { place, messageId, notAfter: effect.notAfter });
        break;
      case 'note-help':
        noteHelp(tx, messageId, place.conversationId);
        break;
      case 'hold':
        // The action itself is the hold: see people/holds.ts.
        break;
      case 'mark-soft-refusal':
        markSoftRefusal(tx, messageId, effect.as);
        break;
      case 'open-action':
        if (ASKED_TO_STOP.has(effect.action)) askAboutStopAgain(tx, place.subject);
        openAction(core, tx, {
          kind: effect.action,
          subject: place.subject,
          number: place.number,
          conversationId: place.conversationId,
          messageId,
          rule: verdict.rule,
          matched: verdict.matched,
          detail: NOTHING,
          holds: verdict.effects.some((other) => other.kind === 'hold'),
          dueAt: effect.dueAt,
        });
        break;
    }
  }
}
