import { getEventMeta } from '@orpc/client';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ChangeTopic } from '../../shared/contract/base/changes.ts';
import { api, client, isCode } from '../client.ts';

/** Tags, reminders, notes, and what a search found. */
const MESSENGER: readonly QueryKey[] = [api.messenger.key()];

const CONVERSATIONS: readonly QueryKey[] = [
  ...MESSENGER,
  api.conversation.key(),
  api.texterNote.key(),
  api.scriptTest.key(),
  api.progress.key(),
  api.answers.key(),
  api.campaign.key(),
  api.person.key(),
  api.action.key(),
  api.lookup.key(),
  api.evidence.key(),
];

const KEYS: Record<ChangeTopic, readonly QueryKey[]> = {
  oversight: [...CONVERSATIONS, api.optOut.key(), api.review.key()],
  conversations: CONVERSATIONS,
  campaigns: [
    api.campaign.key(),
    api.scriptTest.key(),
    api.conversation.key(),
    api.questions.key(),
    api.progress.key(),
    api.handing.key(),
  ],
  settings: [...MESSENGER, api.settings.key(), api.savedView.key(), api.review.key(), api.session.key()],
  connections: [api.connection.key(), api.conversation.key()],
  accounts: [api.account.key(), api.session.key(), api.invitation.key(), api.signIns.key()],
  actions: [
    api.optOut.key(),
    api.action.key(),
    api.review.key(),
    api.conversation.key(),
    api.person.key(),
    api.lookup.key(),
  ],
  jobs: [api.optOut.imports.key(), api.imports.key(), api.campaign.key(), api.backup.state.key()],
  session: [api.session.key(), api.signIns.key()],
  computer: [api.computer.key()],
  nudges: [api.nudge.key(), api.handing.passedOn.key()],
  integrations: [api.apiKey.key(), api.webhookOut.key(), api.systems.key()],
};

/** Milliseconds in which notices are gathered, since they come in bursts. */
const GATHER = 120;
const RETRY = 1_000;

/**
 * Keeps the screen current: one subscription to change notices, which marks what they concern as stale. After
 * a break it continues from the last notice. Called once, in the signed-in part.
 */
export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stopping = new AbortController();
    const waiting = new Set<ChangeTopic>();
    let timer: ReturnType<typeof setTimeout> | undefined;

    const flush = () => {
      timer = undefined;
      const keys = new Map<string, QueryKey>();
      for (const topic of waiting) for (const key of KEYS[topic]) keys.set(JSON.stringify(key), key);
      waiting.clear();
      for (const queryKey of keys.values()) void queries.invalidateQueries({ queryKey });
    };
    const note = (topics: readonly ChangeTopic[]) => {
      for (const topic of topics) waiting.add(topic);
      timer ??= setTimeout(flush, GATHER);
    };

    void (async () => {
      let lastEventId: string | undefined;
      let first = true;
      while (!stopping.signal.aborted) {
        try {
          const notices = await client.changes.watch(undefined, { signal: stopping.signal, lastEventId });
          if (!first && lastEventId === undefined) void queries.invalidateQueries();
          first = false;
          for await (const notice of notices) {
            lastEventId = getEventMeta(notice)?.id ?? lastEventId;
            note(notice.topics);
          }
        } catch (error) {
          if (isCode(error, 'UNAUTHORIZED')) {
            void queries.invalidateQueries({ queryKey: api.session.key() });
            return;
          }
        }
        await pause(RETRY, stopping.signal);
      }
    })();

    return () => {
      stopping.abort();
      clearTimeout(timer);
    };
  }, [queries]);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
