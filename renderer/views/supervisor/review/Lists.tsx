import { NativeSelect } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useCallback } from 'react';
import { EmptyState } from '../../../components/EmptyState.tsx';
import styles from './review.module.css';
import { type Place, TABS, type Tab, useReviewCounts } from './useReview.ts';

const NAMES: Readonly<Record<Tab, string>> = {
  queue: 'To review',
  missed: 'Missed',
  asked: 'Asked',
  done: 'Done',
};
const compact = new Intl.NumberFormat(undefined, { notation: 'compact' });

/** The four lists, with how many wait in each. Arrow keys move along, as in every tab list. */
export function Tabs({ place, panelId }: { place: Place; panelId: string }): ReactNode {
  const counts = useReviewCounts();
  const of = useCallback(
    (tab: Tab) =>
      counts &&
      { queue: counts[place.queue.which], missed: counts.missed, asked: counts.asked, done: counts.done }[
        tab
      ],
    [counts, place.queue.which],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = TABS[(TABS.indexOf(place.tab) + step + TABS.length) % TABS.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    place.setTab(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div role="tablist" aria-label="What to look at" className={styles.tabs} onKeyDown={onKeyDown}>
      {TABS.map((each) => {
        const count = of(each);
        return (
          <button
            key={each}
            type="button"
            role="tab"
            data-tab={each}
            className={styles.tab}
            aria-selected={each === place.tab}
            aria-controls={panelId}
            tabIndex={each === place.tab ? 0 : -1}
            onClick={() => place.setTab(each)}
          >
            {NAMES[each]} {count === undefined ? '' : compact.format(count)}
          </button>
        );
      })}
    </div>
  );
}

/** Sample or everything, riskiest or newest first. */
export function QueueChoice({ place }: { place: Place }): ReactNode {
  const { queue, setQueue } = place;
  return (
    <div className={styles.choice}>
      <NativeSelect
        size="xs"
        aria-label="Which opt-outs"
        value={queue.which}
        onChange={(event) => setQueue({ which: event.currentTarget.value === 'open' ? 'open' : 'sample' })}
      >
        <option value="sample">The sample</option>
        <option value="open">All that are open</option>
      </NativeSelect>
      <NativeSelect
        size="xs"
        aria-label="In which order"
        value={queue.order}
        onChange={(event) => setQueue({ order: event.currentTarget.value === 'newest' ? 'newest' : 'risk' })}
      >
        <option value="risk">Riskiest first</option>
        <option value="newest">Newest first</option>
      </NativeSelect>
    </div>
  );
}

export function NothingHere({ tab }: { tab: Tab }): ReactNode {
  switch (tab) {
    case 'queue':
      return (
        <EmptyState title="Nothing to review">
          Opt-outs appear here as they happen: those in the sample, and all that carry a sign of risk.
        </EmptyState>
      );
    case 'missed':
      return (
        <EmptyState title="Nothing was missed">
          Words that read like a request to stop, and that a texter has not acted on, appear here.
        </EmptyState>
      );
    case 'asked':
      return (
        <EmptyState title="No open questions">What texters ask about a conversation appears here.</EmptyState>
      );
    case 'done':
      return (
        <EmptyState title="No verdicts yet">
          Opt-outs with a verdict appear here, the latest first.
        </EmptyState>
      );
  }
}
