import { type Content, contentOf, hasChanged, takeChanged } from '../store/capture/changedRows.ts';
import type { Core, Tx } from '../store/context.ts';
import { encodeChange } from './changeFormat.ts';
import { addOutgoing, lastNumber } from './outgoingRecord.ts';
import { positions } from './positionRecord.ts';
import { type Sealing, seal } from './seal.ts';

/** Rows of one change at most, and about how many bytes of them. */
const ROWS = 2000;
const BYTES = 4 * 1024 * 1024;

export type Making = {
  readonly sealing: Sealing;
  readonly console: string;
  /** Rows of one change at most, in the place of what is usual. */
  readonly rows?: number | undefined;
};

const sizeOf = ({ row }: Content) =>
  Object.values(row).reduce<number>(
    (sum, value) =>
      sum + (typeof value === 'string' ? value.length : Buffer.isBuffer(value) ? value.length * 1.4 : 8),
    0,
  );

/** Content in pieces for one change each. */
export function* piecesOf(content: Iterable<Content>): Generator<Content[]> {
  let piece: Content[] = [];
  let bytes = 0;
  for (const each of content) {
    const size = sizeOf(each);
    if (piece.length > 0 && bytes + size > BYTES) {
      yield piece;
      piece = [];
      bytes = 0;
    }
    piece.push(each);
    bytes += size;
  }
  if (piece.length > 0) yield piece;
}

/**
 * Makes changes of what this console has written since the last ones, up to so many rows, and seals them.
 * Their rows are read in this transaction, so they agree with each other. Sealed bytes are kept until the log
 * has them: sealed once more they would be other bytes, and no repetition. True: there is more.
 */
export function makeChanges(core: Core, making: Making): boolean {
  if (!hasChanged(core.db)) return false;
  return core.write((tx) => {
    const rows = takeChanged(tx.db, making.rows ?? ROWS);
    const pieces = [...piecesOf(contentOf(tx.db, rows))];
    const more = hasChanged(tx.db);
    // Whether more follows was said before, so the last one is told though what it had was removed since.
    if (pieces.length === 0 && !more) pieces.push([]);
    for (const [place, piece] of pieces.entries())
      addChange(core, tx, making, piece, more || place < pieces.length - 1);
    return more;
  });
}

function addChange(
  core: Core,
  tx: Tx,
  { sealing, console: name }: Making,
  piece: readonly Content[],
  more: boolean,
): void {
  const place = { console: name, number: lastNumber(tx.db) + 1 };
  const body = encodeChange(tx.db, piece, { after: positions(tx.db), more });
  addOutgoing(tx.db, { number: place.number, sealed: seal(sealing, place, body, core.ports.random) }, tx.now);
}
