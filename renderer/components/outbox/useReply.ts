import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { Thread, ThreadMessage } from '../../../shared/contract/conversations.ts';
import { api, client } from '../../client.ts';
import {
  choosePicture,
  givePictureBack,
  type PictureToSend,
  rememberSent,
} from '../../state/chosenPictures.ts';
import { giveBack, setDraft } from '../../state/drafts.ts';
import { endReplyOffer } from '../../state/offers.ts';
import { inBase64 } from '../pictures/readFile.ts';
import { HOLD_SECONDS, offerBack } from './held.ts';

type Sent = {
  readonly body: string;
  /** The canned reply that it began as. */
  readonly replyId?: string | undefined;
  readonly picture?: PictureToSend | undefined;
  readonly confirmed?: WarningCode[];
};

/** How a picture is given to the core. */
async function sentWith(picture: PictureToSend | undefined) {
  if (picture === undefined) return {};
  if (picture.from === 'file') return { picture: await inBase64(picture.file) };
  return { replyPicture: { replyId: picture.replyId, hash: picture.hash } };
}

/**
 * Sends a reply; it is in the thread at once, and can be taken back for some seconds. If it could not be
 * sent, its text is in the box again. `name`: the contact; `authorName`: who is signed in.
 */
export function useReply(id: string, name: string, authorName: string) {
  const queries = useQueryClient();
  const queryKey = api.conversation.get.queryKey({ input: { id } });
  const edit = (change: (thread: Thread) => Thread) =>
    queries.setQueryData(queryKey, (thread: Thread | undefined) => thread && change(thread));

  return useMutation({
    mutationFn: async ({ body, replyId, picture, confirmed = [] }: Sent) =>
      client.conversation.send({
        id,
        body,
        replyId,
        confirmed,
        holdSeconds: HOLD_SECONDS,
        ...(await sentWith(picture)),
      }),
    onMutate: async ({ body }) => {
      setDraft(id, '');
      choosePicture(id, null);
      endReplyOffer(id);
      await queries.cancelQueries({ queryKey });
      const shown = onItsWay(body, authorName);
      edit((thread) => ({ ...thread, messages: [...thread.messages, shown] }));
      return { shownId: shown.id };
    },
    onSuccess: async ({ message }, { body, picture }, context) => {
      rememberSent(message.id, picture);
      edit((thread) => ({ ...thread, messages: [...without(thread, context.shownId, message.id), message] }));
      // A text that waits for something else is shown so in the thread, and can be taken back there.
      if (message.rule === null) await offerBack({ conversationId: id, messageId: message.id, name, body });
    },
    onError: (_, { body, picture }, context) => {
      giveBack(id, body);
      givePictureBack(id, picture);
      if (context) edit((thread) => ({ ...thread, messages: without(thread, context.shownId) }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.conversation.key() }),
  });
}

function without(thread: Thread, ...ids: readonly string[]): ThreadMessage[] {
  return thread.messages.filter((message) => !ids.includes(message.id));
}

/** The message in the thread until the core has answered. */
function onItsWay(body: string, authorName: string): ThreadMessage {
  return {
    id: `local-${crypto.randomUUID()}`,
    direction: 'out',
    kind: 'reply',
    body,
    state: 'sending',
    detail: '',
    rule: null,
    segments: null,
    authorName,
    senderNumber: null,
    matched: null,
    at: Date.now(),
  };
}
