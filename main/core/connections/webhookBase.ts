import { keep, written } from '../../../shared/text/stored.ts';
import type { Core } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import { forgetTestReply, noteAddress } from './connectionRecord.ts';
import { connectionAwaitsReply } from './connectionState.ts';

type Row = { readonly id: string; readonly state: string; readonly webhook_base: string | null };

/** Notes the address that the provider calls, because it has called or the connection was tested. */
export function noteBase(core: Core, connectionId: string): void {
  const base = core.ports.webhookBase();
  const kept = one<{ webhook_base: string | null }>(
    core.db,
    'SELECT webhook_base FROM connection WHERE id = ?',
    connectionId,
  );
  if (base === null || !kept || kept.webhook_base === base) return;
  core.write((tx) => {
    noteAddress(tx, connectionId, base);
    tx.touch('connections');
  });
}

/**
 * The address at which the provider last called, where it differs from the present one; null: it is the same,
 * or unknown.
 */
export function movedFrom(core: Core, connectionId: string): string | null {
  if (core.demo) return null;
  const base = core.ports.webhookBase();
  const row = one<{ webhook_base: string | null }>(
    core.db,
    'SELECT webhook_base FROM connection WHERE id = ?',
    connectionId,
  );
  const kept = row?.webhook_base ?? null;
  return base === null || kept === null || kept === base ? null : kept;
}

/**
 * At the start: where the webhook address has changed, nothing is sent through the connection until a reply
 * has come in here, since replies may go to the old address. The demo tells its own provider the new address.
 */
export function stopMoved(core: Core, callsByWebhook: (connectionId: string) => boolean): void {
  if (core.demo) return;
  for (const row of all<Row>(core.db, 'SELECT id, state, webhook_base FROM connection')) {
    const from = row.state === 'ready' && callsByWebhook(row.id) ? movedFrom(core, row.id) : null;
    if (from === null) continue;
    core.write((tx) => forgetTestReply(tx, row.id));
    const to = core.ports.webhookBase() ?? '';
    connectionAwaitsReply(
      core,
      row.id,
      keep('kept:connection.moved', { from: written(from), to: written(to) }),
    );
  }
}
