import { afterEach, expect, test } from 'vitest';
import { noteNumberFact, takesNoTexts } from '../../main/core/people/facts.ts';
import { run } from '../../main/core/store/statement.ts';
import { testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';
import { message } from '../helpers/seed.ts';

/** What is known of a number: when that ends, and who is told how much of it. */

let d: Messenger;
afterEach(() => d.close());

test('a telephone that was out of reach is there again once its owner has written', () => {
  d = messenger('GB');
  const [number = ''] = d.numbers;
  const subject = d.core.subject(number);
  for (const [conversationId = ''] of d.conversations)
    d.core.write((tx) =>
      noteNumberFact(d.core, tx, {
        subject,
        kind: 'unreachable',
        code: '30005',
        conversationId,
        messageId: null,
        actorId: null,
      }),
    );
  expect(takesNoTexts(d.core.db, subject)).toBe(true);
  d.says(number, 'Hello, I am back');
  expect(takesNoTexts(d.core.db, subject)).toBe(false);
});

test('a reply that was said before the provider called the number dead ends nothing', () => {
  d = messenger('GB');
  const [number = ''] = d.numbers;
  const subject = d.core.subject(number);
  const said = d.clock.now() - 60_000;
  d.core.write((tx) =>
    noteNumberFact(d.core, tx, {
      subject,
      kind: 'dead',
      code: '30006',
      conversationId: null,
      messageId: null,
      actorId: null,
    }),
  );
  d.says(number, 'Hello', said);
  expect(takesNoTexts(d.core.db, subject)).toBe(true);
  d.says(number, 'Still here', d.clock.now());
  expect(takesNoTexts(d.core.db, subject)).toBe(false);
});

test('a texter hears that a number was wrong, not in which campaign, nor from which colleague', async () => {
  d = messenger('GB');
  const api = testApi({ made: d.made });
  run(writer(d.core), "UPDATE account SET name = 'Olga Other' WHERE id = ?", d.adminId);
  const [here = '', elsewhere = ''] = d.conversations.map(([first]) => first ?? '');
  await api.as(d.adminId).conversation.close({ id: elsewhere, outcome: 'wrong-number' });
  const sentence = async (id: string) => (await api.as(id).conversation.get({ id: here })).canSend.sentence;
  expect(await sentence(d.adminId)).toMatch(/wrong number on .* by Olga Other in Second\./);
  expect(await sentence(d.texterId)).toMatch(/wrong number on .* by somebody\./);
});

test('a text that failed is told of until one goes, whether or not the contact has asked for help since', async () => {
  d = messenger('US');
  const admin = testApi({ made: d.made }).as(d.adminId);
  const [number = ''] = d.numbers;
  const id = d.conversations[0]?.[0] ?? '';
  const failed = message(d.core, {
    conversationId: id,
    number,
    body: 'Hello.',
    direction: 'out',
    kind: 'initial',
    state: 'failed',
    senderNumberId: d.senders[0]?.id ?? null,
  });
  run(writer(d.core), "UPDATE message SET error_code = '4750', provider_id = 'p-1' WHERE id = ?", failed);
  d.clock.advance(1000);
  d.says(number, 'HELP');
  const thread = await admin.conversation.get({ id });
  expect(thread.messages.at(-1)).toMatchObject({ automatic: 'help' });
  expect(thread.failed).toMatchObject({ messageId: failed });
  expect(thread.conversation.failed).toBe(true);
});
