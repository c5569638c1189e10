import type { KeyboardEvent, ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { type Tab, tabs } from '../../components/conversations/filter.ts';
import styles from '../../components/conversations/oversight.module.css';
import { numberFormat } from '../../language/formats.ts';

type Counts = { readonly optedOut: number; readonly onHold: number; readonly actions: number };

type Props = { tab: Tab; onTab: (tab: Tab) => void; counts: Counts | undefined; panelId: string };

/** 41, 1.2K: the four must fit side by side. */
const compact = numberFormat({ notation: 'compact' });

/** The four lists with how many wait in each. Arrow keys move along, as in every tab list. */
export function Tabs({ tab, onTab, counts, panelId }: Props): ReactNode {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onTab(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div role="tablist" aria-label={t('oversight:tabs.label')} className={styles.tabs} onKeyDown={onKeyDown}>
      {tabs.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          data-tab={each}
          className={styles.tab}
          aria-selected={each === tab}
          aria-controls={panelId}
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onTab(each)}
        >
          {t(`oversight:tabs.short.${each}`) + countOf(each, counts)}
        </button>
      ))}
    </div>
  );
}

function countOf(tab: Tab, counts: Counts | undefined): string {
  if (counts === undefined || tab === 'all') return '';
  const count = { 'opted-out': counts.optedOut, 'on-hold': counts.onHold, actions: counts.actions }[tab];
  return ` ${compact(count)}`;
}
