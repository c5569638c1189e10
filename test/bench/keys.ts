import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { createIds } from '../../main/core/base/ids.ts';
import { connect, openMemory } from '../../main/core/store/open.ts';
import { NOON } from '../helpers/core.ts';
import { beside, type Line, type Run } from './measure.ts';
import { storeSize } from './storeSize.ts';
import { inFolder, numberOf } from './stores.ts';

const sizes = {
  full: { contacts: 100_000, rounds: 5, conversations: 20_000 },
  quick: { contacts: 300, rounds: 1, conversations: 200 },
};

/** Rows of one transaction, as an import writes them. */
const PIECE = 1000;
const KEY = randomBytes(32).toString('hex');

/** One way to name rows, numbers and revisions. */
type Keys = {
  readonly name: string;
  /** The table of contacts and its indexes, made of the product's own. */
  schema(parts: readonly string[]): readonly string[];
  id(index: number): string | number;
  subject(): string;
  readonly rev: string | number;
  readonly words: { readonly state: string | number; readonly optState: string | number };
};

const asItIs = (parts: readonly string[]) => parts;
const WORDS = { state: 'to-send', optState: 'none' };
const hash = (length: number) => () => randomBytes(16).toString('base64url').slice(0, length);

/** Integers as keys and for the words of closed lists. Ids below 2^53, with a console's number above 2^40. */
const integers = (parts: readonly string[]) =>
  parts.map((part) =>
    part
      .replaceAll(/\b(id|\w+_id|rev|state|opt_state|opt_cause|outcome|last_direction) TEXT/g, '$1 INTEGER')
      .replace('external_id INTEGER', 'external_id TEXT')
      .replaceAll(/ CHECK \(.*\)(?=,\n)/g, '')
      .replace("DEFAULT 'none'", 'DEFAULT 0')
      .replaceAll("'none'", '0')
      .replaceAll("'automatic'", '2')
      .replaceAll("'to-send'", '0'),
  );

const ids = createIds({ now: () => NOON });
const UUIDS: Keys = {
  name: 'UUIDs',
  schema: asItIs,
  id: () => `${ids.next().slice(0, 7)}-${randomUUID().slice(8)}`,
  subject: hash(22),
  rev: '0mhzzzzzz-0001-abcdabcd',
  words: WORDS,
};
const TEXTS: Keys = {
  name: 'texts of 15 characters',
  schema: asItIs,
  id: () => ids.next(),
  subject: hash(14),
  rev: 'OmoqpZ---abcde',
  words: WORDS,
};
const INTEGERS: Keys = {
  name: 'integers',
  schema: integers,
  id: (index) => 7 * 2 ** 40 + index,
  // With numbers below 2^53, in one of ten organisations of that size two contacts would share a number.
  subject: hash(14),
  rev: NOON * 1024,
  words: { state: 0, optState: 0 },
};

function partsOfContacts(): readonly string[] {
  const db = openMemory();
  try {
    return db
      .prepare<[], string>(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = 'conversation' AND type IN ('table', 'index') AND sql IS NOT NULL",
      )
      .pluck()
      .all();
  } finally {
    db.close();
  }
}

/** Rows that a contact refers to; only their ids are needed. */
function makeParents(db: Database.Database, kind: Keys): { campaign: string | number; job: string | number } {
  const [campaign, job] = [kind.id(0), kind.id(1)];
  for (const table of ['campaign', 'sender_number', 'account', 'job'])
    db.exec(
      `CREATE TABLE ${table} (id ${typeof campaign === 'number' ? 'INTEGER' : 'TEXT'} PRIMARY KEY) STRICT`,
    );
  db.prepare('INSERT INTO campaign VALUES (?)').run(campaign);
  db.prepare('INSERT INTO job VALUES (?)').run(job);
  return { campaign, job };
}

/**
 * Adds contacts sorted by subject, with falling ids in each piece. Returns milliseconds of processor time,
 * and bytes.
 */
function insertContacts(file: string, kind: Keys, count: number): { time: number; bytes: number } {
  const subjects = Array.from({ length: count }, kind.subject).sort();
  const db = connect(file, KEY, false);
  try {
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = FULL',
      'wal_autocheckpoint = 4000',
      'cache_size = -65536',
    ])
      db.pragma(pragma);
    const { campaign, job } = makeParents(db, kind);
    for (const part of kind.schema(partsOfContacts())) db.exec(part);
    const insert =
      db.prepare(`INSERT INTO conversation (id, campaign_id, subject, number, first_name, last_name, external_id, fields,
        state, opt_state, sort_at, import_id, created_at, rev)
      VALUES (?, ?, ?, ?, 'Pat', 'Garcia', ?, '{"postcode":"02139"}', ?, ?, ?, ?, ?, ?)`);
    const { state, optState } = kind.words;
    const began = process.cpuUsage();
    for (let from = 0; from < count; from += PIECE) {
      db.transaction(() => {
        const piece = subjects.slice(from, from + PIECE);
        const pieceIds = piece.map((_, index) => kind.id(2 + from + index));
        // A table with integer keys is kept in the order of its ids, so falling ones would leave its pages
        // half full.
        if (typeof campaign === 'string') pieceIds.reverse();
        for (const [index, subject] of piece.entries()) {
          const place = from + index;
          const at = NOON + from;
          insert.run(
            ...[pieceIds[index], campaign, subject, numberOf(place), String(100_000 + place)],
            ...[state, optState, at, job, at, kind.rev],
          );
        }
      })();
    }
    db.pragma('wal_checkpoint(TRUNCATE)');
    const { user, system } = process.cpuUsage(began);
    return { time: (user + system) / 1000, bytes: statSync(file).size / count };
  } finally {
    db.close();
  }
}

/**
 * What the form of ids costs: bare inserts into the product's own table of contacts with its indexes, with
 * today's ids, the former ones, and integers, in turns. And how many bytes a conversation takes in a store
 * beside its own words, numbers and ids.
 */
export function keys(run: Run): Promise<Line[]> {
  const { contacts, rounds, conversations } = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    run.note(`keys: adding ${contacts.toLocaleString('en')} contacts`);
    const kinds = [TEXTS, UUIDS, INTEGERS];
    const times = new Map<Keys, number[]>(kinds.map((kind) => [kind, []]));
    const bytes = new Map<Keys, number>();
    mkdirSync(folder, { recursive: true });
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
        const file = join(folder, 'contacts.db');
        const taken = insertContacts(file, kind, contacts);
        times.get(kind)?.push(taken.time);
        bytes.set(kind, taken.bytes);
        rmSync(file);
      }
    }
    const what = `keys: ${contacts.toLocaleString('en')} contacts into the bare table, ${TEXTS.name} against`;
    const timesOf = (kind: Keys) => times.get(kind) ?? [];
    const bytesOf = (kind: Keys) => bytes.get(kind) ?? Number.NaN;
    run.note(`keys: making ${conversations.toLocaleString('en')} conversations`);
    const { untexted, texted, own, ownTexted } = storeSize(join(folder, 'store'), conversations, run);
    return [
      beside(`${what} ${UUIDS.name}: processor`, 'ms', timesOf(TEXTS), timesOf(UUIDS)),
      beside(`${what} ${UUIDS.name}: size`, 'bytes', bytesOf(TEXTS), bytesOf(UUIDS), 0.75),
      beside(`${what} ${INTEGERS.name}: processor`, 'ms', timesOf(TEXTS), timesOf(INTEGERS), 1.25),
      beside(`${what} ${INTEGERS.name}: size`, 'bytes', bytesOf(TEXTS), bytesOf(INTEGERS), 1.25),
      beside(
        'keys: a conversation before its first text, against its words and ids',
        'bytes',
        untexted,
        own,
        4,
      ),
      beside(
        'keys: a conversation with one delivered text, against its words and ids',
        'bytes',
        texted,
        ownTexted,
        5,
      ),
    ];
  });
}
