import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api, errorMessage } from '../../client.ts';
import { notify } from '../../components/base/notify.ts';
import styles from './optOuts.module.css';
import { ReasonDialog } from './ReasonDialog.tsx';

/** The server takes this many lines at once. */
const MOST = 1000;

type Props = {
  readonly ids: readonly string[];
  readonly readAt: number | undefined;
  readonly onClear: () => void;
};

/** What can be done with the lines that are picked. */
export function Picked({ ids, readAt, onClear }: Props) {
  const [way, setWay] = useState<'out' | 'in' | null>(null);
  const queries = useQueryClient();
  const done = async (message: string, long = false) => {
    notify(message, long);
    setWay(null);
    onClear();
    await queries.invalidateQueries({ queryKey: api.optOut.key() });
  };
  const optOut = useMutation(
    api.optOut.optOutMany.mutationOptions({
      onSuccess: ({ optedOut, already, cancelled }) =>
        done(
          [
            t('optOuts:picked.optedOut', { count: optedOut }),
            already > 0 ? t('optOuts:picked.already', { count: already }) : '',
            cancelled > 0 ? t('optOuts:picked.cancelled', { count: cancelled }) : '',
          ].join(' '),
        ),
    }),
  );
  const optIn = useMutation(
    api.optOut.optInMany.mutationOptions({
      onSuccess: ({ optedIn, notOptedOut, stay, blocked }) =>
        done(
          [
            t('optOuts:picked.optedIn', { count: optedIn }),
            notOptedOut > 0 ? t('optOuts:picked.notOptedOut', { count: notOptedOut }) : '',
            stay > 0 ? t('optOuts:picked.stay', { count: stay }) : '',
            blocked > 0 ? t('optOuts:picked.blocked', { count: blocked }) : '',
          ].join(' '),
          stay + blocked > 0,
        ),
    }),
  );
  const error = way === 'out' ? optOut.error : optIn.error;
  return (
    <section className={styles.picked} aria-label={t('optOuts:picked.label')}>
      <strong aria-live="polite">{t('optOuts:picked.count', { count: ids.length })}</strong>
      {ids.length > MOST ? (
        <span className={styles.soft}>{t('optOuts:picked.tooMany', { most: MOST })}</span>
      ) : null}
      <span className={styles.grow} />
      <Button onClick={onClear}>{t('optOuts:picked.clear')}</Button>
      <Button disabled={ids.length > MOST} onClick={() => setWay('in')}>
        {t('optOuts:picked.optIn')}
      </Button>
      <Button color="stop" variant="outline" disabled={ids.length > MOST} onClick={() => setWay('out')}>
        {t('optOuts:picked.optOut')}
      </Button>
      {way === null ? null : (
        <ReasonDialog
          key={way}
          title={way === 'out' ? t('optOuts:picked.outTitle') : t('optOuts:picked.inTitle')}
          confirmLabel={way === 'out' ? t('optOuts:picked.out') : t('optOuts:picked.in')}
          danger={way === 'out'}
          busy={optOut.isPending || optIn.isPending}
          problem={error === null ? null : errorMessage(error)}
          onClose={() => setWay(null)}
          onConfirm={(reason) =>
            way === 'out'
              ? optOut.mutate({ ids: [...ids], reason })
              : optIn.mutate({ ids: [...ids], reason, ...(readAt === undefined ? {} : { readAt }) })
          }
        >
          {way === 'out' ? t('optOuts:picked.outText') : t('optOuts:picked.inText')}
        </ReasonDialog>
      )}
    </section>
  );
}
