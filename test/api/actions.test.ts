import { describe, expect, test } from 'vitest';
import { openAction } from '../../main/core/actions/actionRecord.ts';
import { openActionsWhere } from '../../main/core/actions/list.ts';
import { pageSql } from '../../main/core/actions/page.ts';
import { clearBlock, noteBlock } from '../../main/core/outbox/providerBlock.ts';
import { takeRefusal } from '../../main/core/outbox/refusal.ts';
import { stopFirst } from '../../main/core/people/urgency.ts';
import { addBusinessDays } from '../../main/core/rules/businessDays.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import type { ActionKind } from '../../shared/schema/words.ts';
import { written } from '../../shared/text/stored.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import {
  account,
  campaign,
  connection,
  conversation,
  fictionNumber,
  message,
  senderNumber,
} from '../helpers/seed.ts';

const DAY = 86_400_000;

function world() {
  const api = testApi();
  const { core, clock } = api;
  const ana = account(core, { role: 'texter', name: 'Ana' });
  const ben = account(core, { role: 'texter', name: 'Ben' });
  const connectionId = connection(core, { profile: 'provider-2' });
  const sender = senderNumber(core, { connectionId, number: '+447700900999' });
  const campaigns = ['One', 'Two'].map((name) =>
    campaign(core, { region: 'GB', name, texterIds: [ana, ben] }),
  );
  const people = Array.from({ length: 6 }, (_, index) => {
    const number = fictionNumber('GB', index);
    const id = conversation(core, {
      campaignId: campaigns[index % 2] ?? '',
      number,
      texterId: index < 4 ? ana : ben,
      senderNumberId: sender,
      state: 'to-answer',
      firstName: `P${index}`,
    });
    return { number, id, subject: core.subject(number) };
  });
  const person = (index: number) => {
    const found = people[index];
    if (!found) throw new Error('No such person.');
    return found;
  };
  /** An action about a person's text, due in so many business days from now. */
  const action = (index: number, kind: ActionKind, days: number, said = 'please stop this') => {
    const { id, number, subject } = person(index);
    const messageId = message(core, { conversationId: id, number, body: said, senderNumberId: sender });
    core.write((tx) =>
      openAction(core, tx, {
        kind,
        subject,
        conversationId: id,
        messageId,
        rule: 'phrase',
        matched: 'stop',
        detail: written(''),
        holds: kind === 'likely-opt-out',
        dueAt: addBusinessDays(tx.now, days, 'GB'),
      }),
    );
    if (kind === 'likely-opt-out')
      run(writer(core), 'UPDATE conversation SET hold_at = ? WHERE id = ?', clock.now(), id);
    return one<{ id: string }>(
      core.db,
      "SELECT id FROM action WHERE subject = ? AND kind = ? AND state = 'open'",
      subject,
      kind,
    )?.id as string;
  };
  const admin = api.newcomer('admin', 'Maya');
  return {
    ...api,
    ana: { id: ana, client: api.as(ana) },
    ben: { id: ben, client: api.as(ben) },
    admin,
    campaigns,
    person,
    action,
    sender,
  };
}

describe('the list', () => {
  test('shows why, the words, when it is due and how many working days that is; a plain STOP first, however late it is due', async () => {
    const { admin, action, clock, as } = world();
    const far = action(0, 'opt-out-by-hand', 10);
    const near = action(1, 'likely-opt-out', 1);
    const { items } = await admin.client.action.page({});
    expect(items.map((item) => item.id)).toEqual([far, near]);
    expect(items[0]).toMatchObject({
      text: 'please stop this',
      matched: 'stop',
      workingDaysLeft: 10,
      overdue: false,
      region: 'GB',
      assignedTo: null,
      // Ten business days from Tuesday, 3 March 2026.
      dueAt: clock.now() + 14 * DAY,
    });
    clock.advance(16 * DAY);
    const later = (await as(admin.id).action.page({ due: 'overdue' })).items;
    expect(later.map(({ id, overdue }) => [id, overdue])).toEqual([
      [far, true],
      [near, true],
    ]);
    expect(later[0]?.workingDaysLeft).toBe(-2);
  });

  test('pages through all of them once, whatever is due when; filters narrow it', async () => {
    const { admin, action, campaigns } = world();
    const ids = [0, 1, 2, 3, 4, 5].map((index) => action(index, 'wrong-number', (index * 3) % 4));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.client.action.page({ limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(new Set(seen).size).toBe(ids.length);
    const inOne = (await admin.client.action.page({ campaignId: campaigns[0] })).items;
    expect(inOne.map((item) => item.campaignName)).toEqual(['One', 'One', 'One']);
    expect((await admin.client.action.page({ kind: 'asked-to-resume' })).items).toEqual([]);
    expect((await refusal(admin.client.action.page({ cursor: 'nonsense' }))).code).toBe('INVALID');
  });

  test('a texter has their own conversations’ alone, in pages and in counts', async () => {
    const { ana, ben, admin, action } = world();
    action(0, 'opt-out-by-hand', 10);
    const bens = action(4, 'opt-out-by-hand', 10);
    expect((await ana.client.action.page({})).items.map((item) => item.contactName)).toEqual(['P0 Doe']);
    expect((await ben.client.action.summary()).open).toBe(1);
    expect(await admin.client.action.summary()).toMatchObject({
      open: 2,
      unassigned: 2,
      kinds: [{ kind: 'opt-out-by-hand', count: 2 }],
    });
    expect((await refusal(ana.client.action.resolve({ id: bens, resolution: 'dismiss' }))).code).toBe(
      'NOT_FOUND',
    );
    const bulk = await ana.client.action.resolveMany({ ids: [bens], resolution: 'opt-out' });
    expect(bulk).toEqual({ done: [], refused: [{ id: bens, why: 'This action is no longer here.' }] });
  });

  test.each([
    ['admin', /SEARCH a USING INDEX action_urgent/, /SCAN|TEMP B-TREE/],
    [
      'texter',
      /SEARCH c USING (COVERING )?INDEX conversation_texter .*SEARCH a USING INDEX action_conversation/s,
      /SCAN/,
    ],
  ] as const)('a page for %s is read from an index', (role, wanted, unwanted) => {
    const { core } = world();
    const viewer = { id: 'x', role };
    const where = openActionsWhere(viewer, {});
    const plan = all<{ detail: string }>(
      core.db,
      `EXPLAIN QUERY PLAN ${pageSql(viewer, `${where.sql} AND ${stopFirst('a')} >= ?`, {})}`,
      ...where.values,
      0,
      50,
    ).map((row) => row.detail);
    expect(plan.join('\n')).toMatch(wanted);
    expect(plan.join('\n')).not.toMatch(unwanted);
  });
});

describe('assigning', () => {
  test('is an admin’s; a texter only gets what they can see; mine and unassigned tell them apart', async () => {
    const { admin, ana, ben, action, core } = world();
    const first = action(0, 'opt-out-by-hand', 10);
    const second = action(1, 'opt-out-by-hand', 9);
    expect((await refusal(ana.client.action.assign({ ids: [first], accountId: ana.id }))).code).toBe(
      'FORBIDDEN',
    );
    expect(
      (await refusal(admin.client.action.assign({ ids: [first, second], accountId: ben.id }))).message,
    ).toMatch(/own conversations/);
    await admin.client.action.assign({ ids: [first], accountId: ana.id });
    expect((await ana.client.action.page({ assigned: 'mine' })).items.map((item) => item.id)).toEqual([
      first,
    ]);
    expect((await admin.client.action.page({ assigned: 'unassigned' })).items.map((item) => item.id)).toEqual(
      [second],
    );
    expect(await ana.client.action.summary()).toMatchObject({ mine: 1, unassigned: 1 });
    await admin.client.action.assign({ ids: [first], accountId: null });
    expect((await ana.client.action.summary()).mine).toBe(0);
    expect(all(core.db, "SELECT 1 FROM ledger WHERE kind = 'action-assigned'")).toHaveLength(2);
    const watcher = account(core, { role: 'supervisor' });
    await admin.client.action.assign({ ids: [first], accountId: watcher });
    const unknown = action(2, 'send-outcome-unknown', 3);
    expect((await refusal(admin.client.action.assign({ ids: [unknown], accountId: watcher }))).code).toBe(
      'INVALID',
    );
  });
});

describe('deeds', () => {
  test('opting out from an action can be undone, and the action is back with its hold', async () => {
    const { ana, action, person } = world();
    const id = action(0, 'likely-opt-out', 10);
    const { optOut } = await ana.client.action.resolve({ id, resolution: 'opt-out', reason: 'clear enough' });
    expect((await ana.client.action.page({})).items).toEqual([]);
    await ana.client.conversation.undoOptOut({ id: optOut?.optOutId ?? '' });
    expect((await ana.client.action.page({})).items.map((item) => item.id)).toEqual([id]);
    expect((await ana.client.conversation.get({ id: person(0).id })).conversation).toMatchObject({
      optState: 'none',
      onHold: true,
    });
  });

  test('an undo by hand in the thread brings back what it had settled, too', async () => {
    const { ana, action, person } = world();
    const id = action(0, 'opt-out-by-hand', 10);
    const { optOutId } = await ana.client.conversation.optOut({ id: person(0).id });
    expect((await ana.client.action.page({})).items).toEqual([]);
    await ana.client.conversation.undoOptOut({ id: optOutId });
    expect((await ana.client.action.page({})).items.map((item) => item.id)).toEqual([id]);
  });

  test('whoever lets somebody be texted again is told which texts were written before and leave then', async () => {
    const { admin, action, core, person } = world();
    const id = action(0, 'likely-opt-out', 3);
    const queued = { conversationId: person(0).id, number: person(0).number, direction: 'out' } as const;
    message(core, { ...queued, body: 'Written before.', state: 'queued' });
    for (const resolution of ['carry-on', 'dismiss'] as const) {
      await expect(admin.client.action.resolve({ id, resolution })).rejects.toMatchObject({
        code: 'UNCONFIRMED',
        data: {
          warnings: [{ code: 'texts-waiting', message: expect.stringContaining('1 text to this person') }],
        },
      });
    }
    expect((await admin.client.action.page({})).items.map((item) => item.id)).toEqual([id]);
    expect((await admin.client.conversation.get({ id: person(0).id })).canSend.rule).toBe('on-hold');
    await admin.client.action.resolve({ id, resolution: 'carry-on', confirmed: ['texts-waiting'] });
    expect((await admin.client.action.page({})).items).toEqual([]);
    const none = action(1, 'likely-opt-out', 3);
    await admin.client.action.resolve({ id: none, resolution: 'carry-on' });
  });

  test('several at once, where it is safe; each can be undone; what is gone is named', async () => {
    const { admin, action, core, person } = world();
    const ids = [
      action(0, 'likely-opt-out', 3),
      action(1, 'opt-out-by-hand', 4),
      action(2, 'asked-to-resume', 5),
    ];
    const result = await admin.client.action.resolveMany({ ids: [...ids, 'gone'], resolution: 'opt-out' });
    expect(result.done.map((each) => each.id)).toEqual(ids.slice(0, 2));
    expect(result.refused.map((each) => each.id)).toEqual([ids[2], 'gone']);
    expect(all(core.db, 'SELECT 1 FROM opt_out WHERE reversed = 0')).toHaveLength(2);
    await admin.client.conversation.undoOptOut({ id: result.done[0]?.optOutId ?? '' });
    expect((await admin.client.conversation.get({ id: person(0).id })).conversation.optState).toBe('none');
    const unsafe = admin.client.action.resolveMany({ ids, resolution: 'carry-on' as 'opt-out' });
    expect((await refusal(unsafe)).code).toBe('INVALID');
  });

  test('two about the same person are settled by one opt-out, and both are back when it is undone', async () => {
    const { admin, action } = world();
    const ids = [action(0, 'opt-out-by-hand', 3), action(0, 'likely-opt-out', 4)];
    const { done, refused } = await admin.client.action.resolveMany({ ids, resolution: 'opt-out' });
    expect(done.map(({ id }) => id)).toEqual(ids);
    expect(refused).toEqual([]);
    const made = done.flatMap(({ optOutId }) => optOutId ?? []);
    expect(made).toHaveLength(1);
    await admin.client.conversation.undoOptOut({ id: made[0] ?? '' });
    expect((await admin.client.action.page({})).items.map(({ id }) => id)).toEqual(ids);
  });

  test('a number that the provider calls invalid opens one; it can be tried again', async () => {
    const { admin, core, person } = world();
    const { id, number } = person(0);
    const sent = message(core, {
      conversationId: id,
      number,
      body: 'Hi',
      direction: 'out',
      state: 'sending',
    });
    core.write((tx) =>
      takeRefusal(core, tx, sent, 'invalid-number', '21211', written('Not a mobile number.')),
    );
    const [item] = (await admin.client.action.page({ kind: 'provider-refused' })).items;
    expect(item).toMatchObject({ rule: 'invalid-number', workingDaysLeft: 10 });
    expect((await admin.client.conversation.get({ id })).canSend.rule).toBe('invalid-number');
    await admin.client.action.resolve({ id: item?.id ?? '', resolution: 'carry-on' });
    expect((await admin.client.conversation.get({ id })).canSend.rule).not.toBe('invalid-number');
  });
});

describe('blocked at the provider, and not here', () => {
  const blocked = () => {
    const made = world();
    const { core, sender, person } = made;
    core.write((tx) => noteBlock(core, tx, sender, person(0).subject, 'confirmed', '21610', null));
    return made;
  };

  test('after an opt-in there is an action and a standing notice, until the contact texts START', async () => {
    const { admin, ana, core, sender, person } = blocked();
    const { id, subject } = person(0);
    await admin.client.person.optOut({ conversationId: id, reason: 'asked' });
    expect((await admin.client.conversation.get({ id })).stillBlocked).toBeNull();
    const { remains } = await admin.client.person.optIn({ conversationId: id, reason: 'asked again' });
    expect(remains).toEqual([expect.stringMatching(/must text START/)]);
    for (const who of [admin, ana]) {
      expect((await who.client.conversation.get({ id })).stillBlocked).toMatch(/must text START/);
      expect((await who.client.action.page({})).items).toMatchObject([
        { kind: 'provider-refused', rule: 'provider-block', conversationId: id },
      ]);
    }
    expect((await admin.client.person.why({ conversationId: id })).next.join(' ')).toMatch(/START/);
    const started = message(core, { conversationId: id, number: person(0).number, body: 'START' });
    core.write((tx) => clearBlock(core, tx, sender, subject, started));
    expect((await admin.client.conversation.get({ id })).stillBlocked).toBeNull();
    expect((await admin.client.action.page({})).items).toEqual([]);
  });

  test('nobody is listed twice: an open question about the opt-out covers it, and dismissing that leaves the block', async () => {
    const { admin, action, person } = blocked();
    const id = action(0, 'opt-out-by-hand', 10);
    const kinds = async () => (await admin.client.action.page({})).items.map((item) => item.kind);
    await admin.client.person.optOut({ conversationId: person(0).id, reason: 'asked' });
    expect(await kinds()).toEqual([]);
    await admin.client.person.optIn({ conversationId: person(0).id, reason: 'by mistake' });
    expect(await kinds()).toEqual(['provider-refused']);
    expect(id).toBeTruthy();
    const again = blocked();
    const asked = again.action(0, 'opt-out-by-hand', 10);
    await again.admin.client.action.resolve({ id: asked, resolution: 'dismiss' });
    expect((await again.admin.client.action.page({})).items).toMatchObject([{ rule: 'provider-block' }]);
  });

  test('an automatic opt-out that was reversed leaves a texter no trace of it', async () => {
    const { admin, ana, core, person } = blocked();
    const { id } = person(0);
    await admin.client.person.optOut({ conversationId: id, reason: 'asked' });
    run(writer(core), "UPDATE opt_out SET automatic = 1, cause = 'auto-keyword'");
    await admin.client.person.optIn({ conversationId: id, reason: 'asked again' });
    expect((await admin.client.conversation.get({ id })).stillBlocked).not.toBeNull();
    expect((await ana.client.conversation.get({ id })).stillBlocked).toBeNull();
  });
});
