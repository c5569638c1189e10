import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { hasMore, uniteLedgers } from '../../main/core/backup/unite/ledger.ts';
import { sourceOf } from '../../main/core/backup/unite/source.ts';
import { endsOf, pathOf } from '../../main/core/ledger/path.ts';
import { checkLedger, isHeld, proofOf } from '../../main/core/ledger/proof.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { beginChain, wasOnce } from '../../main/core/ledger/witness.ts';
import { openMemory } from '../../main/core/store/open.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { writer } from '../helpers/core.ts';
import { type Core, consoles, problems, rowsOf, say, told, unite, uniteAll } from './consoles.ts';

type Step =
  | { readonly kind: 'say'; readonly at: number; readonly who: number }
  | { readonly kind: 'unite'; readonly at: number; readonly from: number }
  | { readonly kind: 'copy'; readonly at: number }
  | { readonly kind: 'bring'; readonly at: number };
const at = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('say' as const), at, who: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('unite' as const), at, from: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('copy' as const), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bring' as const), at }) },
);

test('whatever was written, copied and united in whatever order: in the end all have the same ledger, and it is whole', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 5, maxLength: 50 }),
      fc.array(fc.nat(), { minLength: 5, maxLength: 20 }),
      (history, order) => {
        const site = consoles();
        try {
          const first = site.open();
          say(first, 0);
          const stores: Core[] = [first, site.copy(first)];
          const store = (index: number) => stores[index % stores.length] ?? first;
          const wrote = new Set(told(first));
          for (const each of history) {
            site.tick();
            const core = store(each.at);
            if (each.kind === 'say') {
              const before = new Set(told(core));
              say(core, each.who);
              for (const id of told(core)) if (!before.has(id)) wrote.add(id);
            } else if (each.kind === 'unite') {
              if (store(each.from) !== core) unite(core, store(each.from));
              expect(problems(core)).toEqual([]);
            } else if (stores.length < 4) {
              const copy = site.copy(core);
              stores.push(copy);
              // As a store of a back-up or an export begins.
              if (each.kind === 'bring') copy.write((tx) => beginChain(copy, tx, false));
            }
          }
          expect(uniteAll(stores, order)).toBeLessThan(12);
          const others = stores.slice(1);
          for (const other of others) {
            expect(rowsOf(other)).toEqual(rowsOf(first));
            expect(hasMore(first.db, other.db)).toBe(false);
            expect(verify(other.db).heads).toEqual(verify(first.db).heads);
            expect(proofOf(other.db, 'person-1')).toEqual(proofOf(first.db, 'person-1'));
          }
          for (const core of stores) {
            expect(problems(core)).toEqual([]);
            // None is lost, and none is there twice.
            expect(told(core)).toEqual([...wrote].sort());
            for (const who of [0, 1, 2, 3]) {
              const proof = proofOf(core.db, `person-${who}`);
              expect(checkLedger(proof, `person-${who}`)).toEqual([]);
              const shown = proof.chains.flatMap(({ steps }) =>
                steps.flatMap((each) => ('entry' in each ? [each.entry.id] : [])),
              );
              const own = all<{ id: string }>(
                core.db,
                'SELECT id FROM ledger WHERE subject = ?',
                `person-${who}`,
              );
              expect(new Set(shown)).toEqual(new Set(own.map(({ id }) => id)));
            }
          }
          // They can go on, and what comes then is known to all as well.
          for (const [index, core] of stores.entries()) say(core, index);
          uniteAll(stores, order);
          for (const other of others) expect(rowsOf(other)).toEqual(rowsOf(first));
          // Two that shared a chain without knowing it have learned of it now.
          expect(new Set(stores.map((core) => core.device)).size).toBe(stores.length);
        } finally {
          site.close();
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('a store that was copied and used in two places: one chain with two ends, and each goes on with its own', () => {
  const site = consoles();
  const here = site.open();
  say(here, 1);
  const there = site.copy(here);
  const shared = here.device;
  say(here, 1);
  say(there, 1);
  say(there, 2);
  const before = rowsOf(there);
  unite(here, there);
  expect(here.device).not.toBe(shared);
  const forks = all(
    here.db,
    'SELECT position, fork FROM ledger WHERE chain = ? ORDER BY fork, position',
    shared,
  );
  expect(forks).toEqual([
    { position: 1, fork: 0 },
    { position: 2, fork: 0 },
    { position: 2, fork: 1 },
    { position: 3, fork: 1 },
  ]);
  // Nothing of theirs was rewritten.
  const now = new Map(rowsOf(here).map((row) => [row.id, row]));
  for (const row of before) expect(now.get(row.id)).toEqual(row);
  expect(pathOf(here.db, shared, 1).parts).toEqual([
    { fork: 1, from: 2, to: Number.MAX_SAFE_INTEGER },
    { fork: 0, from: 1, to: 1 },
  ]);
  const proof = proofOf(here.db, 'person-1');
  expect(proof.chains.map(({ chain, length }) => `${chain} ${length}`).sort()).toEqual(
    [`${shared} 2`, `${shared} 3`].sort(),
  );
  expect(checkLedger(proof, 'person-1')).toEqual([]);
  // The other learns of it too, and from then on no place is taken twice.
  unite(there, here);
  expect(there.device).not.toBe(shared);
  say(here, 3);
  say(there, 3);
  uniteAll([here, there], [1]);
  expect(all(here.db, 'SELECT max(fork) AS n FROM ledger')).toEqual([{ n: 1 }]);
  expect(rowsOf(here)).toEqual(rowsOf(there));
  site.close();
});

test('an older copy that comes back finds its chain gone on with, and begins a new one', () => {
  const site = consoles();
  const lost = site.open();
  say(lost, 1);
  const older = site.copy(lost);
  say(lost, 2);
  unite(older, lost);
  expect(older.device).not.toBe(lost.device);
  say(older, 3);
  unite(lost, older);
  expect(problems(lost)).toEqual([]);
  expect(all(lost.db, 'SELECT max(fork) AS n FROM ledger')).toEqual([{ n: 0 }]);
  expect(told(lost)).toHaveLength(3);
  site.close();
});

test('a store that came back from its back-up is the console that it was; one that was imported is another', () => {
  const site = consoles();
  const core = site.open();
  const first = core.device;
  say(core, 1);
  core.write((tx) => beginChain(core, tx, true));
  const second = core.device;
  expect(wasOnce(core.db, second, first)).toBe(true);
  core.write((tx) => beginChain(core, tx, false));
  const third = core.device;
  expect(new Set([first, second, third]).size).toBe(3);
  expect(wasOnce(core.db, third, second)).toBe(false);
  expect(wasOnce(core.db, third, third)).toBe(true);
  // A new name that is taken back with its transaction was none.
  expect(() =>
    core.write((tx) => {
      beginChain(core, tx, true);
      throw new Error('Stop.');
    }),
  ).toThrow(/Stop/);
  expect(core.device).toBe(third);
  expect(core.write((tx) => tx.rev()).endsWith(third)).toBe(true);
  say(core, 2);
  expect(problems(core)).toEqual([]);
  site.close();
});

test('consoles that unite without news add nothing', () => {
  const site = consoles();
  const [a, b] = [site.open(), site.open()];
  say(a, 1);
  say(b, 2);
  uniteAll([a, b], [1]);
  const size = rowsOf(a).length;
  for (let round = 0; round < 5; round += 1) {
    expect(unite(a, b).added).toBe(0);
    expect(unite(b, a).added).toBe(0);
  }
  expect(rowsOf(a)).toHaveLength(size);
  site.close();
});

/** Two consoles that know of each other, and then somebody with the key and a database tool at the first. */
function known() {
  const site = consoles();
  const [a, b] = [site.open(), site.open()];
  for (let index = 0; index < 5; index += 1) {
    say(a, index);
    say(b, index);
  }
  uniteAll([a, b], [1]);
  expect(problems(a)).toEqual([]);
  writer(a).exec('DROP TRIGGER ledger_no_update; DROP TRIGGER ledger_no_delete;');
  return { ...site, a, b };
}

test('a chain that another has witnessed cannot be cut short unseen, nor left out', () => {
  const { a, b, close } = known();
  const { position = 0 } = one<{ position: number }>(
    a.db,
    "SELECT max(position) AS position FROM ledger WHERE chain = ? AND kind = 'hold'",
    b.device,
  ) ?? { position: 0 };
  writer(a).prepare('DELETE FROM ledger WHERE chain = ? AND position >= ?').run(b.device, position);
  expect(problems(a).join(' ')).toContain(
    `entry ${position} of chain ${b.device} is missing; another entry names it`,
  );
  writer(a).prepare('DELETE FROM ledger WHERE chain = ?').run(b.device);
  expect(problems(a).join(' ')).toContain(`of chain ${b.device} is missing; another entry names it`);
  // The other still has them, so they come back at their places.
  unite(a, b);
  expect(problems(a)).toEqual([]);
  close();
});

test('verify notices what was changed in any chain, an entry that was moved to another, and one that is there twice', () => {
  const { a, b, close } = known();
  const change = (sql: string, ...values: unknown[]) => {
    writer(a).exec('SAVEPOINT before_it');
    writer(a)
      .prepare(sql)
      .run(...values);
    const found = problems(a);
    writer(a).exec('ROLLBACK TO before_it; RELEASE before_it');
    return found.join(' ');
  };
  for (const { device } of [a, b]) {
    expect(change("UPDATE ledger SET actor = 'x' WHERE chain = ? AND position = 2", device)).toContain(
      `entry 2 of chain ${device} was changed`,
    );
    expect(change('DELETE FROM ledger WHERE chain = ? AND position = 2', device)).toContain(
      `entry 2 of chain ${device} is missing`,
    );
  }
  expect(change("UPDATE ledger SET chain = 'other' WHERE chain = ?", b.device)).toContain(
    'of chain other was changed',
  );
  expect(change('UPDATE ledger SET fork = 1 WHERE chain = ? AND position > 3', b.device)).toBe('');
  expect(
    change('UPDATE ledger SET fork = 1, position = position + 1 WHERE chain = ? AND position > 3', b.device),
  ).not.toBe('');
  writer(a).exec('DROP INDEX ledger_place');
  writer(a).exec('CREATE TABLE copy AS SELECT * FROM ledger WHERE position = 2');
  const columns =
    'chain, position, fork, clock, actor, kind, subject, evidence_id, payload, previous_hash, hash';
  expect(problems(a)).toEqual([]);
  writer(a).exec(`CREATE TABLE loose AS SELECT * FROM ledger`);
  writer(a).exec('ALTER TABLE ledger RENAME TO strict_one; ALTER TABLE loose RENAME TO ledger');
  writer(a).exec(
    `INSERT INTO ledger (seq, id, ${columns}) SELECT 1000 + seq, id, ${columns} FROM copy LIMIT 1`,
  );
  expect(problems(a).join(' ')).toContain('is there twice');
  close();
});

test('what cannot be proved is told again in our own chain, once, and ours stays whole', () => {
  const site = consoles();
  const [ours, theirs] = [site.open(), site.open()];
  for (let index = 0; index < 6; index += 1) say(theirs, index);
  const entry = one<{ id: string; payload: string }>(
    theirs.db,
    'SELECT id, payload FROM ledger WHERE position = 5',
  );
  // A page was torn that held the third and fourth; the second was changed.
  writer(theirs).exec('DROP TRIGGER ledger_no_update; DROP TRIGGER ledger_no_delete;');
  writer(theirs).exec(
    "DELETE FROM ledger WHERE position IN (3, 4); UPDATE ledger SET actor = 'x' WHERE position = 2",
  );
  expect(unite(ours, theirs).added).toBe(4);
  expect(problems(ours)).toEqual([]);
  expect(all(ours.db, "SELECT payload FROM ledger WHERE payload ->> 'quotes' = ?", entry?.id)).toEqual([
    { payload: JSON.stringify({ ...JSON.parse(entry?.payload ?? ''), quotes: entry?.id }) },
  ]);
  expect(unite(ours, theirs).added).toBe(0);
  expect(endsOf(ours.db).map(({ chain, position }) => `${chain} ${position}`)).toContain(
    `${theirs.device} 1`,
  );
  site.close();
});

test('appending, uniting and proving look up single entries, however long a chain is', () => {
  const site = consoles();
  const texts = new Set<string>();
  const { prepare } = Database.prototype;
  Database.prototype.prepare = function (this: Database.Database, text: string) {
    texts.add(text);
    return prepare.call(this, text);
  } as typeof prepare;
  onTestFinished(() => {
    Database.prototype.prepare = prepare;
    site.close();
  });
  const [a, b] = [site.open(), site.open()];
  say(a, 1);
  const copy = site.copy(a);
  texts.clear();
  for (const core of [a, b, copy]) say(core, 1);
  uniteAll([a, b, copy], [1]);
  expect(isHeld(a.db, proofOf(a.db, 'person-1'), 'person-1')).toBe(true);
  const db = openMemory();
  const asked = [...texts].filter((text) => /\bFROM ledger\b/.test(text));
  expect(asked.length).toBeGreaterThan(10);
  for (const text of asked) {
    const values = [...text.matchAll(/\?/g)].map(() => 'x');
    const plan = all<{ detail: string }>(db, `EXPLAIN QUERY PLAN ${text}`, ...values).map(
      ({ detail }) => detail,
    );
    // The last entry of the last chain, and what a union reads of the other store.
    const walks = /ORDER BY chain DESC|ORDER BY "seq" ASC|^SELECT \* FROM ledger ORDER BY/.test(text);
    if (!walks) expect([text, plan.filter((detail) => detail.startsWith('SCAN'))]).toEqual([text, []]);
    if (/\bsubject = \?/.test(text)) expect(plan.join(' '), text).toContain('ledger_subject (subject=?');
  }
  db.close();
});
test('a chain that was torn with a page stays named by others; the union says what is lost, and no check tells of it for ever', () => {
  const site = consoles();
  const [lost, ours] = [site.open(), site.open()];
  for (let index = 0; index < 6; index += 1) say(lost, index);
  const first = lost.device;
  lost.write((tx) => beginChain(lost, tx, true));
  say(lost, 1);
  writer(lost).exec('DROP TRIGGER ledger_no_delete;');
  writer(lost).prepare('DELETE FROM ledger WHERE position = 3 AND chain = ?').run(first);
  const options = { restoring: false, whole: false };
  ours.write((tx) => uniteLedgers(ours, tx, { ...sourceOf(lost.db), torn: new Set(['ledger']) }, options));
  expect(problems(ours)).toEqual([]);
  // Somebody who took the entry out says nothing of it.
  const other = site.open();
  unite(other, lost);
  expect(problems(other).join(' ')).toContain(`entry 6 of chain ${first} is missing; another entry names it`);
  site.close();
});
