import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Thread, ThreadMessage } from '../../../shared/contract/conversation.ts';
import { api, client } from '../../client.ts';
import { setDraft, useTexterState } from './texterState.ts';

/** Sends a reply; it stands in the thread at once. If it could not be sent, its text is back in the box. */
export function useReply(id: string, authorName: string) {
  const queries = useQueryClient();
  const queryKey = api.conversation.get.queryKey({ input: { id } });
  const edit = (change: (thread: Thread) => Thread) =>
    queries.setQueryData(queryKey, (thread: Thread | undefined) => thread && change(thread));

  return useMutation({
    mutationFn: ({ body }: { body: string }) => client.conversation.send({ id, body }),
    onMutate: async ({ body }) => {
      setDraft(id, '');
      await queries.cancelQueries({ queryKey });
      const shown = onItsWay(body, authorName);
      edit((thread) => ({ ...thread, messages: [...thread.messages, shown] }));
      return { shownId: shown.id };
    },
    onSuccess: ({ message }, _, context) => {
      edit((thread) => ({ ...thread, messages: [...without(thread, context.shownId, message.id), message] }));
    },
    onError: (_, { body }, context) => {
      if ((useTexterState.getState().drafts[id] ?? '') === '') setDraft(id, body);
      if (context) edit((thread) => ({ ...thread, messages: without(thread, context.shownId) }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.conversation.key() }),
  });
}

function without(thread: Thread, ...ids: readonly string[]): ThreadMessage[] {
  return thread.messages.filter((message) => !ids.includes(message.id));
}

/** What stands in the thread until the core has answered. */
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
