import { Button, Checkbox, Radio, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EraseReason } from '../../../shared/contract/people.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ConfirmDialog } from '../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { notify } from '../../components/base/notify.ts';
import styles from './lookup.module.css';

/** The button, and a dialog that says what is deleted for good and what stays. */
export function EraseDialog({ number }: { readonly number: string }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="subtle" color="stop" onClick={() => setAsking(true)}>
        {t('erase:act')}
      </Button>
      {asking ? <Question number={number} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function Question({ number, onClose }: { readonly number: string; readonly onClose: () => void }) {
  const [reason, setReason] = useState<EraseReason>('asked');
  const [sure, setSure] = useState(false);
  const queries = useQueryClient();
  const known = useQuery(api.person.erasable.queryOptions({ input: { number } }));
  const erase = useMutation(
    api.person.erase.mutationOptions({
      onSuccess: () => {
        notify(t('erase:done'), true);
        onClose();
      },
      onSettled: () => queries.invalidateQueries(),
    }),
  );
  const lost = known.data;
  return (
    <ConfirmDialog
      opened
      title={t('erase:title')}
      confirmLabel={t('erase:confirm')}
      danger
      busy={erase.isPending}
      disabled={!sure || !lost}
      onConfirm={() => erase.mutate({ number, reason })}
      onCancel={onClose}
    >
      {known.isPending ? <LoadingLines /> : null}
      {lost ? (
        <>
          {t('erase:takes')}
          <ul className={styles.lost}>
            <li>{t('erase:texts', { count: lost.texts })}</li>
            <li>{t('erase:contacts', { count: lost.conversations })}</li>
            {lost.notes > 0 ? <li>{t('erase:notes', { count: lost.notes })}</li> : null}
            {lost.answers > 0 ? <li>{t('erase:answers', { count: lost.answers })}</li> : null}
            {lost.lists > 0 ? <li>{t('erase:lists', { count: lost.lists })}</li> : null}
            {lost.queued > 0 ? <li>{t('erase:queued', { count: lost.queued })}</li> : null}
            {lost.optedOut ? <li>{t('erase:words')}</li> : null}
          </ul>
          <p>{t('erase:stays')}</p>
          <p>{t('erase:backups')}</p>
          <Radio.Group
            label={t('erase:why')}
            value={reason}
            onChange={(value) => setReason(EraseReason.parse(value))}
          >
            <Stack gap={6} mt={6}>
              {EraseReason.options.map((each) => (
                <Radio key={each} value={each} label={t(`erase:reason.${each}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Checkbox
            mt={14}
            label={t('erase:sure')}
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
        </>
      ) : null}
      {known.error || erase.error ? (
        <ErrorNotice title={t('erase:failed')} error={erase.error ?? known.error} />
      ) : null}
    </ConfirmDialog>
  );
}
