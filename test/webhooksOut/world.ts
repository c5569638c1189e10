import { optOut, reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { WebhookEvent } from '../../shared/contract/webhooksOut.ts';
import { written } from '../../shared/text/stored.ts';
import { testApi } from '../helpers/api.ts';
import type { TestCore } from '../helpers/core.ts';
import type { Received } from './receiver.ts';

/** An opt-out by hand of a fiction number, straight through the ledger. */
export function optOutOf({ core }: TestCore, number: string, actorId: string | null = null): string {
  return core.write(
    (tx) =>
      optOut(core, tx, {
        subject: core.subject(number),
        number,
        cause: 'manual',
        actorId,
        reason: written(''),
        rule: '',
        matched: '',
        conversationId: null,
        messageId: null,
        senderNumberId: null,
        importId: null,
        saidAt: tx.now - 1000,
        receivedAt: tx.now,
      }).optOutId,
  );
}

export function reversalOf(
  { core }: TestCore,
  number: string,
  optOutIds: readonly string[],
  actorId: string,
): string {
  return core.write(
    (tx) =>
      reverseOptOuts(core, tx, {
        subject: core.subject(number),
        optOutIds,
        actorId,
        reason: written('asked'),
        undo: false,
      }).reversalId,
  );
}

export const eventIn = ({ body }: Received) => WebhookEvent.parse(JSON.parse(body));

/** A console with an admin and one endpoint at `url`. */
export async function world(url: string) {
  const api = testApi();
  const admin = api.newcomer('admin');
  const { endpoint, secret } = await admin.client.webhookOut.create({
    name: 'CRM',
    url,
    events: ['opt-out', 'opt-in'],
  });
  return { ...api, admin, endpoint, secret, actorId: admin.id };
}
