import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { changeSource } from '../backup/unite/source.ts';
import { type UniteOptions, unite } from '../backup/unite/unite.ts';
import { whileDeaf } from '../store/capture/capture.ts';
import type { Content } from '../store/capture/changedRows.ts';
import { type Watched, watchedTables } from '../store/capture/watched.ts';
import type { Core } from '../store/context.ts';
import { openReader } from '../store/open.ts';
import { all, each } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { type ChangeRows, decodeChange, encodeChange } from './changeFormat.ts';
import { LogError } from './log/changeLog.ts';
import type { Snapshots } from './log/snapshots.ts';
import { piecesOf } from './makeChanges.ts';
import { newName } from './newName.ts';
import { setPosition, wholePositions } from './positionRecord.ts';
import { keyNumberOf, type Sealing, seal, takeKeyOf, unseal } from './seal.ts';

/**
 * A whole store as sealed pieces in the log, in the form of changes: what a new console begins with, and what
 * lets old changes go.
 */

/**
 * The place of a piece for its seal: no console has such a name. `mark`: of this one snapshot, so that no
 * piece of another passes for one of it.
 */
const placeOf = (id: string, mark: string, number: number) => ({ console: `snapshot ${id} ${mark}`, number });

/**
 * The last piece says what the snapshot is, since whoever keeps the log could say anything: how many pieces
 * come before it, and up to which change of each console they have everything.
 */
const Contents = z.strictObject({
  mark: z.string().min(1),
  pieces: z.int().positive(),
  heads: z.array(z.tuple([z.string().min(1), z.int().positive()])),
});
const placeOfContents = (id: string) => placeOf(id, 'contents', 1);

/** @throws LogError broken: it is not what was laid down */
function contentsOf(sealing: Sealing, id: string, sealed: Buffer): z.infer<typeof Contents> {
  const text = unseal(sealing, placeOfContents(id), sealed).toString('utf8');
  const found = Contents.safeParse(JSON.parse(text));
  if (!found.success) throw new LogError('broken', 'A snapshot does not end as snapshots do.');
  return found.data;
}

/** The tables, each after those to which it refers, so that few rows have to wait for others. */
function inOrder(db: Reader): Watched[] {
  const tables = new Map(watchedTables(db).map((watched) => [watched.table, watched]));
  const done = new Set<Watched>();
  const add = (watched: Watched, above: readonly string[]) => {
    const parents = all<{ name: string }>(
      db,
      'SELECT DISTINCT "table" AS name FROM pragma_foreign_key_list(?) ORDER BY 1',
      watched.table,
    );
    for (const { name } of parents) {
      const parent = tables.get(name);
      if (parent && !above.includes(name)) add(parent, [...above, name]);
    }
    done.add(watched);
  };
  for (const watched of tables.values()) add(watched, [watched.table]);
  return [...done];
}

function* contentIn(db: Reader): Generator<Content> {
  for (const { table, told } of inOrder(db)) {
    const names = told.map((name) => `"${name}"`).join(', ');
    for (const row of each<Content['row']>(db, `SELECT ${names} FROM "${table}"`)) yield { table, row };
  }
}

type Laying = {
  readonly core: Core;
  readonly log: Snapshots;
  readonly sealing: Sealing;
  readonly console: string;
};

/**
 * Lays down this store, of which `own` changes are in the log. Others go on writing to it meanwhile, so it
 * may have later rows as well; they come again with their changes, which does no harm.
 * @throws LogError; StoreError
 */
export async function laySnapshot({ core, log, sealing, console: id }: Laying, own: number): Promise<void> {
  const heads = new Map([...wholePositions(core.db), ...(own === 0 ? [] : [[id, own] as const])]);
  // Reading takes turns with writing, so it has a connection of its own.
  const reader = core.db.memory ? null : openReader(core.storeDir, core.key);
  const db = reader ?? core.db;
  const mark = newName(core.ports.random);
  let place = 0;
  async function* pieces() {
    for (const piece of piecesOf(core.db.memory ? [...contentIn(db)] : contentIn(db))) {
      place += 1;
      yield seal(
        sealing,
        placeOf(id, mark, place),
        encodeChange(db, piece, { after: new Map(), more: false }),
        core.ports.random,
      );
      await core.turn();
    }
    const contents: z.input<typeof Contents> = { mark, pieces: place, heads: [...heads] };
    yield seal(sealing, placeOfContents(id), Buffer.from(JSON.stringify(contents)), core.ports.random);
  }
  try {
    await log.laySnapshot(heads, pieces());
    core.ports.log.info('consoles-snapshot', { pieces: place });
  } finally {
    reader?.close();
  }
}

export type SnapshotProgress = { readonly done: number; readonly total: number; readonly waits: boolean };

/** Milliseconds between two looks for a snapshot that another console is still laying down. */
const LOOK_EVERY = 1000;

/** People for whom a transaction works out what follows from their rows. */
const PEOPLE = 1000;

const bring = (core: Core, rows: ChangeRows, more: Pick<UniteOptions, 'later' | 'people' | 'unused'>) =>
  core.writePart((tx) =>
    whileDeaf(tx.db, () =>
      unite(core, tx, changeSource(tx.db, rows), { mode: 'changes', whole: true, witness: false, ...more }),
    ),
  );

const lacks = () => new LogError('broken', 'The log lacks a piece of its snapshot.');

/**
 * The newest snapshot; null: there is none yet, or only one that is sealed with a key that was given up,
 * which whoever was shut out could have made. With each invitation a new one is laid down. @throws LogError
 */
async function newestIn({ log, sealing }: Pick<Laying, 'log' | 'sealing'>) {
  const snapshot = await log.snapshot();
  if (snapshot === null) return null;
  const { number, console: by } = snapshot;
  const last = await log.piece(number, snapshot.pieces);
  // Newer ones have taken its place, unless the log knows nothing of pieces that it says it has.
  const isGone = async () => (await log.snapshot())?.number !== number;
  if (last === null && (await isGone())) return null;
  if (last === null) throw lacks();
  await takeKeyOf(sealing, last);
  if (keyNumberOf(last) < sealing.keys.newest().number) return null;
  return { number, by, isGone, ...contentsOf(sealing, by, last) };
}

/**
 * Brings the newest snapshot into a store that has nothing yet, and notes up to which changes it goes; waits
 * for one where there is none. @throws LogError; StoreError; AbortError
 */
export async function takeSnapshot(
  { core, log, sealing, console: id }: Laying,
  report: (progress: SnapshotProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const again = () => takeSnapshot({ core, log, sealing, console: id }, report, signal);
  let snapshot = await newestIn({ log, sealing });
  while (snapshot === null) {
    report({ done: 0, total: 0, waits: true });
    await pause(LOOK_EVERY, undefined, { signal });
    snapshot = await newestIn({ log, sealing });
  }
  const { number, by, isGone, mark, pieces, heads } = snapshot;
  const people = new Set<string>();
  for (let place = 1; place <= pieces; place += 1) {
    signal.throwIfAborted();
    report({ done: place - 1, total: pieces, waits: false });
    const sealed = await log.piece(number, place);
    if (sealed === null && (await isGone())) return again();
    if (sealed === null) throw lacks();
    await takeKeyOf(sealing, sealed);
    const { rows } = decodeChange(core.db, unseal(sealing, placeOf(by, mark, place), sealed));
    bring(core, rows, { later: people, unused: 'none' });
    await core.turn();
  }
  const subjects = [...people];
  for (let from = 0; from < subjects.length; from += PEOPLE) {
    bring(core, {}, { people: subjects.slice(from, from + PEOPLE), unused: 'none' });
    await core.turn();
  }
  bring(core, {}, { unused: 'all' });
  if (heads.some(([name]) => name === id))
    throw new LogError('broken', 'The snapshot is of a store that was this console.');
  core.write((tx) => {
    for (const [name, upTo] of heads) setPosition(tx.db, name, upTo, { more: false, entries: 0, key: 1 });
  });
  report({ done: pieces, total: pieces, waits: false });
}
