import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formatNumber, readAnyNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { api, errorMessage } from '../../../client.ts';
import { offerUndo } from '../../../components/optOuts/offerUndo.tsx';
import styles from '../optOuts.module.css';

/** One number and a reason; shows beforehand whose number it is and its state. */
export function AddOne() {
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const [settled] = useDebouncedValue(number, 250);
  const queries = useQueryClient();
  const read = readAnyNumber(settled, 'US');
  const why = useQuery(
    api.person.why.queryOptions({ input: { number: read.ok ? read.e164 : '' }, enabled: read.ok }),
  ).data;
  const add = useMutation(
    api.person.optOut.mutationOptions({
      onSuccess: async ({ optOutId, cancelled }) => {
        offerUndo(read.ok ? formatNumber(read.e164) : number, { optOutIds: [optOutId], cancelled });
        setNumber('');
        setReason('');
        await queries.invalidateQueries({ queryKey: api.optOut.key() });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (read.ok && reason.trim() !== '') add.mutate({ number: read.e164, reason: reason.trim() });
  };
  return (
    <form onSubmit={submit}>
      <div className={styles.line} style={{ alignItems: 'flex-start' }}>
        <TextInput
          label={t('optOuts:adding.number')}
          description={t('optOuts:adding.numberHint')}
          value={number}
          error={settled.trim() !== '' && !read.ok ? t('optOuts:adding.noNumber') : null}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <TextInput
          className={styles.grow ?? ''}
          label={t('optOuts:reason.label')}
          description={t('optOuts:adding.reasonHint')}
          maxLength={300}
          value={reason}
          error={add.error ? errorMessage(add.error) : null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
      <div className={styles.line} style={{ marginTop: 12 }}>
        <span className={`${styles.soft} ${styles.grow}`} role="status">
          {read.ok && why
            ? [formatNumber(read.e164), why.name, why.headline].filter(Boolean).join(' · ')
            : ''}
        </span>
        <Button
          type="submit"
          variant="filled"
          color="stop"
          loading={add.isPending}
          disabled={!read.ok || reason.trim() === ''}
        >
          {t('optOuts:adding.optOut')}
        </Button>
      </div>
    </form>
  );
}
