import { useRef, useState } from 'react';
import type { OptOutFilter } from '../../../shared/contract/optOuts.ts';
import { t } from '../../../shared/text/say.ts';
import { client } from '../../client.ts';
import { saveCsv } from '../../components/base/download.ts';
import { complain } from '../../components/base/notify.ts';

/**
 * Fetches what a filter finds piece by piece and saves it as one file. `rows`: so far; null while nothing
 * runs.
 */
export function useExport() {
  const [rows, setRows] = useState<number | null>(null);
  const stopped = useRef(false);

  async function start(filter: OptOutFilter) {
    stopped.current = false;
    setRows(0);
    try {
      const pieces: string[] = [];
      let done = 0;
      let cursor: string | undefined;
      let name = '';
      do {
        const piece = await client.optOut.export({ filter, ...(cursor ? { cursor } : {}) });
        if (stopped.current) return;
        pieces.push(piece.csv);
        done += piece.rows;
        setRows(done);
        name = piece.fileName;
        cursor = piece.nextCursor ?? undefined;
      } while (cursor !== undefined);
      saveCsv(name, pieces.join(''));
    } catch (error) {
      complain(t('optOuts:exportFailed'))(error);
    } finally {
      setRows(null);
    }
  }

  return {
    rows,
    start: (filter: OptOutFilter) => void start(filter),
    stop: () => {
      stopped.current = true;
    },
  };
}
