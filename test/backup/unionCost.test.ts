import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { apply, changeOf } from './consoles.ts';
import { organisation } from './organisation.ts';

/** What a union of one change costs follows from its rows, however large the store is. */

type Call = (this: Database.Statement, ...values: unknown[]) => unknown;
const WAYS = ['run', 'get', 'all', 'iterate'] as const;

/** Runs something and counts its statements, and the rows that they gave. */
function counted(db: Database.Database, work: () => void) {
  const shared = Object.getPrototypeOf(db.prepare('SELECT 1')) as Record<(typeof WAYS)[number], Call>;
  const before = WAYS.map((way) => [way, shared[way]] as const);
  const found = { statements: 0, rows: 0, texts: new Set<string>() };
  for (const [way, call] of before)
    shared[way] = function (...values) {
      found.statements += 1;
      found.texts.add(this.source);
      const result = call.apply(this, values);
      if (Array.isArray(result)) found.rows += result.length;
      return result;
    };
  try {
    work();
  } finally {
    for (const [way, call] of before) shared[way] = call;
  }
  return found;
}

/** Tables that stay short: what an organisation sets up, and what a union knows for itself. */
const SHORT =
  /^SCAN (account|campaign|connection|early|erasure|f|j|json_each|other_id|picture|removed|s|setting|t|tag|webhook_endpoint|sqlite_schema|pragma_\w+|CONSTANT ROW|\d+ CONSTANT ROWS?)\b/;

/** The last row, by its number. */
const LAST_ENTRY = /FROM ledger ORDER BY seq DESC LIMIT 1$/;

/** Statements that walk through a table that grows. */
function walks(db: Database.Database, texts: ReadonlySet<string>): string[] {
  return [...texts].flatMap((text) => {
    if (!/^\s*(SELECT|UPDATE|DELETE|WITH)/i.test(text)) return [];
    const named = text
      .split(/('[^']*')/)
      .map((part) => (part.startsWith("'") ? part : part.replaceAll('?', 'NULL')))
      .join('');
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${named.replaceAll(/@\w+/g, 'NULL')}`).all() as {
      detail: string;
    }[];
    return plan
      .filter(({ detail }) => detail.startsWith('SCAN ') && !SHORT.test(detail) && !LAST_ENTRY.test(text))
      .map(({ detail }) => `${detail}: ${text.slice(0, 200)}`);
  });
}

const CHANGES = ['initial', 'reply', 'STOP', 'opt-in', 'note', 'erase'] as const;

/** What each change of one console costs at another that has so many contacts. */
function costs(people: number) {
  const [here, there] = organisation(['X', 'Y'], people);
  if (!here || !there) throw new Error('Two consoles are needed.');
  const spent = CHANGES.map((change) => {
    there.at.clock.advance(60_000);
    here.at.clock.advance(60_000);
    if (change === 'initial') there.acts.initial(1);
    else if (change === 'reply') there.acts.reply(1, 'please take me off your list');
    else if (change === 'STOP') there.acts.reply(2, 'STOP');
    else if (change === 'opt-in') there.acts.optIn(2);
    else if (change === 'note') there.acts.note(3);
    else there.erase(4);
    const rows = changeOf(there.at);
    const { statements, rows: read, texts } = counted(here.at.db, () => apply(here.at, rows));
    // An erasure looks for the person in all free texts, wherever it is done.
    return { change, statements, read, walks: change === 'erase' ? [] : walks(here.at.db, texts) };
  });
  for (const { at } of [here, there]) at.db.close();
  return spent;
}

test('a change costs the same in a store of five people and of three hundred, and walks through no table', () => {
  const [few, many] = [costs(5), costs(300)];
  expect(many.flatMap(({ change, walks: found }) => found.map((walk) => `${change}: ${walk}`))).toEqual([]);
  expect(many).toEqual(few);
});
