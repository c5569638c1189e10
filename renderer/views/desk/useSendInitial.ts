import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import { t } from '../../../shared/text/say.ts';
import { client, errorMessage, isCode } from '../../client.ts';
import { setAway } from './texterState.ts';

/**
 * Sends first messages in the background: the conversation leaves the list at once and comes back if it could
 * not be sent.
 */
export function useSendInitial() {
  const { mutate } = useMutation({
    mutationFn: ({ id, confirmed }: { id: string; name: string; confirmed: WarningCode[] }) =>
      client.conversation.sendInitial({ id, confirmed }),
    onMutate: ({ id }) => setAway(id, 'sending'),
    onError: (error, { id, name }) => {
      const gone = isCode(error, 'NOT_FOUND');
      setAway(id, gone ? 'gone' : null);
      notifications.show({
        color: gone ? 'brand' : 'stop',
        title: gone ? null : t('texter:send.failed', { name }),
        message: gone ? t('texter:thread.gone') : errorMessage(error),
      });
    },
  });
  return mutate;
}
