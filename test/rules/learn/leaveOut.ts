import { reader, sureEnough } from '../../../main/core/rules/learned.ts';
import { lessons, type Row } from './texts.ts';
import { tokensOf, train } from './train.ts';

/**
 * What is made of a text by the phrases before they were improved with its batch, and by a judge that did
 * not learn from the batch.
 */
export type Unseen = Row & { readonly byPhrases: boolean; readonly byBoth: boolean };

/** Shares from 0 to 1. */
type Score = {
  readonly requests: number;
  readonly others: number;
  readonly found: { readonly phrases: number; readonly both: number };
  readonly heldInnocents: { readonly phrases: number; readonly both: number };
};

/**
 * Trains without one batch and judges it: what to expect of texts by a writer whose texts were never seen.
 */
export function withoutBatch(batch: string, rows: readonly Row[] = lessons()): readonly Unseen[] {
  const read = reader(train(rows.filter((row) => row.batch !== batch)));
  return rows
    .filter((row) => row.batch === batch && row.unseen !== undefined)
    .map((row) => {
      const byPhrases = row.unseen === 'hold' || row.unseen === 'opt-out';
      const doubted = row.unseen === 'innocent' || row.unseen === 'resume';
      return {
        ...row,
        byPhrases,
        byBoth: byPhrases || sureEnough(read(tokensOf(row)).request.odds, doubted),
      };
    });
}

/**
 * The share of requests that were found, and of other texts that were held, by the phrases alone and with
 * the judge.
 */
export function scoreOf(rows: readonly Unseen[]): Score {
  const requests = rows.filter(({ label }) => label === 'request');
  const others = rows.filter(({ label }) => label !== 'request' && label !== 'keyword');
  const shares = (of: readonly Unseen[]) => ({
    phrases: of.filter(({ byPhrases }) => byPhrases).length / Math.max(1, of.length),
    both: of.filter(({ byBoth }) => byBoth).length / Math.max(1, of.length),
  });
  return {
    requests: requests.length,
    others: others.length,
    found: shares(requests),
    heldInnocents: shares(others),
  };
}

const percent = (value: number) => `${(100 * value).toFixed(1).padStart(5)} %`;

function line(name: string, rows: readonly Unseen[]): string {
  const { requests, others, found, heldInnocents } = scoreOf(rows);
  const [asked, innocent] = [found, heldInnocents].map(
    ({ phrases, both }) => `${percent(phrases)} ->${percent(both)}`,
  );
  return `${name.padEnd(14)}${requests} requests found ${asked}; of ${others} others held ${innocent}\n`;
}

/**
 * A line for each batch: by the phrases before they were improved with it, then with the judge that never
 * saw it.
 */
export function report(): string {
  const rows = lessons();
  const batches = [...new Set(rows.filter(({ unseen }) => unseen !== undefined).map(({ batch }) => batch))];
  const judged = batches.map((batch) => ({ batch, rows: withoutBatch(batch, rows) }));
  const all = judged.flatMap((each) => each.rows);
  return judged.map((each) => line(each.batch, each.rows)).join('') + line('all', all);
}
