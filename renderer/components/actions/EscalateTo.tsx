import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SUPERVISED } from '../../../shared/contract/decisions/mayDecide.ts';
import type { ActionKind } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import styles from './escalate.module.css';

/** Who should decide; ids are empty while nobody is named. `day`: 2026-03-12, empty for the usual time. */
export type To = { readonly ownerId: string; readonly day: string };
export const NOBODY: To = { ownerId: '', day: '' };

/** As the server takes it: until the end of that day, on this computer's clock. */
export function toInput({ ownerId, day }: To): { ownerId: string; answerBy?: number } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return day === ''
    ? { ownerId }
    : { ownerId, answerBy: new Date(year, month - 1, date, 23, 59, 59).getTime() };
}

type Props = {
  readonly kind: ActionKind;
  readonly value: To;
  /** The entry for choosing nobody; left out where somebody must be chosen. */
  readonly anybody?: string;
  readonly onChange: (to: To) => void;
};

/** Names an admin or a supervisor, and a day until which they should decide. */
export function EscalateTo({ kind, value, anybody, onChange }: Props): ReactNode {
  const people = useQuery(api.account.overseers.queryOptions()).data ?? [];
  const able = people.filter(({ role }) => role === 'admin' || SUPERVISED.has(kind));
  return (
    <div className={styles.to}>
      <NativeSelect
        size="xs"
        label={t('actions:escalate.who')}
        value={value.ownerId}
        onChange={(event) => onChange({ ...value, ownerId: event.currentTarget.value })}
      >
        <option value="">{anybody ?? t('actions:escalate.choose')}</option>
        {able.map(({ id, name, role }) => (
          <option key={id} value={id}>
            {`${name} · ${t(`words:role.${role}`)}`}
          </option>
        ))}
      </NativeSelect>
      <TextInput
        size="xs"
        type="date"
        label={t('actions:escalate.until')}
        disabled={value.ownerId === ''}
        value={value.day}
        onChange={(event) => onChange({ ...value, day: event.currentTarget.value })}
      />
    </div>
  );
}
