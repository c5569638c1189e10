import { expect, test } from 'vitest';
import { giveSenders } from '../../main/core/conversations/share.ts';
import { one } from '../../main/core/store/statement.ts';
import { testCore } from '../helpers/core.ts';
import { campaign, connection, conversation, senderNumber } from '../helpers/seed.ts';

test.each([
  ['US', 'provider-1', '+12165550142', '+12165557242'],
  ['GB', 'provider-2', '+447700900142', '+447700142142'],
] as const)(
  '%s: invented people are texted by practice, real ones never',
  (region, profile, invented, real) => {
    const { core } = testCore();
    const practice = connection(core, { profile, config: { practice: true } });
    const own = senderNumber(core, { connectionId: practice, number: '+12165550190' });
    const campaignId = campaign(core, { region });
    const people = [invented, real].map((number) =>
      conversation(core, { campaignId, number, senderNumberId: null, state: 'to-send' }),
    );
    const senderOf = (id: string | undefined) =>
      one<{ s: string | null }>(core.db, 'SELECT sender_number_id AS s FROM conversation WHERE id = ?', id)
        ?.s;
    core.write((tx) => giveSenders(tx, campaignId, people));
    expect(people.map(senderOf)).toEqual([own, null]);
    const line = senderNumber(core, { connectionId: connection(core, { profile }), number: '+12165550191' });
    core.write((tx) => giveSenders(tx, campaignId, people));
    expect(people.map(senderOf)).toEqual([own, line]);
    core.close();
  },
);
