import { useMutation, useQueryClient } from '@tanstack/react-query';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { givePictureOfText } from '../../state/chosenPictures.ts';
import { giveBack } from '../../state/drafts.ts';
import { complain } from '../base/notify.ts';
import { endOffer } from './held.ts';

type Text = { readonly conversationId: string; readonly messageId: string; readonly body: string };

/** Takes back a text that has not left; its words are in the box again. */
export function useTakeBack(onDone?: (conversationId: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ messageId }: Text) => client.conversation.cancel({ id: messageId }),
    onSuccess: (_, { conversationId, messageId, body }) => {
      giveBack(conversationId, body);
      givePictureOfText(conversationId, messageId);
      onDone?.(conversationId);
    },
    onError: complain(t('reply:notTakenBack')),
    onSettled: (_, __, { messageId }) => {
      endOffer(messageId);
      return queries.invalidateQueries({ queryKey: api.conversation.key() });
    },
  });
}
