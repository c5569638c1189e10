import { Button, NativeSelect } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useCallback } from 'react';
import { t } from '../../../shared/text/say.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { numberFormat } from '../../language/formats.ts';
import styles from './review.module.css';
import { type Place, TABS, type Tab, useReviewCounts } from './useReview.ts';

const compact = numberFormat({ notation: 'compact' });

/** The five lists, with how many wait in each. Arrow keys move along, as in every tab list. */
export function Tabs({ place, panelId }: { place: Place; panelId: string }): ReactNode {
  const counts = useReviewCounts(place.filter);
  const of = useCallback(
    (tab: Tab) =>
      counts &&
      {
        open: counts.decide,
        queue: counts[place.queue.which],
        missed: counts.missed,
        enquiries: counts.enquiries,
        done: counts.done,
      }[tab],
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
    <div role="tablist" aria-label={t('review:toLookAt')} className={styles.tabs} onKeyDown={onKeyDown}>
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
            {t(`review:tab.${each}`)} <span>{count === undefined ? '' : compact(count)}</span>
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
        aria-label={t('review:which.label')}
        value={queue.which}
        onChange={(event) => setQueue({ which: event.currentTarget.value === 'open' ? 'open' : 'sample' })}
      >
        <option value="sample">{t('review:which.sample')}</option>
        <option value="open">{t('review:which.open')}</option>
      </NativeSelect>
      <NativeSelect
        size="xs"
        aria-label={t('review:order.label')}
        value={queue.order}
        onChange={(event) => setQueue({ order: event.currentTarget.value === 'newest' ? 'newest' : 'risk' })}
      >
        <option value="risk">{t('review:order.risk')}</option>
        <option value="newest">{t('review:order.newest')}</option>
      </NativeSelect>
    </div>
  );
}

export function NothingHere({ place }: { place: Place }): ReactNode {
  const { tab, filter, setFilter } = place;
  if (Object.keys(filter).length > 0) {
    return (
      <EmptyState
        title={t('review:empty.narrowed.title')}
        action={<Button onClick={() => setFilter({})}>{t('review:empty.narrowed.clear')}</Button>}
      >
        {t('review:empty.narrowed.text')}
      </EmptyState>
    );
  }
  return <EmptyState title={t(`review:empty.${tab}.title`)}>{t(`review:empty.${tab}.text`)}</EmptyState>;
}
