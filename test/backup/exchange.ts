import { expect } from 'vitest';
import { miscounted } from '../../main/core/store/recount.ts';
import { apply, type Change, type Console, hasRows, shown } from './consoles.ts';
import type { Dice } from './generator.ts';

/** Numbers that seem random and are the same for one seed (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/**
 * How many histories of each kind. For more, from another beginning:
 * HEED_UNIONS=60 HEED_SEED=1000 npx vitest run test/backup/converge.test.ts test/backup/histories.test.ts
 */
const RUNS = Number(process.env.HEED_UNIONS ?? 3);
const FROM = Number(process.env.HEED_SEED ?? 1);
export const seeds = Array.from({ length: RUNS }, (_, index) => FROM + index);

/** What a console did, in its order, and how far each console has heard it; null: nobody’s of these. */
export type Log = {
  readonly by: Console | null;
  readonly changes: Change[];
  readonly read: Map<Console, number>;
};
export const logOf = (by: Console | null, changes: Change[] = []): Log => ({ by, changes, read: new Map() });

/** Has a console hear the next change of a log, or one that it knows. False: it has heard all. */
export function hear(at: Console, log: Log, logs: readonly Log[], roll: Dice): boolean {
  const place = log.read.get(at) ?? 0;
  if (log.by === at || place >= log.changes.length) return false;
  const again = roll(6) === 0 && place > 0;
  const told = apply(at, log.changes[again ? roll(place) : place] ?? {});
  if (hasRows(told)) logs.find(({ by }) => by === at)?.changes.push(told);
  if (!again) log.read.set(at, place + 1);
  return true;
}

/** Gives every console every log, in the order of each log and in no order between logs. */
export function deliver(consoles: readonly Console[], logs: readonly Log[], roll: Dice): void {
  for (;;) {
    const open = consoles.flatMap((at) =>
      logs
        .filter((log) => log.by !== at && (log.read.get(at) ?? 0) < log.changes.length)
        .map((log) => ({ at, log })),
    );
    const next = open[roll(open.length)];
    if (next === undefined) return;
    hear(next.at, next.log, logs, roll);
  }
}

/** All show the same, and each by itself agrees with its own counters and indexes. */
export function agree(consoles: readonly Console[], why: string): void {
  const [first, ...others] = consoles.map(shown);
  for (const [index, other] of others.entries())
    for (const table of Object.keys(other))
      expect(other[table], `${why}: ${table} of console ${index + 2}`).toEqual(first?.[table]);
  for (const { db } of consoles) {
    expect(db.pragma('foreign_key_check'), why).toEqual([]);
    expect(miscounted(db), why).toEqual([]);
    db.exec("INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)");
    db.exec("INSERT INTO opt_out_index (opt_out_index, rank) VALUES ('integrity-check', 1)");
    db.exec("INSERT INTO name_index (name_index, rank) VALUES ('integrity-check', 1)");
  }
}
