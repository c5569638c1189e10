import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ActionFilter } from '../../../shared/contract/action.ts';
import type { Campaign } from '../../../shared/contract/campaign.ts';
import { ActionKind } from '../../../shared/schema/words.ts';
import { actionNames } from '../oversight/words.ts';
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
        aria-label="Kind"
        value={filter.kind ?? ''}
        onChange={(event) => set({ kind: ActionKind.safeParse(event.currentTarget.value).data })}
      >
        <option value="">Every kind</option>
        {kinds.map(({ kind, count }) => (
          <option key={kind} value={kind}>
            {actionNames[kind]} ({count})
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        size="xs"
        aria-label="Due"
        value={filter.due ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          set({ due: value === 'overdue' || value === 'soon' ? value : undefined });
        }}
      >
        <option value="">Due at any time</option>
        <option value="overdue">Overdue</option>
        <option value="soon">Due within 3 days</option>
      </NativeSelect>
      <NativeSelect
        size="xs"
        aria-label="Campaign"
        value={filter.campaignId ?? ''}
        onChange={(event) => set({ campaignId: event.currentTarget.value || undefined })}
      >
        <option value="">Every campaign</option>
        {campaigns.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        size="xs"
        aria-label="Assigned"
        value={filter.assigned ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          set({ assigned: value === 'mine' || value === 'unassigned' ? value : undefined });
        }}
      >
        <option value="">Anybody’s</option>
        <option value="mine">Mine</option>
        <option value="unassigned">Nobody’s</option>
      </NativeSelect>
    </div>
  );
}
