import { z } from 'zod';
import { endsOf } from '../../ledger/path.ts';
import type { Core, Tx } from '../../store/context.ts';
import { removeMeta, setMeta } from '../../store/meta.ts';
import { one } from '../../store/statement.ts';
import type { Reader, Writer } from '../../store/types.ts';

/**
 * Notices that this console was apart from the others: it spoke to the log, and then for so long did not.
 * What it and the others did meanwhile is told by positions in the chains of the ledger, so clocks that
 * differ do no harm.
 */

/** Milliseconds without the log after which it is a time apart. */
const APART_AFTER = 5 * 60_000;
/** Milliseconds between two notes of when this console last spoke to the log: a crash loses so much. */
const NOTED_EVERY = 60_000;
const KEY = 'together';

/** Up to which position of each chain. */
export type Ends = ReadonlyMap<string, number>;

const EndsText = z.record(z.string(), z.number().int()).transform((ends) => new Map(Object.entries(ends)));
const Noted = z.object({
  /** When everything that was written here was in the log, and all that was there had come. */
  at: z.number(),
  /** Up to which entry of this console's chain the log had it then. */
  chain: z.string(),
  position: z.number().int(),
  /** Up to where it knew the chains, since it is apart. */
  heads: EndsText.optional(),
});
type Noted = z.infer<typeof Noted>;

/** A time apart that is over. Times are UTC milliseconds, by this console's clock. */
export type TimeApart = {
  readonly since: number;
  readonly until: number;
  readonly chain: string;
  /** What this console did meanwhile: the entries of its chain after `from`, up to `to`. */
  readonly from: number;
  readonly to: number;
  /** What the others did: the entries of other chains after `heads`, up to `ends`. */
  readonly heads: Ends;
  readonly ends: Ends;
};

export type ApartWatch = {
  /** Call it before anything is brought or fetched. */
  look(): void;
  /** This console's chain, up to here, is in the log now. */
  sent(tx: Tx, position: number): void;
  /** Everything that the log had has come. */
  together(): void;
  /** The time apart that has ended and was not told yet. */
  over(): TimeApart | null;
  /** It is told, in this transaction; or there was nothing to tell. */
  told(tx: Tx): void;
  /** Call it before the console closes. */
  close(): void;
};

/** How far each chain goes that has one end, as all do but those of a store that was copied. */
function endsIn(db: Reader): Map<string, number> {
  return new Map(
    endsOf(db)
      .filter(({ fork }) => fork === 0)
      .map(({ chain, position }) => [chain, position]),
  );
}

/** The position of the last entry of this console's own chain. */
export const ownEnd = ({ db, device }: Core): number =>
  one<{ position: number }>(
    db,
    'SELECT position FROM ledger WHERE chain = ? AND fork = 0 ORDER BY position DESC LIMIT 1',
    device,
  )?.position ?? 0;

function read(db: Reader): Noted | null {
  const row = one<{ value: string }>(db, 'SELECT value FROM meta WHERE key = ?', KEY);
  return row === undefined ? null : Noted.parse(JSON.parse(row.value));
}

const keep = (db: Writer, noted: Noted) =>
  setMeta(db, KEY, JSON.stringify({ ...noted, heads: noted.heads && Object.fromEntries(noted.heads) }));

/** A console that goes on alone is apart from nobody. */
export function forgetTogether(db: Writer): void {
  removeMeta(db, KEY);
}

export function createApartWatch(core: Core): ApartWatch {
  /** As it was last; `kept`: as the store has it. */
  let last = read(core.db);
  let kept = last;
  let over: TimeApart | null = null;
  const clock = () => core.ports.clock.now();

  function note(next: Noted, tx: Tx | null): void {
    last = next;
    kept = next;
    if (tx) keep(tx.db, next);
    else core.writePart((own) => keep(own.db, next));
  }

  return {
    look() {
      if (last === null || last.heads !== undefined || clock() - last.at < APART_AFTER) return;
      note({ ...last, heads: endsIn(core.db) }, null);
    },
    sent(tx, position) {
      if (last?.heads === undefined) note({ at: tx.now, chain: tx.device, position }, tx);
    },
    together() {
      if (last?.heads !== undefined) {
        const { at, heads, chain, position } = last;
        const ends = endsIn(core.db);
        const to = ends.get(core.device) ?? 0;
        const from = chain === core.device ? position : 0;
        over ??= { since: at, until: clock(), chain: core.device, from, to, heads, ends };
        return;
      }
      last = { at: clock(), chain: core.device, position: last?.position ?? ownEnd(core) };
      if (kept === null || last.at - kept.at >= NOTED_EVERY) note(last, null);
    },
    over: () => over,
    told(tx) {
      note({ at: tx.now, chain: tx.device, position: over?.to ?? 0 }, tx);
      over = null;
    },
    close() {
      if (last !== null && last !== kept) note(last, null);
    },
  };
}
