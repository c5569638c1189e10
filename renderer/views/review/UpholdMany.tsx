import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ConfirmDialog } from '../../components/base/ConfirmDialog.tsx';
import { complain, notify } from '../../components/base/notify.ts';
import styles from './review.module.css';
import { offerVerdictUndo } from './undoVerdict.tsx';

/** As many as the server takes at once. */
const MOST = 200;

type Props = {
  /** Ids of the lines that are shown, and of those that are chosen. */
  readonly shown: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (ids: ReadonlySet<string>) => void;
};

/**
 * Chooses lines of the queue and upholds them at once; says before what that does, and afterwards what it
 * did.
 */
export function UpholdMany({ shown, chosen, onChosen }: Props): ReactNode {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const ids = shown.filter((id) => chosen.has(id)).slice(0, MOST);
  const uphold = useMutation(
    api.review.upholdMany.mutationOptions({
      onSuccess: ({ done, refused }) => {
        onChosen(new Set());
        if (done.length > 0)
          offerVerdictUndo(
            t('review:many.done', { count: done.length }),
            done.map(({ verdictId }) => verdictId),
          );
        const why = refused[0]?.why;
        if (why !== undefined) notify(t('review:many.left', { count: refused.length, why }), true);
      },
      onError: complain(t('review:many.failed')),
      onSettled: () => {
        setAsking(false);
        return queries.invalidateQueries({ queryKey: api.review.key() });
      },
    }),
  );
  return (
    <div className={styles.many} role="toolbar" aria-label={t('review:many.label')}>
      {ids.length === 0 ? (
        <>
          <span className={styles.means}>{t('review:many.how')}</span>
          <Button
            size="compact-sm"
            disabled={shown.length === 0}
            onClick={() => onChosen(new Set(shown.slice(0, MOST)))}
          >
            {t('review:many.all')}
          </Button>
        </>
      ) : (
        <>
          <span className={styles.means}>{t('review:many.chosen', { count: ids.length })}</span>
          <Button size="compact-sm" variant="subtle" onClick={() => onChosen(new Set())}>
            {t('review:many.none')}
          </Button>
          <Button size="compact-sm" variant="filled" onClick={() => setAsking(true)}>
            {t('review:many.act')}
          </Button>
        </>
      )}
      <ConfirmDialog
        opened={asking}
        title={t('review:many.ask', { count: ids.length })}
        confirmLabel={t('review:verdict.upheld.label')}
        busy={uphold.isPending}
        onConfirm={() => uphold.mutate({ ids })}
        onCancel={() => setAsking(false)}
      >
        {t('review:many.means')}
      </ConfirmDialog>
    </div>
  );
}
