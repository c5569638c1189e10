import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** How many texts wait to leave or are leaving, which stop when Heed is closed. */
export const textsUnderWay = (db: Reader): number =>
  one<{ n: number }>(db, "SELECT count(*) AS n FROM message WHERE state IN ('queued', 'sending')")?.n ?? 0;
