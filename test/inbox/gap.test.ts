import { expect, test } from 'vitest';
import { holdForGaps } from '../../main/core/inbox/gap.ts';
import { messenger } from '../helpers/messenger.ts';

/**
 * A sweep finds a reply that no webhook brought: the person is not texted until its words come or a person
 * decides.
 */

async function lost() {
  const d = messenger('US');
  const conversation = d.conversations[0]?.[0] ?? '';
  const number = d.numbers[0] ?? '';
  d.send(conversation, 'initial', 'Will you vote?');
  await d.dispatch();
  const gap = (providerId: string) => ({
    providerId,
    from: number,
    to: d.senders[0]?.number ?? '',
    at: d.clock.now(),
  });
  /** The webhook of that reply comes late. */
  const arrives = (providerId: string, body: string) => {
    d.receive({
      providerId,
      from: number,
      to: d.senders[0]?.number ?? '',
      body,
      providerTime: d.clock.now(),
    });
  };
  holdForGaps(d.core, d.connectionId, [gap('late-1')], d.clock.now());
  expect(d.row(conversation)?.hold_at).not.toBeNull();
  expect(d.send(conversation)).toEqual({ ok: false, rule: 'on-hold' });
  return { d, conversation, gap, arrives };
}

test('harmless words that come late end the hold and the action', async () => {
  const { d, conversation, arrives } = await lost();
  arrives('late-1', 'Yes, count me in');
  expect(d.row(conversation)?.hold_at).toBeNull();
  expect(d.actions()).toEqual([]);
  expect(d.send(conversation)).toMatchObject({ ok: true });
  d.close();
});

test('a STOP that comes late opts out', async () => {
  const { d, conversation, arrives } = await lost();
  arrives('late-1', 'STOP');
  expect(d.row(conversation)).toMatchObject({ opt_state: 'automatic' });
  expect(d.actions()).toEqual([]);
  d.close();
});

test('another reply does not end it; nor do the words of one while another is lost', async () => {
  const { d, conversation, gap, arrives } = await lost();
  arrives('other', 'Hello?');
  expect(d.row(conversation)?.hold_at).not.toBeNull();
  holdForGaps(d.core, d.connectionId, [gap('late-2')], d.clock.now());
  arrives('late-1', 'Hello!');
  expect(d.row(conversation)?.hold_at).not.toBeNull();
  arrives('late-2', 'Hello again');
  expect(d.row(conversation)?.hold_at).toBeNull();
  d.close();
});

test('a likely opt-out said meanwhile keeps its own hold', async () => {
  const { d, conversation, arrives } = await lost();
  arrives('other', 'please take me off your list');
  arrives('late-1', 'What time?');
  expect(d.row(conversation)?.hold_at).not.toBeNull();
  expect(d.actions()).toMatchObject([
    { kind: 'likely-opt-out', matched: expect.stringContaining('take me off') },
  ]);
  d.close();
});
