import { Box } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { DryRunOutcome, DryRunRow } from '../../../../shared/contract/optOuts.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import styles from '../optOuts.module.css';

export type Outcome = DryRunOutcome | 'cancelled' | 'toCheck' | 'all';

const ROW = 34;
const PAGE = 200;

/** Rows of the list and what would happen to each. */
export function DryRunRows({ id, outcome }: { readonly id: string; readonly outcome: Outcome }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    api.optOut.dryRunRows.infiniteOptions({
      input: (offset: number) => ({
        id,
        offset,
        limit: PAGE,
        ...(outcome === 'all' ? {} : { outcome }),
      }),
      initialPageParam: 0,
      getNextPageParam: (page, pages) => (pages.length * PAGE < page.total ? pages.length * PAGE : undefined),
    }),
  );
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 40) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, last, rows.length, fetchNextPage]);
  return (
    <Box
      component="section"
      ref={scroller}
      className={styles.dryRows}
      aria-label={t('optOuts:dryRun.rows')}
      tabIndex={0}
    >
      {data && rows.length === 0 ? <p className={styles.soft}>&nbsp; {t('optOuts:dryRun.noRow')}</p> : null}
      <ul style={{ height: virtual.getTotalSize(), position: 'relative', margin: 0, padding: 0 }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          return row ? (
            <li key={key} className={styles.dryRow} style={{ transform: `translateY(${start}px)` }}>
              <span className={styles.soft}>{t('optOuts:dryRun.line', { line: row.line })}</span>
              <Cut text={whoIs(row)} />
              <Cut text={row.name} />
              <Cut text={whatHappens(row)} />
            </li>
          ) : null;
        })}
      </ul>
    </Box>
  );
}

/** A cell that shows its whole text in a tooltip. */
function Cut({ text }: { readonly text: string }) {
  return (
    <span className={styles.cut} title={text}>
      {text}
    </span>
  );
}

function whoIs({ numbers, raw }: DryRunRow): string {
  const written = numbers.map((number) => formatNumber(number)).join(', ');
  return written || raw || t('optOuts:dryRun.empty');
}

function whatHappens({ outcome: of, reason, cancelled }: DryRunRow): string {
  const outcome = reason || t(`optOuts:dryRun.outcome.${of}`);
  return cancelled === 0 ? outcome : t('optOuts:dryRun.cancels', { outcome, count: cancelled });
}
