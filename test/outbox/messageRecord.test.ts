import { expect, test } from 'vitest';
import * as record from '../../main/core/conversations/messageRecord.ts';
import type { Tx } from '../../main/core/store/context.ts';
import { one, run, sql } from '../../main/core/store/statement.ts';
import { MessageState } from '../../shared/schema/words.ts';
import { NOTHING, written } from '../../shared/text/stored.ts';
import { testCore } from '../helpers/core.ts';
import { campaign, connection, conversation, fictionNumber, message, senderNumber } from '../helpers/seed.ts';

/** Each transition with the states that it leads from and to; in any other state it changes nothing. */
const UNSETTLED = ['queued', 'sending', 'unknown', 'sent'] as const;
const from = (states: readonly MessageState[], to: MessageState) =>
  Object.fromEntries(states.map((state) => [state, to])) as Partial<Record<MessageState, MessageState>>;

const TRANSITIONS: Readonly<
  Record<
    string,
    readonly [act: (tx: Tx, id: string) => unknown, leads: Partial<Record<MessageState, MessageState>>]
  >
> = {
  claim: [record.claimText, from(['queued'], 'sending')],
  'end as cancelled': [
    (tx, id) => record.endQueued(tx, sql`id = ${id}`, 'cancelled', { rule: null }),
    from(['queued'], 'cancelled'),
  ],
  'end as prevented, where the condition says or': [
    (tx, id) => record.endQueued(tx, sql`FALSE OR id = ${id}`, 'prevented', { rule: 'on-hold' }),
    from(['queued'], 'prevented'),
  ],
  accept: [(tx, id) => record.acceptText(tx, id, 'p-1', 1), from(['sending', 'unknown'], 'sent')],
  requeue: [
    (tx, id) => record.requeueText(tx, id, { notBefore: tx.now, code: '', detail: written('') }),
    from(['sending'], 'queued'),
  ],
  lose: [(tx, id) => record.loseTexts(tx, sql`FALSE OR id = ${id}`, NOTHING), from(['sending'], 'unknown')],
  'decide to send an unknown one again': [
    (tx, id) => record.settleUnknown(tx, id, 'queued', null),
    from(['unknown'], 'queued'),
  ],
  'find an unknown one': [
    (tx, id) => record.settleUnknown(tx, id, 'delivered', 'p-1'),
    from(['unknown'], 'delivered'),
  ],
  'settle by a status': [(tx, id) => record.settleText(tx, id, 'delivered', 1), from(UNSETTLED, 'delivered')],
  'settle without a receipt': [
    (tx, id) => record.settleWithoutReceipt(tx, id, NOTHING),
    from(UNSETTLED, 'sent'),
  ],
  fail: [(tx, id) => record.failText(tx, id, '30003', NOTHING), from(UNSETTLED, 'failed')],
  postpone: [(tx, id) => record.postponeText(tx, id, 'quiet-hours', tx.now), {}],
  release: [(tx, id) => record.releaseTexts(tx, sql`FALSE OR id = ${id}`), {}],
  name: [(tx, id) => record.nameText(tx, id, 'p-1'), {}],
  scrub: [
    (tx, id) =>
      record.scrubTexts(
        tx,
        one<{ subject: string }>(tx.db, sql`SELECT subject FROM message WHERE id = ${id}`)?.subject ?? '',
      ),
    from(['queued'], 'cancelled'),
  ],
};

function texts() {
  const { core } = testCore();
  const connectionId = connection(core, { profile: 'provider-1' });
  const senderNumberId = senderNumber(core, { connectionId, number: '+12165550199' });
  const number = fictionNumber('US', 1);
  const campaignId = campaign(core, { region: 'US' });
  const conversationId = conversation(core, { campaignId, number, senderNumberId });
  const id = message(core, { conversationId, number, body: 'Hello.', direction: 'out', senderNumberId });
  return { core, id, conversationId, subject: core.subject(number), number, connectionId, senderNumberId };
}

/** The same for a text that was taken back at another console. */
const TAKEN_BACK: typeof TRANSITIONS = {
  ...TRANSITIONS,
  claim: [record.claimText, {}],
  requeue: [TRANSITIONS.requeue?.[0] ?? expect.fail, from(['sending'], 'cancelled')],
  'decide to send an unknown one again': [
    (tx, id) => record.settleUnknown(tx, id, 'queued', null),
    from(['unknown'], 'cancelled'),
  ],
};

test.each([
  ...Object.entries(TRANSITIONS).map((each) => [...each, null] as const),
  ...Object.entries(TAKEN_BACK).map((each) => [...each, 'opted-out'] as const),
])('%s leads from these states alone (taken back: %3$s)', (_, [act, leads], takenBack) => {
  const { core, id } = texts();
  const after = Object.fromEntries(
    MessageState.options.map((state) => {
      core.write((tx) =>
        run(
          tx.db,
          sql`UPDATE message SET state = ${state}, provider_id = NULL, taken_back = ${takenBack} WHERE id = ${id}`,
        ),
      );
      core.write((tx) => act(tx, id));
      return [state, one<{ state: string }>(core.db, sql`SELECT state FROM message WHERE id = ${id}`)?.state];
    }),
  );
  expect(after).toEqual(
    Object.fromEntries(MessageState.options.map((state) => [state, leads[state] ?? state])),
  );
  core.close();
});

test('what ends a text for good takes it back, and no other end does', () => {
  const { core, id } = texts();
  const takenBackBy = (
    ...how: readonly [Parameters<typeof record.endQueued>[2], Parameters<typeof record.endQueued>[3]]
  ) => {
    core.write((tx) =>
      run(tx.db, sql`UPDATE message SET state = 'queued', taken_back = NULL WHERE id = ${id}`),
    );
    core.write((tx) => record.endQueued(tx, sql`id = ${id}`, ...how));
    return one<{ taken_back: string | null }>(core.db, sql`SELECT taken_back FROM message WHERE id = ${id}`)
      ?.taken_back;
  };
  expect(takenBackBy('cancelled', { rule: null })).toBe('');
  expect(takenBackBy('cancelled', { rule: 'opted-out' })).toBe('opted-out');
  expect(takenBackBy('prevented', { rule: 'conversation-closed' })).toBe('conversation-closed');
  expect(takenBackBy('cancelled', { rule: null, besideAnother: true })).toBe(null);
  expect(takenBackBy('cancelled', { detail: written('A copy had it queued.') })).toBe(null);
  expect(takenBackBy('dropped', { rule: 'confirmation-late' })).toBe(null);
  core.close();
});

test('only the claim that found the text queued may hand it to a provider', () => {
  const { core, id } = texts();
  core.write((tx) => run(tx.db, sql`UPDATE message SET state = 'queued' WHERE id = ${id}`));
  expect(core.write((tx) => record.claimText(tx, id))).toBe(true);
  expect(core.write((tx) => record.claimText(tx, id))).toBe(false);
  core.close();
});

test('a text that ends keeps its words, number and sender number, and is told to whoever ended it', () => {
  const { core, subject, number, conversationId, connectionId, senderNumberId } = texts();
  const pair = { subject, number, conversationId, connectionId, senderNumberId };
  const id = core.write((tx) =>
    record.queueText(tx, { ...pair, kind: 'reply', body: 'Hi.', waitsFor: 'quiet-hours' }),
  );
  const ended = core.write((tx) =>
    record.endQueued(tx, sql`subject = ${subject}`, 'cancelled', { rule: 'opted-out' }),
  );
  expect(ended).toEqual([{ id, conversation_id: conversationId, body: 'Hi.', author_id: null }]);
  expect(
    one(
      core.db,
      sql`SELECT state, rule, body, number, sender_number_id, settled_at FROM message WHERE id = ${id}`,
    ),
  ).toEqual({
    state: 'cancelled',
    rule: 'opted-out',
    body: 'Hi.',
    number,
    sender_number_id: senderNumberId,
    settled_at: core.write((tx) => tx.now),
  });
  core.close();
});

test('a refusal that overtook the answer to the send keeps its reason', () => {
  const { core, id } = texts();
  core.write((tx) => run(tx.db, sql`UPDATE message SET state = 'sending' WHERE id = ${id}`));
  core.write((tx) => record.failText(tx, id, '30003', written('Unreachable.')));
  core.write((tx) => record.acceptText(tx, id, 'p-1', 1));
  expect(
    one(core.db, sql`SELECT state, error_code, detail, provider_id FROM message WHERE id = ${id}`),
  ).toEqual({ state: 'failed', error_code: '30003', detail: written('Unreachable.'), provider_id: 'p-1' });
  core.close();
});
