import { keep } from '../../../shared/text/stored.ts';
import type { Core, Tx } from '../context.ts';
import type { Adapter, StatusEvent } from '../providers/provider.ts';
import { one, run } from '../store/statement.ts';
import { takeRefusal } from './refusal.ts';

type Row = { readonly id: string; readonly state: string };

/** By the provider's id; else by our attempt id, where a webhook overtook the answer to the send. */
function find(tx: Tx, connectionId: string, event: StatusEvent): Row | undefined {
  const known = one<Row>(
    tx.db,
    'SELECT id, state FROM message WHERE connection_id = ? AND provider_id = ?',
    connectionId,
    event.providerId,
  );
  if (known || !event.tag) return known;
  const messageId = event.tag.split('.')[0] ?? '';
  const tagged = one<Row>(
    tx.db,
    "SELECT id, state FROM message WHERE id = ? AND connection_id = ? AND provider_id IS NULL AND direction = 'out'",
    messageId,
    connectionId,
  );
  if (tagged) run(tx.db, 'UPDATE message SET provider_id = ? WHERE id = ?', event.providerId, tagged.id);
  return tagged;
}

/** States that a status may still move; final ones stay, whatever arrives late or out of order. */
const OPEN = new Set(['queued', 'sending', 'unknown', 'sent']);

/** Applies one delivery status inside the receiving transaction. Statuses of texts that we do not know are left alone. */
export function takeStatus(
  core: Core,
  tx: Tx,
  connectionId: string,
  adapter: Pick<Adapter, 'classify'>,
  event: StatusEvent,
): void {
  const row = find(tx, connectionId, event);
  if (!row || !OPEN.has(row.state)) return;
  if (event.status === 'failed') {
    const errorClass = adapter.classify(event.errorCode ?? '');
    // The provider has ended it, so a class that would retry or cannot tell is a failure here, shown and not repeated.
    const final = errorClass === 'retry' ? 'failed' : errorClass;
    if (final === 'unconfirmed') {
      run(
        tx.db,
        "UPDATE message SET state = 'sent', detail = ? WHERE id = ?",
        keep('kept:send.noReceipt'),
        row.id,
      );
      return;
    }
    if (final === 'configuration')
      takeRefusal(core, tx, row.id, 'failed', event.errorCode ?? '', keep('kept:send.ended'));
    takeRefusal(core, tx, row.id, final, event.errorCode ?? '', keep('kept:send.notDelivered'));
    return;
  }
  const next = event.status === 'delivered' ? 'delivered' : 'sent';
  if (next === row.state && event.segments === undefined) return;
  run(
    tx.db,
    'UPDATE message SET state = ?, segments = coalesce(?, segments), settled_at = ?, rev = ? WHERE id = ?',
    next,
    event.segments ?? null,
    tx.now,
    tx.rev(),
    row.id,
  );
  if (next !== row.state) tx.touch('conversations');
}
