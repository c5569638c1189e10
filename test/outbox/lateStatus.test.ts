import { expect, test } from 'vitest';
import { resolveAction } from '../../main/core/decisions/decideAction.ts';
import { receive } from '../../main/core/inbox/receive.ts';
import { reconcileUnknown } from '../../main/core/outbox/reconcile.ts';
import type { StatusEvent } from '../../main/core/providers/provider.ts';
import { one } from '../../main/core/store/statement.ts';
import { messenger } from '../helpers/messenger.ts';

/** The outcome of a text is unknown and a person is asked; then the provider's own answer comes late. */

async function unknown() {
  const d = messenger('US');
  const conversation = d.conversations[0]?.[0] ?? '';
  d.provider.endWith('lost');
  d.send(conversation, 'initial', 'Will you vote?');
  await d.dispatch();
  d.provider.endWith('accepted');
  d.clock.advance(130_000);
  await reconcileUnknown(d.core, () => d.provider.adapter, new AbortController().signal);
  const action = () =>
    one<{ id: string; state: string; resolution: string | null; message_id: string }>(
      d.core.db,
      "SELECT id, state, resolution, message_id FROM action WHERE kind = 'send-outcome-unknown'",
    );
  expect(action()?.state).toBe('open');
  const messageId = action()?.message_id ?? '';
  return {
    d,
    conversation,
    action,
    fate: () => one<{ state: string }>(d.core.db, 'SELECT state FROM message WHERE id = ?', messageId)?.state,
    again: () =>
      d.core.write((tx) =>
        resolveAction(d.core, tx, {
          ...{ actionId: action()?.id ?? '', resolution: 'send-again', reason: '', actorId: d.adminId },
        }),
      ),
    status: (attempt: number, about: Partial<StatusEvent>) => {
      const event: StatusEvent = {
        ...{
          providerId: `late-${attempt}`,
          tag: `${messageId}.${attempt}`,
          status: 'delivered',
          at: d.clock.now(),
        },
        ...about,
      };
      receive(d.core, d.source, { inbound: [], statuses: [event], providerTexts: [] });
    },
    reached: () => d.provider.reached.filter(({ body }) => body === 'Will you vote?').length,
  };
}

test.each(['delivered', 'failed'] as const)(
  'a late %s settles the text, and nobody is asked any more',
  async (status) => {
    const { d, action, fate, status: tell } = await unknown();
    tell(1, { status, ...(status === 'failed' ? { errorCode: '4750' } : {}) });
    expect(fate()).toBe(status);
    expect(action()).toMatchObject({ state: 'done', resolution: 'outcome-known' });
    d.close();
  },
);

test('sent again, then proof that the first attempt arrived: the queued text does not go a second time', async () => {
  const { d, fate, again, status, reached } = await unknown();
  again();
  expect(fate()).toBe('queued');
  status(1, { status: 'delivered' });
  await d.dispatch();
  expect(fate()).toBe('delivered');
  expect(reached()).toBe(1);
  d.close();
});

test('sent again, then word that the first attempt failed: the second goes on', async () => {
  const { d, fate, again, status, reached } = await unknown();
  again();
  status(1, { status: 'failed', errorCode: '4750' });
  expect(fate()).toBe('queued');
  d.poll();
  await d.dispatch();
  expect(fate()).toBe('sent');
  expect(reached()).toBe(2);
  status(1, { status: 'failed', errorCode: '4750' });
  expect(fate()).toBe('sent');
  d.close();
});
