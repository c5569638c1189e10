import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OptOutImport } from '../../../../shared/contract/optOuts.ts';
import { t } from '../../../../shared/text/say.ts';
import { api, errorMessage } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { WhenAgo } from '../../../components/base/WhenAgo.tsx';
import styles from '../optOuts.module.css';
import { ReasonDialog } from '../ReasonDialog.tsx';
import { ImportUnderWay } from './ImportUnderWay.tsx';

/** Imports of lists, newest first, each with what is left of it. */
export function History() {
  const { data, error, refetch } = useQuery(api.optOut.imports.queryOptions());
  if (error)
    return <ErrorNotice title={t('optOuts:history.failed')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={2} />;
  if (data.length === 0) return <p className={styles.soft}>{t('optOuts:history.none')}</p>;
  return (
    <ul className={styles.history}>
      {data.map((each) => (
        <Imported key={each.job.id} imported={each} />
      ))}
    </ul>
  );
}

function Imported({ imported }: { readonly imported: OptOutImport }) {
  const { job, by, reason, made, inForce } = imported;
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const undo = useMutation(
    api.optOut.undoImport.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        return queries.invalidateQueries({ queryKey: api.optOut.key() });
      },
    }),
  );
  return (
    <li>
      {undo.data ? (
        <ImportUnderWay jobId={undo.data.id} onAgain={null} />
      ) : (
        <div className={styles.grow}>
          <div>
            <b>{t('optOuts:history.made', { count: made })}</b>{' '}
            {inForce === made ? null : (
              <Tag tone={inForce === 0 ? 'ok' : 'hold'}>
                {inForce === 0
                  ? t('optOuts:history.undone')
                  : t('optOuts:history.inForce', { count: inForce })}
              </Tag>
            )}
          </div>
          <div className={styles.soft}>
            {[reason, by].filter(Boolean).join(' · ')} · <WhenAgo at={job.createdAt} form="said" />
            {job.state === 'cancelled' || job.state === 'failed' ? ` · ${job.detail}` : ''}
          </div>
        </div>
      )}
      {inForce > 0 && job.state !== 'running' && !undo.data ? (
        <Button onClick={() => setAsking(true)}>{t('optOuts:history.undo')}</Button>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={t('optOuts:history.undoTitle')}
          confirmLabel={t('optOuts:history.undoConfirm')}
          danger
          busy={undo.isPending}
          problem={undo.error ? errorMessage(undo.error) : null}
          onClose={() => setAsking(false)}
          onConfirm={(why) => undo.mutate({ id: job.id, reason: why })}
        >
          {t('optOuts:history.undoText', { count: inForce })}
        </ReasonDialog>
      ) : null}
    </li>
  );
}
