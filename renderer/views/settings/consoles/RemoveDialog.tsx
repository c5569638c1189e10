import { useMutation } from '@tanstack/react-query';
import type { ConsolesState } from '../../../../shared/contract/consoles.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from './consoles.module.css';
import { useTakeState } from './useTakeState.ts';

type Console = ConsolesState['consoles'][number];
type Props = { readonly of: Console; readonly onClose: () => void };

/** What is done to it: it leaves, its invitation is taken back, or it is removed. */
export const removeWord = ({ self, invited }: Console): string =>
  t(
    self
      ? 'consoles:screen.remove.leave'
      : invited
        ? 'consoles:screen.remove.takeBack'
        : 'consoles:screen.remove.act',
  );

function wordsOf({ name, self, invited }: Console) {
  const back = t('consoles:screen.remove.back');
  if (self)
    return {
      title: t('consoles:screen.remove.titleLeave'),
      what: [t('consoles:screen.remove.whatLeave'), t('consoles:screen.remove.leaveHolds'), back],
    };
  if (invited)
    return {
      title: t('consoles:screen.remove.titleInvited', { name }),
      what: [t('consoles:screen.remove.whatInvited')],
    };
  return {
    title: t('consoles:screen.remove.title', { name }),
    what: [t('consoles:screen.remove.what'), back],
  };
}

/** Asks before a console is shut out; the own one: before it leaves. */
export function RemoveDialog({ of, onClose }: Props) {
  const { id, name } = of;
  const take = useTakeState();
  const { title, what } = wordsOf(of);
  const remove = useMutation(
    api.consoles.remove.mutationOptions({
      onSuccess: (state) => {
        onClose();
        take(state);
        announce(of.self ? t('consoles:screen.remove.left') : t('consoles:screen.remove.done', { name }));
      },
    }),
  );
  return (
    <ConfirmDialog
      opened
      title={title}
      confirmLabel={removeWord(of)}
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ id })}
      onCancel={onClose}
    >
      <div className={styles.points}>
        {what.map((each) => (
          <p key={each}>{each}</p>
        ))}
        {remove.error ? (
          <ErrorNotice
            title={t(of.self ? 'consoles:screen.remove.failedLeave' : 'consoles:screen.remove.failed')}
            error={remove.error}
          />
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
