import { expect, test } from 'vitest';
import { UnconfirmedError } from '../../main/core/base/warnings.ts';
import { updateNumber } from '../../main/core/senders/numbers.ts';
import { successorsOf, workAt } from '../../main/core/senders/retireNumber.ts';
import { all, run } from '../../main/core/store/statement.ts';
import type { WarningCode } from '../../shared/contract/base/warning.ts';
import { writer } from '../helpers/core.ts';
import { messenger } from '../helpers/messenger.ts';
import * as seed from '../helpers/seed.ts';

test('a retired sender number’s queued texts are taken back with the reason, and come back with the number', async () => {
  const d = messenger('GB');
  const conversation = d.conversations[0]?.[0] ?? '';
  const other = d.conversations[1]?.[0] ?? '';
  d.clock.set(Date.UTC(2026, 2, 3, 23));
  d.poll();
  expect(d.send(conversation, 'initial')).toMatchObject({ ok: true, waits: 'quiet-hours' });
  expect(d.send(other, 'initial')).toMatchObject({ ok: true });
  const retire = (active: boolean) =>
    d.core.write((tx) =>
      updateNumber(d.core, tx, d.adminId, d.senders[0]?.id ?? '', {
        active,
        confirmed: ['sender-has-queued'],
      }),
    );
  retire(false);
  await d.dispatch();
  expect(d.messages(conversation)).toMatchObject([{ state: 'prevented', rule: 'sender-retired' }]);
  expect(d.messages(other)).toMatchObject([{ state: 'queued' }]);
  expect(d.row(conversation)?.state).toBe('to-send');
  expect(all(d.core.db, 'SELECT rule, place FROM prevented')).toEqual([
    { rule: 'sender-retired', place: 'claim' },
  ]);
  expect(d.send(conversation, 'initial')).toEqual({ ok: false, rule: 'sender-retired' });
  d.clock.set(Date.UTC(2026, 2, 4, 12));
  d.poll();
  await d.dispatch();
  expect(d.provider.reached.map(({ from }) => from)).toEqual([d.senders[1]?.number]);
  retire(true);
  expect(d.send(conversation, 'initial')).toMatchObject({ ok: true, waits: null });
  await d.dispatch();
  expect(d.provider.reached).toHaveLength(2);
  d.close();
});

test('texts that wait are counted before, first texts move by choice, and replies are given up', async () => {
  const d = messenger('GB', { contacts: 3 });
  const [first = '', known = '', untexted = ''] = d.conversations[0] ?? [];
  const [from, to] = d.senders;
  const retire = (confirmed: readonly WarningCode[], moveTo?: string) =>
    d.core.write((tx) =>
      updateNumber(d.core, tx, d.adminId, from?.id ?? '', { active: false, confirmed, moveTo }),
    );
  expect(d.send(known, 'initial')).toMatchObject({ ok: true });
  await d.dispatch();
  d.clock.set(Date.UTC(2026, 2, 3, 23));
  d.poll();
  for (const [id, kind] of [
    [first, 'initial'],
    [known, 'reply'],
  ] as const) {
    expect(d.send(id, kind)).toMatchObject({ ok: true, waits: 'quiet-hours' });
  }
  expect(workAt(d.core.db, from?.id ?? '')).toEqual({ firstTexts: 1, replies: 1, contacts: 1 });
  const asked = (of: () => unknown) => {
    try {
      of();
    } catch (error) {
      if (error instanceof UnconfirmedError) return error.warnings;
      throw error;
    }
    return [];
  };
  const both = asked(() => retire([]));
  expect(both.map(({ code }) => code)).toEqual(['sender-has-queued', 'sender-has-contacts']);
  expect(both[0]?.message).toContain('2 texts wait');
  expect(asked(() => retire([], to?.id)).map(({ message }) => message)).toEqual([
    expect.stringContaining('1 text waits'),
  ]);
  // The refused call changed nothing.
  expect(workAt(d.core.db, from?.id ?? '')).toEqual({ firstTexts: 1, replies: 1, contacts: 1 });
  expect(d.messages(first)).toMatchObject([{ state: 'queued' }]);

  expect(retire(['sender-has-queued'], to?.id).moved).toEqual({ texts: 1, contacts: 1, givenUp: 1 });
  await d.dispatch();
  expect(d.messages(known)).toMatchObject([
    { state: 'sent' },
    { state: 'prevented', rule: 'sender-retired' },
  ]);
  expect(d.messages(first)).toMatchObject([{ state: 'queued', rule: 'quiet-hours' }]);
  d.clock.set(Date.UTC(2026, 2, 4, 12));
  d.poll();
  expect(d.send(untexted, 'initial')).toMatchObject({ ok: true, waits: null });
  await d.dispatch();
  expect(d.provider.reached.slice(1).map(({ from: sender }) => sender)).toEqual([to?.number, to?.number]);
  expect(
    all(d.core.db, "SELECT payload FROM ledger WHERE kind = 'sender-texts-moved'").map((row) =>
      JSON.parse((row as { payload: string }).payload),
    ),
  ).toEqual([{ from: from?.id, to: to?.id, texts: 1, contacts: 1 }]);
  d.close();
});

test('a number takes over only what is of its kind, and a block of the new pair stops the text', async () => {
  const d = messenger('GB');
  const conversation = d.conversations[0]?.[0] ?? '';
  const [from, to] = d.senders;
  const simulator = seed.connection(d.core, { profile: 'provider-2' });
  run(writer(d.core), `UPDATE connection SET provider = 'simulator' WHERE id = ?`, simulator);
  run(writer(d.core), `UPDATE connection SET provider = 'twilio' WHERE id = ?`, d.connectionId);
  const practised = seed.senderNumber(d.core, { connectionId: simulator, number: '+447700900955' });
  const us = seed.connection(d.core, { profile: 'provider-1' });
  const american = seed.senderNumber(d.core, { connectionId: us, number: '+12165550190' });
  expect(successorsOf(d.core.db, from?.id ?? '').map(({ id }) => id)).toEqual([to?.id]);
  d.clock.set(Date.UTC(2026, 2, 3, 23));
  d.poll();
  d.send(conversation, 'initial');
  const retire = (moveTo: string) =>
    d.core.write((tx) => updateNumber(d.core, tx, d.adminId, from?.id ?? '', { active: false, moveTo }));
  for (const wrong of [practised, american, from?.id ?? ''])
    expect(() => retire(wrong)).toThrow('cannot move to that number');
  run(
    writer(d.core),
    `INSERT INTO provider_block (sender_number_id, subject, state, noted_at, rev) VALUES (?, ?, 'confirmed', 0, '')`,
    to?.id,
    d.core.subject(d.numbers[0] ?? ''),
  );
  expect(retire(to?.id ?? '').moved).toMatchObject({ texts: 1, givenUp: 0 });
  await d.dispatch();
  expect(d.messages(conversation)).toMatchObject([{ state: 'prevented', rule: 'provider-block' }]);
  d.close();
});

test('a text that may have left does not move', async () => {
  const d = messenger('GB');
  const conversation = d.conversations[0]?.[0] ?? '';
  const from = d.senders[0]?.id ?? '';
  d.clock.set(Date.UTC(2026, 2, 3, 23));
  d.poll();
  d.send(conversation, 'initial');
  const [message] = all<{ id: string }>(d.core.db, 'SELECT id FROM message');
  run(
    writer(d.core),
    `INSERT INTO action (id, kind, subject, message_id, opened_at, due_at, state, resolution, rev)
     VALUES ('a', 'send-outcome-unknown', ?, ?, 0, 0, 'done', 'send-again', '')`,
    d.core.subject(d.numbers[0] ?? ''),
    message?.id,
  );
  expect(workAt(d.core.db, from)).toEqual({ firstTexts: 0, replies: 1, contacts: 0 });
  d.close();
});
