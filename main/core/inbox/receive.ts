import { VENDORS } from '../../../shared/providers/index.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { noteRead } from '../connections/connectionRecord.ts';
import { showReply } from '../conversations/conversationRecord.ts';
import { receiveText } from '../conversations/messageRecord.ts';
import { type Place, placeOf } from '../conversations/place.ts';
import { closeInvalidNumber } from '../outbox/outcomeKnown.ts';
import { takeStatus } from '../outbox/status.ts';
import { isErased } from '../people/erased.ts';
import { endNoTexts } from '../people/facts.ts';
import { awaitPictures } from '../pictures/pictureRecord.ts';
import type { Adapter, Batch, Cursor, InboundMessage, ProviderText } from '../providers/provider.ts';
import { decide } from '../rules/decide.ts';
import { readSettings, ruleSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Piece } from '../store/together.ts';
import { applyEffects } from './effects.ts';
import { factsOf } from './facts.ts';
import { closeGap } from './gap.ts';

export type Source = {
  readonly connectionId: string;
  readonly adapter: Pick<Adapter, 'classify' | 'vendor'>;
};

/** How far a polled provider was read. `whole`: nothing more waits there, so no STOP is unread. */
export type ReadTo = { readonly cursor: Cursor; readonly whole: boolean };

function isKnown(tx: Tx, connectionId: string, providerId: string): boolean {
  return (
    one(
      tx.db,
      'SELECT 1 FROM message WHERE connection_id = ? AND provider_id = ?',
      connectionId,
      providerId,
    ) !== undefined
  );
}

function store(
  tx: Tx,
  source: Source,
  text: InboundMessage | ProviderText,
  place: Place,
  kind: 'inbound' | 'provider-text',
): string {
  return receiveText(tx, {
    ...place,
    connectionId: source.connectionId,
    kind,
    body: text.body,
    pictures: 'pictures' in text ? (text.pictures ?? 0) : 0,
    providerId: text.providerId,
    at: text.providerTime,
  });
}

/** Milliseconds. Some providers give whole seconds. */
const WHOLE_SECOND = 1000;

function takeReply(core: Core, tx: Tx, source: Source, text: InboundMessage): boolean {
  if (isKnown(tx, source.connectionId, text.providerId)) return false;
  const place = placeOf(core, tx, source.connectionId, text.from, text.to);
  // Before the decision: an opt-out by this reply takes the conversation off a texter's screen; after a
  // further STOP it is not there anyway.
  tx.touch('conversations', place.subject);
  const messageId = store(tx, source, text, place, 'inbound');
  faultPoint('inbox.stored');
  if (text.pictures && !isErased(tx.db, place.subject))
    awaitPictures(tx, { messageId, subject: place.subject }, text.pictures, text.pictureSources);
  if (place.conversationId) showReply(tx, place.conversationId, { body: text.body, at: text.providerTime });
  closeGap(core, tx, place.subject);
  const until = text.providerTime + WHOLE_SECOND;
  if (endNoTexts(core, tx, place.subject, until)) closeInvalidNumber(core, tx, place.subject, until);
  const settings = readSettings(core.db);
  const verdict = decide(
    factsOf(tx, VENDORS[source.adapter.vendor], text, place, messageId),
    ruleSettings(settings),
  );
  applyEffects(core, tx, { verdict, place, messageId, text });
  return true;
}

function takeProviderText(core: Core, tx: Tx, source: Source, text: ProviderText): void {
  if (isKnown(tx, source.connectionId, text.providerId)) return;
  store(tx, source, text, placeOf(core, tx, source.connectionId, text.to, text.from), 'provider-text');
}

/**
 * What a webhook brought, as one piece for each event, so that a faulty one does not affect others: replies
 * first, in the order in which they were written.
 */
export function piecesOf(core: Core, source: Source, batch: Batch): Piece<void>[] {
  const inbound = [...batch.inbound].sort((a, b) => a.providerTime - b.providerTime);
  return [
    ...inbound.map((text) => (tx: Tx) => void takeReply(core, tx, source, text)),
    ...batch.statuses.map((event) => (tx: Tx) => {
      takeStatus(core, tx, source.connectionId, source.adapter, event);
    }),
  ];
}

/**
 * Takes in a batch in one transaction (design, section 3): drops what is known, stores, decides, applies the
 * effects, and notes how far the provider was read. Either all of it is durable or nothing, so a provider
 * that is answered afterwards loses nothing. Texts are taken in the order in which they were written. Returns
 * how many replies were new.
 */
export function receive(core: Core, source: Source, batch: Batch, readTo?: ReadTo): number {
  const fresh = core.write((tx) => {
    const inbound = [...batch.inbound].sort((a, b) => a.providerTime - b.providerTime);
    let taken = 0;
    for (const text of inbound) if (takeReply(core, tx, source, text)) taken += 1;
    for (const text of batch.providerTexts) takeProviderText(core, tx, source, text);
    for (const event of batch.statuses) takeStatus(core, tx, source.connectionId, source.adapter, event);
    if (readTo) noteRead(tx, source.connectionId, readTo.cursor, readTo.whole);
    faultPoint('inbox.uncommitted');
    return taken;
  });
  faultPoint('inbox.committed');
  return fresh;
}
