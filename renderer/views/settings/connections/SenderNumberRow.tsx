import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { ChangedNumber, SenderNumber } from '../../../../shared/contract/connections.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import styles from '../settings.module.css';
import own from './connections.module.css';
import { RetireDialog } from './RetireDialog.tsx';

/** What was done, with the counts of what moved and what was lost. */
function saidOf({ active, number, moved: { texts, contacts, givenUp } }: ChangedNumber): string {
  const shown = formatNumber(number);
  if (active) return t('settings:connections.number.saved', { number: shown });
  return [
    t('settings:connections.number.isRetired', { number: shown }),
    texts > 0 ? t('settings:connections.number.textsMoved', { count: texts }) : '',
    contacts > 0 ? t('settings:connections.number.contactsMoved', { count: contacts }) : '',
    givenUp > 0 ? t('settings:connections.number.textsGivenUp', { count: givenUp }) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

type Props = { readonly sender: SenderNumber };

/**
 * One of our numbers. A retired one begins no conversation; those that have it keep it, and replies still
 * come in.
 */
export function SenderNumberRow({ sender }: Props) {
  const [label, setLabel] = useState<string | null>(null);
  const [retiring, setRetiring] = useState(false);
  const queries = useQueryClient();
  const update = useMutation(
    api.connection.updateNumber.mutationOptions({
      onSuccess: async (saved) => {
        setLabel(null);
        await queries.invalidateQueries({ queryKey: api.connection.key() });
        announce(saidOf(saved));
      },
      onSettled: () => setRetiring(false),
    }),
  );
  const shown = formatNumber(sender.number);

  function rename(event: SyntheticEvent) {
    event.preventDefault();
    if (label !== null) update.mutate({ id: sender.id, label: label.trim() });
  }

  return (
    <li className={own.number}>
      <span className={styles.strong}>{shown}</span>
      {label === null ? (
        <span className={styles.soft}>{sender.label || t('settings:connections.number.noLabel')}</span>
      ) : (
        <form className={styles.inline} onSubmit={rename}>
          <TextInput
            size="xs"
            aria-label={t('settings:connections.number.labelOf', { number: shown })}
            value={label}
            maxLength={80}
            autoFocus
            onChange={(event) => setLabel(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setLabel(null)}
          />
          <Button type="submit" loading={update.isPending}>
            {t('common:act.save')}
          </Button>
        </form>
      )}
      {sender.active ? null : <Tag>{t('settings:connections.number.retired')}</Tag>}
      {sender.stopped === null ? null : <Tag tone="stop">{t('settings:connections.number.stopped')}</Tag>}
      <span className={styles.grow} />
      {label === null ? (
        <Button
          variant="subtle"
          onClick={() => setLabel(sender.label)}
          aria-label={t('settings:connections.number.labelOne', { number: shown })}
        >
          {t('settings:connections.number.labelIt')}
        </Button>
      ) : null}
      {sender.active && sender.stopped !== null ? (
        <Button
          variant="subtle"
          onClick={() => update.mutate({ id: sender.id, active: true })}
          aria-label={t('settings:connections.number.useOne', { number: shown })}
        >
          {t('settings:connections.number.use')}
        </Button>
      ) : null}
      {sender.active ? (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => setRetiring(true)}
          aria-label={t('settings:connections.number.retireOne', { number: shown })}
        >
          {t('settings:connections.number.retire')}
        </Button>
      ) : (
        <Button
          variant="subtle"
          onClick={() => update.mutate({ id: sender.id, active: true })}
          aria-label={t('settings:connections.number.useOne', { number: shown })}
        >
          {t('settings:connections.number.use')}
        </Button>
      )}
      {sender.stopped === null ? null : <p className={styles.needs}>{sender.stopped}</p>}
      {update.error ? <ErrorNotice title={t('settings:form.notChanged')} error={update.error} /> : null}
      {retiring ? (
        <RetireDialog
          sender={sender}
          busy={update.isPending}
          onRetire={(moveTo, confirmed) =>
            update.mutate({ id: sender.id, active: false, confirmed, ...(moveTo === null ? {} : { moveTo }) })
          }
          onCancel={() => setRetiring(false)}
        />
      ) : null}
    </li>
  );
}
