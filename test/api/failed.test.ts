import { expect, test } from 'vitest';
import { countStatements } from '../../main/core/conversations/conversationList.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { testApi } from '../helpers/api.ts';
import { NOON, testCore, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';

test('a reply of which a person said “not sent” is among those that were not delivered, until a later text of it', async () => {
  const api = testApi();
  const { client } = api.newcomer('admin');
  const number = seed.fictionNumber('US', 1);
  const conversationId = seed.conversation(api.core, {
    campaignId: seed.campaign(api.core),
    number,
    senderNumberId: seed.senderNumber(api.core, {
      connectionId: seed.connection(api.core, { profile: 'provider-1' }),
      number: '+12025550199',
    }),
  });
  const of = { conversationId, number, direction: 'out' } as const;
  seed.message(api.core, { ...of, kind: 'initial', body: 'Hello', at: NOON - 9000 });
  const messageId = seed.message(api.core, {
    ...of,
    body: 'See you at six',
    state: 'unknown',
    at: NOON - 8000,
  });
  const id = seed.action(api.core, { number, conversationId, messageId, kind: 'send-outcome-unknown' });
  expect((await client.conversation.counts({})).failed).toBe(0);
  await client.action.resolve({ id, resolution: 'not-sent' });
  const shown = async () => ({
    counted: (await client.conversation.counts({})).failed,
    listed: (await client.conversation.list({ failed: true })).items.map((row) => row.id),
  });
  expect(await shown()).toEqual({ counted: 1, listed: [conversationId] });
  seed.message(api.core, { ...of, body: 'See you at six, then', at: NOON - 7000 });
  expect(await shown()).toEqual({ counted: 0, listed: [] });
  // A conversation in which two texts failed counts once.
  for (const at of [NOON - 6000, NOON - 5000])
    seed.message(api.core, { ...of, body: 'Are you there?', state: 'failed', at });
  expect(await shown()).toEqual({ counted: 1, listed: [conversationId] });
});

test('texts that were not delivered are counted up to a thousand, and no further text is looked at', async () => {
  const api = testApi();
  const { client } = api.newcomer('admin');
  const campaignId = seed.campaign(api.core);
  const conversationId = seed.conversation(api.core, { campaignId, number: seed.fictionNumber('US', 1) });
  for (const [table, like] of [
    ['conversation', conversationId],
    [
      'message',
      seed.message(api.core, {
        conversationId,
        number: seed.fictionNumber('US', 1),
        body: 'Hello',
        direction: 'out',
        kind: 'initial',
        state: 'failed',
      }),
    ],
  ] as const) {
    const names = all<{ name: string }>(
      api.core.db,
      `SELECT name FROM pragma_table_info('${table}') WHERE name <> 'seq'`,
    );
    const values = names.map(({ name }) => {
      if (name === 'id') return `'${table}' || n.value`;
      if (name === 'subject') return "'subject' || n.value";
      return name === 'conversation_id' ? "'conversation' || n.value" : `o.${name}`;
    });
    run(
      writer(api.core),
      `INSERT INTO ${table} (${names.map(({ name }) => name).join()}) SELECT ${values.join()}
       FROM ${table} o, json_each(?) n WHERE o.id = ?`,
      JSON.stringify(Array.from({ length: 1004 }, (_, index) => index)),
      like,
    );
  }
  const { failed, failedMore } = await client.conversation.counts({});
  expect({ failed, failedMore }).toEqual({ failed: 1000, failedMore: true });
  expect((await client.conversation.counts({ campaignId })).failedMore).toBe(true);
});

test('a count of what was not delivered reads the marks of failed texts, in order, and no text', () => {
  const { core } = testCore();
  for (const role of ['admin', 'texter'] as const) {
    const known = { subject: null, facts: null, rows: null, mark: 'failed' };
    for (const filter of [
      { failed: true, state: 'waiting' },
      { failed: true, state: 'waiting', campaignId: 'k' },
    ] as const) {
      const [statement] = countStatements({ id: 'a', role }, filter, 1001, known);
      const plan = all<{ detail: string }>(
        core.db,
        `EXPLAIN QUERY PLAN ${statement?.sql}`,
        ...(statement?.values ?? []),
      ).map((row) => row.detail);
      const about = plan.join('\n');
      expect(about).toContain(
        role === 'admin'
          ? 'SEARCH k USING COVERING INDEX conversation_mark_all (mark=?)'
          : 'SEARCH k USING COVERING INDEX conversation_mark_own (reader_id=? AND mark=?)',
      );
      expect(about).toMatch(/SEARCH c USING INDEX sqlite_autoindex_conversation_1 \(id=\?\)/);
      // A statement that sorts or removes doubles reads every row first, whatever its limit.
      expect(about).not.toContain('TEMP B-TREE');
      expect(about).not.toMatch(/ [lm] USING .*message/);
      expect(statement?.sql).toMatch(/LIMIT \?\)$/);
    }
  }
});
