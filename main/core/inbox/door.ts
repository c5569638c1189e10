import type { WebhookRequest } from '../providers/provider.ts';
import type { Running } from '../running.ts';
import { takeWebhook, type WebhookAnswer } from './webhook.ts';

const comeAgain = (why: string): WebhookAnswer => ({
  status: 503,
  body: `${why} Try again later.`,
  contentType: 'text/plain; charset=utf-8',
});

/** Takes a provider's webhook, or asks for it later where nothing can be kept: no store is open, or it cannot be written. */
export function takeAtDoor(
  running: Pick<Running, 'core' | 'connections'> | null,
  connectionId: string,
  request: WebhookRequest,
): WebhookAnswer {
  if (!running) return comeAgain('The store is not open.');
  const { core, connections } = running;
  try {
    return takeWebhook(core, connections, connectionId, request);
  } catch (error) {
    const trouble = core.report(error);
    if (!trouble) throw error;
    // What stands before the door may be a STOP: nothing leaves until replies were read again.
    const now = core.ports.clock.now();
    if (trouble.code === 'held') core.inbound.missed(connectionId, now);
    else core.inbound.cut(connectionId, now);
    return comeAgain('The store cannot be written.');
  }
}
