import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { LoadingRows } from '../base/Loading.tsx';
import { WhenAgo } from '../base/WhenAgo.tsx';
import { RowMarks } from '../messenger/RowMarks.tsx';
import styles from './ConversationList.module.css';
import { steadyOrder } from './steadyOrder.ts';

export type ConversationListProps = {
  /** Names the list for screen readers: "Conversations to answer". */
  label: string;
  rows: readonly ConversationRow[];
  selectedId: string | null;
  onSelect: (id: string) => void;
  /** Identifies the list (tab, filter) within this component; scroll positions are not kept across lists. */
  listKey: string;
  pending?: boolean;
  hasMore?: boolean;
  loadingMore?: boolean;
  onMore?: () => void;
  /** Shown in place of rows when there are none. */
  empty: ReactNode;
  /** Tags beside the name. */
  tagsOf?: (row: ConversationRow) => ReactNode;
  previewOf?: (row: ConversationRow) => string;
  /** Rows picked for an act on several; `onPick` adds or removes one (Ctrl and a click, or the space bar). */
  picked?: ReadonlySet<string>;
  onPick?: (id: string) => void;
  /** Ids in the order shown, for keys that go to the next one. */
  onOrder?: (ids: readonly string[]) => void;
  /**
   * The focus moves here as soon as there are rows, as after a click on a tab, whose button would otherwise
   * react to Enter.
   */
  takesFocus?: boolean;
  onFocused?: () => void;
};

const ROW = 62;
const PLAIN_PREVIEW = ({ lastText, lastDirection, state, abusive }: ConversationRow) => {
  if (abusive && lastText === '') return t('thread:row.abusive');
  if (state === 'to-send' && lastText === '') return t('thread:row.ready');
  if (lastDirection === 'in' && lastText === '') return t('thread:row.picture');
  return lastDirection === 'out' ? t('thread:row.mine', { text: lastText }) : lastText;
};

/**
 * Conversations as rows, virtualised and loaded while scrolling. While the pointer is in the list or it is
 * scrolled, rows keep their places and new ones wait behind a button, so that nobody clicks on the wrong
 * person.
 */
export function ConversationList(props: ConversationListProps) {
  const { label, rows, selectedId, onSelect, listKey, hasMore = false, loadingMore = false } = props;
  const { onMore, tagsOf, previewOf = PLAIN_PREVIEW, onOrder, picked, onPick } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const base = useId();
  const [busy, setBusy] = useState({ scrolled: false, pointer: false });
  const { shown, fresh, release } = useSteadyRows(rows, listKey, busy.scrolled || busy.pointer);

  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && !loadingMore && lastIndex >= shown.length - 10) onMore?.();
  }, [hasMore, loadingMore, lastIndex, shown.length, onMore]);

  const selectedIndex = shown.findIndex(({ id }) => id === selectedId);
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtual]);

  const order = shown.map(({ id }) => id).join(' ');
  useEffect(() => onOrder?.(order === '' ? [] : order.split(' ')), [order, onOrder]);

  const { takesFocus = false, onFocused } = props;
  const ready = takesFocus && !props.pending && shown.length > 0;
  useEffect(() => {
    if (!ready) return;
    scroller.current?.focus({ preventScroll: true });
    onFocused?.();
  }, [ready, onFocused]);

  const move = (event: KeyboardEvent) => {
    if (event.key === ' ' && onPick && selectedId !== null && selectedIndex >= 0) {
      event.preventDefault();
      onPick(selectedId);
    }
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = shown[Math.max(0, Math.min(shown.length - 1, selectedIndex + step))];
    if (!target) return;
    event.preventDefault();
    onSelect(target.id);
  };

  if (props.pending) return <LoadingRows />;
  return (
    <div className={styles.wrap}>
      {fresh > 0 ? (
        <button
          type="button"
          className={styles.pill}
          onClick={() => {
            release();
            scroller.current?.scrollTo({ top: 0 });
          }}
        >
          ↑ {t('thread:row.fresh', { count: fresh })}
        </button>
      ) : null}
      {shown.length === 0 ? props.empty : null}
      <div
        ref={scroller}
        className={styles.scroller}
        hidden={shown.length === 0}
        role="listbox"
        aria-label={label}
        tabIndex={0}
        aria-activedescendant={selectedIndex >= 0 ? `${base}-${selectedId}` : undefined}
        onKeyDown={move}
        onScroll={(event) => {
          const scrolled = event.currentTarget.scrollTop > 4;
          setBusy((was) => (was.scrolled === scrolled ? was : { ...was, scrolled }));
        }}
        onPointerEnter={() => setBusy((was) => ({ ...was, pointer: true }))}
        onPointerLeave={() => setBusy((was) => ({ ...was, pointer: false }))}
      >
        <div className={styles.space} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const row = shown[index];
            return row ? (
              // The list handles the keys and keeps the focus.
              <div
                key={key}
                id={`${base}-${row.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={row.id === selectedId}
                aria-posinset={index + 1}
                aria-setsize={hasMore ? -1 : shown.length}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
                {...(picked?.has(row.id) ? { 'data-picked': true, 'aria-checked': true } : {})}
                onClick={(event) =>
                  onPick && (event.ctrlKey || event.metaKey) ? onPick(row.id) : onSelect(row.id)
                }
                onKeyDown={() => undefined}
              >
                <span className={styles.name}>
                  <span className={styles.nameText}>{nameOf(row)}</span>
                  {tagsOf?.(row)}
                  <RowMarks row={row} />
                </span>
                <span className={styles.when}>
                  {row.state === 'to-send' ? null : <WhenAgo at={row.sortAt} />}
                </span>
                <span className={styles.preview}>{previewOf(row)}</span>
              </div>
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
}

/** The contact's name, else the number; an erased contact has neither. */
function nameOf({ name, number }: ConversationRow): string {
  if (name !== '') return name;
  return number === null ? t('erase:page.erased') : formatNumber(number);
}

function useSteadyRows(rows: readonly ConversationRow[], listKey: string, hold: boolean) {
  const last = useRef<{ key: string; ids: readonly string[] }>({ key: '', ids: [] });
  const [, setReleases] = useState(0);
  const incoming = rows.map(({ id }) => id);
  const sameList = hold && last.current.key === listKey;
  const { ids, fresh } = sameList ? steadyOrder(last.current.ids, incoming) : { ids: incoming, fresh: 0 };
  useEffect(() => {
    last.current = { key: listKey, ids };
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const shown = ids.flatMap((id) => byId.get(id) ?? []);
  const release = () => {
    last.current = { key: '', ids: [] };
    setReleases((count) => count + 1);
  };
  return { shown, fresh, release };
}
