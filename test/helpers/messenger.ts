import { writeSettings } from '../../main/core/decisions/writeSettings.ts';
import { receive } from '../../main/core/inbox/receive.ts';
import { createDispatcher, recoverInterrupted } from '../../main/core/outbox/dispatcher.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import type { InboundMessage } from '../../main/core/providers/provider.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import type { WarningCode } from '../../shared/contract/base/warning.ts';
import type { Region } from '../../shared/schema/words.ts';
import { testCore, writer } from './core.ts';
import { fakeProvider } from './fakeProvider.ts';
import { account, campaign, connection, conversation, fictionNumber, senderNumber } from './seed.ts';

/**
 * One campaign with two sender numbers on a fake provider, run step by step: no timers, and the clock
 * stands still.
 */
export function messenger(
  region: Region,
  options: { autoOptOut?: boolean; firstResponseOnly?: boolean; contacts?: number } = {},
) {
  const made = testCore();
  const { core, clock } = made;
  const profile = region === 'GB' ? 'provider-2' : 'provider-1';
  const provider = fakeProvider(profile, clock.now);
  const adminId = account(core, { role: 'admin' });
  const texterId = account(core, { role: 'texter' });
  const connectionId = connection(core, { profile });
  const senders = [900, 901].map((index) => {
    const number = region === 'GB' ? fictionNumber('GB', index) : `+1216555019${index - 900}`;
    return { number, id: senderNumber(core, { connectionId, number }) };
  });
  const campaigns = ['First', 'Second'].map((name) =>
    campaign(core, { region, name, texterIds: [texterId] }),
  );
  const numbers = Array.from({ length: options.contacts ?? 1 }, (_, index) => fictionNumber(region, index));
  const conversations = campaigns.map((campaignId, which) =>
    numbers.map((number) =>
      conversation(core, {
        campaignId,
        number,
        texterId,
        senderNumberId: senders[which]?.id ?? null,
        state: 'to-send',
      }),
    ),
  );
  const set = (change: { autoOptOut?: boolean; firstResponseOnly?: boolean }) =>
    core.write((tx) => writeSettings(core, tx, adminId, change));
  set({ autoOptOut: options.autoOptOut ?? true, firstResponseOnly: options.firstResponseOnly ?? true });
  let dispatcher = createDispatcher(core, (id) => (id === connectionId ? provider.adapter : null));
  const source = { connectionId, profile, adapter: provider.adapter } as const;
  const poll = () =>
    receive(core, source, { inbound: [], statuses: [], providerTexts: [] }, { cursor: null, whole: true });
  poll();

  return {
    /** For `testApi`: the contract over this messenger. */
    made,
    core,
    clock,
    provider,
    adminId,
    texterId,
    connectionId,
    senders,
    numbers,
    conversations,
    set,
    poll,
    source,
    /** Queues a text; false when the guard refuses. */
    send: (
      conversationId: string,
      kind: 'initial' | 'reply' = 'reply',
      body = 'Hello there.',
      confirmed: readonly WarningCode[] = [],
    ) => core.write((tx) => enqueue(core, tx, { conversationId, kind, body, authorId: texterId, confirmed })),
    /** Lets the dispatcher look at the queue until nothing more leaves. */
    dispatch: async () => {
      for (let turn = 0; turn < 20 && (await dispatcher.turn()) > 0; turn += 1);
    },
    /** Claims and sends without waiting for the answers. */
    begin: () => void dispatcher.turn(),
    says: (number: string, body: string, at = clock.now(), which = 0) => {
      const text = provider.says(number, senders[which]?.number ?? '', body, at);
      receive(core, source, { inbound: [text], statuses: [], providerTexts: [] });
      return text;
    },
    receive: (text: InboundMessage) =>
      receive(core, source, { inbound: [text], statuses: [], providerTexts: [] }),
    restart: () => {
      recoverInterrupted(core);
      dispatcher = createDispatcher(core, (id) => (id === connectionId ? provider.adapter : null));
      poll();
    },
    ready: () => run(writer(core), "UPDATE connection SET state = 'ready' WHERE id = ?", connectionId),
    actions: () =>
      all<{ kind: string; matched: string }>(
        core.db,
        "SELECT kind, matched FROM action WHERE state = 'open'",
      ),
    row: (conversationId: string) =>
      one<{ state: string; opt_state: string; opt_cause: string | null; hold_at: number | null }>(
        core.db,
        'SELECT state, opt_state, opt_cause, hold_at FROM conversation WHERE id = ?',
        conversationId,
      ),
    messages: (conversationId: string) =>
      all<{ kind: string; state: string; body: string; rule: string | null }>(
        core.db,
        'SELECT kind, state, body, rule FROM message WHERE conversation_id = ? ORDER BY at, id',
        conversationId,
      ),
    close: () => core.close(),
  };
}

export type Messenger = ReturnType<typeof messenger>;
