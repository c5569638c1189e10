import { createConversation } from '../../../main/core/conversations/conversationRecord.ts';
import { verify } from '../../../main/core/ledger/verify.ts';
import { optOut } from '../../../main/core/optOuts/optOut.ts';
import type { Tx } from '../../../main/core/store/context.ts';
import { all, one, run, statement } from '../../../main/core/store/statement.ts';
import { NOTHING } from '../../../shared/text/stored.ts';
import { NOON, type TestClock, writer } from '../../helpers/core.ts';
import * as seed from '../../helpers/seed.ts';
import { type BenchCore, numberOf, openBench } from '../stores.ts';
import { check } from './check.ts';
import { bodyOf, drawn, nameOf, textsOf } from './people.ts';

const CAMPAIGNS = 10;
const TEXTERS = 20;
const TAGS = 5;
const PIECE = 20_000;
const DAY = 86_400_000;
/** The campaigns began this long ago, one after the other. */
const DAYS = 120;

type Parts = {
  readonly campaigns: readonly string[];
  readonly texters: readonly string[];
  readonly tags: readonly string[];
  readonly connectionId: string;
  readonly senderNumberId: string;
};
type Person = {
  readonly index: number;
  readonly number: string;
  readonly subject: string;
  readonly campaign: number;
};
type Made = Person & { readonly id: string; readonly texterId: string; readonly begun: number };

/**
 * Fills an empty folder with a store of this many conversations. Conversations, opt-outs and what follows
 * from them are made by the product's own functions; texts are rows as the product leaves them once they are
 * settled, in its tables with all triggers, since five million times four statements would take an hour.
 * Indexes are built afterwards, as in `bulk`. Then a sample is held against the product's own computations.
 */
export function makeLarge(storeDir: string, count: number, note: (text: string) => void): void {
  const core = openBench(storeDir);
  try {
    const parts = partsOf(core);
    const db = writer(core);
    // Nothing has to outlive a crash here.
    for (const pragma of [
      'journal_mode = OFF',
      'synchronous = OFF',
      'cache_size = -1048576',
      'secure_delete = OFF',
    ])
      db.pragma(pragma);
    db.pragma('foreign_keys = OFF');
    const build = withoutIndexes(core, {
      conversation: ['conversation_contact'],
      message: ['message_conversation'],
    });
    const people = addConversations(core, parts, count);
    note('large store: texts');
    addTexts(core, parts, people);
    showTexts(core);
    note('large store: indexes');
    build();
    db.pragma('foreign_keys = ON');
    note('large store: opt-outs, tags and answers');
    addOptOuts(core, parts, people);
    addRest(core, parts, people);
    db.pragma('optimize');
    note('large store: checking a sample');
    check(core);
    const found = verify(core.db);
    if (found.problems.length > 0) throw new Error(`The record is not whole: ${JSON.stringify(found)}`);
    const texts = one<{ n: number }>(core.db, 'SELECT count(*) AS n FROM message')?.n ?? 0;
    note(`large store: ${count.toLocaleString('en')} conversations, ${texts.toLocaleString('en')} texts`);
    db.pragma('journal_mode = WAL');
  } finally {
    core.close();
  }
}

function partsOf(core: BenchCore): Parts {
  const texters = Array.from({ length: TEXTERS }, () => seed.account(core, { role: 'texter' }));
  const connectionId = seed.connection(core, { profile: 'provider-1' });
  return {
    texters,
    connectionId,
    senderNumberId: seed.senderNumber(core, { connectionId, number: '+12025550100' }),
    campaigns: Array.from({ length: CAMPAIGNS }, () => seed.campaign(core, { texterIds: texters })),
    tags: core.write((tx) =>
      Array.from({ length: TAGS }, (_, index) => {
        const id = tx.id();
        run(
          tx.db,
          "INSERT INTO tag (id, name, tone, rev) VALUES (?, ?, 'neutral', ?)",
          id,
          `Tag ${index}`,
          tx.rev(),
        );
        return id;
      }),
    ),
  };
}

/** Drops all indexes of these tables but those named. Returns what builds them again. */
function withoutIndexes(core: BenchCore, kept: Readonly<Record<string, readonly string[]>>): () => void {
  const db = writer(core);
  const indexes = all<{ name: string; sql: string; tbl_name: string }>(
    db,
    "SELECT name, sql, tbl_name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
  ).filter(({ name, tbl_name }) => kept[tbl_name]?.includes(name) === false);
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  return () => {
    for (const { sql } of indexes) db.exec(sql);
  };
}

function* pieces<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += PIECE) yield list.slice(from, from + PIECE);
}

/** A tenth of the numbers are in a second campaign. In the order in which an import writes them. */
function addConversations(core: BenchCore, parts: Parts, count: number): Made[] {
  const single = Math.ceil(count * 0.9);
  const people = Array.from({ length: count }, (_, index): Person => {
    const who = index < single ? index : index - single;
    const number = numberOf((who * 7_368_787) % 7_900_000);
    return {
      index,
      number,
      subject: core.subject(number),
      campaign: (who + (index < single ? 0 : 1)) % CAMPAIGNS,
    };
  }).sort((a, b) => a.campaign - b.campaign || (a.subject < b.subject ? -1 : 1));
  const made: Made[] = [];
  for (const piece of pieces(people)) {
    core.write((tx) => {
      const ids = piece.map(() => tx.id()).reverse();
      const rev = tx.rev();
      for (const [at, person] of piece.entries()) {
        const { index, number, subject, campaign } = person;
        const id = ids[at] ?? '';
        // The first texter has a fifth of all.
        const texter = drawn(index, 5) < 0.2 ? 0 : 1 + Math.floor(drawn(index, 6) * (TEXTERS - 1));
        const texterId = parts.texters[texter] ?? '';
        const campaignDays = DAYS / CAMPAIGNS;
        const begun = Math.floor(
          NOON - DAY * (DAYS - campaign * campaignDays - drawn(index, 7) * (campaignDays - 2)),
        );
        createConversation(
          tx,
          {
            ...nameOf(index),
            ...{ number, subject, texterId },
            campaignId: parts.campaigns[campaign] ?? '',
            senderNumberId: parts.senderNumberId,
            externalId: String(100_000 + index),
            fields: `{"postcode":"${String(index % 100_000).padStart(5, '0')}"}`,
            sortAt: begun,
          },
          id,
          rev,
        );
        made.push({ ...person, id, texterId, begun });
      }
    });
  }
  return made;
}

const TEXT = `INSERT INTO message (id, conversation_id, subject, number, connection_id, sender_number_id, direction, kind,
  body, state, error_code, provider_id, segments, author_id, attempt, claimed_at, at, created_at, settled_at, rev)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Round by round: everybody's first text, then everybody's second, as texts come about in time. */
function addTexts(core: BenchCore, parts: Parts, people: readonly Made[]): void {
  let waiting = people.filter(({ index }) => textsOf(index) > 0);
  for (let place = 0; waiting.length > 0; place += 1) {
    for (const piece of pieces(waiting)) core.write((tx) => addRound(tx, parts, piece, place));
    waiting = waiting.filter(({ index }) => textsOf(index) > place + 1);
  }
}

function addRound(tx: Tx, parts: Parts, piece: readonly Made[], place: number): void {
  const insert = statement(tx.db, TEXT);
  const rev = tx.rev();
  const out = place % 2 === 0;
  for (const { index, id, subject, number, texterId, begun } of piece) {
    const at = Math.min(NOON - 1000, begun + Math.floor((place + drawn(index, 40 + place)) * 7_200_000));
    const failed = out && drawn(index, 80 + place) < 0.01;
    const providerId = `SM${(index * 16 + place).toString(16).padStart(32, '0')}`;
    insert.run(
      ...[tx.id(), id, subject, number, parts.connectionId, parts.senderNumberId, out ? 'out' : 'in'],
      ...[place === 0 ? 'initial' : out ? 'reply' : 'inbound', bodyOf(index, place, nameOf(index).firstName)],
      ...[failed ? 'failed' : out ? 'delivered' : 'received', failed ? '30003' : null, providerId],
      ...[
        out ? 1 : null,
        out ? texterId : null,
        out ? 1 : 0,
        out ? at : null,
        at,
        at,
        out ? at + 3000 : null,
        rev,
      ],
    );
  }
}

/** What lists show of the texts; a tenth of the conversations are closed. */
function showTexts(core: BenchCore): void {
  core.write((tx) =>
    run(
      tx.db,
      `UPDATE conversation SET sort_at = m.at, last_text = m.body, last_direction = m.direction,
         state = CASE WHEN conversation.rowid % 10 = 0 THEN 'closed' WHEN m.direction = 'in' THEN 'to-answer' ELSE 'waiting' END,
         outcome = CASE WHEN conversation.rowid % 10 = 0 THEN iif(conversation.rowid % 20 = 0, 'wrong-number', 'done') END
       FROM message m WHERE m.id = (SELECT l.id FROM message l WHERE l.conversation_id = conversation.id
         ORDER BY l.at DESC, l.id DESC LIMIT 1)`,
    ),
  );
}

/** Of a hundred who were texted, three are opted out by hand and two automatically, in order of time. */
function addOptOuts(core: BenchCore, parts: Parts, people: readonly Made[]): void {
  const clock = core.ports.clock as TestClock;
  const leaving = people
    .filter(({ index }) => textsOf(index) > 1 && drawn(index, 8) < 0.055)
    .map((person) => ({ ...person, at: Math.min(NOON - 1000, person.begun + 20 * 3_600_000) }))
    .sort((a, b) => a.at - b.at);
  for (const piece of pieces(leaving)) {
    clock.set(piece.at(-1)?.at ?? NOON);
    core.write((tx) => {
      for (const { index, id, subject, number, texterId, at } of piece) {
        const automatic = drawn(index, 9) < 0.4;
        optOut(
          core,
          { ...tx, now: at },
          {
            ...{ subject, number, conversationId: id, messageId: null, senderNumberId: parts.senderNumberId },
            cause: automatic ? 'auto-keyword' : 'manual',
            ...{ rule: automatic ? 'keyword' : '', matched: automatic ? 'STOP' : '', reason: NOTHING },
            ...{
              actorId: automatic ? null : texterId,
              saidAt: at - 2000,
              receivedAt: at - 1000,
              importId: null,
            },
          },
        );
      }
    });
  }
  clock.set(NOON);
}

/** Tags, answers and notes. */
function addRest(core: BenchCore, parts: Parts, people: readonly Made[]): void {
  const questions = core.write((tx) => parts.campaigns.map((campaignId) => question(tx, campaignId)));
  for (const piece of pieces(people)) {
    core.write((tx) => {
      const tag = statement(
        tx.db,
        'INSERT INTO conversation_tag (tag_id, conversation_id, account_id, at) VALUES (?, ?, ?, ?)',
      );
      const answer = statement(
        tx.db,
        'INSERT INTO answer (id, conversation_id, question_id, choice_id, recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?)',
      );
      const note = statement(
        tx.db,
        'INSERT INTO note (id, conversation_id, account_id, body, overseers_only, at, rev) VALUES (?, ?, ?, ?, 0, ?, ?)',
      );
      for (const { index, id, campaign, texterId, begun } of piece) {
        const which = drawn(index, 10);
        // The last tag is at one conversation of a thousand.
        if (which < 0.08) tag.run(parts.tags[Math.floor(which * 50)], id, texterId, begun);
        else if (which < 0.081) tag.run(parts.tags[TAGS - 1], id, texterId, begun);
        const asked = questions[campaign];
        if (asked && textsOf(index) > 2)
          answer.run(
            tx.id(),
            id,
            asked.id,
            asked.choices[Math.floor(drawn(index, 11) ** 2 * 4)],
            texterId,
            begun,
          );
        if (drawn(index, 12) < 0.01) note.run(tx.id(), id, texterId, 'Prefers evenings.', begun, tx.rev());
      }
    });
  }
}

function question(tx: Tx, campaignId: string): { id: string; choices: readonly string[] } {
  const id = tx.id();
  run(
    tx.db,
    `INSERT INTO question (id, campaign_id, code, name, text, kind, reply, next, position, rev)
     VALUES (?, ?, 'help', 'Help', 'Can they help?', 'one', '', 'end', 0, ?)`,
    ...[id, campaignId, tx.rev()],
  );
  const choices = ['yes', 'maybe', 'no', 'moved'].map((code, position) => {
    const choice = tx.id();
    run(
      tx.db,
      `INSERT INTO choice (id, question_id, code, label, key, reply, position, rev) VALUES (?, ?, ?, ?, ?, '', ?, ?)`,
      ...[choice, id, code, code, code.charAt(0), position, tx.rev()],
    );
    return choice;
  });
  return { id, choices };
}
