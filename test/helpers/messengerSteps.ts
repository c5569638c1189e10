import fc from 'fast-check';
import { receive } from '../../main/core/inbox/receive.ts';
import { optOut, reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { inForce } from '../../main/core/people/optedOut.ts';
import { all } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import type { Messenger } from './messenger.ts';

export const CONTACTS = 4;
const DAY = 86_400_000;

const contact = fc.nat(CONTACTS - 1);
/** Something that happens at a messenger of two campaigns with the same few contacts. */
export const MessengerStep = fc.oneof(
  fc.record({ do: fc.constant('send' as const), contact, which: fc.nat(1), initial: fc.boolean() }),
  fc.record({
    do: fc.constant('contact-texts' as const),
    contact,
    word: fc.constantFrom(
      'STOP',
      'STOP!',
      'Hello',
      'take me off your list',
      'START',
      'wrong number',
      'not interested',
    ),
    ago: fc.constantFrom(0, 500, 5000, 400_000),
    to: fc.nat(1),
  }),
  fc.record({
    do: fc.constant('status' as const),
    nth: fc.nat(5),
    code: fc.constantFrom(null, null, '30003', '21610'),
  }),
  fc.record({
    do: fc.constant('ending' as const),
    ending: fc.constantFrom('accepted' as const, 'accepted' as const, 'lost' as const),
  }),
  fc.record({ do: fc.constantFrom('by-hand' as const, 'opt-in' as const), contact }),
  fc.record({ do: fc.constant('auto' as const), on: fc.boolean() }),
  fc.record({ do: fc.constant('advance' as const), by: fc.constantFrom(2000, 61_000, DAY, 9 * DAY) }),
);
export type MessengerStep = typeof MessengerStep extends fc.Arbitrary<infer T> ? T : never;

export async function play(d: Messenger, step: MessengerStep): Promise<void> {
  switch (step.do) {
    case 'send':
      d.send(
        d.conversations[step.which]?.[step.contact] ?? '',
        step.initial ? 'initial' : 'reply',
        'Hello there.',
        ['stop-waiting'],
      );
      return d.dispatch();
    case 'contact-texts':
      d.says(d.numbers[step.contact] ?? '', step.word, d.clock.now() - step.ago, step.to);
      return;
    case 'status': {
      const rows = all<{ id: string }>(
        d.core.db,
        "SELECT provider_id AS id FROM message WHERE state = 'sent' AND kind IN ('initial', 'reply') ORDER BY id",
      );
      const providerId = rows[step.nth]?.id;
      if (providerId === undefined) return;
      const event =
        step.code === null
          ? { providerId, status: 'delivered' as const, at: d.clock.now() }
          : { providerId, status: 'failed' as const, errorCode: step.code, at: d.clock.now() };
      receive(d.core, d.source, { inbound: [], providerTexts: [], statuses: [event] });
      return;
    }
    case 'ending':
      return d.provider.endWith(step.ending);
    case 'by-hand':
    case 'opt-in': {
      const number = d.numbers[step.contact] ?? '';
      const subject = d.core.subject(number);
      d.core.write((tx) => {
        if (step.do === 'opt-in') {
          const optOutIds = inForce(tx.db, subject);
          if (optOutIds.length > 0)
            reverseOptOuts(d.core, tx, {
              subject,
              optOutIds,
              actorId: d.adminId,
              reason: written('asked'),
              undo: false,
            });
          return;
        }
        optOut(d.core, tx, {
          subject,
          number,
          cause: 'manual',
          actorId: d.texterId,
          reason: written('asked'),
          rule: '',
          matched: '',
          conversationId: d.conversations[step.contact % 2]?.[step.contact] ?? null,
          messageId: null,
          senderNumberId: null,
          importId: null,
          saidAt: tx.now,
          receivedAt: tx.now,
        });
      });
      return;
    }
    case 'auto':
      d.set({ autoOptOut: step.on });
      return;
    case 'advance':
      d.clock.advance(step.by);
      d.poll();
      return d.dispatch();
  }
}
