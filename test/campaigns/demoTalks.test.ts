import { expect, test } from 'vitest';
import { seedDemo } from '../../main/core/demo/demo.ts';
import { beginTalks } from '../../main/core/demo/talks.ts';
import { one } from '../../main/core/store/statement.ts';
import { testApi } from '../helpers/api.ts';

test('the demo opens with notes, an enquiry, a request given to the admin, and corrected answers', async () => {
  const heed = testApi({ demo: true });
  await seedDemo(heed.core);
  beginTalks(heed.core);
  const as = (login: string) =>
    heed.as(one<{ id: string }>(heed.core.db, 'SELECT id FROM account WHERE login = ?', login)?.id ?? '');
  const [maya, ana, sam] = [as('maya'), as('ana'), as('sam')];

  const notes = await ana.texterNote.mine({});
  expect(notes.map(({ authorName, seenAt }) => [authorName, seenAt]).sort()).toEqual([
    ['Maya Okafor', null],
    ['Sam Whitfield', null],
  ]);
  expect(await sam.review.enquiries({})).toHaveLength(1);
  const given = await maya.action.list({ kind: 'likely-opt-out' });
  expect(given).toMatchObject([
    { holds: true, assignedTo: { name: 'Maya Okafor' }, escalation: { by: 'Sam Whitfield' } },
  ]);
  expect(await sam.review.counts({})).toMatchObject({ decide: 1, enquiries: 1 });

  const about = notes.find(({ conversationId }) => conversationId !== null)?.conversationId ?? '';
  const history = await ana.answers.history({ conversationId: about });
  expect(history.map(({ question }) => question)).toEqual(['support', 'support']);
  expect((await maya.savedList.list()).length).toBeGreaterThan(0);
});
