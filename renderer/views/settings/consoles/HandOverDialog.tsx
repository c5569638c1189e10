import { useMutation } from '@tanstack/react-query';
import type { ConsolesState } from '../../../../shared/contract/consoles.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from './consoles.module.css';
import { useTakeState } from './useTakeState.ts';

type Props = { readonly of: ConsolesState['consoles'][number]; readonly onClose: () => void };

/** Asks before another console sends. */
export function HandOverDialog({ of, onClose }: Props) {
  const { id, name } = of;
  const take = useTakeState();
  const handOver = useMutation(
    api.consoles.handOver.mutationOptions({
      onSuccess: (state) => {
        onClose();
        take(state);
        announce(
          of.self
            ? t('consoles:screen.handOver.doneHere')
            : t('consoles:screen.handOver.doneThere', { name }),
        );
      },
    }),
  );
  return (
    <ConfirmDialog
      opened
      title={
        of.self ? t('consoles:screen.handOver.titleHere') : t('consoles:screen.handOver.titleThere', { name })
      }
      confirmLabel={t(of.self ? 'consoles:screen.handOver.here' : 'consoles:screen.handOver.there')}
      busy={handOver.isPending}
      onConfirm={() => handOver.mutate({ id })}
      onCancel={onClose}
    >
      <div className={styles.points}>
        <p>{t(of.self ? 'consoles:screen.handOver.whatHere' : 'consoles:screen.handOver.whatThere')}</p>
        <p>{t('consoles:screen.handOver.safe')}</p>
        {handOver.error ? (
          <ErrorNotice title={t('consoles:screen.handOver.failed')} error={handOver.error} />
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
