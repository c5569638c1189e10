import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ActionItem } from '../../../shared/contract/actions.ts';
import { t } from '../../../shared/text/say.ts';
import type { Deed } from '../../components/actions/deedList.ts';
import { ActionRow, type Assignee } from './ActionRow.tsx';
import styles from './actions.module.css';

type Props = {
  items: readonly ActionItem[];
  currentId: string | null;
  chosen: ReadonlySet<string>;
  busyId: string | null;
  assignees: readonly Assignee[] | null;
  onChoose: (id: string, on: boolean) => void;
  onResolve: (action: ActionItem, deed: Deed, reason: string) => void;
  onAssign: (action: ActionItem, accountId: string | null) => void;
  onOpen: (action: ActionItem) => void;
  /** Called when the end of the list comes near. */
  onEnd: () => void;
};

const ROW = 104;
/** In the tab order, so that keyboards can scroll it. */
const IN_TAB_ORDER = { tabIndex: 0 } as const;

/** The rows, virtualised; the one that the keys act on stays in sight. */
export function ActionList(props: Props): ReactNode {
  const { items, currentId, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 6,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - 10) onEnd();
  });
  // Otherwise Enter would press the rail's link again.
  useEffect(() => scroller.current?.focus({ preventScroll: true }), []);
  const currentIndex = items.findIndex(({ id }) => id === currentId);
  useEffect(() => {
    if (currentIndex >= 0) virtual.scrollToIndex(currentIndex, { align: 'auto' });
  }, [currentIndex, virtual]);
  return (
    <section ref={scroller} className={styles.scroller} aria-label={t('actions:list')} {...IN_TAB_ORDER}>
      <div className={styles.space} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, key, start }) => {
          const action = items[index];
          return action ? (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={styles.place}
              style={{ transform: `translateY(${start}px)` }}
            >
              <ActionRow
                action={action}
                current={action.id === currentId}
                chosen={props.chosen.has(action.id)}
                busy={props.busyId === action.id}
                assignees={props.assignees}
                onChoose={(on) => props.onChoose(action.id, on)}
                onResolve={(deed, reason) => props.onResolve(action, deed, reason)}
                onAssign={(accountId) => props.onAssign(action, accountId)}
                onOpen={action.conversationId === null ? null : () => props.onOpen(action)}
              />
            </div>
          ) : null;
        })}
      </div>
    </section>
  );
}
