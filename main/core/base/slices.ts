import { setImmediate as nextTurn } from 'node:timers/promises';

/** Rows of a list, and where its next page begins; null: it ends here. */
export type PageOf<Row> = { readonly items: Row[]; readonly nextCursor: string | null };

/**
 * Reads a long piece of a list as so many short pages, and lets other work of the console go on between them:
 * one that took all at once would keep a STOP waiting.
 */
export async function* slices<Row>(
  page: (cursor: string | undefined) => PageOf<Row>,
  from: string | undefined,
  count: number,
): AsyncGenerator<PageOf<Row>> {
  let cursor = from;
  for (let slice = 1; slice <= count; slice += 1) {
    const found = page(cursor);
    yield found;
    if (found.nextCursor === null) return;
    cursor = found.nextCursor;
    await nextTurn();
  }
}
