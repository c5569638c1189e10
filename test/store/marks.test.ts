import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Viewer } from '../../main/core/access/visible.ts';
import { countConversations, listConversations } from '../../main/core/conversations/conversationList.ts';
import { miscounted } from '../../main/core/store/recount.ts';
import { all, run } from '../../main/core/store/statement.ts';
import type { ConversationFilter } from '../../shared/contract/conversations.ts';
import { NOON, testCore, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';

/**
 * Marks of conversations (store/schema/marks.ts) follow from the rows that they repeat, whatever becomes of
 * these; what the product itself does to them is played in test/figures.
 */

const STATES = ['queued', 'sent', 'delivered', 'failed', 'unknown', 'cancelled', 'dropped'] as const;
const PEOPLE = 4;
const who = fc.nat(PEOPLE - 1);
const nth = fc.nat(20);
const Step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('text' as const),
      who,
      kind: fc.constantFrom('reply' as const, 'inbound' as const, 'confirmation' as const),
      state: fc.constantFrom(...STATES),
      // Few different times, also before those of other texts.
      at: fc.nat(3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('settle' as const), nth, state: fc.constantFrom(...STATES) }),
  },
  fc.record({ do: fc.constantFrom('help' as const, 'unwilling' as const), nth, on: fc.boolean() }),
  fc.record({ do: fc.constant('tag' as const), who, tag: fc.nat(1), on: fc.boolean() }),
  fc.record({ do: fc.constant('answer' as const), who, choice: fc.nat(1), on: fc.boolean() }),
  fc.record({
    do: fc.constant('move' as const),
    who,
    sortAt: fc.nat(3),
    texter: fc.option(fc.nat(1), { nil: null }),
    optState: fc.constantFrom('none', 'manual', 'automatic'),
  }),
  fc.record({ do: fc.constant('remove' as const), who }),
);
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never;

function world() {
  const { core } = testCore();
  const db = writer(core);
  const texters = [0, 1].map(() => seed.account(core, { role: 'texter' }));
  const campaignId = seed.campaign(core);
  const ids = Array.from({ length: PEOPLE }, (_, index) =>
    seed.conversation(core, {
      campaignId,
      number: seed.fictionNumber('US', index),
      texterId: texters[index % 2] ?? null,
      sortAt: NOON,
    }),
  );
  for (const tag of [0, 1])
    run(db, "INSERT INTO tag (id, name, tone, rev) VALUES (?, ?, 'ok', '')", `t${tag}`, `T${tag}`);
  run(
    db,
    `INSERT INTO question (id, campaign_id, code, name, text, kind, reply, next, position, rev)
     VALUES ('q', ?, 'help', 'Help', 'Help?', 'many', '', 'end', 0, '')`,
    campaignId,
  );
  for (const choice of ['0', '1'])
    run(
      db,
      `INSERT INTO choice (id, question_id, code, label, key, reply, position, rev)
       VALUES ('c' || ?, 'q', 'o' || ?, '', 'k' || ?, '', 0, '')`,
      ...[choice, choice, choice],
    );
  let serial = 0;
  const texts = () => all<{ id: string }>(db, 'SELECT id FROM message ORDER BY id').map(({ id }) => id);
  const chosen = (at: number) => texts()[at % Math.max(1, texts().length)] ?? '';
  const play = (step: Step) => {
    const id = 'who' in step ? (ids[step.who] ?? '') : '';
    switch (step.do) {
      case 'text':
        if (all(db, 'SELECT 1 FROM conversation WHERE id = ?', id).length === 0) return;
        return void seed.message(core, {
          conversationId: id,
          number: seed.fictionNumber('US', step.who),
          body: 'Hello',
          direction: step.kind === 'inbound' ? 'in' : 'out',
          kind: step.kind,
          state: step.kind === 'inbound' ? 'received' : step.state,
          at: NOON + step.at,
        });
      case 'settle':
        return void run(
          db,
          "UPDATE message SET state = ?, error_code = iif(? = 'failed', '30003', NULL) WHERE id = ? AND direction = 'out'",
          ...[step.state, step.state, chosen(step.nth)],
        );
      case 'help':
        return void run(
          db,
          'UPDATE message SET automatic = ? WHERE id = ?',
          step.on ? 'help' : null,
          chosen(step.nth),
        );
      case 'unwilling':
        return void run(
          db,
          "UPDATE message SET soft_refusal = ? WHERE id = ? AND direction = 'in'",
          step.on ? 'no' : null,
          chosen(step.nth),
        );
      case 'tag':
        return void run(
          db,
          step.on
            ? `INSERT OR IGNORE INTO conversation_tag (tag_id, conversation_id, account_id, at)
               SELECT ?, id, (SELECT id FROM account LIMIT 1), 1 FROM conversation WHERE id = ?`
            : 'DELETE FROM conversation_tag WHERE tag_id = ? AND conversation_id = ?',
          `t${step.tag}`,
          id,
        );
      case 'answer':
        serial += 1;
        if (step.on)
          run(
            db,
            `INSERT INTO answer (id, conversation_id, question_id, choice_id, recorded_at)
             SELECT ?, id, 'q', ?, 1 FROM conversation WHERE id = ?`,
            ...[`a${serial}`, `c${step.choice}`, id],
          );
        else
          run(db, "UPDATE answer SET ended_at = 2, ended_why = 'taken-back' WHERE conversation_id = ?", id);
        return;
      case 'move':
        return void run(
          db,
          'UPDATE conversation SET sort_at = ?, texter_id = ?, opt_state = ? WHERE id = ?',
          NOON + step.sortAt,
          step.texter === null ? null : (texters[step.texter] ?? null),
          step.optState,
          id,
        );
      case 'remove':
        run(db, 'DELETE FROM answer WHERE conversation_id = ?', id);
        run(db, 'DELETE FROM message WHERE conversation_id = ?', id);
        run(db, 'DELETE FROM conversation WHERE id = ?', id);
    }
  };
  return { core, db, texters, play };
}

/** What a list by a mark should hold, from the rows that are marked. */
const FITS: readonly (readonly [ConversationFilter, string])[] = [
  [
    { failed: true },
    `(SELECT m.state FROM message m WHERE m.conversation_id = c.id AND m.kind IN ('initial', 'reply', 'inbound')
       AND m.automatic IS NULL AND m.state NOT IN ('cancelled', 'prevented', 'dropped')
       ORDER BY m.at DESC, m.id DESC LIMIT 1) = 'failed'`,
  ],
  [{ tagId: 't0' }, "c.id IN (SELECT conversation_id FROM conversation_tag WHERE tag_id = 't0')"],
  [
    { answer: 'help' },
    "c.id IN (SELECT conversation_id FROM answer WHERE question_id = 'q' AND ended_at IS NULL)",
  ],
  [
    { answer: 'help:o1' },
    "c.id IN (SELECT conversation_id FROM answer WHERE choice_id = 'c1' AND ended_at IS NULL)",
  ],
  [{ answer: 'none' }, 'FALSE'],
  [
    { refusal: '30003' },
    "c.id IN (SELECT conversation_id FROM message WHERE state = 'failed' AND error_code = '30003')",
  ],
  [{ softRefusal: true }, 'c.id IN (SELECT conversation_id FROM message WHERE soft_refusal IS NOT NULL)'],
  [
    { textState: 'failed' },
    "c.id IN (SELECT conversation_id FROM conversation_fact WHERE text_state = 'failed')",
  ],
];

test('after any changes marks are those of a full count, and lists by them hold every row once, in order', () => {
  fc.assert(
    fc.property(fc.array(Step, { maxLength: 25 }), (steps) => {
      const { core, db, texters, play } = world();
      for (const step of steps) {
        play(step);
        expect(miscounted(db).filter((table) => table === 'conversation_mark')).toEqual([]);
      }
      const viewers: Viewer[] = [
        { id: 'x', role: 'admin' },
        { id: texters[0] ?? '', role: 'texter' },
      ];
      for (const viewer of viewers)
        for (const [filter, where] of FITS) {
          const restricted = filter.refusal ?? filter.softRefusal ?? filter.textState;
          if (viewer.role === 'texter' && restricted !== undefined) continue;
          const own =
            viewer.role === 'texter' ? `c.opt_state <> 'automatic' AND c.texter_id = '${viewer.id}'` : 'TRUE';
          const wanted = all<{ id: string }>(
            db,
            `SELECT c.id FROM conversation c WHERE ${own} AND (${where}) ORDER BY c.sort_at DESC, c.id DESC`,
          ).map(({ id }) => id);
          const found: string[] = [];
          let cursor: string | undefined;
          do {
            const page = listConversations(db, viewer, { ...filter, limit: 2, cursor }, core.subject);
            found.push(...page.items.map(({ id }) => id));
            cursor = page.nextCursor ?? undefined;
          } while (cursor !== undefined);
          expect(found, JSON.stringify(filter)).toEqual(wanted);
          const counted = countConversations(db, viewer, filter, core.subject, 100);
          expect(counted, JSON.stringify(filter)).toEqual({ count: wanted.length, more: false });
        }
      core.close();
    }),
    { numRuns: 60 },
  );
});
