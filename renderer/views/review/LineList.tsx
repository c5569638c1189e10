import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { t } from '../../../shared/text/say.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingRows } from '../../components/base/Loading.tsx';
import { WhenAgo } from '../../components/base/WhenAgo.tsx';
import type { Line } from './lines.tsx';
import styles from './review.module.css';

type Props = {
  label: string;
  lines: readonly Line[];
  selectedId: string | null;
  onSelect: (id: string) => void;
  /**
   * Lines chosen for something that concerns several; `onPick` takes one in or out (Ctrl and a click, or the
   * space bar).
   */
  picked?: ReadonlySet<string> | undefined;
  onPick?: ((id: string) => void) | undefined;
  query: { isPending: boolean; error: unknown; refetch: () => unknown };
  onMore: (() => void) | undefined;
  empty: ReactNode;
};

const ROW = 62;

/** What waits, as rows; virtualised and loaded as one scrolls. */
export function LineList(props: Props): ReactNode {
  const { label, lines, selectedId, onSelect, picked, onPick, query, onMore, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const base = useId();
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastIndex >= lines.length - 10) onMore?.();
  }, [lastIndex, lines.length, onMore]);

  const selectedIndex = lines.findIndex(({ id }) => id === selectedId);
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtual]);

  const move = (event: KeyboardEvent) => {
    if (event.key === ' ' && onPick && selectedId !== null && selectedIndex >= 0) {
      event.preventDefault();
      onPick(selectedId);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = lines[Math.max(0, Math.min(lines.length - 1, selectedIndex + step))];
    if (!target) return;
    event.preventDefault();
    onSelect(target.id);
  };

  if (lines.length === 0) {
    if (query.isPending) return <LoadingRows />;
    if (query.error === null) return <>{empty}</>;
    return (
      <div className={styles.inset}>
        <ErrorNotice
          title={t('review:listUnread')}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  return (
    <div
      ref={scroller}
      className={styles.lines}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={selectedIndex >= 0 ? `${base}-${selectedId}` : undefined}
      onKeyDown={move}
    >
      <div role="presentation" className={styles.space} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const line = lines[index];
          return line ? (
            // The list handles the keys and keeps the focus.
            <div
              key={key}
              id={`${base}-${line.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={line.id === selectedId}
              aria-posinset={index + 1}
              aria-setsize={onMore ? -1 : lines.length}
              className={styles.line}
              style={{ transform: `translateY(${start}px)` }}
              {...(picked?.has(line.id) ? { 'data-picked': true, 'aria-checked': true } : {})}
              onClick={(event) =>
                onPick && (event.ctrlKey || event.metaKey) ? onPick(line.id) : onSelect(line.id)
              }
              onKeyDown={() => undefined}
            >
              <span className={styles.lineName}>
                <span className={styles.lineText}>{line.name}</span>
                {line.tag}
              </span>
              <span className={styles.when}>
                <WhenAgo at={line.at} />
              </span>
              <span className={styles.preview}>{line.preview}</span>
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}
