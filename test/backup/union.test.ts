import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyStore } from '../../main/core/backup/wholeFile.ts';
import { bringBackReminders, clearReminder, setReminder } from '../../main/core/conversations/reminders.ts';
import { createTag, setTag } from '../../main/core/conversations/tags.ts';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { enqueue } from '../../main/core/outbox/enqueue.ts';
import { openMemory, STORE_FILE } from '../../main/core/store/open.ts';
import { miscounted } from '../../main/core/store/recount.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { NOT_BROUGHT } from '../../main/core/store/united.ts';
import { writer } from '../helpers/core.ts';
import { FILE_KEY } from '../helpers/fileCore.ts';
import { unsayable } from '../helpers/sentences.ts';
import { keepingWorld, PEOPLE, uniteHere } from './world.ts';

type Act =
  | {
      readonly kind: 'initial' | 'opt-out' | 'opt-in' | 'erase' | 'note' | 'wrong' | 'dead';
      readonly who: number;
    }
  | { readonly kind: 'reply'; readonly who: number; readonly body: string }
  | { readonly kind: 'send' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'restore'; readonly which: number };

const who = fc.integer({ min: 0, max: PEOPLE - 1 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('initial', 'opt-out', 'opt-in', 'note', 'wrong', 'dead'),
      who,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase'), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('reply'),
      who,
      body: fc.constantFrom('STOP', 'stop', 'Yes', 'take me off your list please', 'START'),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'send' }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'copy' }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restore'), which: fc.nat(5) }) },
) as fc.Arbitrary<Act>;

test('in any history of copies and restores: no opt-out, hold or fact about a number is lost, no first text goes twice, the record stays whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (history) => {
      const world = keepingWorld();
      const { core, acts, person, admin, tick, dir } = world;
      const copies: string[] = [];
      const got = new Map<string, number>();
      const everErased = new Set<string>();
      try {
        for (const step of history) {
          tick();
          switch (step.kind) {
            case 'initial':
              acts.initial(step.who);
              break;
            case 'reply':
              acts.reply(step.who, step.body);
              break;
            case 'note':
              // Nothing more is written down about an erased person.
              if (!isErased(world, person(step.who).id)) acts.note(step.who);
              break;
            case 'wrong':
              acts.wrongNumber(step.who);
              break;
            case 'dead':
              acts.dead(step.who);
              break;
            case 'opt-out':
              acts.optOut(step.who);
              break;
            case 'opt-in':
              acts.optIn(step.who);
              break;
            case 'erase': {
              const { subject } = person(step.who);
              try {
                core.write((tx) => erasePerson(core, tx, { subject, reason: 'asked', actorId: admin }));
                everErased.add(subject);
              } catch {
                /* erased already */
              }
              break;
            }
            case 'send':
              for (const number of acts.send()) {
                expect(
                  world.optedOut().has(core.subject(number)) && !isConfirmed(world, number),
                  number,
                ).toBe(false);
                got.set(number, (got.get(number) ?? 0) + 1);
              }
              break;
            case 'copy': {
              const file = `${dir}/copy-${copies.length}.db`;
              copyStore(`${core.storeDir}/${STORE_FILE}`, FILE_KEY, file);
              copies.push(file);
              break;
            }
            case 'restore': {
              const file = copies[step.which % Math.max(1, copies.length)];
              if (file === undefined) break;
              const before = world.optedOut();
              const known = knownOf(world);
              const entries = ids(world, 'ledger');
              const texts = all<{ id: string; state: string }>(
                core.db,
                "SELECT id, state FROM message WHERE state IN ('sent', 'delivered', 'failed')",
              );
              uniteHere(core, { file, key: FILE_KEY, actorId: admin, as: 'restore', madeAt: 0 });
              expect(world.optedOut()).toEqual(before);
              expect(knownOf(world)).toEqual(known);
              for (const id of entries) expect(ids(world, 'ledger').has(id)).toBe(true);
              const after = new Map(
                all<{ id: string; state: string }>(core.db, 'SELECT id, state FROM message').map((row) => [
                  row.id,
                  row.state,
                ]),
              );
              for (const { id, state } of texts) expect(after.get(id)).toBe(state);
              expect(verify(core.db).problems).toEqual([]);
              expect(miscounted(core.db)).toEqual([]);
              expect(unsayable(core.db)).toEqual([]);
              for (const subject of everErased) expect(wordsOf(world, subject)).toEqual([]);
              break;
            }
          }
        }
        const firsts = all<{ n: number }>(
          core.db,
          "SELECT count(*) AS n FROM message WHERE kind = 'initial' AND state IN ('sent', 'delivered', 'failed') GROUP BY conversation_id",
        );
        for (const { n } of firsts) expect(n).toBe(1);
      } finally {
        await world.remove();
      }
    }),
    { numRuns: 25 },
  );
});

type World = ReturnType<typeof keepingWorld>;
/**
 * Who is on hold, and what is known of each number. A person who is opted out needs no hold, and the
 * actions of an erased person are over.
 */
const knownOf = ({ core }: World) =>
  all(
    core.db,
    `SELECT subject, 'hold' AS what FROM action a WHERE state = 'open' AND holds = 1
       AND NOT EXISTS (SELECT 1 FROM opt_out o WHERE o.subject = a.subject AND o.reversed = 0)
     UNION SELECT subject, kind FROM number_fact WHERE ended_at IS NULL ORDER BY 1, 2`,
  );
const ids = (world: World, table: 'ledger') =>
  new Set(all<{ id: string }>(world.core.db, `SELECT id FROM ${table}`).map((row) => row.id));
const isConfirmed = (world: World, number: string) =>
  all(
    world.core.db,
    "SELECT 1 FROM message WHERE subject = ? AND kind = 'confirmation'",
    world.core.subject(number),
  ).length > 0;
const isErased = ({ core }: World, id: string) =>
  all(core.db, 'SELECT 1 FROM conversation WHERE id = ? AND number IS NULL', id).length > 0;
/** What rows still say of an erased person, unless they were opted in again. */
const wordsOf = (world: World, subject: string) =>
  all(world.core.db, 'SELECT 1 FROM erasure WHERE subject = ? AND ended_at IS NULL', subject).length === 0
    ? []
    : all(
        world.core.db,
        `SELECT body FROM message WHERE subject = @subject AND body <> '' UNION ALL
         SELECT first_name FROM conversation WHERE subject = @subject AND (first_name <> '' OR number IS NOT NULL) UNION ALL
         SELECT n.body FROM note n JOIN conversation c ON c.id = n.conversation_id WHERE c.subject = @subject AND c.number IS NULL`,
        { subject },
      );

test('a tag that was taken off and a reminder that is over come back by a restore alone', () => {
  const world = keepingWorld();
  const { core, acts, admin, texter, tick, dir, person } = world;
  const viewer = { id: texter, role: 'texter' } as const;
  const { id: tagId } = core.write((tx) => createTag(core, tx, admin, { name: 'Ride', tone: 'ok' }));
  const [kept, ended, answered] = [person(0).id, person(1).id, person(2).id];
  for (const [index, id] of [kept, ended, answered].entries()) {
    acts.initial(index);
    core.write((tx) => {
      setTag(core, tx, viewer, { conversationId: id, tagId, on: true });
      setReminder(core, tx, viewer, id, tx.now + 90_000);
    });
    tick();
  }
  const file = `${dir}/copy.sqlite`;
  copyStore(`${core.storeDir}/${STORE_FILE}`, FILE_KEY, file);
  tick();
  core.write((tx) => {
    setTag(core, tx, viewer, { conversationId: ended, tagId, on: false });
    clearReminder(core, tx, viewer, ended);
  });
  tick();
  bringBackReminders(core);
  core.write((tx) => {
    enqueue(core, tx, { conversationId: answered, kind: 'reply', body: 'Seen', authorId: texter });
  });
  const left = () => ({
    tags: all<{ id: string }>(core.db, 'SELECT conversation_id AS id FROM conversation_tag')
      .map(({ id }) => id)
      .sort(),
    reminders: all<{ id: string }>(core.db, 'SELECT conversation_id AS id FROM reminder').map(({ id }) => id),
  });
  expect(left()).toEqual({ tags: [kept, answered].sort(), reminders: [kept] });
  uniteHere(core, { file, key: FILE_KEY, actorId: admin, as: 'import', madeAt: 0 });
  expect(left()).toEqual({ tags: [kept, answered].sort(), reminders: [kept] });
  uniteHere(core, { file, key: FILE_KEY, actorId: admin, as: 'restore', madeAt: 0 });
  expect(left().tags).toEqual([kept, ended, answered].sort());
  void world.remove();
});

test('every table is either brought or named as staying away, so that a new one cannot be forgotten', () => {
  const db = openMemory();
  const tables = all<{ name: string }>(db, "SELECT name FROM sqlite_schema WHERE type = 'table'").map(
    ({ name }) => name,
  );
  const world = keepingWorld();
  try {
    const brought = new Set([
      'setting',
      'account',
      'connection',
      'sender_number',
      'campaign',
      'campaign_texter',
      'job',
      'job_refusal',
      'conversation',
      'message',
      'opt_out',
      'reversal',
      'reversal_of',
      'provider_block',
      'action',
      'prevented',
      'review_item',
      'review',
      'note',
      'tag',
      'question',
      'canned_reply',
      'canned_use',
      'choice',
      'answer',
      'conversation_tag',
      'reminder',
      'saved_view',
      'saved_list',
      'saved_list_member',
      'texter_note',
      'api_key',
      'webhook_endpoint',
      'erasure',
      'number_fact',
      'picture',
      'campaign_picture',
      'message_picture',
      'ledger',
      'removed',
      'other_id',
    ]);
    expect(tables.filter((table) => !brought.has(table) && !NOT_BROUGHT.has(table))).toEqual([]);
  } finally {
    void world.remove();
    db.close();
  }
});

test('a restore brings back when a campaign ends and its daily goal, as it brings back its script', async () => {
  const world = keepingWorld();
  const { core, campaignId, admin } = world;
  const planned =
    '{"zone":null,"startsAt":null,"endsAt":"2026-11-03T20:00","pauses":[],"closeAfterDays":null}';
  const read = () => all(core.db, 'SELECT schedule, daily_goal FROM campaign WHERE id = ?', campaignId);
  run(writer(core), 'UPDATE campaign SET schedule = ?, daily_goal = 40 WHERE id = ?', planned, campaignId);
  const before = read();
  const file = `${core.storeDir}/../planned.db`;
  copyStore(`${core.storeDir}/${STORE_FILE}`, FILE_KEY, file);
  run(writer(core), 'UPDATE campaign SET schedule = NULL, daily_goal = NULL WHERE id = ?', campaignId);
  uniteHere(core, { file, key: FILE_KEY, actorId: admin, as: 'restore', madeAt: 0 });
  expect(read()).toEqual(before);
  await world.remove();
});
