import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ActionItem } from '../../../shared/contract/actions.ts';
import { t } from '../../../shared/text/say.ts';
import { reasonOf } from '../../components/actions/actionWords.ts';
import { Deeds } from '../../components/actions/Deeds.tsx';
import { Escalate, Given } from '../../components/actions/Escalate.tsx';
import { notSettled, TextsWaitDialog } from '../../components/actions/TextsWaitDialog.tsx';
import { nameOf, useDeeds } from '../../components/actions/useActions.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { hrefOf } from '../../state/route.ts';
import styles from './review.module.css';

/** What can be decided about an open action, at the foot of its thread. */
export function DecideBox({ action, onDone }: { action: ActionItem; onDone: () => void }): ReactNode {
  const { resolve } = useDeeds();
  return (
    <section className={styles.foot} aria-label={t('review:decide.label')}>
      <div>
        {reasonOf(action)}
        <Given action={action} />
      </div>
      <div className={styles.decide}>
        <Deeds
          action={action}
          busy={resolve.isPending}
          onResolve={(deed, reason) =>
            resolve.mutate({ action, deed, reason }, { onSuccess: onDone, onError: notSettled })
          }
        />
        <Escalate action={action} />
      </div>
      <TextsWaitDialog resolve={resolve} />
    </section>
  );
}

/**
 * An action about a number that no conversation knows: there is no thread to read, and still something to
 * decide.
 */
export function NumberOnly({ action, onDone }: { action: ActionItem; onDone: () => void }): ReactNode {
  return (
    <>
      <EmptyState
        title={nameOf(action)}
        action={
          action.number === null ? null : (
            <Button component="a" href={hrefOf(['lookup', action.number])}>
              {t('review:panel.more')}
            </Button>
          )
        }
      >
        {action.text === '' ? t('review:decide.noThread') : action.text}
      </EmptyState>
      <DecideBox action={action} onDone={onDone} />
    </>
  );
}
