import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ActionItem } from '../../../shared/contract/actions.ts';
import { api } from '../../client.ts';
import { useMe } from '../../hooks/useSession.ts';
import { go } from '../../state/route.ts';
import { ActionsScreen } from './ActionsScreen.tsx';

/**
 * Actions for the signed-in person: all of them for an admin, who also assigns them; requests to stop for a
 * supervisor; those of their own conversations for a texter. The server decides.
 */
export function ActionsView(): ReactNode {
  const { role } = useMe();
  const accounts = useQuery(api.account.list.queryOptions({ enabled: role === 'admin' })).data ?? [];
  const assignees = accounts.filter((each) => each.active);
  const openItem = ({ campaignId, conversationId }: ActionItem) =>
    go(
      role === 'texter'
        ? ['texter', campaignId, 'to-answer', conversationId]
        : ['conversations', 'all', conversationId],
    );
  return <ActionsScreen assignees={role === 'admin' ? assignees : null} onOpen={openItem} />;
}
