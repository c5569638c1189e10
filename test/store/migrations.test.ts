// Above 400 lines: one case a migration, and a list of them that must be whole; apart, a step without its case would pass unseen.
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { urgency } from '../../main/core/people/urgency.ts';
import { migrate } from '../../main/core/store/migrate.ts';
import { migrations } from '../../main/core/store/migrations/index.ts';
import { StoreError, type Writer } from '../../main/core/store/types.ts';

/** Every step is stopped before, given rows of its time, taken, and looked at; a step without a case here makes a red build. */

const exercised = new Set<number>();

function at(version: number): Writer {
  const db = new Database(':memory:') as unknown as Writer;
  db.pragma('foreign_keys = ON');
  if (version > 0) migrate(db, migrations, version);
  return db;
}

function step(db: Writer, to: number): void {
  expect(migrate(db, migrations, to)).toBe(to);
  exercised.add(to);
}

const tables = (db: Writer) =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map((row) => (row as { name: string }).name);

function plantConversation(db: Writer): void {
  db.exec(`
    INSERT INTO account (id, login, name, role, password, created_at, rev) VALUES ('a', 'ana', 'Ana', 'texter', 'x', 1, 'r');
    INSERT INTO connection (id, provider, profile, name, config, state, rev)
      VALUES ('n', 'simulator', 'provider-1', 'Sim', '{}', 'ready', 'r');
    INSERT INTO sender_number (id, connection_id, number, rev) VALUES ('s', 'n', '+12165550190', 'r');
    INSERT INTO campaign (id, name, region, profile, state, script, created_at, rev)
      VALUES ('k', 'K', 'US', 'provider-1', 'launched', 'Hi', 1, 'r');
    INSERT INTO conversation (id, campaign_id, subject, number, state, sort_at, created_at, rev)
      VALUES ('c', 'k', 'subject', '+12025550100', 'to-send', 1, 1, 'r');
    INSERT INTO message (id, conversation_id, subject, direction, kind, body, state, at, created_at, rev)
      VALUES ('m', 'c', 'subject', 'out', 'initial', 'Hi', 'queued', 1, 1, 'r');`);
}

test('10 foundation: from nothing to campaigns, conversations, messages', () => {
  const db = at(0);
  expect(tables(db)).toEqual([]);
  step(db, 10);
  expect(tables(db)).toContain('conversation');
  plantConversation(db);
  expect(() =>
    db.exec(`INSERT INTO message (id, conversation_id, subject, direction, kind, body, state, at, created_at, rev)
      VALUES ('m2', 'c', 'subject', 'out', 'initial', 'Hi', 'queued', 1, 1, 'r')`),
  ).toThrow(/UNIQUE/);
  db.close();
});

test('20 consent: keeps what was there, adds opt-outs and an append-only ledger', () => {
  const db = at(10);
  plantConversation(db);
  const before = db.prepare('SELECT * FROM conversation').all();
  step(db, 20);
  expect(db.prepare('SELECT * FROM conversation').all()).toEqual(before);
  db.exec(`INSERT INTO ledger (id, clock, device, actor, kind, payload, previous_hash, hash)
    VALUES ('1', 'c', 'd', 'heed', 'k', '{}', '0', '1')`);
  expect(() => db.exec("UPDATE ledger SET kind = 'x'")).toThrow(/append-only/);
  expect(() => db.exec('DELETE FROM ledger')).toThrow(/append-only/);
  db.close();
});

test('30 opt-out manager: jobs keep what they were, filters can be saved', () => {
  const db = at(20);
  plantConversation(db);
  db.exec(`INSERT INTO job (id, kind, state, created_at, updated_at) VALUES ('j', 'opt-outs', 'done', 1, 1);
    INSERT INTO opt_out (id, subject, number, cause, automatic, import_id, said_at, received_at, at)
      VALUES ('o', 'subject', '+12025550100', 'import', 0, 'j', 1, 1, 1)`);
  const before = db.prepare('SELECT * FROM opt_out').all();
  step(db, 30);
  expect(db.prepare('SELECT * FROM opt_out').all()).toEqual(before);
  expect(db.prepare('SELECT id, state, reason, undoes FROM job').all()).toEqual([
    { id: 'j', state: 'done', reason: '', undoes: null },
  ]);
  const save = `INSERT INTO saved_filter (id, account_id, name, filter, created_at, rev) VALUES (?, 'a', ?, '{}', 1, 'r')`;
  db.prepare(save).run('f', 'Keywords');
  expect(() => db.prepare(save).run('g', 'keywords')).toThrow(/UNIQUE/);
  db.close();
});

test('40 review: rebuilds the actions with everything in them, and queues the opt-outs of conversations', () => {
  const db = at(20);
  plantConversation(db);
  db.exec(`
    INSERT INTO action (id, kind, subject, conversation_id, message_id, rule, matched, detail, holds, opened_at, due_at, state,
      resolution, resolved_by, resolved_at, assigned_to, rev)
      VALUES ('x', 'wrong-number', 'subject', 'c', 'm', 'r', 'w', 'd', 1, 2, 3, 'done', 'dismiss', 'a', 4, 'a', 'r');
    INSERT INTO opt_out (id, subject, cause, automatic, matched, conversation_id, said_at, received_at, at, reversed) VALUES
      ('00000001', 'subject', 'auto-keyword', 1, ' Stop ', 'c', 1, 1, 1, 0),
      ('00000002', 'subject', 'auto-keyword', 1, 'S-T-O-P', 'c', 1, 1, 2, 0),
      ('00000003', 'subject', 'review', 1, 'no more', 'c', 1, 1, 3, 1),
      ('00000004', 'subject', 'manual', 0, '', 'c', 1, 1, 4, 0),
      ('00000005', 'subject', 'import', 0, '', NULL, 1, 1, 5, 0);`);
  const before = db.prepare('SELECT * FROM action').get();
  const indexes = () =>
    db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'action' ORDER BY name")
      .all();
  const had = indexes();
  expect(() => db.exec("UPDATE action SET kind = 'escalated'")).toThrow(/CHECK/);
  step(db, 40);
  expect(db.prepare('SELECT * FROM action').get()).toEqual({
    ...(before as object),
    opened_by: null,
    answer: '',
  });
  expect(indexes()).toEqual(expect.arrayContaining(had));
  for (const kind of ['escalated', 'review-mistaken']) db.prepare('UPDATE action SET kind = ?').run(kind);
  expect(() => db.exec("UPDATE action SET kind = 'nonsense'")).toThrow(/CHECK/);
  expect(() => db.exec("UPDATE action SET conversation_id = 'nobody'")).toThrow(/FOREIGN KEY/);
  expect(
    db.prepare('SELECT opt_out_id AS id, risk, state FROM review_item ORDER BY opt_out_id').all(),
  ).toEqual([
    { id: '00000001', risk: 0, state: 'open' },
    { id: '00000002', risk: 20, state: 'open' },
    { id: '00000003', risk: 40, state: 'reversed' },
    { id: '00000004', risk: 40, state: 'open' },
  ]);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
});

test('45 actions: keeps open actions, adds their order by person and the tour', () => {
  const db = at(40);
  plantConversation(db);
  db.exec(`INSERT INTO action (id, kind, subject, conversation_id, opened_at, due_at, state, assigned_to, rev)
    VALUES ('x', 'likely-opt-out', 'subject', 'c', 1, 2, 'open', 'a', 'r')`);
  const before = db.prepare('SELECT * FROM action').all();
  step(db, 45);
  expect(db.prepare('SELECT * FROM action').all()).toEqual(before);
  db.exec("INSERT INTO tour (account_id, step, done) VALUES ('a', 2, 0)");
  expect(() => db.exec("INSERT INTO tour (account_id, step, done) VALUES ('nobody', 0, 0)")).toThrow(
    /FOREIGN/,
  );
  db.close();
});

test('50 dashboard: what became of each conversation is worked out, then kept', () => {
  const db = at(40);
  plantConversation(db);
  db.exec(`
    UPDATE message SET state = 'sent', claimed_at = 5, author_id = 'a', sender_number_id = 's' WHERE id = 'm';
    INSERT INTO message (id, conversation_id, subject, direction, kind, body, state, at, created_at, rev)
      VALUES ('r', 'c', 'subject', 'in', 'inbound', 'STOP', 'received', 7, 8, 'r');
    INSERT INTO opt_out (id, subject, cause, automatic, conversation_id, message_id, said_at, received_at, at)
      VALUES ('o', 'subject', 'auto-keyword', 1, 'c', 'r', 7, 8, 9);`);
  const texts = db.prepare('SELECT * FROM message').all();
  step(db, 50);
  expect(db.prepare('SELECT * FROM message').all()).toEqual(texts);
  const fact = {
    conversation_id: 'c',
    campaign_id: 'k',
    texted_at: 5,
    text_state: 'sent',
    texted_by: 'a',
    sender_number_id: 's',
    replied_at: 7,
    opt_out_at: 9,
    opt_out_cause: 'auto-keyword',
    enforced_after: 2,
  };
  expect(db.prepare('SELECT * FROM conversation_fact').all()).toEqual([fact]);
  db.exec("UPDATE message SET state = 'failed' WHERE id = 'm'; UPDATE opt_out SET reversed = 1");
  expect(db.prepare('SELECT text_state, opt_out_at FROM conversation_fact').all()).toEqual([
    { text_state: 'failed', opt_out_at: null },
  ]);
  db.exec("DELETE FROM opt_out; DELETE FROM message; DELETE FROM conversation WHERE id = 'c'");
  expect(db.prepare('SELECT * FROM conversation_fact').all()).toEqual([]);
  db.close();
});

test('60 desk: the texts that are there are found, each under its reader, and nothing else changes', () => {
  const db = at(50);
  plantConversation(db);
  db.exec(`UPDATE conversation SET texter_id = 'a';
    INSERT INTO message (id, conversation_id, subject, direction, kind, body, state, at, created_at, rev) VALUES
      ('lone', NULL, 'other', 'in', 'inbound', 'Hi there', 'received', 1, 2, 'r'),
      ('empty', 'c', 'subject', 'in', 'inbound', '', 'received', 1, 3, 'r');`);
  const before = db.prepare('SELECT * FROM message ORDER BY id').all();
  step(db, 60);
  expect(db.prepare('SELECT * FROM message ORDER BY id').all()).toEqual(before);
  const found = (words: string) =>
    db
      .prepare(
        'SELECT w.message_id AS id FROM text_index JOIN message_word w ON w.seq = text_index.rowid WHERE text_index MATCH ? ORDER BY id',
      )
      .all(words)
      .map((row) => (row as { id: string }).id);
  expect(found('body : hi')).toEqual(['lone', 'm']);
  expect(found('reader : ra AND body : hi')).toEqual(['m']);
  db.exec("INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)");
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
});

test('70 integrations: accounts stay people’s; keys and endpoints end with what they belong to', () => {
  const db = at(60);
  plantConversation(db);
  const before = db.prepare('SELECT * FROM account').get() as object;
  step(db, 70);
  expect(db.prepare('SELECT * FROM account').get()).toEqual({ ...before, api_key: 0 });
  db.exec(`
    INSERT INTO webhook_endpoint (id, name, url, events, ledger_seq, created_at, rev) VALUES ('e', 'E', 'u', '[]', 0, 1, 'r');
    INSERT INTO webhook_delivery (id, endpoint_id, event_id, type, fact_id, at, next_try_at, rev)
      VALUES ('d', 'e', 'v', 'opt-out', 'o', 1, 1, 'r');`);
  expect(() =>
    db.exec(`INSERT INTO api_key (id, name, role, account_id, token_hash, start, created_at, expires_at, rev)
      VALUES ('k', 'K', 'texter', 'nobody', 'h', 's', 1, 2, 'r')`),
  ).toThrow(/FOREIGN KEY/);
  expect(() => db.exec("UPDATE webhook_delivery SET type = 'nonsense'")).toThrow(/CHECK/);
  db.exec("DELETE FROM webhook_endpoint WHERE id = 'e'");
  expect(db.prepare('SELECT * FROM webhook_delivery').all()).toEqual([]);
  db.close();
});

test('80 erasing: nothing changes but that people can be erased, for a reason that is no words', () => {
  const db = at(70);
  plantConversation(db);
  const before = db.prepare('SELECT * FROM conversation').all();
  step(db, 80);
  expect(db.prepare('SELECT * FROM conversation').all()).toEqual(before);
  db.exec("INSERT INTO erasure (id, subject, reason, actor_id, at) VALUES ('e', 'subject', 'asked', 'a', 1)");
  expect(() =>
    db.exec("INSERT INTO erasure (id, subject, reason, at) VALUES ('f', 'subject', 'Ana Lopez rang', 1)"),
  ).toThrow(/CHECK/);
  db.close();
});

test('85 keeping: nothing changes but that outcomes of the verification are kept', () => {
  const db = at(80);
  plantConversation(db);
  const before = db.prepare('SELECT * FROM message').all();
  step(db, 85);
  expect(db.prepare('SELECT * FROM message').all()).toEqual(before);
  expect(tables(db)).toContain('verification');
  expect(() =>
    db.exec(`INSERT INTO verification (id, at, cause, entries, opt_outs, in_force, head, problems, took)
      VALUES ('v', 1, 'whim', 0, 0, 0, '', '[]', 1)`),
  ).toThrow(/CHECK/);
  db.close();
});

test('90 accounts: accounts and sign-ins stay as they are, without tries, factors or duties', () => {
  const db = at(80);
  plantConversation(db);
  db.exec(`UPDATE account SET failed_count = 3;
    INSERT INTO session (token_hash, account_id, created_at, seen_at, expires_at) VALUES ('t', 'a', 1, 2, 3)`);
  step(db, 90);
  expect(db.prepare('SELECT * FROM account').all()).toEqual([
    {
      id: 'a',
      login: 'ana',
      name: 'Ana',
      role: 'texter',
      password: 'x',
      active: 1,
      created_at: 1,
      rev: 'r',
      api_key: 0,
      one_time_until: null,
      one_time_used: 0,
    },
  ]);
  expect(db.prepare('SELECT account_id, seen_at, viewing_as FROM session').all()).toEqual([
    { account_id: 'a', seen_at: 2, viewing_as: null },
  ]);
  expect(() =>
    db.exec("INSERT INTO second_factor (account_id, secret, begun_at) VALUES ('nobody', 's', 1)"),
  ).toThrow(/FOREIGN KEY/);
  db.close();
});

test('95 review filters: every item has its campaign and texter, also after the conversation was given to another', () => {
  const db = at(90);
  plantConversation(db);
  db.exec(`
    INSERT INTO account (id, login, name, role, password, created_at, rev) VALUES ('b', 'ben', 'Ben', 'texter', 'x', 1, 'r');
    UPDATE conversation SET texter_id = 'a';
    INSERT INTO opt_out (id, subject, cause, automatic, conversation_id, actor_id, said_at, received_at, at) VALUES
      ('00000001', 'subject', 'auto-keyword', 1, 'c', NULL, 1, 1, 1), ('00000002', 'subject', 'manual', 0, 'c', 'a', 1, 1, 2),
      ('00000003', 'subject', 'auto-keyword', 1, 'c', NULL, 1, 1, 3);
    INSERT INTO review_item (opt_out_id, subject, automatic, reasons, at, state)
      SELECT id, subject, automatic, 0, at, 'open' FROM opt_out WHERE id < '00000003'`);
  step(db, 95);
  const items = () =>
    db
      .prepare(
        'SELECT opt_out_id AS id, campaign_id AS campaign, texter_id AS texter FROM review_item ORDER BY 1',
      )
      .all();
  const found = [
    { id: '00000001', campaign: 'k', texter: 'a' },
    { id: '00000002', campaign: 'k', texter: 'a' },
  ];
  expect(items()).toEqual(found);
  db.exec(`INSERT INTO review_item (opt_out_id, subject, automatic, reasons, at, state)
    VALUES ('00000003', 'subject', 1, 0, 3, 'open')`);
  expect(items()).toEqual([...found, { id: '00000003', campaign: 'k', texter: 'a' }]);
  db.exec("UPDATE conversation SET texter_id = 'b'");
  // Who opted the contact out by hand stays who did it.
  expect(items().map((row) => (row as { texter: string }).texter)).toEqual(['b', 'a', 'b']);
  db.close();
});

test('105 leaner indexes: nothing changes but how rows are found, and each question still has its index', () => {
  const db = at(95);
  plantConversation(db);
  db.exec(`INSERT INTO conversation (id, campaign_id, subject, number, texter_id, state, sort_at, created_at, rev)
    VALUES ('d', 'k', 'other', '+12025550101', 'a', 'to-send', 1, 1, 'r')`);
  const before = db.prepare('SELECT * FROM conversation ORDER BY id').all();
  step(db, 105);
  expect(db.prepare('SELECT * FROM conversation ORDER BY id').all()).toEqual(before);
  const told = (sql: string) => ({
    rows: db.prepare(sql).pluck().all(),
    plan: db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => (row as { detail: string }).detail)
      .join(),
  });
  expect(told("SELECT id FROM conversation WHERE subject = 'other'")).toEqual({
    rows: ['d'],
    plan: 'SEARCH conversation USING INDEX conversation_subject (subject=?)',
  });
  expect(told("SELECT subject FROM conversation WHERE first_name || ' ' || last_name LIKE '%x%'").plan).toBe(
    'SCAN conversation USING COVERING INDEX conversation_subject',
  );
  const ofTexter = "opt_state <> 'automatic' AND texter_id = 'a' AND state = 'to-send'";
  expect(told(`SELECT id FROM conversation INDEXED BY conversation_texter WHERE ${ofTexter}`)).toMatchObject({
    rows: ['d'],
    plan: expect.stringContaining('conversation_texter (texter_id=? AND state=?)'),
  });
  expect(
    told(
      `SELECT id FROM conversation INDEXED BY conversation_texter_campaign WHERE ${ofTexter} AND campaign_id = 'k'`,
    ),
  ).toMatchObject({
    rows: ['d'],
    plan: expect.stringContaining('conversation_texter_campaign (texter_id=? AND campaign_id=? AND state=?)'),
  });
  expect(
    told(`SELECT count(*) FROM conversation INDEXED BY conversation_unassigned
      WHERE texter_id IS NULL AND opt_state <> 'automatic' AND state = 'to-send' AND campaign_id = 'k'`),
  ).toEqual({
    rows: [1],
    plan: 'SEARCH conversation USING COVERING INDEX conversation_unassigned (campaign_id=? AND texter_id=? AND state=?)',
  });
  db.close();
});

test('110 missing webhooks: of no connection anything is known to be missing', () => {
  const db = at(95);
  plantConversation(db);
  const before = db.prepare('SELECT * FROM connection').get() as object;
  step(db, 110);
  expect(db.prepare('SELECT * FROM connection').get()).toEqual({ ...before, webhooks_missing_since: null });
  db.close();
});

test('115 words between signs: the texts that are there are found beside a mark or an emoji, and those that leave are forgotten', () => {
  const db = at(110);
  plantConversation(db);
  db.exec(
    `UPDATE conversation SET texter_id = 'a'; UPDATE message SET body = '\u2067stop\u2069 \u{1f92c}now' WHERE id = 'm'`,
  );
  const found = (words: string) =>
    db.prepare('SELECT rowid FROM text_index WHERE text_index MATCH ?').all(words).length;
  expect([found('body : stop'), found('body : now')]).toEqual([0, 0]);
  const before = db.prepare('SELECT * FROM message_word').all();
  step(db, 115);
  expect(db.prepare('SELECT * FROM message_word').all()).toEqual(before);
  expect([found('body : stop'), found('body : now'), found('reader : ra AND body : stop')]).toEqual([
    1, 1, 1,
  ]);
  db.exec("UPDATE message SET body = '' WHERE id = 'm'");
  expect(found('body : stop')).toBe(0);
  db.exec("INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)");
  db.close();
});

test('120 holds again: whoever still has a task that holds them is on hold since it was opened, nobody else', () => {
  const db = at(115);
  plantConversation(db);
  const rows: readonly (readonly [string, string, number | null, string, number, string])[] = [
    // id, opt_state, hold_at, state of the task, whether it holds; expected below.
    ['lifted', 'none', null, 'open', 1, 'closed'],
    ['held', 'none', 5, 'open', 1, 'to-answer'],
    ['decided', 'none', null, 'done', 1, 'to-answer'],
    ['asked', 'none', null, 'open', 0, 'to-answer'],
    ['out', 'automatic', null, 'open', 1, 'closed'],
  ];
  for (const [id, optState, holdAt, task, holds, state] of rows) {
    db.prepare(
      `INSERT INTO conversation (id, campaign_id, subject, number, state, opt_state, hold_at, sort_at, created_at, rev)
        VALUES (?, 'k', ?, '+12025550199', ?, ?, ?, 1, 1, 'r')`,
    ).run(id, id, state, optState, holdAt);
    for (const openedAt of [7, 9]) {
      db.prepare(
        `INSERT INTO action (id, kind, subject, conversation_id, opened_at, due_at, state, holds, rev)
          VALUES (?, ?, ?, ?, ?, 20, ?, ?, 'r')`,
      ).run(
        `${id}${openedAt}`,
        openedAt === 7 ? 'likely-opt-out' : 'wrong-number',
        id,
        id,
        openedAt,
        task,
        holds,
      );
    }
  }
  step(db, 120);
  const holds = db.prepare("SELECT id, hold_at FROM conversation WHERE id <> 'c' ORDER BY id").all();
  expect(holds).toEqual([
    { id: 'asked', hold_at: null },
    { id: 'decided', hold_at: null },
    { id: 'held', hold_at: 5 },
    { id: 'lifted', hold_at: 7 },
    { id: 'out', hold_at: null },
  ]);
  db.close();
});

test('125 stop waits: no text that was written before was confirmed in spite of a request', () => {
  const db = at(120);
  plantConversation(db);
  step(db, 125);
  expect(db.prepare('SELECT despite_stop FROM message').all()).toEqual([{ despite_stop: 0 }]);
  db.close();
});

test('130 holds by number: every conversation of a held number shows it, and no hold is lost for want of a task', () => {
  const db = at(120);
  plantConversation(db);
  db.exec(`INSERT INTO campaign (id, name, region, profile, state, script, created_at, rev)
    VALUES ('k2', 'K2', 'US', 'provider-1', 'launched', 'Hi', 1, 'r')`);
  const row = (id: string, campaign: string, subject: string, holdAt: number | null, optState = 'none') =>
    db
      .prepare(
        `INSERT INTO conversation (id, campaign_id, subject, number, state, opt_state, hold_at, sort_at, created_at, rev)
         VALUES (?, ?, ?, '+12025550199', 'waiting', ?, ?, 1, 1, 'r')`,
      )
      .run(id, campaign, subject, optState, holdAt);
  row('here', 'k', 'one', 7);
  row('there', 'k2', 'one', null);
  row('alone', 'k', 'two', 9);
  row('out', 'k', 'three', null, 'manual');
  db.exec(`INSERT INTO action (id, kind, subject, conversation_id, holds, opened_at, due_at, state, rev) VALUES
    ('a1', 'likely-opt-out', 'one', 'here', 1, 7, 20, 'open', 'r'),
    ('a3', 'likely-opt-out', 'three', 'out', 1, 7, 20, 'open', 'r'),
    ('a4', 'likely-opt-out', 'nobody', NULL, 1, 7, 20, 'open', 'r')`);
  step(db, 130);
  expect(db.prepare("SELECT id, hold_at FROM conversation WHERE id <> 'c' ORDER BY id").all()).toEqual([
    { id: 'alone', hold_at: 9 },
    { id: 'here', hold_at: 7 },
    { id: 'out', hold_at: null },
    { id: 'there', hold_at: 7 },
  ]);
  expect(
    db.prepare("SELECT subject, opened_at, holds, state FROM action WHERE conversation_id = 'alone'").all(),
  ).toEqual([{ subject: 'two', opened_at: 9, holds: 1, state: 'open' }]);
  db.close();
});

test('140 number facts: what was called invalid or closed as a wrong number is remembered for the number', () => {
  const db = at(130);
  plantConversation(db);
  db.exec(`UPDATE message SET state = 'failed', error_code = '21211', connection_id = 'n', settled_at = 5;
    INSERT INTO action (id, kind, subject, conversation_id, message_id, rule, opened_at, due_at, state, rev)
      VALUES ('t', 'provider-refused', 'subject', 'c', 'm', 'invalid-number', 5, 20, 'open', 'r');
    UPDATE conversation SET number_invalid = 1;
    INSERT INTO conversation (id, campaign_id, subject, number, first_name, state, outcome, sort_at, created_at, rev) VALUES
      ('w', 'k', 'wrong', '+12025550101', 'Maria', 'closed', 'wrong-number', 9, 1, 'r'),
      ('d', 'k', 'done', '+12025550102', 'Jo', 'closed', 'done', 9, 1, 'r')`);
  step(db, 140);
  const facts = db
    .prepare(
      'SELECT subject, kind, names, provider, code, conversation_id, at, ended_at FROM number_fact ORDER BY kind',
    )
    .all();
  expect(facts).toEqual([
    {
      subject: 'subject',
      kind: 'dead',
      names: '',
      provider: 'simulator',
      code: '21211',
      conversation_id: null,
      at: 5,
      ended_at: null,
    },
    {
      subject: 'wrong',
      kind: 'wrong-number',
      names: null,
      provider: '',
      code: '',
      conversation_id: 'w',
      at: 9,
      ended_at: null,
    },
  ]);
  db.close();
});

test('150 soft refusals: no reply of before is marked, and those that will be have an index', () => {
  const db = at(130);
  plantConversation(db);
  step(db, 150);
  expect(db.prepare('SELECT id, soft_refusal FROM message').all()).toEqual([{ id: 'm', soft_refusal: null }]);
  db.exec("UPDATE message SET soft_refusal = 'cost' WHERE id = 'm'");
  const sql =
    'SELECT conversation_id AS c FROM message INDEXED BY message_soft_refusal WHERE soft_refusal IS NOT NULL AND conversation_id IS NOT NULL';
  expect(db.prepare(sql).all()).toEqual([{ c: 'c' }]);
  db.close();
});

test('160 import rows: who had opted out before is no longer counted among the imported, and refused rows stay', () => {
  const db = at(130);
  const job = db.prepare(
    `INSERT INTO job (id, kind, state, progress, result, created_at, updated_at)
     VALUES (?, ?, 'done', '{}', ?, 1, 1)`,
  );
  job.run('a', 'contacts', JSON.stringify({ rows: 5, imported: 4, duplicate: 1, alreadyOptedOut: 3 }));
  job.run('b', 'opt-outs-undo', JSON.stringify({ rows: 4, imported: 4, alreadyOptedOut: 0 }));
  db.exec("INSERT INTO job_refusal (job_id, line, value, why) VALUES ('a', 3, 'n/a', 'invalid')");
  step(db, 160);
  const counts = db.prepare("SELECT json_extract(result, '$.imported') FROM job ORDER BY id").pluck().all();
  expect(counts).toEqual([1, 4]);
  expect(db.prepare('SELECT * FROM job_refusal').all()).toEqual([
    { job_id: 'a', line: 3, value: 'n/a', why: 'invalid', name: '', external_id: '', detail: '' },
  ]);
  db.close();
});

test('170 texting hours: a campaign has none of its own, and no contact changes', () => {
  const db = at(160);
  plantConversation(db);
  const before = db.prepare('SELECT * FROM conversation').all();
  step(db, 170);
  expect(db.prepare('SELECT hours FROM campaign').all()).toEqual([{ hours: null }]);
  expect(db.prepare('SELECT * FROM conversation').all()).toEqual(before);
  db.close();
});

test('180 providers: nothing moved or stopped is known; a first text that never left is no first text', () => {
  const db = at(120);
  plantConversation(db);
  const before = db.prepare('SELECT * FROM connection').get() as object;
  db.exec(`UPDATE message SET state = 'failed', error_code = '21612';
    INSERT INTO follow_up (conversation_id, account_id, due_at, back_at, set_at, rev) VALUES ('c', 'a', 1, 1, 1, 'r')`);
  step(db, 180);
  expect(db.prepare('SELECT * FROM connection').get()).toEqual({ ...before, webhook_base: null });
  expect(db.prepare('SELECT stopped_at, stopped_detail FROM sender_number').get()).toEqual({
    stopped_at: null,
    stopped_detail: '',
  });
  expect(db.prepare('SELECT automatic FROM message').get()).toEqual({ automatic: null });
  expect(db.prepare('SELECT faults_from FROM campaign').get()).toEqual({ faults_from: 0 });
  const add = (id: string, columns: string, values: string) =>
    db.exec(`INSERT INTO message (id, conversation_id, subject, direction, at, created_at, rev, body, ${columns})
      VALUES ('${id}', 'c', 'subject', 'out', 2, 2, 'r', 'Hi', ${values})`);
  const fact = () => db.prepare('SELECT text_state, texted_at FROM conversation_fact').get();
  const reminders = () => db.prepare('SELECT count(*) FROM follow_up').pluck().get();
  expect(fact()).toEqual({ text_state: 'failed', texted_at: 1 });
  add('help', 'kind, state, automatic', "'reply', 'sent', 'help'");
  expect(reminders()).toBe(1);
  expect(fact()).toEqual({ text_state: 'failed', texted_at: 1 });
  add('again', 'kind, state, claimed_at', "'initial', 'delivered', 5");
  expect(reminders()).toBe(0);
  expect(fact()).toEqual({ text_state: 'delivered', texted_at: 5 });
  expect(() => add('third', 'kind, state, provider_id', "'initial', 'failed', 'p'")).toThrow(/UNIQUE/);
  expect(() => add('fourth', 'kind, state', "'initial', 'queued'")).toThrow(/UNIQUE/);
  db.close();
});

test('200 waiting texts: a text that waits for something else than the hour is found by its index', () => {
  const db = at(180);
  plantConversation(db);
  const before = db.prepare('SELECT * FROM message').all();
  step(db, 200);
  expect(db.prepare('SELECT * FROM message').all()).toEqual(before);
  const plan = db
    .prepare(
      `EXPLAIN QUERY PLAN SELECT 1 FROM message
       WHERE state = 'queued' AND rule IS NOT NULL AND rule <> 'quiet-hours' AND not_before > 0`,
    )
    .all();
  expect(JSON.stringify(plan)).toContain('message_waiting (not_before>?)');
  db.close();
});

test('190 calls that came with a key: each is there once, and what is old is found by its time', () => {
  const db = at(180);
  step(db, 190);
  const add = db.prepare('INSERT INTO idempotency (id, print, outcome, at) VALUES (?, ?, ?, ?)');
  add.run('caller and key', 'call', null, 1);
  expect(() => add.run('caller and key', 'other call', null, 2)).toThrow(/UNIQUE/);
  const plan = db.prepare('EXPLAIN QUERY PLAN DELETE FROM idempotency WHERE at <= 5').all();
  expect(JSON.stringify(plan)).toContain('idempotency_at');
  db.close();
});

test('210 urgent actions: a page of the most urgent is read from an index', () => {
  const db = at(200);
  step(db, 210);
  for (const [where, index] of [
    ['', 'action_urgent'],
    ["kind = 'likely-opt-out' AND", 'action_kind_due'],
    ["assigned_to = 'x' AND", 'action_assigned_due'],
  ]) {
    const plan = db
      .prepare(
        `EXPLAIN QUERY PLAN SELECT id FROM action a INDEXED BY ${index} WHERE ${where} a.state = 'open'
         AND ${urgency('a')} >= ? ORDER BY ${urgency('a')}, a.due_at, a.id LIMIT 50`,
      )
      .all(0);
    expect(JSON.stringify(plan)).toMatch(/SEARCH a USING/);
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
  }
  db.close();
});

test('220 failed texts: one without a code stands in their index as well', () => {
  const db = at(210);
  plantConversation(db);
  db.exec("UPDATE message SET state = 'failed'");
  step(db, 220);
  const sql = `SELECT count(*) AS n FROM message m INDEXED BY message_refused
    WHERE m.state = 'failed' AND m.conversation_id IS NOT NULL`;
  expect(db.prepare(sql).get()).toEqual({ n: 1 });
  expect(JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())).toContain('COVERING INDEX');
  db.close();
});

test('230 held since: a task from before holds since it was opened', () => {
  const db = at(220);
  plantConversation(db);
  db.exec(`INSERT INTO action (id, kind, subject, holds, opened_at, due_at, state, rev)
    VALUES ('t', 'likely-opt-out', 'subject', 1, 5, 20, 'open', 'r')`);
  step(db, 230);
  expect(db.prepare('SELECT opened_at, held_at FROM action').all()).toEqual([
    { opened_at: 5, held_at: null },
  ]);
  db.close();
});

test('versions rise, and running again changes nothing', () => {
  const versions = migrations.map((migration) => migration.version);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  expect(new Set(versions).size).toBe(versions.length);
  const db = at(Number.POSITIVE_INFINITY);
  const schema = db.prepare('SELECT sql FROM sqlite_schema').all();
  migrate(db);
  expect(db.prepare('SELECT sql FROM sqlite_schema').all()).toEqual(schema);
  db.close();
});

test('a step that fails leaves the version before it whole', () => {
  const db = at(10);
  plantConversation(db);
  const broken = [
    ...migrations.slice(0, 1),
    { version: 20, name: 'broken', sql: 'CREATE TABLE half (id TEXT); SELECT nonsense;' },
  ];
  expect(() => migrate(db, broken)).toThrow();
  expect(db.pragma('user_version', { simple: true })).toBe(10);
  expect(tables(db)).not.toContain('half');
  db.close();
});

test('a store from a newer Heed is refused by name and left alone', () => {
  const db = at(Number.POSITIVE_INFINITY);
  db.pragma('user_version = 99990');
  try {
    migrate(db);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ code: 'newer' });
  }
  expect(db.pragma('user_version', { simple: true })).toBe(99990);
  db.close();
});

afterAll(() => {
  expect([...exercised].sort((a, b) => a - b)).toEqual(migrations.map((migration) => migration.version));
});
