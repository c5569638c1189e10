import { useRef, useState } from 'react';
import type { ResultsFilter, ResultsFormat, ResultsKind } from '../../../shared/contract/results.ts';
import { client } from '../../client.ts';
import { openSink } from './sink.ts';

export type Asked = {
  readonly campaignId: string;
  readonly kind: ResultsKind;
  readonly filter: ResultsFilter;
  readonly format: ResultsFormat;
  readonly separator: ',' | ';';
};

/** How far a file is. `of`: null while the rows are being counted. */
export type Taking =
  | { readonly at: 'rest' }
  | { readonly at: 'writing'; readonly done: number; readonly of: number | null }
  | { readonly at: 'done'; readonly rows: number }
  | { readonly at: 'stopped' }
  | { readonly at: 'failed'; readonly error: unknown };

/** Fetches an export piece by piece and writes it to a file; it can be stopped between two pieces. */
export function useTake() {
  const [taking, setTaking] = useState<Taking>({ at: 'rest' });
  const running = useRef<{ stopped: boolean } | null>(null);

  /** `before`: what has to be done first, once it is known where the file goes. */
  async function start(fileName: string, asked: Asked, before: () => Promise<unknown>) {
    const run = { stopped: false };
    const sink = await openSink(fileName);
    if (sink === null) return;
    running.current = run;
    let done = 0;
    let of: number | null = null;
    const show = () => {
      if (running.current === run) setTaking({ at: 'writing', done, of });
    };
    show();
    try {
      await before();
      const { campaignId, kind, filter } = asked;
      // How many there will be is told while the first of them are written.
      const counting = client.results.count({ ...filter, campaignId, kind }).then(({ rows }) => {
        of = rows;
        show();
      });
      counting.catch(() => {});
      for (let cursor: string | null | undefined; cursor !== null && !run.stopped; ) {
        const piece: Awaited<ReturnType<typeof client.results.export>> = await client.results.export({
          ...asked,
          ...(cursor === undefined ? {} : { cursor }),
        });
        await sink.write(piece.csv);
        done += piece.rows;
        show();
        cursor = piece.nextCursor;
      }
      running.current = null;
      if (run.stopped) {
        await sink.drop();
        setTaking({ at: 'stopped' });
      } else {
        await sink.close();
        setTaking({ at: 'done', rows: done });
      }
    } catch (error) {
      running.current = null;
      await sink.drop().catch(() => {});
      setTaking({ at: 'failed', error });
    }
  }

  return {
    taking,
    start: (fileName: string, asked: Asked, before: () => Promise<unknown>) =>
      void start(fileName, asked, before),
    halt: () => {
      if (running.current) running.current.stopped = true;
    },
  };
}
