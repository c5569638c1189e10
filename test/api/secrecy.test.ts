import { expect, test } from 'vitest';
import { fromActions, openActionsWhere } from '../../main/core/actions/list.ts';
import { pageSql } from '../../main/core/actions/page.ts';
import { listStatements } from '../../main/core/conversations/conversationList.ts';
import { bringBackReminders } from '../../main/core/conversations/reminders.ts';
import { matchOf, searchStatement } from '../../main/core/messenger/searchTexts.ts';
import { noteBlock } from '../../main/core/outbox/providerBlock.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import type { ChangeTopic } from '../../shared/contract/base/changes.ts';
import { testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { messenger } from '../helpers/messenger.ts';
import * as seed from '../helpers/seed.ts';

/**
 * A texter must not learn of automatic opt-outs in any way. Ids and errors are tried in test/api/matrix;
 * lists, search and counts in visibility.test.ts. Here: change notices and their numbers, what the
 * messenger says by itself, and how long an answer takes.
 */

async function talking() {
  const d = messenger('US');
  const [first = ''] = d.conversations[0] ?? [];
  const [number = ''] = d.numbers;
  d.send(first, 'initial', 'Will you vote?');
  await d.dispatch();
  d.clock.advance(1000);
  const notices: ChangeTopic[][] = [];
  d.core.changesFor(d.texterId).subscribe(({ topics }) => notices.push([...topics].toSorted()));
  return { d, first, number, notices };
}

test('the notice that an automatic opt-out makes is the one that any reply makes', async () => {
  const plain = await talking();
  plain.d.says(plain.number, 'Yes, of course');
  const stopped = await talking();
  stopped.d.says(stopped.number, 'STOP');
  expect(stopped.d.row(stopped.first)?.opt_state).toBe('automatic');
  expect(plain.notices).toEqual([['actions', 'conversations']]);
  expect(stopped.notices).toEqual(plain.notices);
  const lastOf = ({ d }: typeof plain) => d.core.changesFor(d.texterId).last();
  expect(lastOf(stopped)).toBe(lastOf(plain));
});

test('nothing that follows reaches a texter’s stream: confirmation, delivery, further words, the work of those who oversee', async () => {
  const { d, first, number, notices } = await talking();
  d.says(number, 'STOP');
  notices.length = 0;
  const at = d.core.changesFor(d.texterId).last();
  let overseers = 0;
  d.core.changes.subscribe(() => {
    overseers += 1;
  });
  const heard = () => {
    const before = overseers;
    overseers = 0;
    return before;
  };
  await d.dispatch();
  expect(d.messages(first).some(({ kind, state }) => kind === 'confirmation' && state === 'sent')).toBe(true);
  expect(heard()).toBeGreaterThan(0);
  for (const words of ['STOP', 'Hello?', 'START', 'take me off this list']) {
    d.clock.advance(1000);
    d.says(number, words);
    expect(heard(), words).toBeGreaterThan(0);
  }
  const subject = d.core.subject(number);
  d.core.write((tx) => noteBlock(d.core, tx, d.senders[0]?.id ?? '', subject, 'confirmed', '', null));
  const api = testApi({ made: d.made });
  const admin = api.as(d.adminId);
  await admin.messenger.note.add({ conversationId: first, body: 'They rang as well.' });
  const optOut = one<{ id: string }>(d.core.db, 'SELECT id FROM opt_out LIMIT 1')?.id ?? '';
  await admin.review.judge({ id: optOut, verdict: 'mistaken', note: 'They meant the pipeline.' });
  run(
    writer(d.core),
    "INSERT INTO reminder (conversation_id, account_id, due_at, set_at, rev) VALUES (?, ?, 1, 1, 'r')",
    first,
    d.texterId,
  );
  expect(bringBackReminders(d.core)).toBe(1);
  const open = all<{ id: string }>(d.core.db, "SELECT id FROM action WHERE state = 'open'");
  expect(open.length).toBeGreaterThan(0);
  for (const { id } of open)
    await admin.action.resolve({ id, resolution: 'dismiss', confirmed: ['texts-waiting'] });
  expect(heard()).toBeGreaterThan(3);
  expect(notices).toEqual([]);
  expect(d.core.changesFor(d.texterId).last()).toBe(at);
});

test('over the stream itself: a texter’s numbers rise by one, whatever else happened in between', async () => {
  const api = testApi();
  const texter = api.newcomer('texter').client;
  const watching = await texter.changes.watch();
  const first = watching.next();
  api.core.changes.publish(['oversight']);
  api.core.changes.publish(['integrations', 'jobs']);
  api.core.changes.publish(['campaigns']);
  expect((await first).value).toEqual({ topics: ['campaigns'] });
  await watching.return();
  const resumed = await texter.changes.watch(undefined, { lastEventId: '5' });
  const turn = await resumed.next();
  const missed = turn.done ? null : turn.value;
  expect(missed?.topics).not.toContain('oversight');
  expect(missed?.topics).not.toContain('integrations');
  await resumed.return();
});

/**
 * A texter with conversations of each kind, each with texts and an open action. `hidden` of them were opted
 * out automatically.
 */
function shelf(hidden: number) {
  const api = testApi();
  const { core } = api;
  const ana = { id: seed.account(core, { role: 'texter' }), role: 'texter' } as const;
  const campaignId = seed.campaign(core, { texterIds: [ana.id] });
  run(writer(core), "INSERT INTO tag (id, name, tone, rev) VALUES ('tag', 'Tag', 'ok', '')");
  const hiddenIds = new Set<string>();
  const add = (index: number, automatic: boolean) => {
    const number = seed.fictionNumber('US', index);
    // Hidden ones are the newest, so a walk in list order would meet them first.
    const id = seed.conversation(core, {
      campaignId,
      number,
      texterId: ana.id,
      state: 'to-answer',
      sortAt: core.ports.clock.now() + (automatic ? 1_000_000 : index),
      optState: automatic ? 'automatic' : 'none',
      optCause: automatic ? 'auto-keyword' : null,
    });
    if (automatic) {
      hiddenIds.add(id);
      run(
        writer(core),
        `INSERT INTO opt_out (id, subject, number, cause, automatic, said_at, received_at, at)
         VALUES (?, ?, ?, 'auto-keyword', 1, 1, 1, 1)`,
        id,
        core.subject(number),
        number,
      );
    }
    run(
      writer(core),
      "INSERT INTO conversation_tag (tag_id, conversation_id, account_id, at) VALUES ('tag', ?, ?, 1)",
      ...[id, ana.id],
    );
    const messageId = seed.message(core, { conversationId: id, number, body: 'perhaps later' });
    seed.action(core, { number, conversationId: id, messageId });
  };
  // Hidden ones stand before and after the others, so a walk by age meets them first from either end.
  for (let index = 0; index < hidden; index += 1) add(10 + index, true);
  for (let index = 0; index < 4; index += 1) add(index, false);
  for (let index = 0; index < hidden; index += 1) add(20 + index, true);
  return { core, ana, campaignId, hiddenIds };
}

/**
 * No time is measured, since a busy machine would make that prove nothing. Instead it is shown that the
 * statement visits the same rows with hidden conversations as without: a function that notes its argument
 * and is always true is added as a condition, and SQLite calls it for each row that the index lets through,
 * before paging and before other conditions.
 */
function visitsOf(
  at: ReturnType<typeof shelf>,
  sql: string,
  values: readonly unknown[],
  column: string,
): string[] {
  const visited: string[] = [];
  const db = at.core.db as unknown as {
    function(name: string, work: (id: unknown) => number): void;
  };
  db.function('visited', (id) => {
    visited.push(String(id));
    return 1;
  });
  // Indexes that tell the rows of the page.
  if (/ UNION |conversation_mark_own/.test(sql)) {
    const each = sql.replaceAll(
      /(FROM conversation(?:_mark k| c) INDEXED BY [^()]*?WHERE )/g,
      `$1visited(${column}) AND `,
    );
    all(at.core.db, each, ...values);
    return visited;
  }
  const where = sql.lastIndexOf(
    'WHERE',
    sql.lastIndexOf('ORDER BY') === -1 ? undefined : sql.lastIndexOf('ORDER BY'),
  );
  const top = topWhere(sql) ?? where;
  all(at.core.db, `${sql.slice(0, top)} WHERE visited(${column}) AND ${sql.slice(top + 5)}`, ...values);
  return visited;
}

/** Where the outermost WHERE stands: the first that is not within brackets. */
function topWhere(sql: string): number | null {
  let depth = 0;
  for (let index = 0; index < sql.length; index += 1) {
    if (sql[index] === '(') depth += 1;
    else if (sql[index] === ')') depth -= 1;
    else if (depth === 0 && sql.startsWith('WHERE', index)) return index;
  }
  return null;
}

type Asked = (at: ReturnType<typeof shelf>) => { sql: string; values: readonly unknown[]; column: string }[];

const ASKED: Record<string, Asked> = {
  'the list': ({ ana }) => listStatements(ana, { limit: 2 }).map((each) => ({ ...each, column: 'c.id' })),
  'the list of a tag': ({ ana }) =>
    listStatements(ana, { limit: 2 }, { subject: null, facts: null, rows: null, mark: 'tag' }).map(
      (each) => ({ ...each, column: 'k.conversation_id' }),
    ),
  'the list of a campaign and a state': ({ ana, campaignId }) =>
    listStatements(ana, { limit: 2, campaignId, state: 'to-answer' }).map((each) => ({
      ...each,
      column: 'c.id',
    })),
  'a search for a name': ({ ana }) =>
    listStatements(ana, { limit: 2, search: 'Pat' }).map((each) => ({ ...each, column: 'c.id' })),
  'a search for words': ({ ana }) => [
    { ...searchStatement(ana, matchOf('perhaps') ?? '', 1_000_000, 2), column: 'm.conversation_id' },
  ],
  'the page of actions': ({ ana }) => {
    const where = openActionsWhere(ana, {});
    return [{ sql: pageSql(ana, where.sql, {}), values: [...where.values, 2], column: 'a.conversation_id' }];
  },
  'the count of actions': ({ ana }) => {
    const where = openActionsWhere(ana, {});
    const sql = `SELECT count(*) AS n ${fromActions(ana)} WHERE ${where.sql}`;
    return [{ sql, values: where.values, column: 'a.conversation_id' }];
  },
};

test.each(Object.entries(ASKED))(
  '%s visits the same rows with hidden conversations as without',
  (_, asked) => {
    const visits = [0, 5].map((hidden) => {
      const at = shelf(hidden);
      const ids = asked(at).flatMap(({ sql, values, column }) => visitsOf(at, sql, values, column));
      expect(ids.filter((id) => at.hiddenIds.has(id))).toEqual([]);
      return ids.length;
    });
    expect(visits[0]).toBeGreaterThan(0);
    expect(visits[1]).toBe(visits[0]);
  },
);

test('the technique sees what an admin’s list visits, hidden from texters or not', () => {
  const at = shelf(5);
  const admin = { id: 'x', role: 'admin' } as const;
  const [statement] = listStatements(admin, { limit: 2 });
  const ids = visitsOf(at, statement?.sql ?? '', statement?.values ?? [], 'c.id');
  expect(ids.some((id) => at.hiddenIds.has(id))).toBe(true);
});
