import type { Heads } from './changeLog.ts';
import { headsOf, textOf } from './rows.ts';
import type { Session } from './session.ts';

/** A whole store as a console laid it down, in `pieces` sealed pieces, counted from 1. */
export type Snapshot = {
  readonly number: number;
  readonly console: string;
  /** Up to which change of each console it has everything: who begins with it reads on from there. */
  readonly heads: Heads;
  readonly pieces: number;
};

/** Where a new console begins, and what lets old changes go. Errors are LogErrors. */
export type Snapshots = {
  /**
   * Lays down a snapshot that has everything up to `heads`; others see it once all pieces are there. A piece
   * has at most 64 MiB. One that this console began before and did not end is gone.
   */
  laySnapshot(heads: Heads, pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void>;
  /** The newest whole one; null: there is none, and all changes there ever were are in the log. */
  snapshot(): Promise<Snapshot | null>;
  /** null: this snapshot is no longer there, since newer ones are: begin with the newest. */
  piece(snapshot: number, place: number): Promise<Buffer | null>;
  /**
   * Deletes changes that the snapshots have and that every console has applied which was not removed;
   * returns how many.
   */
  compact(): Promise<number>;
};

type Row = { number: string; console: string; heads: unknown; pieces: number };

export const snapshotsOver = ({ query }: Session): Snapshots => ({
  laySnapshot: async (heads, pieces) => {
    const begun = await query<{ number: string }>('SELECT heed.begin_snapshot($1) AS number', [
      textOf(heads),
    ]);
    const number = begun[0]?.number;
    let place = 0;
    for await (const piece of pieces) {
      place += 1;
      await query('SELECT heed.add_piece($1, $2, $3)', [number, place, piece]);
    }
    await query('SELECT heed.finish_snapshot($1, $2)', [number, place]);
  },
  snapshot: async () => {
    const rows = await query<Row>(
      `SELECT number, console, heads, pieces FROM heed.snapshot
       WHERE organisation = (heed.must_be()).organisation AND pieces IS NOT NULL ORDER BY number DESC LIMIT 1`,
      [],
    );
    const [row] = rows;
    if (row === undefined) return null;
    return { ...row, number: Number(row.number), heads: headsOf(row.heads) };
  },
  piece: async (snapshot, place) => {
    const rows = await query<{ sealed: Buffer }>(
      `SELECT sealed FROM heed.snapshot_piece
       WHERE organisation = (heed.must_be()).organisation AND snapshot = $1 AND place = $2`,
      [snapshot, place],
    );
    return rows[0]?.sealed ?? null;
  },
  compact: async () => {
    const rows = await query<{ gone: string }>('SELECT heed.compact() AS gone', []);
    return Number(rows[0]?.gone);
  },
});
