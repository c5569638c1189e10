import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ActionFilter } from '../../../shared/contract/actions.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { ActionKind } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import styles from './actions.module.css';

type Props = {
  filter: ActionFilter;
  onChange: (filter: ActionFilter) => void;
  /** How many there are of each kind; kinds without any are left out. */
  kinds: readonly { kind: ActionKind; count: number }[];
  campaigns: readonly Pick<Campaign, 'id' | 'name'>[];
};

/** Narrows the list by kind, time, campaign and person. */
export function ActionFilters({ filter, onChange, kinds, campaigns }: Props): ReactNode {
  const set = (change: Partial<ActionFilter>) => {
    const next = { ...filter, ...change };
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)));
  };
  return (
    <div className={styles.filters}>
      <NativeSelect
        size="xs"
        aria-label={t('actions:filter.kind')}
        value={filter.kind ?? ''}
        onChange={(event) => set({ kind: ActionKind.safeParse(event.currentTarget.value).data })}
      >
        <option value="">{t('actions:filter.everyKind')}</option>
        {kinds.map(({ kind, count }) => (
          <option key={kind} value={kind}>
            {t('actions:filter.ofKind', { kind: t(`words:actionKind.${kind}`), count })}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        size="xs"
        aria-label={t('actions:filter.due')}
        value={filter.due ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          set({ due: value === 'overdue' || value === 'soon' ? value : undefined });
        }}
      >
        <option value="">{t('actions:filter.anyTime')}</option>
        <option value="overdue">{t('actions:filter.overdue')}</option>
        <option value="soon">{t('actions:filter.soon')}</option>
      </NativeSelect>
      <NativeSelect
        size="xs"
        aria-label={t('actions:filter.campaign')}
        value={filter.campaignId ?? ''}
        onChange={(event) => set({ campaignId: event.currentTarget.value || undefined })}
      >
        <option value="">{t('actions:filter.everyCampaign')}</option>
        {campaigns.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        size="xs"
        aria-label={t('actions:filter.assigned')}
        value={filter.assigned ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          set({ assigned: value === 'mine' || value === 'unassigned' ? value : undefined });
        }}
      >
        <option value="">{t('actions:filter.anybody')}</option>
        <option value="mine">{t('actions:filter.mine')}</option>
        <option value="unassigned">{t('actions:filter.nobody')}</option>
      </NativeSelect>
    </div>
  );
}
