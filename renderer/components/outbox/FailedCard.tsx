import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { givePictureOfText } from '../../state/chosenPictures.ts';
import { giveBack } from '../../state/drafts.ts';
import { complain } from '../base/notify.ts';
import styles from './reply.module.css';

/** The last text was not delivered: says so, and what can be done. */
export function FailedCard({ thread }: { thread: Thread }): ReactNode {
  const { failed, conversation, canSend } = thread;
  const queries = useQueryClient();
  const first = useMutation(
    api.conversation.sendInitial.mutationOptions({
      onError: complain(t('reply:failed.notSent')),
      onSettled: () => queries.invalidateQueries({ queryKey: api.conversation.key() }),
    }),
  );
  if (failed === null) return null;
  const again = () => {
    if (failed.kind === 'initial') first.mutate({ id: conversation.id });
    else {
      giveBack(conversation.id, failed.body);
      givePictureOfText(conversation.id, failed.messageId);
    }
  };
  return (
    <div className={styles.failed}>
      <strong>{t('reply:failed.title')}</strong>
      <p>{failed.again ? t('reply:failed.again') : t('reply:failed.once')}</p>
      {failed.again ? (
        <Button size="compact-sm" disabled={!canSend.ok} loading={first.isPending} onClick={again}>
          {failed.kind === 'initial' ? t('reply:failed.sendAgain') : t('reply:failed.writeAgain')}
        </Button>
      ) : null}
    </div>
  );
}
