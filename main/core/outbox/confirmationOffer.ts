import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { ConfirmationOffer } from '../../../shared/contract/decisions/optOutByHand.ts';
import {
  CONFIRMATIONS,
  CONTACT_LANGUAGES,
  type ContactLanguage,
  languageInFile,
  languageOf,
} from '../../../shared/text/confirmationWords.ts';
import { t } from '../../../shared/text/say.ts';
import { merge } from '../../../shared/text/template.ts';
import { CoreError } from '../base/errors.ts';
import { mustConfirm } from '../base/warnings.ts';
import { fieldsOf } from '../conversations/conversation.ts';
import { isOptedOut } from '../people/optedOut.ts';
import { CONFIRM_WITHIN } from '../rules/decide.ts';
import { confirmationWarnings } from '../settings/confirmationWarnings.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import { enqueueConfirmation } from './confirmation.ts';

/** The sentence for texters, who must not learn from it of an automatic opt-out. */
const notHere = () => t('core:confirmation.notHere');

export type Whom = {
  readonly subject: string;
  /** Only texts of this conversation count; null: all of the number's. */
  readonly conversationId: string | null;
};

/**
 * How a confirmation would leave: in reply to the contact's last text, from the number that they wrote to.
 */
export type Confirmable =
  | {
      readonly ok: true;
      readonly senderNumberId: string;
      readonly number: string;
      readonly conversationId: string | null;
      readonly notAfter: number;
    }
  | { readonly ok: false; readonly why: string };

type Said = {
  readonly id: string;
  readonly conversation_id: string | null;
  readonly sender_number_id: string | null;
  readonly number: string | null;
  readonly at: number;
  readonly created_at: number;
};

const LAST = `SELECT id, conversation_id, sender_number_id, number, at, created_at FROM message
  WHERE %where AND direction = 'in' AND kind = 'inbound' ORDER BY at DESC, id DESC LIMIT 1`;

function lastSaid(core: Core, whom: Whom): Said | undefined {
  return whom.conversationId === null
    ? one<Said>(core.db, LAST.replace('%where', 'subject = ?'), whom.subject)
    : one<Said>(core.db, LAST.replace('%where', 'conversation_id = ?'), whom.conversationId);
}

/** Whether the contact already has a confirmation, ours or the provider's, since they last wrote. */
function answered(core: Core, subject: string, said: Said): boolean {
  return (
    one(
      core.db,
      `SELECT 1 FROM message WHERE subject = ? AND kind IN ('confirmation', 'provider-text') AND created_at >= ?
         AND state NOT IN ('dropped', 'prevented', 'cancelled', 'failed') LIMIT 1`,
      subject,
      said.created_at,
    ) !== undefined
  );
}

function blockedFrom(core: Core, subject: string, senderNumberId: string): boolean {
  return (
    one(
      core.db,
      "SELECT 1 FROM provider_block WHERE subject = ? AND sender_number_id = ? AND state <> 'cleared'",
      subject,
      senderNumberId,
    ) !== undefined
  );
}

/**
 * Whether an opt-out by hand made at `now` may be confirmed: within five minutes of the contact's last text,
 * and only if nobody has confirmed already, the provider included; as with an automatic one.
 */
export function confirmable(core: Core, whom: Whom, now: number): Confirmable {
  if (isOptedOut(core.db, whom.subject)) {
    return { ok: false, why: t('core:confirmation.already') };
  }
  const said = lastSaid(core, whom);
  if (!said?.sender_number_id || said.number === null) {
    return {
      ok: false,
      why: t('core:confirmation.nothingSaid'),
    };
  }
  const notAfter = Math.min(said.at, said.created_at) + CONFIRM_WITHIN;
  if (now > notAfter) {
    return {
      ok: false,
      why: t('core:confirmation.late'),
    };
  }
  if (blockedFrom(core, whom.subject, said.sender_number_id)) {
    return { ok: false, why: t('core:confirmation.byProvider') };
  }
  if (answered(core, whom.subject, said)) {
    return { ok: false, why: t('core:confirmation.sent') };
  }
  return {
    ok: true,
    senderNumberId: said.sender_number_id,
    number: said.number,
    conversationId: said.conversation_id,
    notAfter,
  };
}

/** So many of their latest texts are looked at. */
const LATEST = 5;

/** The language of a contact: as their file has it, else of their latest text that tells; null: not known. */
function readsIn(core: Core, { subject, conversationId }: Whom): ContactLanguage | null {
  const files = all<{ fields: string }>(
    core.db,
    `SELECT fields FROM conversation WHERE ${conversationId === null ? 'subject' : 'id'} = ?`,
    conversationId ?? subject,
  );
  const texts = all<{ body: string }>(
    core.db,
    `SELECT body FROM message WHERE ${conversationId === null ? 'subject' : 'conversation_id'} = ?
       AND direction = 'in' AND kind = 'inbound' ORDER BY at DESC, id DESC LIMIT ?`,
    conversationId ?? subject,
    LATEST,
  );
  for (const row of files) {
    const named = languageInFile(fieldsOf(row));
    if (named !== null) return named;
  }
  for (const { body } of texts) {
    const said = languageOf(body);
    if (said !== null) return said;
  }
  return null;
}

/**
 * The same for the screen, with the organisation's words to begin with. `discreet`: for a texter, who must
 * not learn who answered.
 */
export function offerConfirmation(core: Core, whom: Whom, discreet: boolean): ConfirmationOffer {
  const now = core.ports.clock.now();
  const found = confirmable(core, whom, now);
  if (!found.ok) {
    return { offered: false, why: discreet ? notHere() : found.why };
  }
  const { confirmationText, organisation } = readSettings(core.db);
  const language = readsIn(core, whom);
  return {
    offered: true,
    text: merge(confirmationText, { organisation }).text,
    others: CONTACT_LANGUAGES.map((each) => ({
      language: each,
      text: merge(CONFIRMATIONS[each], { organisation }).text,
    })),
    language: language === languageOf(confirmationText) ? null : language,
    until: found.notAfter,
    left: found.notAfter - now,
  };
}

/**
 * Called before an opt-out by hand that is to be confirmed: checks that it may be, since the opt-out itself
 * changes the answer. Returns a function that queues the confirmation once the opt-out has its id; null where
 * none is wanted.
 * @throws CoreError CONFLICT with the reason, so that neither opt-out nor confirmation is done
 * @throws UnconfirmedError where other words than the organisation's own market, and the caller did not
 * confirm that
 */
export function readyToConfirm(
  core: Core,
  tx: Tx,
  subject: string,
  conversationId: string | null,
  confirmation: {
    readonly text: string | undefined;
    readonly actorId: string;
    readonly confirmed: readonly WarningCode[] | undefined;
  },
): ((optOutId: string) => void) | null {
  const { text, actorId, confirmed = [] } = confirmation;
  if (text === undefined) return null;
  const found = confirmable(core, { subject, conversationId }, tx.now);
  if (!found.ok) {
    const texter = one(tx.db, "SELECT 1 FROM account WHERE id = ? AND role = 'texter'", actorId);
    throw new CoreError('CONFLICT', t('core:confirmation.without', { why: texter ? notHere() : found.why }));
  }
  const { confirmationText, organisation } = readSettings(tx.db);
  // The organisation's own words were confirmed when they were saved.
  if (text !== merge(confirmationText, { organisation }).text)
    mustConfirm(confirmationWarnings(text, organisation), confirmed);
  const { senderNumberId, number, notAfter } = found;
  return (optOutId) =>
    enqueueConfirmation(core, tx, {
      optOutId,
      subject,
      number,
      conversationId: found.conversationId,
      senderNumberId,
      notAfter,
      text,
    });
}
