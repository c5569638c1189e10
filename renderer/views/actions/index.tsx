import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ActionItem } from '../../../shared/contract/actions.ts';
import { api } from '../../client.ts';
import { useMe } from '../../hooks/useSession.ts';
import { go } from '../../state/route.ts';
import { ActionsScreen } from './ActionsScreen.tsx';

/**
 * What waits for a person: everything for an admin, who also says whose it is; who asked to stop, or may have,
 * for a supervisor; their own conversations for a texter. The server picks.
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
