import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import { t } from '../../../shared/text/say.ts';
import { client, warningsIn } from '../../client.ts';
import { complain, notify } from '../../components/base/notify.ts';

/** Milliseconds for which a notice offers the undo; later it is in the panel of the opt-out. */
const OFFERED = 10_000;

/** Takes verdicts back. Where texts would leave with a hold that ends, it asks first. */
export async function undoVerdicts(
  queries: QueryClient,
  ids: readonly string[],
  confirmed: WarningCode[] = [],
): Promise<void> {
  try {
    const { done, refused } = await client.review.undo({ ids: [...ids], confirmed });
    if (done.length > 0) notify(t('review:undo.done', { count: done.length }));
    const why = refused[0]?.why;
    if (why !== undefined) notify(t('review:undo.refused', { count: refused.length, why }), true);
  } catch (error) {
    const warnings = warningsIn(error);
    if (warnings.length === 0) complain(t('review:undo.failed'))(error);
    else
      notifications.show({
        id: `undo-${ids[0]}`,
        color: 'hold',
        title: warnings.map(({ message }) => message).join(' '),
        message: <Act ids={ids} label={t('review:undo.goOn')} confirmed={warnings.map(({ code }) => code)} />,
        autoClose: false,
      });
  }
  await queries.invalidateQueries();
}

/** Tells what verdicts did, and offers the undo. */
export function offerVerdictUndo(message: string, ids: readonly string[]): void {
  notifications.show({
    id: `undo-${ids[0]}`,
    title: message,
    message: <Act ids={ids} label={t('review:undo.act')} />,
    autoClose: OFFERED,
  });
}

function Act(props: { ids: readonly string[]; label: string; confirmed?: WarningCode[] }): ReactNode {
  const queries = useQueryClient();
  return (
    <Button
      size="compact-sm"
      onClick={() => {
        notifications.hide(`undo-${props.ids[0]}`);
        void undoVerdicts(queries, props.ids, props.confirmed);
      }}
    >
      {props.label}
    </Button>
  );
}
