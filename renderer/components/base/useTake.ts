import { useRef, useState } from 'react';
import { openSink } from './sink.ts';

/** A file that comes in pieces. */
export type Asked = {
  readonly fileName: string;
  /** The piece at a cursor; without one the first. */
  readonly piece: (cursor?: string) => Promise<Piece>;
  /** How many rows there will be, where that is to be shown. */
  readonly count?: () => Promise<number>;
  /** What has to be done first, once it is known where the file goes. */
  readonly before?: () => Promise<unknown>;
};
type Piece = {
  readonly csv: string;
  readonly rows: number;
  /** Rows that the file could not take. */
  readonly leftOut?: number;
  readonly nextCursor: string | null;
};

/** How far a file is. `of`: null while the rows are being counted. */
export type Taking =
  | { readonly at: 'rest' }
  | { readonly at: 'writing'; readonly done: number; readonly of: number | null }
  | { readonly at: 'done'; readonly rows: number; readonly leftOut: number }
  | { readonly at: 'stopped' }
  | { readonly at: 'failed'; readonly error: unknown };

/** Fetches an export piece by piece and writes it to a file; it can be stopped between two pieces. */
export function useTake() {
  const [taking, setTaking] = useState<Taking>({ at: 'rest' });
  const running = useRef<{ stopped: boolean } | null>(null);

  /** To be called by a click. Returns how it ended; at rest where the person changed their mind. */
  async function start({ fileName, piece, count, before }: Asked): Promise<Taking> {
    const run = { stopped: false };
    const sink = await openSink(fileName);
    if (sink === null) return { at: 'rest' };
    running.current = run;
    let done = 0;
    let left = 0;
    let of: number | null = null;
    const show = () => {
      if (running.current === run) setTaking({ at: 'writing', done, of });
    };
    const end = (how: Taking) => {
      running.current = null;
      setTaking(how);
      return how;
    };
    show();
    try {
      await before?.();
      // How many there will be is told while the first of them are written.
      const counting = count?.().then((rows) => {
        of = rows;
        show();
      });
      counting?.catch(() => {});
      for (let cursor: string | null | undefined; cursor !== null && !run.stopped; ) {
        const { csv, rows, leftOut = 0, nextCursor } = await piece(cursor);
        await sink.write(csv);
        done += rows;
        left += leftOut;
        show();
        cursor = nextCursor;
      }
      if (run.stopped) {
        await sink.drop();
        return end({ at: 'stopped' });
      }
      await sink.close();
      return end({ at: 'done', rows: done, leftOut: left });
    } catch (error) {
      await sink.drop().catch(() => {});
      return end({ at: 'failed', error });
    }
  }

  return {
    taking,
    start,
    halt: () => {
      if (running.current) running.current.stopped = true;
    },
  };
}
