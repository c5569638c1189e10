import { expect, test } from 'vitest';
import { listConversations } from '../../main/core/conversations/conversationList.ts';
import { contactPage } from '../../main/core/results/contacts.ts';
import { countRows } from '../../main/core/results/count.ts';
import { readResults } from '../../main/core/results/read.ts';
import { texterResults } from '../../main/core/results/texters.ts';
import { textPage } from '../../main/core/results/texts.ts';
import { writer } from '../helpers/core.ts';
import { questionsWorld } from '../questions/world.ts';

/** Sources that are short or given with the statement, and the one row of (SELECT 1). */
const SHORT =
  /^SCAN (?:(?:account|q|o|p|s|sender_number|choice|question|n|j|json_each)\b|CONSTANT ROW|\(subquery-\d+\)$)/;

test('no statement of results walks through a table that grows, or sorts what it pages through', async () => {
  const w = await questionsWorld();
  const conversationId = w.talk(1, w.ids.ana);
  await w.maya.answers.record({ conversationId, question: 'support', choices: ['yes'] });
  const db = writer(w.core);
  const { campaignId } = w;
  const seen = new Set<string>();
  const prepare = db.prepare.bind(db);
  db.prepare = ((text: string) => {
    seen.add(text);
    return prepare(text);
  }) as typeof db.prepare;
  const filter = { answer: 'support:yes', outcome: 'answered', texterId: w.ids.ana, during: '0..9' } as const;
  for (const each of [{}, filter]) {
    const query = { campaignId, filter: each, limit: 1 };
    const { nextCursor } = contactPage(w.core, query);
    expect(nextCursor).toBeNull();
    textPage(db, query);
    await texterResults(db, campaignId, each);
    await countRows(db, campaignId, 'contacts', each);
    await countRows(db, campaignId, 'texts', each);
  }
  await readResults(db, campaignId);
  const viewer = { id: w.ids.maya, role: 'admin' } as const;
  for (const answer of ['support:yes', 'seats=3', '*'])
    listConversations(db, viewer, { campaignId, answer, limit: 5 }, w.core.subject);
  const plans = [...seen].map((sql) => {
    const values = [...sql.replaceAll(/'[^']*'/g, '').matchAll(/\?/g)].map(() => null);
    return {
      sql,
      steps: (prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(
        ({ detail }) => detail,
      ),
    };
  });
  expect(plans.length).toBeGreaterThan(20);
  for (const { sql, steps } of plans) {
    const scans = steps.filter((step) => step.startsWith('SCAN') && !SHORT.test(step));
    expect([sql, scans]).toEqual([sql, []]);
    const rowsRead = steps.filter((step) => step.includes(' USING INDEX answer_in_force'));
    expect([sql, rowsRead]).toEqual([sql, []]);
    // Groups within one stretch may be sorted, and the texts of one contact; a whole page may not.
    if (/ LIMIT \?$/.test(sql) && sql.includes('ORDER BY c.subject'))
      expect([sql, steps.filter((step) => /TEMP B-TREE FOR (?!LAST)/.test(step))]).toEqual([sql, []]);
  }
});
