import type { ConnectionKind } from '../../../shared/providers/index.ts';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import { nameText, settleText, settleWithoutReceipt, UNSETTLED } from '../conversations/messageRecord.ts';
import { endUnreachable } from '../people/facts.ts';
import { errorTableOf } from '../providers/index.ts';
import type { Adapter, StatusEvent } from '../providers/provider.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { closeUnknown } from './outcomeKnown.ts';
import { takeRefusal } from './refusal.ts';

type Row = {
  readonly id: string;
  readonly subject: string;
  readonly state: string;
  readonly attempt: number;
};
/** `earlier`: it belongs to an attempt that another one has followed. */
type Found = Row & { readonly earlier: boolean };

/**
 * Finds the text by the provider's id, else by our attempt id, where a webhook came before the answer to the
 * sending.
 */
function find(tx: Tx, connectionId: string, event: StatusEvent): Found | undefined {
  const known = one<Row>(
    tx.db,
    'SELECT id, subject, state, attempt FROM message WHERE connection_id = ? AND provider_id = ?',
    connectionId,
    event.providerId,
  );
  if (known || !event.tag) return known && { ...known, earlier: false };
  const [messageId = '', attempt] = event.tag.split('.');
  const tagged = one<Row>(
    tx.db,
    "SELECT id, subject, state, attempt FROM message WHERE id = ? AND connection_id = ? AND provider_id IS NULL AND direction = 'out'",
    messageId,
    connectionId,
  );
  return tagged && { ...tagged, earlier: Number(attempt) < tagged.attempt };
}

/**
 * Applies one delivery status inside the receiving transaction. Statuses of unknown or settled texts are
 * ignored. A status may belong to an attempt that was given up as unknown before a person said "send again":
 * if that attempt did go out, the text has reached the contact, and while it is only queued it does not go a
 * second time; if it failed, the new attempt goes on.
 */
export function takeStatus(
  core: Core,
  tx: Tx,
  connectionId: string,
  adapter: Pick<Adapter, 'classify'>,
  event: StatusEvent,
): void {
  const row = find(tx, connectionId, event);
  if (!row || !UNSETTLED.has(row.state)) return;
  apply(core, tx, connectionId, adapter, event, row);
  closeUnknown(core, tx, row.id);
}

/** What the code means at the provider of this connection. */
function explain(tx: Tx, connectionId: string, code: string): Stored {
  const kind = one<ConnectionKind>(
    tx.db,
    'SELECT provider, profile FROM connection WHERE id = ?',
    connectionId,
  );
  return kind === undefined
    ? keep('provider:unknownCode', { code: written(code) })
    : errorTableOf(kind).explain(code);
}

/** Classes that only end this text, so a late status says nothing about an attempt that came after. */
const ENDS_THE_TEXT: ReadonlySet<string> = new Set(['failed', 'unreachable', 'route', 'unknown-code']);

function apply(
  core: Core,
  tx: Tx,
  connectionId: string,
  adapter: Pick<Adapter, 'classify'>,
  event: StatusEvent,
  row: Found,
): void {
  const again = row.earlier || row.state === 'queued';
  if (event.status === 'failed') {
    const errorClass = adapter.classify(event.errorCode ?? '');
    // The provider has ended the text, so a class that would retry, or cannot tell, is shown as a failure and
    // not repeated.
    const final = errorClass === 'retry' ? 'failed' : errorClass;
    if (ENDS_THE_TEXT.has(final) && again) return;
    nameText(tx, row.id, event.providerId);
    if (final === 'unconfirmed') {
      settleWithoutReceipt(tx, row.id, keep('kept:send.noReceipt'));
      return;
    }
    const code = event.errorCode ?? '';
    const why = code === '' ? keep('kept:send.notDelivered') : explain(tx, connectionId, code);
    // This text has ended; a fault of ours stops the ones after it.
    if (final === 'configuration' || final === 'sender') takeRefusal(core, tx, row.id, 'failed', code, why);
    takeRefusal(core, tx, row.id, final, code, why);
    return;
  }
  // The attempt under way will get its own status.
  if (row.earlier && row.state === 'sending') return;
  const next = event.status === 'delivered' ? 'delivered' : 'sent';
  nameText(tx, row.id, event.providerId);
  if (next === row.state && event.segments === undefined) return;
  settleText(tx, row.id, next, event.segments);
  if (next === 'delivered') endUnreachable(core, tx, row.subject);
  const onItsWay = row.state === 'sending' || row.state === 'sent';
  if (next !== row.state) tx.touch(onItsWay ? 'texts' : 'conversations', row.subject);
}
