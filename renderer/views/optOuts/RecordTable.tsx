import { Box, Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import type { OptOutRecord } from '../../../shared/contract/optOuts.ts';
import { t } from '../../../shared/text/say.ts';
import { LoadingRows } from '../../components/base/Loading.tsx';
import styles from './optOuts.module.css';
import { RecordRow } from './RecordRow.tsx';

type Props = {
  readonly rows: readonly OptOutRecord[];
  /** Of all pages, loaded or not; for screen readers. */
  readonly total: number | null;
  readonly pending: boolean;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  readonly picked: ReadonlySet<string>;
  /** Null: this viewer may only read. */
  readonly onPicked: ((picked: ReadonlySet<string>) => void) | null;
  readonly onOpen: (row: OptOutRecord) => void;
  readonly empty: ReactNode;
};

const ROW = 56;
const COLUMNS = ['contact', 'state', 'words', 'campaign', 'by'] as const;

/** Opt-outs and reversals, virtualised and loaded while scrolling. Shift picks everything in between. */
export function RecordTable(props: Props) {
  const { rows, total, hasMore, loadingMore, onMore, picked, onPicked } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && lastIndex >= rows.length - 30) onMore();
  }, [hasMore, loadingMore, lastIndex, rows.length, onMore]);

  const pick = (index: number, range: boolean) => {
    const on = !picked.has(rows[index]?.id ?? '');
    const [from, to] = range
      ? [Math.min(anchor.current, index), Math.max(anchor.current, index)]
      : [index, index];
    const next = new Set(picked);
    for (const { id } of rows.slice(from, to + 1)) {
      if (on) next.add(id);
      else next.delete(id);
    }
    anchor.current = index;
    onPicked?.(next);
  };
  const allPicked = rows.length > 0 && rows.every(({ id }) => picked.has(id));

  if (props.pending) return <LoadingRows />;
  if (rows.length === 0) return <div className={styles.empty}>{props.empty}</div>;
  return (
    <Box
      component="section"
      ref={scroller}
      className={styles.scroller}
      tabIndex={0}
      aria-label={t('optOuts:table.label')}
    >
      <table
        className={styles.table}
        data-readonly={onPicked === null}
        aria-rowcount={total === null ? -1 : total + 1}
      >
        <thead>
          <tr aria-rowindex={1} className={`${styles.row} ${styles.head}`}>
            {onPicked ? (
              <th scope="col">
                <Checkbox
                  size="xs"
                  aria-label={t('optOuts:table.selectAll')}
                  checked={allPicked}
                  indeterminate={!allPicked && picked.size > 0}
                  onChange={() => onPicked(allPicked ? new Set() : new Set(rows.map(({ id }) => id)))}
                />
              </th>
            ) : null}
            {COLUMNS.map((name) => (
              <th key={name} scope="col">
                {t(`optOuts:table.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index];
            return row ? (
              <RecordRow
                key={key}
                row={row}
                index={index}
                start={start}
                picked={picked.has(row.id)}
                onPick={onPicked ? (range) => pick(index, range) : null}
                onOpen={() => props.onOpen(row)}
              />
            ) : null;
          })}
        </tbody>
      </table>
    </Box>
  );
}
