import { expect, test } from 'vitest';
import { all } from '../../main/core/store/statement.ts';
import { testApi } from '../helpers/api.ts';
import { messenger } from '../helpers/messenger.ts';

/**
 * People who are unwilling and do not ask to stop: their texts are marked for the texter and counted;
 * nothing is held or closed.
 */

test.each([true, false])(
  'marked for the texter and counted of those who replied; automatic opt-outs: %s',
  async (autoOptOut) => {
    const d = messenger('US', { contacts: 4, autoOptOut });
    const api = testApi({ made: d.made });
    const [asks = '', pays = '', fine = ''] = d.conversations[0] ?? [];
    for (const id of [asks, pays, fine]) d.send(id, 'initial', 'Will you vote?');
    await d.dispatch();
    d.says(d.numbers[0] ?? '', 'Who gave you my number?');
    d.says(d.numbers[1] ?? '', 'I get charged for this');
    d.says(d.numbers[2] ?? '', 'Yes, I will');

    const texter = api.as(d.texterId);
    const meaning = async (id: string) =>
      (await texter.conversation.get({ id })).messages.map(({ softRefusal }) => softRefusal ?? null);
    expect(await meaning(asks)).toEqual([null, 'source']);
    expect(await meaning(pays)).toEqual([null, 'cost']);
    expect(await meaning(fine)).toEqual([null, null]);
    const thread = await texter.conversation.get({ id: asks });
    expect(thread).toMatchObject({
      conversation: { state: 'to-answer', optState: 'none' },
      actions: [],
      canSend: { ok: true },
    });

    const admin = api.as(d.adminId);
    const { softRefused } = await admin.dashboard.read({ period: 'campaign-life' });
    expect(softRefused).toMatchObject({ count: 2, of: 3 });
    const listed = await admin.conversation.list({ ...softRefused.list });
    expect(listed.items.map(({ id }) => id).sort()).toEqual([asks, pays].sort());

    await texter.conversation.optOut({ id: asks, quick: 'upset' });
    expect(d.send(asks)).toMatchObject({ ok: false, rule: 'opted-out' });
    d.close();
  },
);

test('a deceased person and a business are actions of their own name, and a request outweighs both', () => {
  const d = messenger('US', { contacts: 4 });
  d.says(d.numbers[0] ?? '', 'My husband passed away');
  d.says(d.numbers[1] ?? '', 'this is a business line');
  d.says(d.numbers[2] ?? '', 'STOP WRONG NUMBER');
  d.says(d.numbers[3] ?? '', 'She died. Take her off your list');
  const rows = all<{ kind: string; rule: string }>(
    d.core.db,
    "SELECT kind, rule FROM action WHERE state = 'open'",
  );
  const actions = rows.map(({ kind, rule }) => `${kind} ${rule.split(':')[0]}`);
  expect(actions.sort()).toEqual([
    'likely-opt-out phrase',
    'likely-opt-out phrase',
    'wrong-number business',
    'wrong-number deceased',
  ]);
  d.close();
});
