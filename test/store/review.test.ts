import { expect, test } from 'vitest';
import { missedStatement } from '../../main/core/review/missed.ts';
import { countQueue, listQueue, queueStatement } from '../../main/core/review/queue.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { REVIEW_SIGNS, ReviewSign, signsOf } from '../../shared/schema/review.ts';
import { testCore, writer } from '../helpers/core.ts';
import { campaign, conversation, fictionNumber } from '../helpers/seed.ts';

const SAMPLING = { automatic: 10, manual: 100, risky: true };

/** A store with `count` opt-outs in one conversation, with ids that rise and end at random, as UUIDv7 do. */
function filled(count: number) {
  const { core } = testCore();
  const conversationId = conversation(core, { campaignId: campaign(core), number: fictionNumber('US', 1) });
  core.write((tx) => {
    run(
      tx.db,
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO opt_out (id, subject, cause, automatic, matched, conversation_id, said_at, received_at, at)
       SELECT printf('0195%08x-7000-8000-%012x', i, (i * 7919 + 104729) * 2654435761 & 281474976710655), 's' || i,
         'auto-keyword', 1, 'stop', ?, i, i, i FROM n`,
      count,
      conversationId,
    );
    run(
      tx.db,
      `INSERT INTO review_item (opt_out_id, subject, automatic, reasons, at, state)
       SELECT id, subject, automatic, CASE WHEN at % 50 = 0 THEN 4 ELSE 0 END, at, 'open' FROM opt_out`,
    );
  });
  return core;
}

const plan = (db: Parameters<typeof all>[0], { sql, values }: { sql: string; values: readonly unknown[] }) =>
  all<{ detail: string }>(db, `EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => detail);

test.each([
  [{ which: 'sample', order: 'risk', limit: 50 }, 'review_item_risk'],
  [{ which: 'open', order: 'newest', limit: 50 }, 'review_item_recent'],
  [{ which: 'done', order: 'risk', limit: 50 }, 'review_item_done'],
  [
    { which: 'sample', order: 'risk', limit: 50, campaignId: 'k' },
    'review_item_campaign_risk (campaign_id=?',
  ],
  [
    { which: 'open', order: 'newest', limit: 50, campaignId: 'k' },
    'review_item_campaign_recent (campaign_id=?',
  ],
  [{ which: 'done', order: 'risk', limit: 50, campaignId: 'k' }, 'review_item_campaign_done (campaign_id=?'],
  [{ which: 'open', order: 'risk', limit: 50, texterId: 't' }, 'review_item_texter_risk (texter_id=?'],
  [{ which: 'sample', order: 'newest', limit: 50, texterId: 't' }, 'review_item_texter_recent (texter_id=?'],
  [
    { which: 'done', order: 'newest', limit: 50, campaignId: 'k', texterId: 't' },
    'review_item_texter_done (texter_id=?',
  ],
] as const)('the queue walks an index in its own order, also behind a cursor: %o', (query, index) => {
  const core = filled(10);
  run(writer(core), "UPDATE review_item SET campaign_id = 'k', texter_id = 't'");
  const [item] = listQueue(core.db, { ...query, limit: 1 }, { ...SAMPLING, automatic: 100 }, 'nobody').items;
  run(
    writer(core),
    "UPDATE review_item SET reviewed_at = at, state = 'upheld' WHERE at < 5 AND ? = 'done'",
    query.which,
  );
  const cursor =
    listQueue(core.db, { ...query, limit: 1 }, { ...SAMPLING, automatic: 100 }, 'nobody').nextCursor ??
    undefined;
  expect(query.which === 'done' || item !== undefined).toBe(true);
  for (const at of [undefined, cursor]) {
    const steps = plan(core.db, queueStatement({ ...query, cursor: at }, SAMPLING));
    expect(steps.some((step) => step.includes(index))).toBe(true);
    expect(steps.filter((step) => /TEMP B-TREE|SCAN (?!i USING INDEX review_item)/.test(step))).toEqual([]);
  }
  core.close();
});

test('what texters missed is walked along an index', () => {
  const core = filled(10);
  const steps = plan(core.db, missedStatement(1_000, { limit: 50 }));
  expect(steps.some((step) => step.includes('action_asked_to_stop'))).toBe(true);
  expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  core.close();
});

test('at 100,000 items the sample is its share, and contained in a larger one', () => {
  const { core } = testCore();
  // Only the items; their opt-outs are not looked at here.
  writer(core).pragma('foreign_keys = OFF');
  run(
    writer(core),
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
     INSERT INTO review_item (opt_out_id, subject, automatic, reasons, at, state)
     SELECT printf('0195%08x-7000-8000-%012x', i, (i * 7919 + 104729) * 2654435761 & 281474976710655), 's', 1, 0, i, 'open' FROM n`,
  );
  const share = (automatic: number) => countQueue(core.db, { automatic, manual: 0, risky: false }).sample;
  for (const percent of [1, 10, 50]) {
    expect(share(percent) / 100_000).toBeGreaterThan(percent / 100 - 0.005);
    expect(share(percent) / 100_000).toBeLessThan(percent / 100 + 0.005);
  }
  expect([share(0), share(100)]).toEqual([0, 100_000]);
  core.close();
});

test('the store adds the same points as the words on the screen, for every set of signs', () => {
  const core = filled(1);
  for (let bits = 0; bits < 128; bits += 1) {
    run(writer(core), 'UPDATE review_item SET reasons = ?', bits);
    const stored = one<{ risk: number }>(core.db, 'SELECT risk FROM review_item')?.risk;
    const sum = signsOf(bits).reduce((total, sign) => total + REVIEW_SIGNS[sign].points, 0);
    expect(stored, `signs ${bits}`).toBe(sum);
  }
  expect(new Set(ReviewSign.options.map((sign) => REVIEW_SIGNS[sign].bit)).size).toBe(
    ReviewSign.options.length,
  );
  core.close();
});
