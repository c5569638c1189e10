import type { VendorFacts } from '../../../shared/providers/facts.ts';
import type { ActionKind, Region } from '../../../shared/schema/words.ts';
import type { Place } from '../conversations/place.ts';
import { helpAnswered } from '../outbox/helpAnswer.ts';
import { isHeld } from '../people/holds.ts';
import { isOptedOut } from '../people/optedOut.ts';
import type { InboundMessage } from '../providers/provider.ts';
import { isPictureAlone } from '../rules/decide.ts';
import type { InboundFacts } from '../rules/types.ts';
import type { Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';

/** How many of our latest texts a reaction may quote. */
const QUOTABLE = 5;

/**
 * Whether the contact said nothing in this conversation before, by the provider's clock (design, rule 2).
 * Twilio's clock has whole seconds: of two replies in the same second both count as first. A HELP that was
 * answered automatically is no response to us, so the STOP after it counts as first. Outside of a
 * conversation every reply counts as first (design, rule 3).
 * A picture without words is none either: nobody can tell from it that they know who writes.
 */
function isFirstResponse(tx: Tx, place: Place, messageId: string, saidAt: number): boolean {
  if (place.conversationId === null) return true;
  const before = `FROM message INDEXED BY message_conversation
    WHERE conversation_id = ? AND direction = 'in' AND automatic IS NULL AND id <> ? AND at < ?`;
  const which = [place.conversationId, messageId, saidAt];
  if (one(tx.db, `SELECT 1 ${before} AND pictures = 0 LIMIT 1`, ...which)) return false;
  return all<{ body: string; pictures: number }>(
    tx.db,
    `SELECT body, pictures ${before} AND pictures > 0`,
    ...which,
  ).every(({ body, pictures }) => isPictureAlone(body, pictures));
}

/** Collects, inside the receiving transaction, all that the rules may know of a reply. */
export function factsOf(
  tx: Tx,
  { optOuts, regions }: Pick<VendorFacts, 'optOuts' | 'regions'>,
  text: InboundMessage,
  place: Place,
  messageId: string,
): InboundFacts {
  const conversation = one<{ region: Region }>(
    tx.db,
    'SELECT k.region FROM conversation c JOIN campaign k ON k.id = c.campaign_id WHERE c.id = ?',
    place.conversationId,
  );
  const block = one<{ state: string }>(
    tx.db,
    'SELECT state FROM provider_block WHERE subject = ? AND sender_number_id = ?',
    place.subject,
    place.senderNumberId,
  );
  const actions = all<{ kind: ActionKind }>(
    tx.db,
    "SELECT kind FROM action WHERE subject = ? AND state = 'open'",
    place.subject,
  );
  const ours = all<{ body: string }>(
    tx.db,
    "SELECT body FROM message WHERE subject = ? AND direction = 'out' ORDER BY at DESC, id DESC LIMIT ?",
    place.subject,
    QUOTABLE,
  );
  return {
    text: text.body,
    pictures: text.pictures ?? 0,
    behaviour: optOuts,
    region: conversation?.region ?? regions[0],
    signal: text.signal,
    firstResponse: isFirstResponse(tx, place, messageId, text.providerTime),
    optedOut: isOptedOut(tx.db, place.subject),
    providerBlocked: block !== undefined && block.state !== 'cleared',
    onHold: isHeld(tx.db, place.subject),
    helpAnswered: helpAnswered(tx, place.subject),
    openActions: actions.map((action) => action.kind),
    ourTexts: ours.map((message) => message.body),
    saidAt: text.providerTime,
    now: tx.now,
  };
}
