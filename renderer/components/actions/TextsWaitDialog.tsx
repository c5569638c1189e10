import { t } from '../../../shared/text/say.ts';
import { warningsIn } from '../../client.ts';
import { complain } from '../base/notify.ts';
import { WarningsDialog } from '../base/WarningsDialog.tsx';
import type { useDeeds } from './useActions.ts';

type Resolving = ReturnType<typeof useDeeds>['resolve'];

/** For the errors of an act that the dialog below handles: its warning is no failure. */
export const notSettled = (error: unknown) => {
  if (warningsIn(error).length === 0) complain(t('actions:notSettled'))(error);
};

/** Warns that settling an action lets waiting texts leave, and goes on when confirmed. */
export function TextsWaitDialog({ resolve }: { resolve: Resolving }) {
  const { variables } = resolve;
  return (
    <WarningsDialog
      warnings={warningsIn(resolve.error)}
      title={t('actions:lets.title')}
      confirmLabel={t('actions:lets.goOn')}
      busy={resolve.isPending}
      onConfirm={(confirmed) =>
        variables && resolve.mutate({ ...variables, confirmed }, { onError: notSettled })
      }
      onCancel={resolve.reset}
    />
  );
}
