import { expect, test } from 'vitest';
import { optOut, reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { all, run } from '../../main/core/store/statement.ts';
import type { ConversationFilter } from '../../shared/contract/conversations.ts';
import { written } from '../../shared/text/stored.ts';
import { type Client, refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import {
  account,
  action,
  campaign,
  connection,
  conversation,
  fictionNumber,
  message,
  senderNumber,
} from '../helpers/seed.ts';

const SECRET = 'Quetzalcoatl';
const hidden = fictionNumber('GB', 7);

/**
 * An organisation as a texter sees it; `withSecret`: one of their contacts was opted out automatically,
 * with all that follows.
 */
function world(withSecret: boolean) {
  const api = testApi();
  const { core } = api;
  const texter = account(core, { role: 'texter', name: 'Ana' });
  const other = account(core, { role: 'texter', name: 'Ben' });
  const supervisor = account(core, { role: 'supervisor' });
  const admin = account(core, { role: 'admin' });
  const connectionId = connection(core, { profile: 'provider-2' });
  const sender = senderNumber(core, { connectionId, number: '+447700900999' });
  const campaignId = campaign(core, { region: 'GB', name: 'One', texterIds: [texter, other] });
  const at = { campaignId, senderNumberId: sender };
  const number = (index: number) => fictionNumber('GB', index);
  conversation(core, { ...at, number: number(1), texterId: texter, firstName: 'Ivo', state: 'to-answer' });
  conversation(core, { ...at, number: number(2), texterId: texter, state: 'to-send' });
  conversation(core, { ...at, number: number(3), texterId: other, firstName: 'Olga' });
  const held = conversation(core, {
    ...at,
    number: number(4),
    texterId: texter,
    holdAt: core.ports.clock.now(),
  });
  action(core, { number: number(4), conversationId: held, holds: true });
  const manual = conversation(core, { ...at, number: number(5), texterId: texter });
  const by = {
    rule: '',
    matched: '',
    reason: written(''),
    importId: null,
    saidAt: 0,
    receivedAt: 0,
    senderNumberId: sender,
  };
  core.write((tx) =>
    optOut(core, tx, {
      ...by,
      subject: core.subject(number(5)),
      number: number(5),
      cause: 'manual',
      actorId: texter,
      conversationId: manual,
      messageId: null,
    }),
  );
  const ids = { conversation: 'missing', message: 'missing', action: 'missing', optOut: 'missing' };
  if (withSecret) {
    const subject = core.subject(hidden);
    ids.conversation = conversation(core, { ...at, number: hidden, texterId: texter, firstName: SECRET });
    const first = {
      conversationId: ids.conversation,
      number: hidden,
      senderNumberId: sender,
      direction: 'out',
    } as const;
    message(core, { ...first, kind: 'initial', body: `Hi ${SECRET}`, authorId: texter });
    ids.message = message(core, {
      ...first,
      body: `queued for ${SECRET}`,
      state: 'queued',
      authorId: texter,
    });
    const stop = message(core, { conversationId: ids.conversation, number: hidden, body: `STOP ${SECRET}` });
    ids.action = action(core, { number: hidden, conversationId: ids.conversation, messageId: stop });
    ids.optOut = core.write(
      (tx) =>
        optOut(core, tx, {
          ...by,
          subject,
          number: hidden,
          cause: 'auto-keyword',
          actorId: null,
          conversationId: ids.conversation,
          messageId: stop,
        }).optOutId,
    );
    // An opt-out closes open actions; one that opens afterwards is hidden all the same.
    run(writer(core), "UPDATE action SET state = 'open', resolution = NULL WHERE id = ?", ids.action);
    message(core, { ...first, kind: 'confirmation', body: `Confirmed ${SECRET}`, optOutId: ids.optOut });
    run(
      writer(core),
      "UPDATE conversation SET last_text = ?, last_direction = 'in' WHERE id = ?",
      `STOP ${SECRET}`,
      ids.conversation,
    );
  }
  const client = (id: string) => api.as(id);
  return { ...api, texter, admin, supervisor, campaignId, ids, client };
}

const FILTERS: readonly ConversationFilter[] = [
  {},
  ...(['to-send', 'waiting', 'to-answer', 'closed'] as const).map((state) => ({ state })),
  { optedOut: true },
  { optedOut: false },
  { onHold: true },
  { onHold: false },
  { search: SECRET },
  { search: SECRET.slice(0, 4) },
  { search: hidden },
  { search: '07700 900007' },
  { search: '900007' },
  { search: '%' },
];

/** Everything that a texter can ask for, with its answer. */
async function allThatMayBeSeen(client: Client, campaignId: string, texterId: string): Promise<unknown> {
  const filters = FILTERS.flatMap((filter) => [filter, { ...filter, campaignId }, { ...filter, texterId }]);
  const lists = await Promise.all(filters.map((filter) => client.conversation.list(filter)));
  const items = lists.flatMap((list) => list.items);
  return {
    lists,
    threads: await Promise.all(
      [...new Set(items.map(({ id }) => id))].map((id) => client.conversation.get({ id })),
    ),
    counts: [await client.conversation.counts({}), await client.conversation.counts({ campaignId })],
    campaigns: [await client.campaign.list(), await client.campaign.get({ id: campaignId })],
    actions: [await client.action.list({}), await client.action.list({ kind: 'likely-opt-out' })],
  };
}

test('a texter’s every answer is the same with an automatic opt-out among their conversations and without', async () => {
  const without = world(false);
  const withIt = world(true);
  const seen = await allThatMayBeSeen(withIt.client(withIt.texter), withIt.campaignId, withIt.texter);
  expect(seen).toEqual(
    await allThatMayBeSeen(without.client(without.texter), without.campaignId, without.texter),
  );
  expect(JSON.stringify(seen)).not.toContain(SECRET);
  // If there were nothing to see, the comparison would prove nothing.
  expect(JSON.stringify(seen)).toContain('Ivo');
  expect(JSON.stringify(seen)).not.toContain('Olga');
});

test('to a texter it is as if it had never been: every act on it ends like one on a missing id', async () => {
  const { ids, client, texter, core } = world(true);
  const ana = client(texter);
  const before = all(core.db, 'SELECT * FROM ledger');
  const acts: Record<string, (id: string) => Promise<unknown>> = {
    get: (id) => ana.conversation.get({ id }),
    send: (id) => ana.conversation.send({ id, body: 'Hello' }),
    sendInitial: (id) => ana.conversation.sendInitial({ id }),
    optOut: (id) => ana.conversation.optOut({ id }),
    close: (id) => ana.conversation.close({ id, outcome: 'done' }),
    reopen: (id) => ana.conversation.reopen({ id }),
  };
  for (const [name, act] of Object.entries(acts)) {
    const answer = await refusal(act(ids.conversation));
    expect(answer, name).toEqual(await refusal(act('missing')));
    expect(answer.code, name).toBe('NOT_FOUND');
  }
  const onOthers: readonly [string, (id: string) => Promise<unknown>, string][] = [
    ['cancel', (id) => ana.conversation.cancel({ id }), ids.message],
    ['undo', (id) => ana.conversation.undoOptOut({ id }), ids.optOut],
    ['resolve', (id) => ana.action.resolve({ id, resolution: 'dismiss' }), ids.action],
  ];
  for (const [name, act, id] of onOthers) {
    expect(await refusal(act(id)), name).toEqual(await refusal(act('missing')));
  }
  expect(await ana.action.list({ conversationId: ids.conversation })).toEqual([]);
  expect(all(core.db, 'SELECT * FROM ledger')).toEqual(before);
});

test('a texter may not ask for causes', async () => {
  const { client, texter } = world(true);
  for (const filter of [{ optCause: 'auto-keyword' }, { automatic: true }, { automatic: false }] as const) {
    expect((await refusal(client(texter).conversation.list(filter))).code).toBe('FORBIDDEN');
  }
});

test('a texter learns of an opt-out by hand that it is one, and by whom, not more', async () => {
  const { client, texter } = world(false);
  const { items } = await client(texter).conversation.list({ optedOut: true });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ optState: 'manual', optCause: null, state: 'closed' });
  const thread = await client(texter).conversation.get({ id: items[0]?.id ?? '' });
  expect(thread.events.map((event) => event.text)).toEqual(['Opted out by you.']);
  expect(thread.canSend).toMatchObject({ ok: false, outcome: 'prevent', rule: 'opted-out' });
});

test('admins and supervisors see all of it', async () => {
  const { client, admin, supervisor, ids } = world(true);
  for (const id of [admin, supervisor]) {
    const { items } = await client(id).conversation.list({ automatic: true });
    expect(items.map((item) => item.id)).toEqual([ids.conversation]);
    expect((await client(id).conversation.list({ optCause: 'auto-keyword' })).items).toHaveLength(1);
    expect((await client(id).conversation.list({ search: SECRET })).items).toHaveLength(1);
    expect((await client(id).conversation.counts({})).optedOut).toBe(2);
    const thread = await client(id).conversation.get({ id: ids.conversation });
    expect(thread.messages.map((text) => text.kind)).toEqual(['initial', 'reply', 'inbound', 'confirmation']);
    expect(thread.events.map((event) => event.kind)).toContain('opted-out');
  }
});

test('after an opt-in the thread is back, without the text that did it and without its traces', async () => {
  const { client, texter, ids, core, admin } = world(true);
  core.write((tx) =>
    reverseOptOuts(core, tx, {
      subject: core.subject(hidden),
      optOutIds: [ids.optOut],
      actorId: admin,
      reason: written('Called us'),
      undo: false,
    }),
  );
  const ana = client(texter);
  const thread = await ana.conversation.get({ id: ids.conversation });
  expect(thread.messages.map((text) => text.kind)).toEqual(['initial', 'reply']);
  expect(thread.events).toEqual([]);
  expect(thread.messages.every((text) => text.rule === null && !text.detail.includes('stop'))).toBe(true);
  expect(JSON.stringify(await ana.conversation.list({}))).not.toContain('STOP');
  const full = await client(admin).conversation.get({ id: ids.conversation });
  expect(full.messages.map((text) => text.kind)).toContain('confirmation');
  expect(full.events.map((event) => event.kind)).toEqual(
    expect.arrayContaining(['opted-out', 'opted-in', 'prevented']),
  );
});

test('a texter of another conversation sees none of it', async () => {
  const { client, core } = world(false);
  const stranger = account(core, { role: 'texter' });
  const none = client(stranger);
  expect((await none.conversation.list({})).items).toEqual([]);
  expect(await none.campaign.list()).toEqual([]);
  expect(await none.action.list({})).toEqual([]);
  const [row] = all<{ id: string }>(core.db, 'SELECT id FROM conversation LIMIT 1');
  expect((await refusal(none.conversation.get({ id: row?.id ?? '' }))).code).toBe('NOT_FOUND');
});
