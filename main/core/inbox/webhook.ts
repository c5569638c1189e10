import type { Connections } from '../connections.ts';
import { setConnectionState } from '../connections.ts';
import type { Core } from '../context.ts';
import type { WebhookRequest } from '../providers/provider.ts';
import { run } from '../store/statement.ts';
import { noteCalled } from './missing.ts';
import { receive } from './receive.ts';
import { noteBase } from './webhookBase.ts';

export type WebhookAnswer = { readonly status: number; readonly body: string; readonly contentType: string };

const text = (status: number, body: string): WebhookAnswer => ({
  status,
  body,
  contentType: 'text/plain; charset=utf-8',
});

/**
 * Takes a provider's webhook. 2xx only after the commit, so that the provider repeats what was not stored. The first reply that
 * arrives this way is the proof that replies do arrive, and turns sending on.
 */
export function takeWebhook(
  core: Core,
  connections: Connections,
  connectionId: string,
  request: WebhookRequest,
): WebhookAnswer {
  const row = connections.rows().find((candidate) => candidate.id === connectionId);
  const adapter = row ? connections.adapterOf(connectionId) : null;
  if (!row || !adapter) return text(404, 'No such connection.');
  const parsed = adapter.parseWebhook(request);
  if (parsed.kind === 'forbidden') {
    core.ports.log.warn('webhook-forbidden', { connection: connectionId });
    if (core.refusedCalls.note(connectionId, core.ports.clock.now())) core.changes.publish(['connections']);
    return text(403, 'The credentials are not right.');
  }
  if (parsed.kind === 'malformed') {
    core.ports.log.warn('webhook-malformed', { connection: connectionId });
    return text(400, parsed.detail);
  }
  receive(core, { connectionId, profile: row.profile, adapter }, parsed.batch);
  noteCalled(core, connectionId);
  noteBase(core, connectionId);
  // States may come with other credentials than replies, so a reply alone shows that replies come.
  if (parsed.batch.inbound.length > 0 && core.refusedCalls.clear(connectionId))
    core.changes.publish(['connections']);
  // A reply that is known already counts too: it came again because a crash kept its answer back.
  if (parsed.batch.inbound.length > 0 && row.test_reply_at === null) {
    core.write((tx) => {
      run(tx.db, 'UPDATE connection SET test_reply_at = ? WHERE id = ?', tx.now, connectionId);
    });
    if (row.state === 'waiting-test-reply') setConnectionState(core, connectionId, 'ready', '');
    // Whoever sends the first text now does not wait for the next sweep.
    core.inbound.ask(connectionId);
  }
  core.wake();
  return row.profile === 'provider-2'
    ? {
        status: 200,
        body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
        contentType: 'text/xml; charset=utf-8',
      }
    : text(200, 'ok');
}
