import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { uniteLedgers } from '../../main/core/backup/unite/ledger.ts';
import { sourceOf } from '../../main/core/backup/unite/source.ts';
import { createIds } from '../../main/core/base/ids.ts';
import { append } from '../../main/core/ledger/append.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { all } from '../../main/core/store/statement.ts';
import { said } from '../../shared/text/stored.ts';
import { NOON, type TestCore, testClock, testCore, writer } from '../helpers/core.ts';

/**
 * Stores of one organisation, each a chain of its own in the ledger. Ids, names and keys differ between the
 * consoles and repeat from run to run.
 */
export function consoles() {
  const made: TestCore[] = [];
  const clock = testClock();
  let drawn = 0;
  const bytes = (length: number) => {
    drawn += 1;
    return createHash('shake256', { outputLength: length }).update(`drawn ${drawn}`).digest();
  };
  const open = () => {
    const random = { bytes, fraction: () => 0.5 };
    const core = testCore({ now: NOON, ports: { clock, random, ids: createIds(clock, bytes) } });
    made.push(core);
    return core.core;
  };
  return {
    open,
    tick: () => clock.advance(1_000),
    /** The same store in a second place: nothing in it says that it is a copy. */
    copy(of: Core): Core {
      const core = open();
      for (const row of all<Record<string, unknown>>(of.db, 'SELECT * FROM ledger ORDER BY seq')) {
        const columns = Object.keys(row);
        writer(core)
          .prepare(`INSERT INTO ledger (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
          .run(...Object.values(row));
      }
      for (const { key, value } of all<{ key: string; value: string }>(of.db, 'SELECT key, value FROM meta'))
        writer(core).prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(key, value);
      core.catchUp();
      expect(core.device).toBe(of.device);
      return core;
    },
    close: () => {
      for (const { core } of made) core.close();
    },
  };
}
export type Core = TestCore['core'];

export const say = (core: Core, who: number) =>
  core.write((tx) =>
    append(core, tx, { kind: 'hold', actorId: null, subject: `person-${who}`, payload: { who } }),
  );
export const unite = (to: Core, from: Core) =>
  to.write((tx) => uniteLedgers(to, tx, sourceOf(from.db), { restoring: false, whole: true }));
export const problems = (core: Core) => verify(core.db).problems.map(said);

/** Everything of the ledger but what is of one store alone. */
export const rowsOf = (core: Core) =>
  all<{ id: string }>(
    core.db,
    `SELECT chain, position, hash, previous_hash, id, clock, actor, kind, subject, evidence_id, payload FROM ledger
     ORDER BY chain, position, hash`,
  );
export const told = (core: Core) =>
  all<{ id: string }>(core.db, "SELECT id FROM ledger WHERE kind = 'hold' ORDER BY id").map(({ id }) => id);

/** Unites everybody with everybody until nothing is new. Returns after how many rounds. */
export function uniteAll(cores: readonly Core[], order: readonly number[]): number {
  const pairs = cores.flatMap((to) => cores.flatMap((from) => (to === from ? [] : [{ to, from }])));
  for (let round = 1; round < 20; round += 1) {
    let added = 0;
    // Another order in each round.
    const sorted = pairs
      .map((pair, index) => ({ ...pair, by: order[(index * 7 + round) % order.length] ?? index }))
      .sort((a, b) => a.by - b.by);
    for (const { to, from } of sorted) added += unite(to, from).added;
    if (added === 0) return round;
  }
  throw new Error('The consoles go on answering each other.');
}
