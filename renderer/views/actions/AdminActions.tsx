import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../client.ts';
import { go } from '../../state/route.ts';
import { ActionsScreen } from './ActionsScreen.tsx';

/** Everything that waits for a person, in the whole organisation. */
export function ActionsView(): ReactNode {
  const accounts = useQuery(api.account.list.queryOptions());
  const assignees = (accounts.data ?? []).filter((each) => each.role !== 'supervisor' && each.active);
  return (
    <ActionsScreen
      assignees={assignees}
      onOpen={({ conversationId }) => go(['conversations', 'all', conversationId])}
    />
  );
}
