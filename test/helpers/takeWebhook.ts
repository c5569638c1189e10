import type { Connections } from '../../main/core/connections/connections.ts';
import { noteRefused, takeSome, taking } from '../../main/core/inbox/webhook.ts';
import type { OpenedCore } from '../../main/core/open/openCore.ts';
import { plainAnswer, type WebhookAnswer } from '../../main/core/providers/door.ts';
import type { WebhookRequest } from '../../main/core/providers/provider.ts';

/**
 * Reads a provider's call and takes it in at once, for tests that move the clock and have no webhook port.
 */
export function takeWebhook(
  core: OpenedCore,
  connections: Pick<Connections, 'adapterOf'>,
  connectionId: string,
  request: WebhookRequest,
): WebhookAnswer {
  const parsed = connections.adapterOf(connectionId)?.parseWebhook(request);
  if (parsed === undefined) return plainAnswer(404, '');
  if (parsed.kind !== 'batch') {
    noteRefused(core, connectionId, parsed.kind, 1);
    return parsed.kind === 'forbidden' ? plainAnswer(403, '') : plainAnswer(400, parsed.detail);
  }
  const call = taking(core, connections, { id: 1, connectionId, batch: parsed.batch });
  for (;;) {
    const answer = takeSome(core, [call]).get(call);
    if (answer) return answer;
  }
}
